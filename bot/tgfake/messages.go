package tgfake

import (
	"encoding/json"
	"reflect"
	"strings"
)

const (
	textLimit    = 4096
	captionLimit = 1024
)

// newMessage makes the message that a send call asks for, after its limits.
func (s *Server) newMessage(p params) (*message, error) {
	chat, err := s.target(p)
	if err != nil {
		return nil, err
	}
	if err := s.flood(chat, p); err != nil {
		return nil, err
	}
	m := &message{chat: chat, byBot: true, thread: int(p.int("message_thread_id")), markup: markup(p)}
	var reply struct {
		ID      int  `json:"message_id"`
		Lenient bool `json:"allow_sending_without_reply"`
	}
	p.json("reply_parameters", &reply)
	if reply.ID != 0 && s.find(chat, reply.ID) == nil && !reply.Lenient {
		return nil, badRequest("message to be replied not found")
	}
	if s.find(chat, reply.ID) != nil {
		m.replyTo = reply.ID
	}
	return m, nil
}

// flood refuses a message that comes too fast.
func (s *Server) flood(chat int64, p params) error {
	if left, known := s.limits.paused(s.now(), p.arrived); left > 0 {
		if known {
			s.problem("a message before the retry_after for all chats was over")
		}
		return apiError{code: 429, text: "Too Many Requests: retry later", retryAfter: left}
	}
	if rule := s.limits.take(chat, s.now()); rule != "" {
		s.problem("%s (chat %d)", rule, chat)
		return apiError{code: 429, text: "Too Many Requests: retry after 1", retryAfter: 1}
	}
	return nil
}

func markup(p params) any {
	var v any
	p.json("reply_markup", &v)
	return v
}

func (s *Server) sendMessage(p params) (any, error) {
	m, err := s.newMessage(p)
	if err != nil {
		return nil, err
	}
	if m.text, m.entities, err = s.parse(p.values["text"], p.values["parse_mode"], textLimit); err != nil {
		return nil, err
	}
	s.noteSent(verb(p), s.add(m), p.values["text"])
	return s.messageJSON(m), nil
}

// verb tells a silent message from a loud one.
func verb(p params) string {
	if p.bool("disable_notification") {
		return "sends silently"
	}
	return "sends"
}

func (s *Server) sendFile(p params, kind string) (any, error) {
	m, err := s.newMessage(p)
	if err != nil {
		return nil, err
	}
	m.media, m.caption = kind, true
	if m.text, m.entities, err = s.parse(p.values["caption"], p.values["parse_mode"], captionLimit); err != nil {
		return nil, err
	}
	if err := s.keepFile(p, kind, p.values[kind], m); err != nil {
		return nil, err
	}
	s.noteSent(verb(p), s.add(m), m.fileID+" "+m.fileName+": "+p.values["caption"])
	return s.messageJSON(m), nil
}

// keepFile finds a message's file: uploaded under a name, attached, or known by its id.
func (s *Server) keepFile(p params, name, value string, m *message) error {
	if at, ok := strings.CutPrefix(value, "attach://"); ok {
		name = at
	}
	if f, ok := p.files[name]; ok {
		if len(f.data) == 0 {
			s.problem("an empty file")
			return badRequest("file must be non-empty")
		}
		m.fileID, m.fileName = newFileID(s), f.name
		s.files[m.fileID] = f
		return nil
	}
	f, ok := s.files[value]
	if !ok {
		return badRequest("wrong file identifier/HTTP URL specified")
	}
	m.fileID, m.fileName = value, f.name
	return nil
}

// media is one member of an album, or the new media of an edit.
type media struct {
	Type    string `json:"type"`
	Media   string `json:"media"`
	Caption string `json:"caption"`
	Mode    string `json:"parse_mode"`
}

