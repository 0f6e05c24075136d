package extract

import (
	"strings"
	"sync"
	"testing"
	"time"

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
			if c.Reason == "" {
				t.Fatalf("claim %q has no reason", c.Quote)
			}
		}
	}
}

func FuzzExtract(f *testing.F) {
	for _, s := range []string{sampleEN, sampleUK, sampleRU, "", "\xff\xfe", "killed killed 5 5 in in Kyiv Kyiv", "5 5 5 загинули у у Києві,,,"} {
		f.Add(s)
	}
	x := newExtractor(f)
	f.Fuzz(func(t *testing.T, s string) {
		e := x.Extract(&incident.Article{Text: s, Published: "2025-06-05"})
		check(t, s, &e)
	})
}

// TestLinear feeds a megabyte of text without sentence ends.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("a megabyte of hostile text")
	}
	x := newExtractor(t)
	for _, s := range []string{"killed 5 in Kyiv ", "Russian drones ", "5 ", "killed ", "у Києві загинули 5 ", "(((", "5 houses hit ", "Kyiv said 5 drones, "} {
		start := time.Now()
		text := strings.Repeat(s, (1<<20)/len(s))
		e := x.Extract(&incident.Article{Text: text})
		if d := time.Since(start); d > 3*time.Second {
			t.Errorf("%q: 1 MB took %v", s, d)
		}
		check(t, text, &e)
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
