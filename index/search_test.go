package index

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentbot/index/incident"
)

func TestAnalyzer(t *testing.T) {
	for _, group := range []string{ // words of one line have one form
		"strike strikes Strike STRIKES", "bombing bombed bomb bombs", "cities city", "pipeline pipelines", "hitting hit",
		"ракета ракети ракетою ракетами ракеті ракету", "лікарня лікарні лікарню лікарнею", "пошкоджено пошкоджений пошкоджена пошкоджені",
		"житловий житлового житлових житлові", "дрон дрони дронів дронами дрону", "удар удара ударов ударами ударом",
		"больница больницы больницу", "м'ясо мʼясо м’ясо", "ёлка елка елки",
	} {
		forms := map[string]bool{}
		for _, w := range strings.Fields(group) {
			ts := terms(w)
			if len(ts) != 1 {
				t.Fatalf("%q gives %q", w, ts)
			}
			forms[ts[0]] = true
		}
		if len(forms) != 1 {
			t.Errorf("%s: %v", group, forms)
		}
	}
	for in, want := range map[string]string{
		"The drone hit a 9-storey house, 12 were hurt.": "dron hit 9-storey hous 12 hurt",
		"У Харкові та області - 3 вибухи":               "харк област 3 вибух",
		"": "",
	} {
		if got := strings.Join(terms(in), " "); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

// A term stands where the text has it, whatever the bytes.
func FuzzAnalyzer(f *testing.F) {
	f.Add("The ракета's \xff \u0301 Ё-1 it's")
	f.Fuzz(func(t *testing.T, s string) {
		pos, end := 0, 0
		for _, k := range (analyzer{}).Analyze([]byte(s)) {
			if k.Start < end || k.End > len(s) || k.Start >= k.End || len(k.Term) == 0 || k.Position <= pos {
				t.Fatalf("%q: %+v after %d", s, k, end)
			}
			pos, end = k.Position, k.End
		}
	})
}

func TestSearch(t *testing.T) {
	a := openTest(t, t.TempDir())
	add(t, a,
		article("en", "A", "2024-05-10T08:00:00Z", "Morning news. Rescuers worked at the damaged pipeline until noon! Kharkiv 2024-05-10 missile: 1 killed, 10 injured. The end."),
		article("uk", "Б", "2024-05-11T08:00:00Z", "Ворог знову бив по місту. Пошкоджено лікарню та дві школи. Kyiv 2024-05-11 drone: 0 killed, 4 injured."),
		article("ru", "В", "2024-05-12T08:00:00Z", "Ночью был обстрел. Повреждены больница и газопровод. Chuhuiv 2024-05-12 artillery: 2 killed."),
		article("none", "D", "2024-05-13", "The prime minister spoke of pipelines and of the weather."))
	for _, c := range []struct {
		text   string
		filter Filter
		want   []string // articles, in any order
		has    string   // in the first snippet
	}{
		{text: "pipeline", want: []string{"en", "none"}},
		{text: "damaged pipelines rescuer", want: []string{"en"}, has: "Rescuers worked at the damaged pipeline until noon!"},
		{text: "лікарні", want: []string{"uk"}, has: "Пошкоджено лікарню та дві школи."},
		{text: "больницы", want: []string{"ru"}, has: "больница и газопровод"},
		{text: "kharkiv", want: []string{"en"}},
		{text: "khark", want: []string{"en"}}, // the beginning of a place's name
		{text: "missile injured", want: []string{"en"}},
		{text: "ракета", want: []string{"en"}}, // a fact in another language
		{text: "pipeline", filter: Filter{Places: []string{"706483"}}, want: []string{"en"}},
		{text: "killed", filter: Filter{Places: []string{"UA-63"}}, want: []string{"ru"}},
		{text: "killed", filter: Filter{From: incident.NewDay(2024, 5, 10), To: incident.NewDay(2024, 5, 10)}, want: []string{"en"}},
		{text: "pipeline", filter: Filter{From: incident.NewDay(2024, 5, 13), To: incident.NewDay(2024, 5, 14)}, want: []string{"none"}},
		{text: "killed", filter: Filter{Weapons: []incident.Weapon{incident.Drone, incident.Artillery}, MinKilled: 1}, want: []string{"ru"}},
		{text: "pipeline snowstorm", want: []string{"en", "none"}}, // no text has both: either
		{text: "the of", want: nil},
		{text: "unheard", want: nil},
	} {
		c.filter.Limit = 10
		h, err := a.Search(t.Context(), TextQuery{Text: c.text, Filter: c.filter})
		if err != nil {
			t.Fatalf("%q: %v", c.text, err)
		}
		var got []string
		for _, x := range h.Hits {
			got = append(got, x.Source.Article)
			art, _ := a.Article(t.Context(), x.Source.Article)
			if x.Snippet == "" || !strings.Contains(art.Text, x.Snippet) {
				t.Errorf("%q: snippet %q is not in the text", c.text, x.Snippet)
			}
		}
		slices.Sort(got)
		if diff := cmp.Diff(c.want, got); diff != "" || h.Total != len(c.want) {
			t.Errorf("%q %+v: total %d (-want +got):\n%s", c.text, c.filter, h.Total, diff)
		} else if c.has != "" && !strings.Contains(h.Hits[0].Snippet, c.has) {
			t.Errorf("%q: snippet %q", c.text, h.Hits[0].Snippet)
		}
	}
}

func TestSearchPages(t *testing.T) {
	a := openTest(t, t.TempDir())
	var arts []incident.Article
	for i := range 12 {
		arts = append(arts, article("p"+string(rune('a'+i)), "A", "2024-05-10", "A pipeline burst in the north "+strings.Repeat("x", i)+"."))
	}
	add(t, a, arts...)
	seen := map[string]bool{}
	for off := 0; off < 15; off += 5 {
		h, err := a.Search(t.Context(), TextQuery{Text: "pipeline", Filter: Filter{Offset: off}})
		if err != nil || h.Total != 12 {
			t.Fatal(h.Total, err)
		}
		for _, x := range h.Hits {
			seen[x.Source.Article] = true
		}
	}
	if len(seen) != 12 {
		t.Errorf("%d hits on all pages", len(seen))
	}
}

func TestSnippetOfLongSentence(t *testing.T) {
	text := strings.Repeat("word and other words of this sentence, ", 60) + "then the pipeline at last, " + strings.Repeat("more of the same, ", 60) + "end."
	got := snippet(text, terms("pipeline"))
	if !strings.Contains(got, "pipeline") || !strings.Contains(text, got) || len(got) > snippetBytes {
		t.Errorf("%d bytes: %q", len(got), got)
	}
	if got := snippet("...", terms("x")); got != "..." && got != "" {
		t.Errorf("%q", got)
	}
}