func (s *Server) sendMediaGroup(p params) (any, error) {
	var list []media
	p.json("media", &list)
	if len(list) < 2 || len(list) > 10 {
		s.problem("sendMediaGroup: %d items, not 2-10", len(list))
		return nil, badRequest("wrong number of items in the album")
	}
	first, err := s.newMessage(p)
	if err != nil {
		return nil, err
	}
	var sent []obj
	for _, item := range list {
		m := *first
		if err := s.setMedia(p, item, &m); err != nil {
			return nil, err
		}
		s.noteSent(verb(p), s.add(&m), m.fileID+": "+item.Caption)
		sent = append(sent, s.messageJSON(&m))
	}
	return sent, nil
}

func (s *Server) setMedia(p params, item media, m *message) error {
	var err error
	m.media, m.caption = item.Type, true
	if m.text, m.entities, err = s.parse(item.Caption, item.Mode, captionLimit); err != nil {
		return err
	}
	return s.keepFile(p, "", item.Media, m)
}

// edit finds the bot's message that a call edits, lets change work on a copy,
// and keeps that if it differs. An inline message is not kept and answers true.
func (s *Server) edit(p params, source string, change func(*message) error) (any, error) {
	if id := p.values["inline_message_id"]; id != "" {
		s.note("inline < edits %s: %s", id, source)
		s.noteButtons(markup(p))
		return true, change(&message{})
	}
	chat, err := s.target(p)
	if err != nil {
		return nil, err
	}
	old := s.find(chat, int(p.int("message_id")))
	if old == nil || !old.byBot {
		return nil, badRequest("message to edit not found")
	}
	if err := s.flood(chat, p); err != nil {
		return nil, err
	}
	m := *old
	m.markup = markup(p)
	if err := change(&m); err != nil {
		return nil, err
	}
	if reflect.DeepEqual(&m, old) {
		return nil, badRequest("message is not modified: specified new message content and reply markup are exactly the same")
	}
	m.edited = s.now().Unix()
	*old = m
	s.noteSent("edits", old, source)
	return s.messageJSON(old), nil
}

func (s *Server) editText(p params) (any, error) {
	return s.edit(p, p.values["text"], func(m *message) (err error) {
		if m.media != "" {
			return badRequest("there is no text in the message to edit")
		}
		m.text, m.entities, err = s.parse(p.values["text"], p.values["parse_mode"], textLimit)
		return err
	})
}

func (s *Server) editCaption(p params) (any, error) {
	return s.edit(p, p.values["caption"], func(m *message) (err error) {
		if m.media == "" && p.values["inline_message_id"] == "" {
			return badRequest("there is no caption in the message to edit")
		}
		m.text, m.entities, err = s.parse(p.values["caption"], p.values["parse_mode"], captionLimit)
		return err
	})
}

func (s *Server) editMedia(p params) (any, error) {
	var item media
	p.json("media", &item)
	return s.edit(p, item.Media+": "+item.Caption, func(m *message) error { return s.setMedia(p, item, m) })
}

func (s *Server) editMarkup(p params) (any, error) {
	return s.edit(p, "(buttons)", func(*message) error { return nil })
}

func (s *Server) deleteMessage(p params) (any, error) {
	chat, err := s.target(p)
	if err != nil {
		return nil, err
	}
	key := msgKey{chat, int(p.int("message_id"))}
	if s.messages[key] == nil {
		return nil, badRequest("message to delete not found")
	}
	delete(s.messages, key)
	s.note("%s < deletes #%d", s.chatName(chat), key.id)
	return true, nil
}

// Buttons returns the callback data of a message's buttons, in order.
func (s *Server) Buttons(chat int64, id int) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.find(chat, id)
	if m == nil {
		return nil
	}
	var k struct {
		Rows [][]struct {
			Data string `json:"callback_data"`
		} `json:"inline_keyboard"`
	}
	b, _ := json.Marshal(m.markup)
	_ = json.Unmarshal(b, &k)
	var data []string
	for _, row := range k.Rows {
		for _, c := range row {
			if c.Data != "" {
				data = append(data, c.Data)
			}
		}
	}
	return data
}
