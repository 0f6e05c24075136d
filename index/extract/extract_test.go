package extract

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

var loaded = sync.OnceValues(gazetteer.Load)

func newExtractor(t testing.TB) *Extractor {
	t.Helper()
	g, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return New(g)
}

// Samples in our own words, for benchmarks and seeds.
const (
	sampleEN = "A drone hit a five-storey block in the Kyiv region on Wednesday, killing one person and wounding two more, the regional governor said. " +
		"Governor Mykola Kalashnyk said on Telegram that five houses were damaged and 1,200 households lost power. The Ukrainian air force said it had " +
		"shot down 110 of 177 drones that Russian forces launched overnight. In the town of Beryslav, a 62-year-old man died when a mine exploded. " +
		"The mayor thanked the rescuers, who had worked all night, and asked residents to stay at home until noon. Talks go on in Geneva this week.\n\n"
	sampleUK = "Внаслідок ворожого обстрілу Херсона загинула 61-річна жінка, ще четверо людей дістали поранення, повідомив начальник ОВА. " +
		"Пошкоджено три багатоповерхівки та школу, без світла залишилися 300 родин. У ніч на 5 червня росіяни атакували Одесу ударними дронами. " +
		"Сили ППО збили 15 із 16 шахедів. Міський голова подякував рятувальникам, які працювали всю ніч, і попросив мешканців не виходити з дому до полудня.\n\n"
	sampleRU = "В Белгороде в результате атаки беспилотника погиб мужчина, еще трое мирных жителей получили ранения, сообщил губернатор. " +
		"Повреждены восемь частных домов и 14 автомобилей. За ночь средствами ПВО уничтожены 49 украинских БПЛА: 20 над Брянской областью, 12 над Курской. " +
		"Глава города поблагодарил спасателей, которые работали всю ночь.\n\n"
)

// check asserts what Extract promises for any text.
func check(t *testing.T, text string, e *incident.Extraction) {
	t.Helper()
	for _, r := range e.Reports {
		for _, c := range r.Claims {
			if c.Start < 0 || c.End > len(text) || c.Start >= c.End || text[c.Start:c.End] != c.Quote {
				t.Fatalf("quote %q is not the text at %d…%d", c.Quote, c.Start, c.End)
			}
			if !strings.Contains(c.Sentence, c.Quote) || !strings.Contains(text, c.Sentence) {
				t.Fatalf("sentence %q does not hold %q, or is not the text's", c.Sentence, c.Quote)
			}
			if !strings.Contains(text, c.Speaker) && c.Speaker != "" {
				t.Fatalf("speaker %q is not in the text", c.Speaker)
			}
			if c.Reason == "" {
				t.Fatalf("claim %q has no reason", c.Quote)
			}
		}
	}
}

// FuzzExtract asserts what is promised of any bytes in any language, dated and
// not: no panic, words that are the text's, and the same result again.
func FuzzExtract(f *testing.F) {
	for _, s := range []string{sampleEN, sampleUK, sampleRU, "", "\xff\xfe", "killed killed 5 5 in in Kyiv Kyiv", "5 5 5 загинули у у Києві,,,"} {
		f.Add(s, uint8(0))
	}
	for i, h := range hostile {
		f.Add(strings.Repeat(h.piece, 9), uint8(i))
	}
	x := newExtractor(f)
	f.Fuzz(func(t *testing.T, s string, how uint8) {
		a := &incident.Article{Text: s, Lang: incident.Langs[how%3]}
		if how&4 == 0 {
			a.Published = "2025-06-05"
		}
		e := x.Extract(a)
		check(t, s, &e)
		if again := x.Extract(a); !reflect.DeepEqual(e, again) {
			t.Fatalf("%q is read otherwise the second time", s)
		}
		x.Explain(a)
	})
}

// TestAllocations: what is allocated is the reports alone; a lexicon of many
// more words costs nothing.
func TestAllocations(t *testing.T) {
	x := newExtractor(t)
	var more strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&more, "\nfiller: lengthened%d_by_words%d", i, i)
	}
	y := New(x.gaz)
	y.packs[langIndex(incident.English)] = newPack(enTable + enThings + more.String())
	for _, s := range []struct {
		text string
		most float64
	}{{"Talks go on in Geneva. The mayor thanked the firefighters, who had worked all night in Kyiv, on Monday and for 20 hours.", 0}, {sampleEN, 60}} {
		a := &incident.Article{Text: s.text, Published: "2025-06-05"}
		n, m := testing.AllocsPerRun(50, func() { x.Extract(a) }), testing.AllocsPerRun(50, func() { y.Extract(a) })
		if n > s.most || m > n {
			t.Errorf("%.0f allocations, %.0f with a long lexicon, for %q", n, m, s.text)
		}
	}
}

func TestConcurrent(t *testing.T) {
	x := newExtractor(t)
	want := x.Explain(&incident.Article{Text: sampleUK})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, s := range []string{sampleEN, sampleUK, sampleRU} {
				x.Extract(&incident.Article{Text: s})
			}
			if got := x.Explain(&incident.Article{Text: sampleUK}); got != want {
				t.Error("another result beside other extractions")
			}
		})
	}
	wg.Wait()
}
