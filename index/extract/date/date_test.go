package date

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// pub is a Tuesday.
var pub = incident.NewDay(2025, time.December, 30)

// show prints the mentions of text: "words"=day flags.
func show(text string, pub incident.Day) string {
	toks := token.Scan(nil, []byte(text))
	var out []string
	for _, m := range Find(nil, []byte(text), toks, pub) {
		s := fmt.Sprintf("%s=%s", text[toks[m.First].Start:toks[m.Last].End], m.Day)
		if m.End.Known() {
			s += ".." + m.End.String()
		}
		for _, f := range []struct {
			name string
			set  bool
		}{{"weekday", m.Basis == incident.BasisWeekday}, {"relative", m.Basis == incident.BasisRelative}, {"none", m.Basis == incident.BasisNone}, {"night", m.Night}, {"span", m.Span}, {"pastday", m.PastDay}, {"weak", m.Weak}, {"asof", m.Asof}, {"future", m.Future}} {
			if f.set {
				s += " " + f.name
			}
		}
		if m.Clock != "" && m.Clock != "night" {
			s += " " + m.Clock
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func reasons(text string) string {
	var out []string
	for _, m := range Find(nil, []byte(text), token.Scan(nil, []byte(text)), pub) {
		out = append(out, m.Reason)
	}
	return "  by " + strings.Join(out, "; ")
}

func TestFind(t *testing.T) {
	for _, c := range cases {
		if got := show(c[0], pub); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s\n%s", c[0], got, c[1], reasons(c[0]))
		}
	}
}

func TestFindUndated(t *testing.T) {
	for _, c := range [][2]string{
		{"on January 2 and on Tuesday", "on January 2= none; on Tuesday= none"},
		{"on January 2, 2024", "on January 2, 2024=2024-01-02"},
		{"вчора та вночі", "вчора= none; вночі= none night weak"},
		{"658 доба", "658 доба=2023-12-13 asof"},
	} {
		if got := show(c[0], 0); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

func TestInfer(t *testing.T) {
	today := incident.NewDay(2026, time.November, 25)
	for _, c := range [][2]string{
		{"On Friday, December 30, drones hit the town.", "2022-12-30"},
		{"У вівторок, 2 січня, загинула людина.", "2024-01-02"},
		{"On Friday a missile fell. As of December 30 the grid holds.", "2022-12-30"},
		{"Триває 456 доба війни.", "2023-05-25"},
		{"On December 30 drones hit the town on Friday.", ""},
		{"Talks are scheduled for Wednesday, February 4.", ""},
		{"On Tuesday drones hit.", ""},
	} {
		text := []byte(c[0])
		d, ok := Infer(Find(nil, text, token.Scan(nil, text), 0), today)
		if d.String() != c[1] || ok != d.Known() {
			t.Errorf("Infer(%s) = %s, want %q", c[0], d, c[1])
		}
	}
}

func TestPeriod(t *testing.T) {
	today := incident.NewDay(2026, time.November, 25) // a Wednesday
	for _, c := range periods {
		r, ok := Period(c[0], today)
		got := ""
		if ok {
			got = fmt.Sprintf("%s..%s|%s", r.From, r.To, r.Rest)
		}
		if got != c[1] {
			t.Errorf("Period(%q)\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

// FuzzFind asserts the package's guarantees for any bytes.
func FuzzFind(f *testing.F) {
	for _, c := range cases {
		f.Add(c[0], true)
	}
	for _, c := range periods {
		f.Add(c[0], false)
	}
	f.Fuzz(func(t *testing.T, s string, dated bool) {
		p := pub
		if !dated {
			p = 0
		}
		toks := token.Scan(nil, []byte(s))
		next := 0
		for _, m := range Find(nil, []byte(s), toks, p) {
			if m.First < next || m.Last < m.First || m.Last >= len(toks) {
				t.Fatalf("bad span %+v of %d tokens in %q", m, len(toks), s)
			}
			next = m.Last + 1
			if m.End != 0 && m.End <= m.Day || m.Reason == "" || m.Basis == "" {
				t.Fatalf("bad mention %+v in %q", m, s)
			}
		}
		if r, ok := Period(s, pub); ok && (r.From > r.To || r.Start >= r.End || r.End > len(s)) {
			t.Fatalf("bad period %+v in %q", r, s)
		}
	})
}

func BenchmarkFind(b *testing.B) {
	for name, s := range map[string]string{
		"en": "A drone hit a house in Kharkiv at night and three people were taken to hospital, the mayor said on 2 January, adding that rescuers were still working at the scene of the strike. ",
		"uk": "Безпілотник влучив у будинок у Харкові вночі, трьох людей забрали до лікарні, повідомив міський голова 2 січня, і додав, що рятувальники ще працюють на місці влучання. ",
	} {
		text := []byte(strings.Repeat(s, 300))
		toks := token.Scan(nil, text)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			var buf []Mention
			for b.Loop() {
				buf = Find(buf[:0], text, toks, pub)
			}
		})
	}
}
