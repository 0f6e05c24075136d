package gazetteer

import (
	"runtime"
	"strings"
	"testing"

	"incidentbot/index/token"
)

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
	g, _ := Load()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/1e6, "heap-MB")
	b.ReportMetric(float64(len(g.exact.slots)), "slots")
	b.ReportMetric(float64(len(g.exact.cands)+len(g.loose.cands)), "readings")
}

// BenchmarkFind walks texts of news, and one of capitalised words only, token by token.
func BenchmarkFind(b *testing.B) {
	g := load(b)
	for name, s := range map[string]string{
		"en":       "A drone hit a house in Kharkiv at night and three people were taken to hospital, the mayor said on 2 January. ",
		"uk":       "Безпілотник влучив у будинок у Харкові вночі, трьох людей забрали до лікарні, повідомив міський голова 2 січня. ",
		"capitals": "Kharkiv Odesa Mayor Oleh Synyehubov Kyiv Independent Ukrainian Air Force Sumy Oblast Grandmother Tuesday ",
	} {
		text := []byte(strings.Repeat(s, 200))
		toks := token.Scan(nil, text)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				for i := 0; i < len(toks); {
					_, n := g.Find(text, toks, i)
					i += max(n, 1)
				}
			}
		})
	}
}
