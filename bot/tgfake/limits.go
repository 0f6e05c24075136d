package tgfake

import "time"

// limits checks how fast messages come.
type limits struct {
	all   []time.Time
	chats map[int64][]time.Time
	until map[int64]time.Time // retry_after by chat, 0 for all
	told  int                 // calls refused within the pause for all
	knew  time.Time           // when the second of them was
}

func (l *limits) pause(chat int64, global bool, until time.Time) {
	if l.until == nil {
		l.until = map[int64]time.Time{}
	}
	if global {
		chat, l.told = 0, 1
	}
	l.until[chat] = until
}

// paused refuses a message within a pause for all: how many seconds are left,
// and whether the bot should have known when it made the call, since two calls
// had been refused before.
func (l *limits) paused(now, arrived time.Time) (seconds int, known bool) {
	left := l.until[0].Sub(now)
	if left <= 0 {
		return 0, false
	}
	if l.told++; l.told == 2 {
		l.knew = now
	}
	return int((left + time.Second - 1) / time.Second), l.told > 2 && arrived.After(l.knew)
}

// take counts a message into a chat and returns the rule that it breaks, or "".
func (l *limits) take(chat int64, now time.Time) string {
	if l.chats == nil {
		l.chats = map[int64][]time.Time{}
	}
	if now.Before(l.until[chat]) {
		return "a message before its chat's retry_after was over"
	}
	l.all = append(recent(l.all, now, time.Second), now)
	mine := append(recent(l.chats[chat], now, time.Minute), now)
	l.chats[chat] = mine
	switch {
	case len(l.all) > 30:
		return "more than 30 messages in a second"
	case len(recent(mine, now, time.Second)) > 1:
		return "more than 1 message a second into one chat"
	case chat < 0 && len(mine) > 20:
		return "more than 20 messages a minute into a group"
	}
	return ""
}

// recent drops the times that are a period old or older.
func recent(ts []time.Time, now time.Time, period time.Duration) []time.Time {
	for len(ts) > 0 && now.Sub(ts[0]) >= period {
		ts = ts[1:]
	}
	return ts
}
