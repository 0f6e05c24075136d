package bot

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"incidentbot/bot/tgfake"
)

// mortal is a process's way to the world: once dead, nothing it does is seen any more.
type mortal struct {
	*Memory
	rt   http.RoundTripper
	dead atomic.Bool
}

var errDead = errors.New("the process is dead")

func (m *mortal) RoundTrip(r *http.Request) (*http.Response, error) {
	if m.dead.Load() {
		if r.Body != nil {
			r.Body.Close()
		}
		return nil, errDead
	}
	resp, err := m.rt.RoundTrip(r)
	if m.dead.Load() { // it died before the answer came
		return nil, errDead
	}
	return resp, err
}

func (m *mortal) Put(ctx context.Context, key string, value []byte) error {
	if m.dead.Load() {
		return errDead
	}
	return m.Memory.Put(ctx, key, value)
}

func (m *mortal) Delete(ctx context.Context, key string) error {
	if m.dead.Load() {
		return errDead
	}
	return m.Memory.Delete(ctx, key)
}

// TestCrashes kills the bot at random moments, with some calls slow and some
// answers lost: every question is answered, in order, and each crash or lost
// answer doubles at most one answer of a chat.
func TestCrashes(t *testing.T) {
	crashes := 12
	if *bar {
		crashes = 100
	}
	synctest.Test(t, func(t *testing.T) {
		rng, line := rand.New(rand.NewPCG(3, 4)), rand.New(rand.NewPCG(5, 6))
		s := tgfake.New(time.Now)
		s.FailBy(func(string, int64) *tgfake.Fault {
			if line.IntN(6) == 0 {
				return &tgfake.Fault{Slow: time.Duration(line.IntN(900)) * time.Millisecond}
			}
			return nil
		})
		store := NewMemory()
		places := barChats(s, 12)
		asked := 0
		for range crashes {
			m := &mortal{Memory: store, rt: tgfake.Client{Server: s}}
			w := start(t, s, func(c *Config) { c.Store, c.HTTP = m, m })
			for _, p := range places {
				s.Say(p.chat, p.user, fmt.Sprintf("/city@%s N%03d", tgfake.Username, asked))
			}
			asked++
			w.pass(time.Duration(1000+rng.IntN(5000)) * time.Millisecond)
			m.dead.Store(true)
			w.stop()
			<-w.err
			w.pass(time.Second) // what was on its way arrives
		}
		w := start(t, s, func(c *Config) { c.Store = store })
		w.pass(time.Duration(crashes/20+1) * 2 * time.Minute)
		doubled := 0
		for _, p := range places {
			doubled += checkCrashed(t, s.Shown(p.chat.ID), asked, crashes)
		}
		t.Logf("%d crashes, %d questions, %d answers doubled", crashes, asked*len(places), doubled)
		w.end()
	})
}

// checkCrashed checks a chat's answers and returns how many are doubled.
func checkCrashed(t *testing.T, shown []string, asked, crashes int) int {
	t.Helper()
	next, doubled := 0, 0
	for _, text := range shown {
		switch {
		case next < asked && strings.HasPrefix(text, fmt.Sprintf("N%03d,", next)):
			next++
		case next > 0 && strings.HasPrefix(text, fmt.Sprintf("N%03d,", next-1)):
			doubled++
		default:
			t.Errorf("%.10q where N%03d is due", text, next)
			return doubled
		}
	}
	if next != asked || doubled > crashes {
		t.Errorf("%d of %d answered, %d doubled in %d crashes", next, asked, doubled, crashes)
	}
	return doubled
}
