package poll

import (
	"context"
	"fmt"
	"time"
)

// How soon a poller sees that a feed is no longer paused, or retired.
const (
	pausedLook  = time.Minute
	retiredLook = 10 * time.Minute
)

var pausedMark = []byte("paused")

// SetPaused pauses a feed or lets it be read again. It is kept beside the feed's
// state, which stays as it is; a running poller obeys from the next round on.
func SetPaused(ctx context.Context, store Store, f Feed, paused bool) error {
	var mark []byte
	if paused {
		mark = pausedMark
	}
	if err := store.Save(ctx, f.pauseKey(), mark); err != nil {
		return fmt.Errorf("pause of %s: %w", f.Label(), err)
	}
	return nil
}

func isPaused(ctx context.Context, store Store, f *Feed) (bool, error) {
	b, err := store.Load(ctx, f.pauseKey())
	if err != nil {
		return false, fmt.Errorf("pause of %s: %w", f.Label(), err)
	}
	return len(b) > 0, nil
}

func (f *Feed) pauseKey() string { return f.Key() + ".paused" }
