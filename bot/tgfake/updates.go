package tgfake

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// update is one queued update; kind is its member's name.
type update struct {
	id   int64
	kind string
	body obj
}

// Option adds to a message that a test sends.
type Option func(*message)

// InTopic puts a message into a forum topic.
func InTopic(thread int) Option { return func(m *message) { m.thread = thread } }

// ReplyTo makes a message a reply.
func ReplyTo(id int) Option { return func(m *message) { m.replyTo = id } }

// Captioned makes a message a photo with its text as the caption.
func Captioned() Option {
	return func(m *message) { m.media, m.caption, m.fileID = "photo", true, "in-photo" }
}

// With adds a member to a message's JSON: a location, a forward_origin, a document.
func With(name string, value any) Option {
	return func(m *message) {
		if m.extra == nil {
			m.extra = obj{}
		}
		m.extra[name] = value
	}
}

// WithEntities replaces the entities that the text would get by itself.
func WithEntities(es ...Entity) Option { return func(m *message) { m.entities = es } }

// Say sends a user's message into a chat and returns its id.
func (s *Server) Say(c Chat, u User, text string, opts ...Option) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chats[c.ID] = &c
	m := &message{chat: c.ID, from: &u, text: text, entities: autoEntities(text)}
	for _, o := range opts {
		o(m)
	}
	s.add(m)
	s.note("%s > %s: %s%s", s.chatName(c.ID), u.Name, m.label(), text)
	s.push("message", s.messageJSON(m))
	return m.id
}

// Post publishes a channel's post and returns its id.
func (s *Server) Post(c Chat, text string, opts ...Option) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chats[c.ID] = &c
	m := &message{chat: c.ID, text: text, entities: autoEntities(text), extra: obj{"sender_chat": c.json()}}
	for _, o := range opts {
		o(m)
	}
	s.add(m)
	s.note("%s > post: %s%s", s.chatName(c.ID), m.label(), text)
	s.push("channel_post", s.messageJSON(m))
	return m.id
}

// Rewrite edits a user's message or a channel's post.
func (s *Server) Rewrite(c Chat, id int, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.find(c.ID, id)
	m.text, m.entities, m.edited = text, autoEntities(text), s.now().Unix()
	kind := "edited_message"
	if m.from == nil {
		kind = "edited_channel_post"
	}
	s.note("%s > edits #%d: %s", s.chatName(c.ID), id, text)
	s.push(kind, s.messageJSON(m))
}

// Tap presses a button of the bot's message by its data and returns the query's id.
func (s *Server) Tap(c Chat, u User, id int, data string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastQuery++
	q := fmt.Sprintf("q%d", s.lastQuery)
	body := obj{"id": q, "from": u.json(), "chat_instance": "1", "data": data}
	if m := s.find(c.ID, id); m != nil {
		body["message"] = s.messageJSON(m)
	} else {
		body["message"] = obj{"chat": c.json(), "message_id": id, "date": 0}
	}
	s.queries[q] = true
	s.note("%s > %s taps #%d: %s", s.chatName(c.ID), u.Name, id, printable(data))
	s.push("callback_query", body)
	return q
}

// TapInline presses a button of a message that was sent by inline mode.
func (s *Server) TapInline(u User, inlineID, data string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastQuery++
	q := fmt.Sprintf("q%d", s.lastQuery)
	s.queries[q] = true
	s.note("inline > %s taps %s: %s", u.Name, inlineID, data)
	s.push("callback_query", obj{"id": q, "from": u.json(), "chat_instance": "1", "data": data, "inline_message_id": inlineID})
	return q
}

// Inline types a query after the bot's name and returns the query's id.
func (s *Server) Inline(u User, query, offset string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastQuery++
	q := fmt.Sprintf("q%d", s.lastQuery)
	s.queries[q] = true
	s.note("inline > %s: %s", u.Name, query)
	s.push("inline_query", obj{"id": q, "from": u.json(), "query": query, "offset": offset, "chat_type": "private"})
	return q
}

