package chat

import (
	"context"
	"crypto/rand"
	"log/slog"
	"slices"
	"time"

	"incidentbot/bot"
	"incidentbot/bot/alert"
	"incidentbot/handlers"
	"incidentbot/handlers/i18n"
	"incidentbot/index"
	"incidentbot/index/incident"
)

// Archive is what the desk asks and adds to; *index.Archive is one.
type Archive interface {
	handlers.Archive
	Add(ctx context.Context, as []incident.Article) ([]index.Added, error)
	Withdraw(ctx context.Context, w index.Withdrawal) (uint64, error)
}

// Poster sends from outside a turn and knows who administers a chat; *bot.Bot is one.
type Poster interface {
	Post(ctx context.Context, chat int64, m bot.Message, u bot.Urgency) (bot.Sent, error)
	Administers(ctx context.Context, chat, user int64) (bool, error)
	Username() string
}

// Options are what a Desk is made of. Fetch and ReadFile may be nil: links and
// files are then not read. Status may be nil.
type Options struct {
	Store     *alert.Store
	Ledger    alert.Bucket
	Archive   Archive
	Handlers  *handlers.Handlers // made with Words among its catalogs
	Operators []int64            // user ids: they decide, and their articles are added
	Trusted   []int64            // user ids whose articles are added
	Channels  []string           // "@name" or id: what is posted there is added
	Policy    alert.Policy
	Zone      *time.Location
	// Fetch reads the article at an address.
	Fetch func(ctx context.Context, url string) (incident.Article, error)
	// ReadFile reads the articles of a file that Telegram keeps.
	ReadFile func(ctx context.Context, name, fileID string) ([]incident.Article, error)
	// Status returns lines for operators: journal, index, alerts, queues.
	Status func(ctx context.Context) []string
	Now    func() time.Time
	Log    *slog.Logger
	// NewID names a ledger entry; nil is a random one.
	NewID func() string
}

// Desk serves chats. It is safe for concurrent use.
type Desk struct {
	Options
	post Poster
}

// New makes a desk; Attach gives it the bot.
func New(o Options) *Desk {
	if o.NewID == nil {
		o.NewID = func() string { return rand.Text()[:10] }
	}
	return &Desk{Options: o}
}

// Attach gives the desk the bot that was made with its Hooks. Call it before the bot runs.
func (d *Desk) Attach(p Poster) { d.post = p }

// Hooks are where the desk joins the bot.
func (d *Desk) Hooks() bot.Hooks {
	return bot.Hooks{
		Commands: map[string]func(context.Context, *bot.Turn){
			"start": d.start, "alerts": d.alerts, "follow": d.follow, "lang": d.lang, "zone": d.zone,
			"stop": d.stop, "status": d.status, "replay": d.replay,
		},
		Taps: map[string]func(context.Context, *bot.Turn, string) string{
			spaceAlerts: d.tapAlerts, spaceLang: d.tapLang, spaceIntake: d.tapIntake, spaceLedger: d.tapLedger,
		},
		Question: d.question,
		Message:  d.message,
		Post:     d.channelPost,
		Gone:     func(ctx context.Context, chat int64) { d.setGone(ctx, chat, true) },
		Back:     func(ctx context.Context, chat int64) { d.setGone(ctx, chat, false) },
		Moved:    d.moved,
	}
}

// The spaces of the desk's buttons (see bot.EncodeTap).
const (
	spaceAlerts = "a"
	spaceLang   = "l"
	spaceIntake = "i"
	spaceLedger = "c"
)

// Commands are those that clients offer.
func (d *Desk) Commands() []bot.Command {
	var out []bot.Command
	for _, name := range CommandNames() {
		c := bot.Command{Name: name, Groups: true, Description: map[incident.Lang]string{}}
		for _, l := range incident.Langs {
			c.Description[l] = d.say(l).T("chat.command." + name)
		}
		out = append(out, c)
	}
	return out
}

