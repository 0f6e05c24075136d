package quantity

import (
	"fmt"
	"strings"
	"testing"

	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// show prints the figures of text: "words"=value kind flags.
func show(text string) string {
	toks := token.Scan(nil, []byte(text))
	var out []string
	for _, q := range Find(nil, []byte(text), toks) {
		s := fmt.Sprintf("%s=%s", text[toks[q.First].Start:toks[q.Last].End], q.Value)
		if q.Kind == Vague {
			s = text[toks[q.First].Start:toks[q.Last].End] + "=?"
		}
		if q.Kind == Ratio {
			s += fmt.Sprintf("/%d", q.Of)
		}
		if q.Kind != Count {
			s += " " + q.Kind.String()
		}
		if q.Another {
			s += " another"
		}
		if q.Former {
			s += " former"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestFind(t *testing.T) {
	for _, c := range cases {
		if got := show(c[0]); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s\n%s", c[0], got, c[1], reasons(c[0]))
		}
	}
}

func reasons(text string) string {
	var out []string
	for _, q := range Find(nil, []byte(text), token.Scan(nil, []byte(text))) {
		out = append(out, q.Reason)
	}
	return "  by " + strings.Join(out, "; ")
}

// FuzzFind asserts the package's guarantees for any bytes.
func FuzzFind(f *testing.F) {
	for _, c := range cases {
		f.Add(c[0])
	}
	f.Fuzz(func(t *testing.T, s string) {
		toks := token.Scan(nil, []byte(s))
		next := 0
		for _, q := range Find(nil, []byte(s), toks) {
			if q.First < next || q.Start < q.First || q.End < q.Start || q.Last < q.End || q.Last >= len(toks) {
				t.Fatalf("bad span %+v of %d tokens in %q", q, len(toks), s)
			}
			next = q.Last + 1
			if v := q.Value; v.Max != incident.Open && v.Min > v.Max || v.Min < incident.Open || v.Max < incident.Open {
				t.Fatalf("bad interval %+v in %q", q, s)
			}
			if q.Kind == Ratio && q.Of < q.Value.Min || q.Kind == 0 || q.Reason == "" {
				t.Fatalf("bad quantity %+v in %q", q, s)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	for name, s := range map[string]string{
		"en": "A drone hit a house in Kharkiv at night and at least three people were taken to hospital, the mayor said on 2 January, adding that rescuers were still working at the scene. ",
		"uk": "Безпілотник влучив у будинок у Харкові вночі, щонайменше трьох людей забрали до лікарні, повідомив міський голова 2 січня, і додав, що рятувальники ще працюють на місці. ",
	} {
		text := []byte(strings.Repeat(s, 300))
		toks := token.Scan(nil, text)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			var buf []Quantity
			for b.Loop() {
				buf = Find(buf[:0], text, toks)
			}
		})
	}
}
