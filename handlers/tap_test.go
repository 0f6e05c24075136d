package handlers_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"incidentbot/handlers"
	"incidentbot/index/incident"
)

// wrongTaps are fifty kinds of data that no button of ours has, or has no more.
var wrongTaps = append(strings.Fields(`
	1 L 2L 0L 1z 1- 1? 1L; 1L;; 1L;p 1L;p; 1Lp703448 1L;q1 1L;f 1L;f!! 1L;f-5 1L;fzzzzzzzz 1L;f3 1L;t3 1L;fffff;tffee
	1L;o-5 1L;o1e9 1L;o99999999999999999999 1L;ox 1L;w-1 1L;w256 1L;wx 1L;pnosuchplace 1L;p../../etc 1e 1e;e 1e;enosuchone 1e;eABC
	1e;e<b> 1e;e'--drop 1x;xexe 1x;x../csv 1n 1n;a1 1n;aNaN;b1 1n;a91;b1 1n;a1;b181 1n;a1;b1;r-1 1n;a1;b1;r99999 1c;enosuchone;i1;j2 1c;ia
	start=1 {"kind":1} follow:abc 1LLLLLL`), "1L;s\x00", "1S;kВ", "1S;kabc", strings.Repeat("1L;", 20), "1S;s"+strings.Repeat("x", 70), "1L;s\u202eabc", "1S;s\n", "\xff\xfe", "")

func TestWrongTapsGetAPoliteAnswer(t *testing.T) {
	h := newHandlers(t)
	if len(wrongTaps) < 50 {
		t.Fatal(len(wrongTaps))
	}
	for _, data := range wrongTaps {
		a := h.Handle(t.Context(), handlers.Request{Text: data, Tap: true, Lang: "en", Now: now})
		if a.Status != handlers.Mistake && a.Status != handlers.NotFound {
			t.Errorf("%q: status %s: %s", data, statuses[a.Status], handlers.Text(a, 0))
		}
		check(t, data, a)
	}
}

func TestQuestionsSurviveButtons(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := rapid.Int32Range(8000, 30000)
		q := handlers.Question{
			Kind:   handlers.Kind(rapid.IntRange(1, int(handlers.KindWrong)).Draw(t, "kind")),
			Place:  rapid.StringMatching(`(|[0-9]{6,7}|UA-[0-9]{2}|x:UA-63:[a-z]{3,9})`).Draw(t, "place"),
			From:   incident.Day(day.Draw(t, "from")),
			Words:  rapid.StringMatching(`(|[a-zа-я;]{1,5}( [a-z;]{1,3})?)`).Draw(t, "words"),
			Event:  rapid.StringMatching(`(|[a-z2-7]{10})`).Draw(t, "event"),
			Offset: rapid.IntRange(0, 100000).Draw(t, "offset"),
		}
		q.To = q.From + incident.Day(rapid.IntRange(0, 400).Draw(t, "days"))
		if rapid.Bool().Draw(t, "weapons") {
			q.Weapons = []incident.Weapon{incident.Missile, incident.Bomb}
		}
		if rapid.Bool().Draw(t, "at") {
			q.At = &handlers.Point{Lat: math.Round(rapid.Float64Range(-90, 90).Draw(t, "lat")*1000) / 1000, Lon: 36.25}
		}
		data, ok := q.Data()
		if ok != (len(data) <= 60) {
			t.Fatalf("%d bytes, ok %v", len(data), ok)
		}
		if !ok {
			return
		}
		got, err := handlers.ParseData(data)
		if err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		if diff := cmp.Diff(q, got); diff != "" {
			t.Fatalf("%q: %s", data, diff)
		}
	})
}

func TestPagesFollowOneAnother(t *testing.T) {
	h := newHandlers(t)
	seen := map[string]bool{}
	r := handlers.Request{Text: "/latest", Lang: "en", Now: now}
	for range 5 {
		a := h.Handle(t.Context(), r)
		for _, e := range a.Events {
			if seen[e.ID] {
				t.Errorf("%s is on two pages", e.ID)
			}
			seen[e.ID] = true
		}
		next := ""
		for _, row := range a.Buttons {
			for _, b := range row {
				if b.Label == "Older »" {
					next = b.Data
				}
			}
		}
		if next == "" {
			break
		}
		r.Text, r.Tap = next, true
	}
	if len(seen) != 7 {
		t.Errorf("%d of 7 events on the pages", len(seen))
	}
}

func TestAPageThatIsGoneSaysSo(t *testing.T) {
	a := newHandlers(t).Handle(t.Context(), handlers.Request{Text: "1L;o500", Tap: true, Lang: "en", Now: now})
	if a.Status != handlers.Mistake || len(a.Buttons) == 0 {
		t.Errorf("%s: %s", statuses[a.Status], handlers.Text(a, 0))
	}
}

func TestLongCyrillicWordsFitAButton(t *testing.T) {
	q := handlers.Question{Kind: handlers.KindSearch, Words: "пошкоджено підстанцію та лікарню в одесі", Offset: 25}
	data, ok := q.Data()
	if !ok {
		t.Fatalf("%d bytes: %s", len(data), data)
	}
	if got, err := handlers.ParseData(data); err != nil || got.Words != q.Words {
		t.Errorf("%q is read as %q, %v", data, got.Words, err)
	}
}

// TestANamesakeWithEventsIsMeant: of several towns of one name the archive has events for one.
func TestANamesakeWithEventsIsMeant(t *testing.T) {
	g, err := gazette()
	if err != nil {
		t.Fatal(err)
	}
	var towns []incident.Place
	for _, p := range g.Lookup("Первомайськ") {
		towns = append(towns, p.Incident())
	}
	if len(towns) < 2 {
		t.Fatalf("the gazetteer knows %d places of the name", len(towns))
	}
	one := report("p1", "Sample Post", "2024-03-03", towns[1], "2024-03-03", says(incident.FieldInjured, 1, 1, "", "", "One was hurt."))
	other := report("p2", "Sample Post", "2024-03-05", towns[0], "2024-03-05", says(incident.FieldInjured, 2, 2, "", "", "Two were hurt."))
	for _, tt := range []struct {
		reports []incident.SourcedReport
		status  handlers.Status
	}{{[]incident.SourcedReport{one}, handlers.Answered}, {[]incident.SourcedReport{one, other}, handlers.Ask}} {
		h, err := handlers.New(newArchive(t, tt.reports), handlers.Options{})
		if err != nil {
			t.Fatal(err)
		}
		a := h.Handle(t.Context(), handlers.Request{Text: "/city Первомайськ", Lang: "uk", Now: now})
		if a.Status != tt.status {
			t.Errorf("%d reports: status %s, want %s: %s", len(tt.reports), statuses[a.Status], statuses[tt.status], handlers.Text(a, 0))
		}
		check(t, "Первомайськ", a)
	}
}
