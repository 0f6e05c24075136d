package bot

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Rate bounds how often the bot is asked: n a minute with bursts of the same size; 0 is no bound.
type Rate struct{ User, Chat int }

// maxAskers bounds how many limiters are kept; those at rest go first.
const maxAskers = 10_000

// verdict is what becomes of a question.
type verdict uint8

const (
	allowed verdict = iota
	warn            // too fast, and to be told so
	silent          // too fast, and told already
)

// askers limits users and chats.
type askers struct {
	rate Rate
	mu   sync.Mutex
	m    map[askerKey]*asker
}

type askerKey struct {
	id   int64
	chat bool
}

type asker struct {
	rate.Limiter
	warned bool
}

func newAskers(r Rate) *askers { return &askers{rate: r, m: map[askerKey]*asker{}} }

// ask counts a question of a user in a chat.
func (a *askers) ask(user, chat int64, now time.Time) verdict {
	a.mu.Lock()
	defer a.mu.Unlock()
	if v := a.count(askerKey{user, false}, a.rate.User, now); v != allowed {
		return v
	}
	return a.count(askerKey{chat, true}, a.rate.Chat, now)
}

func (a *askers) count(k askerKey, perMinute int, now time.Time) verdict {
	if perMinute <= 0 || k.id == 0 {
		return allowed
	}
	l, ok := a.m[k]
	if !ok {
		a.trim(now)
		l = &asker{Limiter: *rate.NewLimiter(rate.Limit(float64(perMinute)/60), perMinute)}
		a.m[k] = l
	}
	switch {
	case l.AllowN(now, 1):
		l.warned = false
		return allowed
	case l.warned:
		return silent
	}
	l.warned = true
	return warn
}

// trim forgets the limiters that are full again, once there are many.
func (a *askers) trim(now time.Time) {
	if len(a.m) < maxAskers {
		return
	}
	for k, l := range a.m {
		if l.TokensAt(now) >= float64(l.Burst()) {
			delete(a.m, k)
		}
	}
}
