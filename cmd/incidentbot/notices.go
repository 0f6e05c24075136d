package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"incidentbot/bot"
	"incidentbot/handlers"
	"incidentbot/index/source/poll"
)

// What operators should know of a feed waits in the journal until they are told:
// the node that polls is not always the one that has Telegram, and Telegram is
// not always there.

const (
	noticeLook  = 5 * time.Second // how often the one that has Telegram looks
	noticeRetry = time.Minute     // the wait after nobody could be told
	noticeLife  = 7 * 24 * time.Hour
	noticeLines = 20 // of a message; when the network fails, every feed does
)

// notify keeps a word for the operators.
func (s *server) notify(n poll.Notice) {
	s.polled.Noticed(n)
	s.log.Warn("feed", "feed", n.Feed.Label(), "notice", string(n.Kind), "text", n.Text)
	if len(s.cfg.Operators) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	key := fmt.Sprintf("%020d.%s.%s", n.At.UnixNano(), n.Feed.Key(), n.Kind)
	if _, err := s.notices.Put(ctx, key, []byte(n.Text)); err != nil {
		s.log.Error("notice lost", "feed", n.Feed.Label(), "err", err)
	}
}

// announce tells the operators what waits for them, until ctx ends.
func (s *server) announce(ctx context.Context, b *bot.Bot) error {
	if len(s.cfg.Operators) == 0 {
		<-ctx.Done()
		return nil
	}
	for wait := noticeLook; ; {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
		wait = noticeLook
		if err := s.tellOperators(ctx, b); err != nil && ctx.Err() == nil {
			wait = noticeRetry
			s.log.Warn("operators not told", "err", err)
		}
	}
}

// tellOperators sends what waits as one message and forgets it when somebody has
// it, or nobody can ever have it.
func (s *server) tellOperators(ctx context.Context, b *bot.Bot) error {
	waiting, err := s.waiting(ctx)
	if err != nil || len(waiting) == 0 {
		return err
	}
	m := bot.Compose(noticeAnswer(waiting))
	var failed error
	done := false
	for _, operator := range s.cfg.Operators {
		_, err := b.Post(ctx, operator, m, bot.Digest)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if done = done || err == nil || errors.Is(err, bot.ErrChatGone); err != nil {
			failed = errors.Join(failed, fmt.Errorf("operator %d: %w", operator, err))
		}
	}
	for _, n := range waiting {
		if done || s.now().Sub(n.at) > noticeLife {
			failed = errors.Join(failed, s.notices.Delete(ctx, n.key))
		}
	}
	return failed
}

// notice is a word that waits.
type notice struct {
	key, text string
	at        time.Time
}

// waiting returns the words that nobody was told yet, the oldest first.
func (s *server) waiting(ctx context.Context) (list []notice, err error) {
	for e, err := range s.notices.All(ctx) {
		if err != nil {
			return nil, err
		}
		var at int64
		_, _ = fmt.Sscanf(e.Key, "%d.", &at)
		list = append(list, notice{e.Key, string(e.Value), time.Unix(0, at)})
	}
	slices.SortFunc(list, func(a, b notice) int { return strings.Compare(a.key, b.key) })
	return list, nil
}

func noticeAnswer(list []notice) *handlers.Answer {
	a := &handlers.Answer{}
	say := func(text string) {
		a.Blocks = append(a.Blocks, handlers.Block{Kind: handlers.Note, Spans: []handlers.Span{{Text: text}}})
	}
	for _, n := range list[:min(len(list), noticeLines)] {
		say(n.text)
	}
	if more := len(list) - noticeLines; more > 0 {
		say(fmt.Sprintf("%d more; \"incidentbot sources list\" shows how every outlet does.", more))
	}
	return a
}
