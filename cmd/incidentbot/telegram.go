package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"

	"incidentbot/bot"
	"incidentbot/bot/alert"
	"incidentbot/bot/chat"
	"incidentbot/index/incident"
	"incidentbot/index/source"
)

const (
	// alertWorkers is how many chats are told side by side; the outbox keeps Telegram's limits.
	alertWorkers = 16
	// gather is how long a wave's events join one message.
	gather = 30 * time.Minute
	// maxFile is the most that Telegram lets a bot download.
	maxFile = 20 << 20
)

// telegram speaks with Telegram while this node has the lease, as often as it gets it.
func (s *server) telegram(ctx context.Context) error {
	return s.leased(ctx, "telegram", s.speak)
}

// leased runs a part whenever this node holds a lease, until ctx ends or the part fails.
func (s *server) leased(ctx context.Context, name string, part func(context.Context) error) error {
	for ctx.Err() == nil {
		held, release, err := s.archive.Lease(ctx, name)
		if err != nil {
			return err
		}
		err = part(held)
		lost := held.Err() != nil && ctx.Err() == nil
		release()
		if err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
		if lost {
			s.log.Warn("another node took over; waiting for the turn", "lease", name)
		}
	}
	return nil
}

// speak runs the bot and the alerts until ctx ends.
func (s *server) speak(ctx context.Context) error {
	d, err := s.newDesk(ctx)
	if err != nil {
		return err
	}
	b, err := s.newBot(ctx, d)
	if err != nil {
		return err
	}
	d.Attach(b)
	al := alert.New(s.archive.Archive, d.Store, d, chat.Sender{Post: b}, d.Policy, s.now, s.log, alertWorkers)
	s.bot.Store(b)
	s.alert.Store(al)
	defer s.bot.Store(nil)
	defer s.alert.Store(nil)
	return together(ctx, []func(context.Context) error{
		b.Run, al.Run, func(ctx context.Context) error { return s.announce(ctx, b) },
	})
}

func (s *server) newDesk(ctx context.Context) (*chat.Desk, error) {
	chats, err := s.archive.State(ctx, "chats")
	if err != nil {
		return nil, err
	}
	cursors, err := s.archive.State(ctx, "cursors")
	if err != nil {
		return nil, err
	}
	ledger, err := s.archive.State(ctx, "ledger")
	if err != nil {
		return nil, err
	}
	store, err := alert.OpenStore(ctx, chats, cursors)
	if err != nil {
		return nil, err
	}
	return chat.New(chat.Options{
		Store: store, Ledger: ledger, Archive: s.archive.Archive, Handlers: s.archive.handlers,
		Operators: s.cfg.Operators, Trusted: s.cfg.Trusted, Channels: s.cfg.Telegram.Channels, Policy: s.policy(), Zone: s.cfg.Location(),
		Fetch: s.fetchArticle, ReadFile: s.readFile, Status: s.status, Now: s.now, Log: s.log,
	}), nil
}

// policy is the operator's rules for alerts.
func (s *server) policy() alert.Policy {
	p := alert.Policy{
		MaxAge: s.cfg.Alerts.MaxAge, Delay: map[incident.Weapon]time.Duration{"": s.cfg.Alerts.Delay},
		Gather: gather, Zone: s.cfg.Location(), NoQuotes: !s.cfg.Alerts.Quotes,
	}
	for w, d := range s.cfg.Alerts.DelayBy {
		p.Delay[incident.Weapon(w)] = d
	}
	return p
}

func (s *server) newBot(ctx context.Context, d *chat.Desk) (*bot.Bot, error) {
	kept, err := s.archive.State(ctx, "bot")
	if err != nil {
		return nil, err
	}
	c := bot.Config{
		Token: s.token.Reveal(), APIURL: s.cfg.Telegram.APIURL, Asker: s.archive.handlers, Inliner: s.archive.handlers,
		Chats: d, Store: botStore{kept}, Hooks: d.Hooks(), Commands: s.commands(d), Lang: incident.Lang(s.cfg.Lang),
		Zone: s.cfg.Location(), Log: s.log, Now: s.now,
	}
	if s.cfg.Webhook.URL != "" {
		c.Webhook = &bot.Webhook{URL: s.cfg.Webhook.URL, Secret: s.secret.Reveal()}
	}
	return bot.New(c)
}

// commands are the handlers' and the desk's, described in every language.
func (s *server) commands(d *chat.Desk) []bot.Command {
	var out []bot.Command
	for _, l := range incident.Langs {
		for i, c := range s.archive.handlers.Commands(l) {
			if l == incident.Langs[0] {
				out = append(out, bot.Command{Name: c.Name, Description: map[incident.Lang]string{}, Groups: true})
			}
			out[i].Description[l] = c.Description
		}
	}
	return append(out, d.Commands()...)
}

// fetchArticle reads the first article at an address.
func (s *server) fetchArticle(ctx context.Context, address string) (incident.Article, error) {
	r := source.Reader{Zone: s.cfg.Location(), Fetch: s.client}
	for art, err := range r.Read(ctx, address) {
		return art, err
	}
	return incident.Article{}, &source.Error{Source: address, Class: source.Empty, Msg: "no article there"}
}

// readFile reads the articles of a file that was sent to the bot. Its errors do
// not hold the address, which holds the token.
func (s *server) readFile(ctx context.Context, name, id string) ([]incident.Article, error) {
	b := s.bot.Load()
	if b == nil {
		return nil, errors.New("the bot is stopping")
	}
	f, err := b.API().GetFile(ctx, &tg.GetFileParams{FileID: id})
	if err != nil {
		return nil, err
	}
	address := strings.TrimSuffix(s.cfg.Telegram.APIURL, "/") + "/file/bot" + s.token.Reveal() + "/" + f.FilePath
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, errors.New("telegram names no file there")
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		var where *url.Error
		if errors.As(err, &where) {
			err = where.Err
		}
		return nil, fmt.Errorf("the file cannot be had: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the file cannot be had: %s", resp.Status)
	}
	return s.articlesOf(ctx, name, io.LimitReader(resp.Body, maxFile))
}

// articlesOf reads a file's articles as if it came by standard input; the name tells the kind.
func (s *server) articlesOf(ctx context.Context, name string, body io.Reader) ([]incident.Article, error) {
	r := source.Reader{Stdin: body, Zone: s.cfg.Location()}
	var all []incident.Article
	for art, err := range r.Read(ctx, "-") {
		if err != nil {
			return all, err
		}
		if art.Title == "" {
			art.Title = path.Base(name)
		}
		all = append(all, art)
	}
	return all, nil
}

// webhookListen is empty where the bot polls.
func (s *server) webhookListen() string {
	if s.cfg.Webhook.URL == "" {
		return ""
	}
	return s.cfg.Webhook.Listen
}

// webhook hands updates to the bot; without one Telegram delivers them again later.
func (s *server) webhook(w http.ResponseWriter, r *http.Request) {
	b := s.bot.Load()
	if b == nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	b.WebhookHandler().ServeHTTP(w, r)
}
