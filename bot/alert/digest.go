package alert

import (
	"context"
	"errors"
	"time"

	"incidentbot/index"
	"incidentbot/index/incident"
)

// digestEvents is how many events a digest lists; the rest are counted.
const digestEvents = 10

// digests sends each chat its summary in the hour that it chose, once a day.
func (a *Alerter) digests(ctx context.Context) error {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		var due []key
		now := a.now()
		a.store.Each(func(c *Chat) {
			if DigestDue(c, now, &a.policy) {
				due = append(due, key{c.ID, c.Thread})
			}
		})
		for _, k := range due {
			if err := a.digest(ctx, k); err != nil {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// DigestDue reports whether a chat's digest of the day is to be sent now: from its
// hour on, since the bot may have been away then, and once a day.
func DigestDue(c *Chat, now time.Time, p *Policy) bool {
	if c.Gone || c.Sub == nil || c.Sub.Digest == nil {
		return false
	}
	local := now.In(c.zone(p))
	return local.Hour() >= *c.Sub.Digest && c.LastDigest < incident.DayOf(local)
}

// Subscribe gives the chat a subscription, nil for none. A digest at another hour
// than before begins when that hour next comes, and there is one a day.
func (c *Chat) Subscribe(s *Subscription, now time.Time, p *Policy) {
	old := c.Sub
	c.Sub = s
	if s == nil || s.Digest == nil || old != nil && old.Digest != nil && *old.Digest == *s.Digest {
		return
	}
	if DigestDue(c, now, p) {
		c.LastDigest = incident.DayOf(now.In(c.zone(p)))
	}
}

// digest sends one chat what happened since yesterday; nothing is sent where nothing did.
func (a *Alerter) digest(ctx context.Context, k key) error {
	c := a.store.Get(k.chat, k.thread)
	if c.Sub == nil {
		return nil
	}
	z := c.zone(&a.policy)
	now := a.now()
	today := incident.DayOf(now.In(z))
	page, err := a.archive.Events(ctx, index.Filter{From: today.Add(-1), To: today, NoBackground: true, Limit: 1000})
	if err != nil {
		return err
	}
	var events []incident.Event
	total := 0
	for i := range page.Events {
		if c.Sub.Mismatch(&page.Events[i], a.archive.Places()) == "" {
			if total++; total <= digestEvents {
				events = append(events, page.Events[i])
			}
		}
	}
	if total > 0 {
		o := Options{Thread: k.thread, Silent: c.Sub.Silent}
		_, err = a.send.Send(ctx, k.chat, a.cards.Digest(ctx, events, total, c.Lang, z, now), o)
	}
	if err != nil && !errors.Is(err, ErrGone) {
		a.log.Warn("digest not delivered", "chat", k.chat, "error", err)
		return nil // tried again next minute, while the day lasts
	}
	return a.store.Change(ctx, k.chat, k.thread, func(r *Chat) {
		r.LastDigest = today
		r.Gone = errors.Is(err, ErrGone)
	})
}
