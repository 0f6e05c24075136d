package tgfake

import (
	"fmt"
	"strings"
	"unicode"
)

// obj is a JSON object of the Bot API.
type obj = map[string]any

// User is a person.
type User struct {
	ID       int64
	Name     string
	Username string
	Lang     string // IETF tag of the client's language, "" if it sends none
}

func (u User) json() obj {
	o := obj{"id": u.ID, "is_bot": false, "first_name": u.Name}
	if u.Username != "" {
		o["username"] = u.Username
	}
	if u.Lang != "" {
		o["language_code"] = u.Lang
	}
	return o
}

// Chat is where messages go. Its kind follows from how it was made: Private,
// Group or Channel.
type Chat struct {
	ID       int64
	Kind     string // private, group, supergroup, channel
	Title    string
	Forum    bool
	Username string // "" for none
}

func (c Chat) json() obj {
	o := obj{"id": c.ID, "type": c.Kind}
	if c.Kind == "private" {
		o["first_name"] = c.Title
	} else {
		o["title"] = c.Title
	}
	if c.Username != "" {
		o["username"] = c.Username
	}
	if c.Forum {
		o["is_forum"] = true
	}
	return o
}

// message is one message of a chat as the server keeps it.
type message struct {
	id       int
	chat     int64
	thread   int
	from     *User // nil: the bot, or a channel's post
	byBot    bool
	text     string // what is shown
	caption  bool   // text is a caption
	entities []Entity
	markup   any
	media    string // kind of media, "" for a text
	fileID   string
	fileName string
	date     int64
	edited   int64
	replyTo  int
	extra    obj // members a test added: forward_origin, location, …
}

// Private returns the private chat with a user, making it on first use.
func (s *Server) Private(u User) Chat {
	return s.chat(Chat{ID: u.ID, Kind: "private", Title: u.Name})
}

// Group makes a supergroup. Its id must be negative, as in Telegram.
func (s *Server) Group(id int64, title string) Chat {
	return s.chat(Chat{ID: id, Kind: "supergroup", Title: title})
}

// Forum makes a supergroup with topics.
func (s *Server) Forum(id int64, title string) Chat {
	return s.chat(Chat{ID: id, Kind: "supergroup", Title: title, Forum: true})
}

// Channel makes a channel. Its id must be negative.
func (s *Server) Channel(id int64, title string) Chat {
	return s.chat(Chat{ID: id, Kind: "channel", Title: title})
}

// PublicChannel makes a channel with a name, by which everybody can read it.
func (s *Server) PublicChannel(id int64, title, username string) Chat {
	return s.chat(Chat{ID: id, Kind: "channel", Title: title, Username: username})
}

func (s *Server) chat(c Chat) Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	if old, ok := s.chats[c.ID]; ok {
		return *old
	}
	s.chats[c.ID] = &c
	return c
}

// Admin makes a user an administrator of a chat.
func (s *Server) Admin(c Chat, u User) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.admins[c.ID] = append(s.admins[c.ID], u)
}

func (s *Server) messageJSON(m *message) obj {
	o := obj{"message_id": m.id, "date": m.date, "chat": s.chats[m.chat].json()}
	switch {
	case m.byBot:
		o["from"] = s.me()
	case m.from != nil:
		o["from"] = m.from.json()
	}
	text, entities := "text", "entities"
	if m.caption {
		text, entities = "caption", "caption_entities"
	}
	if m.text != "" {
		o[text] = m.text
	}
	if len(m.entities) > 0 {
		o[entities] = m.entities
	}
	s.addOptional(o, m)
	return o
}

// addOptional adds the members that not every message has.
func (s *Server) addOptional(o obj, m *message) {
	if m.thread != 0 {
		o["message_thread_id"], o["is_topic_message"] = m.thread, true
	}
	if m.edited != 0 {
		o["edit_date"] = m.edited
	}
	if m.markup != nil {
		o["reply_markup"] = m.markup
	}
	if r := s.find(m.chat, m.replyTo); r != nil {
		o["reply_to_message"] = s.messageJSON(r)
	}
	switch m.media {
	case "photo":
		o["photo"] = []obj{{"file_id": m.fileID, "file_unique_id": "u" + m.fileID, "width": 800, "height": 600}}
	case "document":
		o["document"] = obj{"file_id": m.fileID, "file_unique_id": "u" + m.fileID, "file_name": m.fileName}
	}
	for k, v := range m.extra {
		o[k] = v
	}
}

func (s *Server) find(chat int64, id int) *message {
	if id == 0 {
		return nil
	}
	return s.messages[msgKey{chat, id}]
}

type msgKey struct {
	chat int64
	id   int
}

// add keeps a new message and gives it its id: ids count up in each chat.
func (s *Server) add(m *message) *message {
	s.lastMsg[m.chat]++
	m.id, m.date = s.lastMsg[m.chat], s.now().Unix()
	s.messages[msgKey{m.chat, m.id}] = m
	return m
}

// autoEntities finds the commands, mentions and addresses that Telegram marks
// in a text that a user types.
func autoEntities(text string) []Entity {
	var es []Entity
	at := 0
	word := true // the last character cannot join a word with what follows
	for i := 0; i < len(text); {
		n := 0
		if word {
			var kind string
			if kind, n = autoEntity(text[i:]); n > 0 {
				l := utf16Len(text[i : i+n])
				es = append(es, Entity{Type: kind, Offset: at, Length: l})
			}
		}
		if n == 0 {
			n = len(firstRune(text[i:]))
		}
		at += utf16Len(text[i : i+n])
		i += n
		last := rune(text[i-1])
		word = last < 0x80 && !unicode.IsLetter(last) && !unicode.IsDigit(last) && last != '_' && last != '/' ||
			!wordBefore(text[:i])
	}
	return es
}

// wordBefore reports whether a text ends in a letter or digit of any script.
func wordBefore(s string) bool {
	r := []rune(s)
	last := r[len(r)-1]
	return unicode.IsLetter(last) || unicode.IsDigit(last) || last == '_' || last == '/'
}

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// autoEntity returns the kind and length of the entity at the start of s.
func autoEntity(s string) (string, int) {
	ident := func(s string) int {
		n := strings.IndexFunc(s, func(r rune) bool {
			return r != '_' && (r > 0x7f || !unicode.IsLetter(r) && !unicode.IsDigit(r))
		})
		if n < 0 {
			n = len(s)
		}
		return n
	}
	switch {
	case s[0] == '/':
		n := ident(s[1:])
		if n == 0 {
			return "", 0
		}
		n++
		if n < len(s) && s[n] == '@' {
			if m := ident(s[n+1:]); m > 0 {
				n += 1 + m
			}
		}
		return "bot_command", n
	case s[0] == '@':
		if n := ident(s[1:]); n >= 3 {
			return "mention", n + 1
		}
	case strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://"):
		if n := strings.IndexAny(s, " \n"); n > 0 {
			return "url", n
		}
		return "url", len(s)
	}
	return "", 0
}

// chatName is how the transcript calls a chat.
func (s *Server) chatName(id int64) string {
	if c, ok := s.chats[id]; ok {
		return c.Title
	}
	return fmt.Sprint(id)
}