// Membership changes the bot's own standing in a chat: member, administrator, left, kicked.
func (s *Server) Membership(c Chat, by User, old, status string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chats[c.ID] = &c
	s.note("%s > bot is now %s (by %s)", s.chatName(c.ID), status, by.Name)
	s.push("my_chat_member", obj{
		"chat": c.json(), "from": by.json(), "date": s.now().Unix(),
		"old_chat_member": s.member(old), "new_chat_member": s.member(status),
	})
}

// member is the bot as a member of a chat.
func (s *Server) member(status string) obj {
	o := obj{"status": status, "user": s.me()}
	if status == "kicked" {
		o["until_date"] = 0
	}
	return o
}

// Raw queues an update of any kind with any body, for hostile input.
func (s *Server) Raw(kind string, body map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.note("raw > %s", kind)
	s.push(kind, body)
}

// Redeliver makes the server forget that updates were confirmed, as it does when an answer to getUpdates is lost.
func (s *Server) Redeliver() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue = slices.Clone(s.all)
	s.wakeLocked()
}

// push queues an update and wakes the poll or the webhook.
func (s *Server) push(kind string, body obj) {
	s.lastUpdate++
	u := update{s.lastUpdate, kind, body}
	s.queue = append(s.queue, u)
	s.all = append(s.all, u)
	s.wakeLocked()
}

func (s *Server) wakeLocked() {
	close(s.wake)
	s.wake = make(chan struct{})
}

// getUpdates waits for updates: an offset confirms those below it, allowed_updates filters the rest.
func (s *Server) getUpdates(r *http.Request, p params) (any, error) {
	if s.hook.url != "" {
		return nil, apiError{code: 409, text: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}
	}
	limit := int(p.int("limit"))
	if limit <= 0 || limit > 100 {
		limit = 100
	}
	deadline := time.NewTimer(time.Duration(p.int("timeout")) * time.Second)
	defer deadline.Stop()
	for {
		got, wake := s.take(p, limit)
		if len(got) > 0 {
			return got, nil
		}
		s.mu.Unlock()
		expired := false
		select {
		case <-wake:
		case <-deadline.C:
			expired = true
		case <-r.Context().Done():
			expired = true
		}
		s.mu.Lock()
		if expired {
			return []obj{}, nil
		}
	}
}

// take confirms updates below the offset and returns the next ones.
func (s *Server) take(p params, limit int) ([]obj, chan struct{}) {
	offset := p.int("offset")
	s.queue = slices.DeleteFunc(s.queue, func(u update) bool { return u.id < offset })
	if p.has("allowed_updates") {
		s.allowed = nil
		p.json("allowed_updates", &s.allowed)
	}
	got := []obj{}
	for _, u := range s.queue {
		if len(got) < limit && (len(s.allowed) == 0 || slices.Contains(s.allowed, u.kind)) {
			got = append(got, obj{"update_id": u.id, u.kind: u.body})
		}
	}
	return got, s.wake
}

// webhook is where updates are delivered if a webhook is set.
type webhook struct{ url, secret string }

// Deliver posts the queued updates to a webhook handler, in order, until one is
// refused; it returns the last status. The secret is the one that setWebhook gave.
func (s *Server) Deliver(h http.Handler) int {
	status := http.StatusOK
	for {
		s.mu.Lock()
		if len(s.queue) == 0 {
			s.mu.Unlock()
			return status
		}
		u, secret := s.queue[0], s.hook.secret
		body, _ := json.Marshal(obj{"update_id": u.id, u.kind: u.body})
		s.mu.Unlock()
		r, _ := http.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
		w := newRecorder()
		h.ServeHTTP(w, r)
		if status = w.status(); status != http.StatusOK {
			return status
		}
		s.mu.Lock()
		s.queue = slices.DeleteFunc(s.queue, func(q update) bool { return q.id == u.id })
		s.mu.Unlock()
	}
}
