package fetch

import (
	"context"
	"sync"
	"time"
)

// hosts lets one request at a time through to each host, with a pause behind
// it. Hosts that nobody asks are forgotten once their pause is over.
type hosts struct {
	mu    sync.Mutex
	gates map[string]*gate
	now   func() time.Time
}

type gate struct {
	turn chan struct{} // holds one token while the host is free
	free time.Time     // no request before this
	uses int           // requests that wait or run
}

// maxIdleGates bounds how many hosts are remembered only for their pause.
const maxIdleGates = 4096

func newHosts(now func() time.Time) *hosts { return &hosts{gates: map[string]*gate{}, now: now} }

// enter waits for the host's turn. The release ends it and takes the pause that
// has to follow. The error is the context's.
func (h *hosts) enter(ctx context.Context, host string) (release func(pause time.Duration), err error) {
	g := h.take(host)
	select {
	case <-g.turn:
	case <-ctx.Done():
		h.drop(host, g)
		return nil, ctx.Err()
	}
	if err := sleep(ctx, g.free.Sub(h.now())); err != nil {
		g.turn <- struct{}{}
		h.drop(host, g)
		return nil, err
	}
	return func(pause time.Duration) {
		g.free = h.now().Add(pause)
		g.turn <- struct{}{}
		h.drop(host, g)
	}, nil
}

func (h *hosts) take(host string) *gate {
	h.mu.Lock()
	defer h.mu.Unlock()
	g := h.gates[host]
	if g == nil {
		g = &gate{turn: make(chan struct{}, 1)}
		g.turn <- struct{}{}
		h.gates[host] = g
	}
	g.uses++
	return g
}

func (h *hosts) drop(host string, g *gate) {
	h.mu.Lock()
	defer h.mu.Unlock()
	g.uses--
	if len(h.gates) > maxIdleGates {
		now := h.now()
		for name, idle := range h.gates {
			if idle.uses == 0 && idle.free.Before(now) {
				delete(h.gates, name)
			}
		}
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
