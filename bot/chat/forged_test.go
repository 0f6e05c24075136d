package chat

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"incidentbot/index/incident"
)

// state is all that a tap or a deep link could change: the chats' records, the
// ledger, what was done to the archive.
func (w *world) state(t *testing.T) string {
	t.Helper()
	var all []string
	w.desk.Store.Each(func(c *chatRecord) {
		b, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(b))
	})
	for e, err := range w.desk.Ledger.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e.Key+" "+string(e.Value))
	}
	slices.Sort(all)
	return strings.Join(append(all, w.archive.noted...), "\n")
}

// forgedTaps are data that no button of ours has now, or not for this user:
// wrong, stale, of others' chats, cut off, hostile, too long.
func forgedTaps() []string {
	mine, hers, group := target{ivan.ID, 0}.String(), target{ann.ID, 0}.String(), target{-100, 0}.String()
	taps := []string{
		"", "1", "1a", ":", "::", "0a:" + mine + " off", "2a:" + mine + " off", "9q:1L", "xx", "\x00", "1\x00:off", "1zz:off", "1A:" + mine + " off",
		"1a:", "1a:zz", "1a: off", "1a:_ off", "1a:0_0 off", "1a:-_0 off", "1a:" + mine, "1a:" + mine + " ", "1a:" + mine + "  off",
		"1a:" + group + " off", "1a:" + hers + " off", "1a:" + hers + " wdrone", "1a:" + group + " t", "1a:" + hers + " =703448",
		"1a:" + mine + " wnuke", "1a:" + mine + " w", "1a:" + mine + " x", "1a:" + mine + " p", "1a:" + mine + " p703448", "1a:" + mine + " p../../etc",
		"1a:" + mine + " =703448", "1a:" + mine + " =", "1a:zzzzzzzzzzzzzzzzzzzzzzzzzz_0 off", "1a:" + mine + "_9 off", "1a:dz_-1 off",
		"1l:de", "1l:", "1l:en\n", "1l:EN", "1i:a", "1i:", "1i:p", "1i:x",
		"1c:yp.id1", "1c:nc.id1", "1c:", "1c:y", "1c:yy", "1c:" + strings.Repeat("y", 60),
		"1q:", "1q:1", "1q:zzz", "1q:9L;p703448", "1q:1w;e0000000000;skilled", "1q:1w;e;s", "1q:1f;e0000000000", "1q:1f;e", "1q:1e;e<b>", "1q:1L;p999999999999999999999",
		"1q:1L;fzzzz;tzzzz", "1q:1x;e'--", "1q:1L;o99999999", strings.Repeat("1", 64), "1q:" + strings.Repeat("é", 40), strings.Repeat("a", 200),
	}
	return taps
}

func forgedStarts() []string {
	return []string{
		"cfg_", "cfg_zz", "cfg_" + target{-100, 0}.String(), "cfg_" + target{ann.ID, 0}.String(), "cfg_-2s_0_0", "cfg_0_0", "cfg", "e_", "e_0000000000", "e_<b>",
		"e_'; drop table", "inline", strings.Repeat("x", 64), strings.Repeat("Ж", 500),
	}
}

// TestForged is the bar: whatever a tap or a deep link says, it is answered, and nothing changes.
func TestForged(t *testing.T) {
	taps, starts := forgedTaps(), forgedStarts()
	if n := len(taps) + len(starts); n < 50 {
		t.Fatalf("only %d payloads", n)
	}
	conversation(t, "forged", func(w *world) {
		w.Group(-100, "Neighbours")
		w.say(w.Private(ann), ann, "/alerts Kyiv")
		c := w.Private(ivan)
		w.say(c, ivan, "/alerts Kharkiv")
		id := w.LastID(c.ID)
		before := w.state(t)
		for _, data := range taps {
			answered := w.Calls("answerCallbackQuery")
			w.Tap(c, ivan, id, data)
			w.pass()
			if w.Calls("answerCallbackQuery") == answered {
				t.Errorf("the tap %q was not answered", data)
			}
			if w.state(t) != before {
				t.Fatalf("the tap %q changed something:\n%s\nbefore:\n%s", data, w.state(t), before)
			}
		}
		for _, start := range starts {
			last := w.LastID(c.ID)
			w.say(c, ivan, "/start "+start)
			if w.LastID(c.ID) < last+2 {
				t.Errorf("the deep link %q was not answered", start)
			}
			if w.state(t) != before {
				t.Fatalf("the deep link %q changed something", start)
			}
		}
	})
}

// TestNthInEveryLanguage covers the ordinals of "updated 12:15, 4th update".
func TestNthInEveryLanguage(t *testing.T) {
	for want, c := range map[string]struct {
		l incident.Lang
		n int
	}{
		"1st": {incident.English, 1}, "2nd": {incident.English, 2}, "3rd": {incident.English, 3}, "4th": {incident.English, 4}, "11th": {incident.English, 11},
		"13th": {incident.English, 13}, "22nd": {incident.English, 22}, "112th": {incident.English, 112},
		"3-тє": {incident.Ukrainian, 3}, "4-те": {incident.Ukrainian, 4}, "13-те": {incident.Ukrainian, 13}, "5-е": {incident.Russian, 5},
	} {
		if got := nth(c.l, c.n); got != want {
			t.Errorf("%s %d: %q, want %q", c.l, c.n, got, want)
		}
	}
}
