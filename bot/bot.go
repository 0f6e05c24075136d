package bot

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tg "github.com/go-telegram/bot"

	"incidentbot/index/incident"
)

// The defaults of Config.
const (
	defaultAPI     = "https://api.telegram.org"
	defaultWorkers = 16
	defaultQueue   = 1000
)

// stopWithin is how long a stop may take; sends that are not out by then are
// left to the next run.
const stopWithin = 7 * time.Second

// Config is what a Bot is made of. Token, Asker, Chats and Store are required.
type Config struct {
	Token   string
	APIURL  string            // "" is Telegram's own
	HTTP    http.RoundTripper // nil is the usual one
	Asker   Asker
	Inliner Inliner // nil: no inline mode
	Chats   Chats
	Store   Store
	Hooks   Hooks
	// Commands are offered to users, and those that a group need not address to the bot by name.
	Commands []Command
	Lang     incident.Lang  // where nobody chose: "" is English
	Zone     *time.Location // where nobody chose: nil is UTC
	Webhook  *Webhook       // nil: polling
	Workers  int            // questions answered side by side; 0 is 16
	Queue    int            // updates that may wait; 0 is 1,000
	Rate     Rate
	Log      *slog.Logger
	Now      func() time.Time
}

// Bot is a Telegram bot. Make it with New, start it with Run.
type Bot struct {
	client   *client
	api      *tg.Bot
	asker    Asker
	inliner  Inliner
	chats    Chats
	hooks    Hooks
	commands []Command
	known    map[string]bool
	lang     incident.Lang
	zone     *time.Location
	webhook  *Webhook
	workers  int
	now      func() time.Time
	log      *slog.Logger

	out      *Outbox
	tasks    *dispatcher
	intake   *intake
	replies  *replies
	pictures *pictures
	askers   *askers

	username string // set by Run before the first update
	id       int64
	taking   atomic.Bool     // the webhook may take updates
	work     context.Context // alive until the drain is over
	cancel   context.CancelFunc
}

// New makes a bot without calling Telegram. Its error is a mistake in the settings.
func New(c Config) (*Bot, error) {
	c = c.withDefaults()
	if err := c.check(); err != nil {
		return nil, err
	}
	cl := newClient(c.APIURL, c.Token, c.HTTP)
	api, err := tg.New(c.Token, tg.WithSkipGetMe(), tg.WithServerURL(c.APIURL), tg.WithHTTPClient(pollTimeout, cl),
		tg.WithErrorsHandler(func(err error) { c.Log.Warn("call to Telegram", "err", err) }))
	if err != nil {
		return nil, fmt.Errorf("telegram token: %w", err)
	}
	b := &Bot{
		client: cl, api: api, asker: c.Asker, inliner: c.Inliner, chats: c.Chats, hooks: c.Hooks, commands: c.Commands,
		lang: orElse(c.Lang, incident.English), zone: c.Zone, webhook: c.Webhook, workers: c.Workers, now: c.Now, log: c.Log,
		tasks: newDispatcher(c.Queue), intake: newIntake(c.Store), replies: newReplies(),
		pictures: newPictures(c.Store, c.Log), askers: newAskers(c.Rate), known: map[string]bool{},
	}
	for _, k := range c.Commands {
		b.known[k.Name] = true
	}
	for name := range c.Hooks.Commands {
		b.known[name] = true
	}
	b.out = NewOutbox(sender{api}.send, c.Hooks, c.Now, c.Log)
	b.work, b.cancel = context.WithCancel(context.Background())
	return b, nil
}

// check refuses a token or an address that would make unreadable requests, whose errors would show the token.
func (c Config) check() error {
	if c.Token == "" || strings.ContainsFunc(c.Token, func(r rune) bool {
		return r != ':' && r != '_' && r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	}) {
		return fmt.Errorf("%w (this one is empty or has characters that no token has)", ErrToken)
	}
	if u, err := url.Parse(c.APIURL); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return fmt.Errorf("the Bot API's address %q is not of the form https://host", c.APIURL)
	}
	return nil
}

func (c Config) withDefaults() Config {
	c.Token = strings.TrimSpace(c.Token)
	if c.APIURL == "" {
		c.APIURL = defaultAPI
	}
	if c.Workers <= 0 {
		c.Workers = defaultWorkers
	}
	if c.Queue <= 0 {
		c.Queue = defaultQueue
	}
	if c.Zone == nil {
		c.Zone = time.UTC
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c
}

// Outbox is where others put messages of their own, such as alerts.
func (b *Bot) Outbox() *Outbox { return b.out }

// API is the library's client, for calls that need no outbox, such as who administers a chat.
func (b *Bot) API() *tg.Bot { return b.api }

// Username is the bot's name, known once Run has reached Telegram.
func (b *Bot) Username() string { return b.username }

// Run works until ctx ends, then stops within ten seconds: it takes no more
// updates, lets the questions taken be answered, and leaves to the next run what
// could not be. Its error is ErrToken, or that of the Store at the start.
func (b *Bot) Run(ctx context.Context) error {
	defer b.cancel()
	left, err := b.intake.load(ctx)
	if err != nil {
		return fmt.Errorf("updates of the last run: %w", err)
	}
	if err := b.start(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	b.log.Info("bot is running", "username", b.username)
	var wg sync.WaitGroup
	wg.Go(func() { b.out.Run(b.work) })
	wg.Go(func() { b.tasks.run(b.work, b.workers) })
	for _, u := range left {
		b.accepted(ctx, u)
	}
	err = b.takeUpdates(ctx)
	b.drain()
	b.cancel()
	wg.Wait()
	return err
}

// accepted gives an update of an earlier run its turn.
func (b *Bot) accepted(ctx context.Context, s stored) {
	if u, ok := b.decode(s.raw); ok {
		b.tasks.put(ctx, keyOf(u), func() { b.run(u) })
	}
}

// takeUpdates polls, or waits while the webhook takes them.
func (b *Bot) takeUpdates(ctx context.Context) error {
	if b.webhook == nil {
		return b.poll(ctx)
	}
	b.taking.Store(true)
	<-ctx.Done()
	b.taking.Store(false)
	return nil
}

// drain waits for the turns taken and their messages, as long as a stop may take.
func (b *Bot) drain() {
	ctx, cancel := context.WithTimeout(b.work, stopWithin)
	defer cancel()
	b.tasks.drain(ctx)
	b.out.Drain(ctx)
	if n := b.out.Len(); n > 0 {
		b.log.Warn("messages left to the next run", "messages", n)
	}
}