// CommandNames are the names of Commands, in their order.
func CommandNames() []string { return []string{"alerts", "follow", "lang", "zone", "replay", "stop"} }

func (d *Desk) say(l incident.Lang) *i18n.Printer { return d.Handlers.Words().In(l) }

// reply sends a plain text, each argument a paragraph.
func (d *Desk) reply(ctx context.Context, t *bot.Turn, lines ...string) {
	t.Reply(ctx, plain(t.Lang, lines...))
}

// plain is an answer of mere text.
func plain(l incident.Lang, lines ...string) handlers.Answer {
	a := handlers.Answer{Lang: l}
	for _, s := range lines {
		a.Blocks = append(a.Blocks, line(s))
	}
	return a
}

func (d *Desk) operator(u int64) bool { return slices.Contains(d.Operators, u) }

func (d *Desk) trusted(u int64) bool { return d.operator(u) || slices.Contains(d.Trusted, u) }

// user is who takes the turn, 0 for a channel.
func user(t *bot.Turn) int64 {
	if t.User == nil {
		return 0
	}
	return t.User.ID
}

// thread is the forum topic of the turn, 0 for none.
func thread(t *bot.Turn) int {
	if t.Message == nil || !t.Message.IsTopicMessage {
		return 0
	}
	return t.Message.MessageThreadID
}

// mayChange reports whether the turn's user may change a chat's settings: anybody
// their own chat's, a group's or channel's its administrators and what is posted in its name.
func (d *Desk) mayChange(ctx context.Context, t *bot.Turn, chat int64) bool {
	u := user(t)
	switch {
	case chat == u && u != 0:
		return true
	case chat == t.Chat.ID && t.Message != nil && t.Message.SenderChat != nil && t.Message.SenderChat.ID == chat && (t.Post || t.Update.Message != nil):
		return true // the channel itself, or an administrator who writes as the group
	case u == 0:
		return false
	}
	ok, err := d.post.Administers(ctx, chat, u)
	if err != nil {
		d.Log.Warn("administrators not read", "chat", chat, "err", err)
	}
	return ok
}

// changing replies why not where the turn's user may not change a chat.
func (d *Desk) changing(ctx context.Context, t *bot.Turn, g target) bool {
	if d.mayChange(ctx, t, g.chat) {
		return true
	}
	d.reply(ctx, t, d.say(t.Lang).T("chat.admins"))
	return false
}

// Settings implements bot.Chats.
func (d *Desk) Settings(_ context.Context, chat int64) (bot.Settings, error) {
	c := d.Store.Get(chat, 0)
	return bot.Settings{Lang: c.Lang, Zone: c.Zone}, nil
}

// SetSettings implements bot.Chats.
func (d *Desk) SetSettings(ctx context.Context, chat int64, s bot.Settings) error {
	err := d.Store.Change(ctx, chat, 0, func(c *alert.Chat) { c.Lang, c.Zone = s.Lang, s.Zone })
	if err != nil {
		return err
	}
	return d.Store.ChangeTopics(ctx, chat, func(c *alert.Chat) { c.Lang, c.Zone = s.Lang, s.Zone })
}

// setGone notes that a chat takes no messages, or takes them again.
func (d *Desk) setGone(ctx context.Context, chat int64, gone bool) {
	if err := d.Store.ChangeTopics(ctx, chat, func(c *alert.Chat) { c.Gone = gone }); err != nil {
		d.Log.Error("chat's record not changed", "chat", chat, "err", err)
	}
}

func (d *Desk) moved(ctx context.Context, from, to int64) {
	if err := d.Store.Move(ctx, from, to); err != nil {
		d.Log.Error("chat's record not moved", "chat", from, "to", to, "err", err)
	}
}

// failed tells the user that the turn's change was not kept.
func (d *Desk) failed(ctx context.Context, t *bot.Turn, err error) {
	d.Log.Error("chat's record not changed", "chat", t.Chat.ID, "err", err)
	d.reply(ctx, t, d.say(t.Lang).T("failed"))
}
