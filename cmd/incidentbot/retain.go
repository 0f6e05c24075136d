package main

import (
	"context"
	"time"

	"incidentbot/index"
)

// sweepSpan is how often articles without an event are looked through.
const sweepSpan = 24 * time.Hour

// retain sweeps at the start and daily, on one node at a time. A sweep that
// fails is told and tried again the next day: it stops nothing else.
func (s *server) retain(ctx context.Context) error {
	r := index.Retention{
		Age:   time.Duration(s.cfg.Retention.PlainDays) * 24 * time.Hour,
		Bytes: int64(s.cfg.Retention.PlainMB) << 20,
	}
	if r == (index.Retention{}) {
		<-ctx.Done()
		return ctx.Err()
	}
	return s.leased(ctx, "retention", func(ctx context.Context) error {
		t := time.NewTicker(sweepSpan)
		defer t.Stop()
		for {
			s.sweep(ctx, r)
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-t.C:
			}
		}
	})
}

func (s *server) sweep(ctx context.Context, r index.Retention) {
	done, err := s.archive.Retain(ctx, r, s.now())
	switch {
	case ctx.Err() != nil:
	case err != nil:
		s.log.Error("retention failed", "err", err)
	case done.Gone > 0:
		s.log.Info("retention", "gone", done.Gone, "kept", done.Kept, "bytes", done.Bytes)
	}
}
