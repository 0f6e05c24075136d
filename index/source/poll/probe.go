package poll

import (
	"context"
	"time"

	"incidentbot/index/incident"
)

// Probe asks a source once, as the poller would, and returns up to limit of its
// newest articles, the newest first. Nothing is stored. The error is the
// source's own, in words that say what to do.
func Probe(ctx context.Context, get Getter, f Feed, zone *time.Location, now time.Time, limit int) ([]incident.Article, Outcome, error) {
	if err := f.Check(); err != nil {
		return nil, Outcome{}, err
	}
	var got []incident.Article
	keep := func(_ context.Context, as []incident.Article) error {
		got = append(got, as...)
		return nil
	}
	r := round{feed: f, get: get, zone: zone, now: now, add: keep, newest: limit}
	out, err := r.run(ctx)
	if err == nil {
		err = out.Err
	}
	for i, j := 0, len(got)-1; i < j; i, j = i+1, j-1 {
		got[i], got[j] = got[j], got[i]
	}
	return got[:min(len(got), limit)], out, err
}
