package bot

import (
	"context"
	"time"

	"incidentbot/handlers"
	"incidentbot/index/incident"
)

// Asker answers questions; *handlers.Handlers is one.
type Asker interface {
	Handle(ctx context.Context, r handlers.Request) handlers.Answer
}

// Settings are what a chat chose. Zero fields are not chosen.
type Settings struct {
	Lang incident.Lang `json:"lang,omitempty"`
	Zone string        `json:"zone,omitempty"` // IANA name
}

// Chats keeps the chats' settings.
type Chats interface {
	// Settings returns a chat's settings, the zero value if it has none.
	Settings(ctx context.Context, chat int64) (Settings, error)
	// SetSettings keeps them.
	SetSettings(ctx context.Context, chat int64, s Settings) error
}

// Store keeps what must outlive the process, by key. A value that Put has
// returned from is durable.
type Store interface {
	// Get returns a value, nil if there is none.
	Get(ctx context.Context, key string) ([]byte, error)
	Put(ctx context.Context, key string, value []byte) error
	Delete(ctx context.Context, key string) error
	// Keys lists the keys that start with prefix.
	Keys(ctx context.Context, prefix string) ([]string, error)
}

// Hooks are where other parts join. Nil ones are left out. All but Gone, Moved
// and Back run in their chat's turn, one after another.
type Hooks struct {
	// Commands carry out commands themselves, by name, in lower case without the slash.
	Commands map[string]func(ctx context.Context, t *Turn)
	// Taps read the buttons of a space (see EncodeTap). The tap is answered with
	// the text they return ("" for none), as an alert if it starts with "!".
	Taps map[string]func(ctx context.Context, t *Turn, data string) string
	// Question sees every question's button before the handlers value does; it
	// returns true and what to tell the user where the bot carries it out itself.
	Question func(ctx context.Context, t *Turn, q handlers.Question) (string, bool)
	// Message sees every message to the bot that is no command before it is
	// taken as a question; it returns true if it has dealt with it.
	Message func(ctx context.Context, t *Turn) bool
	// Post sees every channel's post and every edit of one.
	Post func(ctx context.Context, t *Turn)
	// Gone is told of a chat that blocked the bot, removed it, or is no more.
	Gone func(ctx context.Context, chat int64)
	// Moved is told of a group's new id.
	Moved func(ctx context.Context, from, to int64)
	// Back is told of a chat that let the bot in (again).
	Back func(ctx context.Context, chat int64)
}

func (h Hooks) gone(ctx context.Context, chat int64) {
	if h.Gone != nil {
		h.Gone(ctx, chat)
	}
}

func (h Hooks) moved(ctx context.Context, from, to int64) {
	if h.Moved != nil {
		h.Moved(ctx, from, to)
	}
}

func (h Hooks) back(ctx context.Context, chat int64) {
	if h.Back != nil {
		h.Back(ctx, chat)
	}
}

// zone returns the settings' time zone, or another where they name none that is known.
func (s Settings) zone(other *time.Location) *time.Location {
	if s.Zone == "" {
		return other
	}
	z, err := time.LoadLocation(s.Zone)
	if err != nil {
		return other
	}
	return z
}
