package bot

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"incidentbot/bot/tgfake"
)

var bar = flag.Bool("bar", false, "play the whole bar: 10,000 updates from 500 chats")

// TestBar plays many chats at once, with one call in twenty failing: each chat's
// answers come in order, none is missing or doubled, no limit is exceeded.
func TestBar(t *testing.T) {
	chats, each := 60, 6
	if *bar {
		chats, each = 500, 20
	}
	synctest.Test(t, func(t *testing.T) {
		s := tgfake.New(time.Now)
		failed := 0
		rng := rand.New(rand.NewPCG(1, 2))
		s.FailBy(func(string, int64) *tgfake.Fault {
			if rng.IntN(20) != 0 {
				return nil
			}
			failed++
			return someFault(rng)
		})
		places := barChats(s, chats)
		w := start(t, s, nil)
		begun := time.Now()
		for i := range each {
			for _, p := range places {
				s.Say(p.chat, p.user, fmt.Sprintf("/city@%s N%d", tgfake.Username, i))
			}
			if i == each/2 {
				s.Migrate(places[1].chat.ID, places[1].chat.ID-1_000_000)
			}
			w.pass(2 * time.Second)
		}
		for i := 0; i < 120 && (w.bot.Outbox().Len() > 0 || s.Pending() > 0); i++ {
			w.pass(30 * time.Second)
		}
		t.Logf("%d updates, %d faults, %v of simulated time, %d calls of sendMessage", chats*each, failed, time.Since(begun), s.Calls("sendMessage"))
		for _, p := range places {
			checkOrder(t, s, p.chat.ID, each)
		}
		if failed < chats*each/40 {
			t.Errorf("only %d faults struck", failed)
		}
		w.end()
	})
}

// someFault picks one of the passing faults.
func someFault(rng *rand.Rand) *tgfake.Fault {
	all := []tgfake.Fault{
		{Code: 429, RetryAfter: 1 + rng.IntN(4)}, {Code: 429, RetryAfter: 2, Global: true}, {HTML: true}, {Code: 500}, {Drop: tgfake.BeforeWork}, {Slow: time.Second},
	}
	return &all[rng.IntN(len(all))]
}

type barChat struct {
	chat tgfake.Chat
	user tgfake.User
}

// barChats makes chats, every other one a group.
func barChats(s *tgfake.Server, n int) []barChat {
	var list []barChat
	for i := range n {
		u := tgfake.User{ID: int64(1000 + i), Name: fmt.Sprintf("U%d", i), Lang: "en"}
		c := s.Private(u)
		if i%2 == 1 {
			c = s.Group(-int64(1000+i), fmt.Sprintf("G%d", i))
		}
		list = append(list, barChat{c, u})
	}
	return list
}

// checkOrder checks a chat's answers; a group that moved has them in two places.
func checkOrder(t *testing.T, s *tgfake.Server, chat int64, n int) {
	t.Helper()
	shown := append(s.Shown(chat), s.Shown(chat-1_000_000)...)
	if len(shown) != n {
		t.Errorf("chat %d: %d answers, want %d", chat, len(shown), n)
		return
	}
	for i, text := range shown {
		if want := fmt.Sprintf("N%d,", i); !strings.HasPrefix(text, want) {
			t.Errorf("chat %d: answer %d is %.20q, want %q", chat, i, text, want)
			return
		}
	}
}
