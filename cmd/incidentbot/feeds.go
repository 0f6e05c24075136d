package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"time"

	"incidentbot/config"
	"incidentbot/handlers"
	"incidentbot/index/incident"
	"incidentbot/index/source/poll"
	"incidentbot/index/source/push"
)

// feedsOf makes the settings' feeds into the poller's.
func feedsOf(list []config.Feed) []poll.Feed {
	feeds := make([]poll.Feed, 0, len(list))
	for _, f := range list {
		feeds = append(feeds, poll.Feed{
			Name: f.Name, URL: f.URL, Kind: poll.Kind(f.Kind), Lang: incident.Lang(f.Lang), Off: !f.Enabled, Note: f.Note,
			Every: f.Every, Silent: f.Silent,
		})
	}
	return feeds
}

// poll asks the feeds while this node has the lease.
func (s *server) poll(ctx context.Context) error {
	return s.leased(ctx, "feeds", func(ctx context.Context) error {
		p := poll.New(poll.Options{
			Get: s.client, Store: s.states, Add: s.add, Notify: s.notify, Observe: s.polled.Round, Zone: s.cfg.Location(),
			Now: s.now, Rand: rand.Float64, Log: s.log,
		})
		s.poller.Store(p)
		defer s.poller.Store(nil)
		return p.Run(ctx, s.feeds())
	})
}

// follow adds a feed to those in force until the next start, which reads the configuration.
func (s *server) follow(ctx context.Context, f poll.Feed) error {
	s.following.Lock()
	defer s.following.Unlock()
	feeds := s.feeds()
	if slices.ContainsFunc(feeds, func(known poll.Feed) bool { return known.URL == f.URL }) {
		return nil
	}
	feeds = append(slices.Clone(feeds), f)
	s.followed.Store(&feeds)
	p := s.poller.Load()
	if p == nil {
		return nil // another node polls
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	return p.Set(ctx, feeds)
}

// feeds are the outlets in force: those of the settings, and those added since.
func (a *app) feeds() []poll.Feed {
	if list := a.followed.Load(); list != nil {
		return *list
	}
	return feedsOf(a.cfg.Feeds)
}

// add journals articles from outside.
func (s *server) add(ctx context.Context, as []incident.Article) error {
	outcomes, err := s.archive.Add(ctx, as)
	if err == nil {
		s.meters.added(as, outcomes, s.now())
	}
	return err
}

// push is the endpoint for articles that others hand in.
func (s *server) push() http.Handler {
	m := http.NewServeMux()
	m.Handle("/articles", push.Handler(push.Options{Token: s.pushToken.Reveal(), Add: s.add, Now: s.now, Log: s.log}))
	return m
}

// outlets says for /sources who is read; nil where the settings list no feed.
func (a *app) outlets(states func(context.Context) (poll.Store, error)) func(context.Context) ([]handlers.Outlet, error) {
	if len(a.cfg.Feeds) == 0 {
		return nil
	}
	return func(ctx context.Context) ([]handlers.Outlet, error) {
		store, err := states(ctx)
		if err != nil {
			return nil, err
		}
		list, err := poll.Statuses(ctx, store, a.feeds(), a.now())
		if err != nil {
			return nil, err
		}
		var out []handlers.Outlet
		for _, st := range list {
			if st.Health == poll.Paused && st.Items == 0 {
				continue
			}
			o := handlers.Outlet{Name: st.Feed.Label(), URL: st.Feed.URL, Lang: st.Feed.Lang, Articles: st.Items, Note: st.Feed.Note}
			o.Silent = st.Health != poll.Well && st.Health != poll.Waiting
			if !st.LastItem.IsZero() {
				o.Newest = st.LastItem.UTC().Format(time.RFC3339)
			}
			out = append(out, o)
		}
		return out, nil
	}
}

// feedLines says how the feeds do, for the operators' status.
func (s *server) feedLines(ctx context.Context) []string {
	list, err := poll.Statuses(ctx, s.states, s.feeds(), s.now())
	if err != nil {
		return []string{"feeds: " + err.Error()}
	}
	count := map[poll.Health]int{}
	var lines []string
	for _, st := range list {
		count[st.Health]++
		if st.Problem != "" {
			lines = append(lines, st.Feed.Label()+": "+st.Problem)
		}
	}
	var counts []string
	for _, h := range []poll.Health{poll.Well, poll.Waiting, poll.Failing, poll.Quiet, poll.Retired, poll.Wrong, poll.Paused} {
		counts = append(counts, fmt.Sprintf("%d %s", count[h], h))
	}
	head := "feeds: " + strings.Join(counts, ", ")
	return append([]string{head}, lines[:min(len(lines), 10)]...)
}
