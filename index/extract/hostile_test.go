package extract

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"incidentbot/index/incident"
)

// hostile are texts that nobody writes, by the piece that is repeated.
var hostile = []struct{ name, piece string }{
	{"one word", "a"},
	{"one Cyrillic word", "а"},
	{"one name", "Kyiv"},
	{"one hyphened word", "a-"},
	{"apostrophes", "а'"},
	{"spaces", " "},
	{"digits", "7"},
	{"numbers", "7 "},
	{"thousands", "1,000,"},
	{"hyphened numbers", "12-"},
	{"slashed numbers", "4/"},
	{"dotted numbers", "12."},
	{"keycaps", "7\u20e3"},
	{"straight quotes", `"`},
	{"opening quotes", "«"},
	{"apostrophes alone", "'"},
	{"places", "Kyiv Kharkiv Odesa Sumy "},
	{"places with commas", "Kyiv, Kharkiv, Odesa, Sumy, "},
	{"regions' adjectives", "Харківській, Сумській та "},
	{"unknown villages", "the village of Zzyzx, "},
	{"невідомі села", "у селі Вигадка, "},
	{"namesakes", "Pervomaisk Soledar Ivanivka "},
	{"endless sentence", "killed and wounded in Kyiv and "},
	{"tolls", "killed 5 in Kyiv "},
	{"a toll a sentence", "Shelling killed 5 people in Kyiv. "},
	{"a toll a paragraph", "A drone killed 5 people in Kyiv on Monday.\n\n"},
	{"a place a sentence", "Drones hit Kyiv. Missiles hit Odesa. Shells hit Sumy. "},
	{"втрати", "у Києві загинули 5 "},
	{"втрати за реченням", "Обстріл Києва: загинули 5 людей, троє поранені.\n"},
	{"weapons", "Russian drones "},
	{"weapons counted", "Kyiv said 5 drones, "},
	{"shot down", "shot down 5 of 7 drones over Kyiv, "},
	{"houses", "5 houses hit "},
	{"outages", "100 homes without power, "},
	{"dates", "on Monday, 5 May 2024, "},
	{"spans", "since Monday until Friday "},
	{"hours", "at 5 p.m. on Monday night "},
	{"speakers", "said Governor Oleh Synyehubov, "},
	{"offices", "Kharkiv Governor Oleh Synyehubov said. "},
	{"bullets", "• Kyiv — 5 killed\n"},
	{"open brackets", "("},
	{"nested brackets", "(Kyiv "},
	{"new lines", "\n"},
	{"short lines", "a\n"},
	{"full stops", "."},
	{"sentences of one word", "Kyiv. "},
	{"colons", "Kyiv:"},
	{"stress marks", "\u0301"},
	{"stressed letters", "е\u0301"},
	{"zero width", "\u200b"},
	{"invalid", "\xff"},
	{"cut short", "\xd0"},
	{"zero bytes", "\x00"},
	{"emoji", "❗️"},
	{"glued words", "FightingUkraine"},
	{"two scripts", "Кyiv "},
}

// hostileTexts are the texts of size bytes, by name. Each begins with an attack,
// so that no stage is left out. The last name every settlement of the gazetteer.
func hostileTexts(x *Extractor, size int) (names, texts []string) {
	add := func(name, text string) {
		names, texts = append(names, strings.ReplaceAll(name, " ", "_")), append(texts, (sampleEN[:137] + "\n\n" + text)[:size])
	}
	for _, h := range hostile {
		add(h.name, strings.Repeat(h.piece, size/len(h.piece)+1))
	}
	for _, every := range []string{"%s ", "%s, ", "Shelling killed 5 people in %s. ", "killed 5 in %s and ", "drones, missiles and bombs hit %s, ", "Shelling of %s on Monday.\n\n"} {
		var t strings.Builder
		for t.Len() < size {
			for _, p := range x.gaz.Near(49, 32, 1500) {
				fmt.Fprintf(&t, every, p.Names[0])
				if t.Len() >= size {
					break
				}
			}
		}
		add("every settlement: "+every, t.String())
	}
	return names, texts
}

// BenchmarkHostile holds what is promised of any text: a megabyte takes less
// than a second of processor time, and about ten times what 100 KB take. It
// reports both.
func BenchmarkHostile(b *testing.B) {
	x := newExtractor(b)
	names, texts := hostileTexts(x, 1<<20)
	for i, text := range texts {
		b.Run(names[i], func(b *testing.B) {
			long, short := &incident.Article{Text: text}, &incident.Article{Text: text[:len(text)/10]}
			x.Extract(long)
			least := func(a *incident.Article, times int) float64 {
				start := cpu(b)
				for range times {
					x.Extract(a)
				}
				return (cpu(b) - start).Seconds() / float64(times)
			}
			all, tenth := math.Inf(1), math.Inf(1)
			for b.Loop() {
				all, tenth = min(all, least(long, 1)), min(tenth, least(short, 10))
			}
			b.ReportMetric(all, "cpu-s")
			b.ReportMetric(all/tenth, "times-100KB")
			if all > 1 || all > 20*tenth && all > 0.05 {
				b.Errorf("a megabyte took %.2f s, %.1f times what 100 KB took", all, all/tenth)
			}
		})
	}
}

// TestHostile counts what later stages compare with each other: it must not grow with the text.
func TestHostile(t *testing.T) {
	size := 1 << 16
	if testing.Short() {
		size = 1 << 14
	}
	x := newExtractor(t)
	names, texts := hostileTexts(x, size)
	for i, text := range texts {
		a := new(article)
		e := x.read(a, &incident.Article{Text: text})
		check(t, text, &e)
		if len(a.facts) > 4*maxFacts || len(a.scenes) > 2*maxFacts {
			t.Errorf("%s: %d facts in %d scenes", names[i], len(a.facts), len(a.scenes))
		}
		for _, st := range a.sents {
			if st.to-st.from > maxSentence+1 {
				t.Errorf("%s: a sentence of %d tokens", names[i], st.to-st.from)
			}
		}
		if len(a.toks) > len(text) {
			t.Errorf("%s: %d tokens of %d bytes", names[i], len(a.toks), len(text))
		}
	}
}
