package i18n_test

import (
	"encoding/json"
	"maps"
	"os"
	"regexp"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"incidentbot/handlers/i18n"
	"incidentbot/index/incident"
)

// forms are the plural forms that each language tells apart.
var forms = map[incident.Lang][]string{
	incident.English:   {"one", "other"},
	incident.Ukrainian: {"few", "many", "one", "other"},
	incident.Russian:   {"few", "many", "one", "other"},
}

var placeholder = regexp.MustCompile(`\{\{\.(\w+)\}\}`)

// catalog reads a language's texts: by id, then by plural form, "" for a text without.
func catalog(t *testing.T, l incident.Lang) map[string]map[string]string {
	t.Helper()
	b, err := os.ReadFile("active." + string(l) + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]any
	if err := json.Unmarshal(b, &raw); err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]string{}
	for id, v := range raw {
		out[id] = map[string]string{}
		switch v := v.(type) {
		case string:
			out[id][""] = v
		case map[string]any:
			for form, text := range v {
				out[id][form], _ = text.(string)
			}
		}
	}
	return out
}

func placeholders(text string) []string {
	var out []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestCatalogsAgree(t *testing.T) {
	en := catalog(t, incident.English)
	for _, l := range incident.Langs {
		c := catalog(t, l)
		if diff := cmp.Diff(slices.Sorted(maps.Keys(en)), slices.Sorted(maps.Keys(c))); diff != "" {
			t.Errorf("%s has other ids than English: %s", l, diff)
		}
		for id, texts := range c {
			want := []string{""}
			if _, counted := en[id]["one"]; counted {
				want = forms[l]
			}
			if got := slices.Sorted(maps.Keys(texts)); !slices.Equal(got, want) {
				t.Errorf("%s %s: forms %q, want %q", l, id, got, want)
			}
			for form, text := range texts {
				reference := en[id][""] + en[id]["other"]
				if text == "" || !slices.Equal(placeholders(text), placeholders(reference)) {
					t.Errorf("%s %s %s: %q has other placeholders than %q", l, id, form, text, reference)
				}
			}
		}
	}
}

func TestEverySayingIsFilled(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range incident.Langs {
		for id, texts := range catalog(t, l) {
			var pairs []any
			for _, text := range texts {
				for _, name := range placeholders(text) {
					pairs = append(pairs, name, "X")
				}
			}
			got := c.In(l).T(id, pairs...)
			if _, counted := texts["one"]; counted {
				got = c.In(l).N(id, 5, pairs...)
			}
			if got == id || placeholder.MatchString(got) {
				t.Errorf("%s %s: %q", l, id, got)
			}
		}
	}
}

func TestPlurals(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		l    incident.Lang
		n    int
		want string
	}{
		{"en", 1, "1 event"},
		{"en", 0, "0 events"},
		{"en", 12345, "12,345 events"},
		{"uk", 1, "1 подія"},
		{"uk", 3, "3 події"},
		{"uk", 11, "11 подій"},
		{"uk", 21, "21 подія"},
		{"uk", 12345, "12\u00a0345 подій"},
		{"ru", 1, "1 событие"},
		{"ru", 4, "4 события"},
		{"ru", 14, "14 событий"},
		{"ru", 101, "101 событие"},
		{"xx", 2, "2 events"},
	} {
		if got := c.In(tt.l).N("events", tt.n); got != tt.want {
			t.Errorf("%s %d: %q, want %q", tt.l, tt.n, got, tt.want)
		}
	}
}

func TestDays(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		l              incident.Lang
		from, to, want string
	}{
		{"en", "2024-01-02", "2024-01-02", "2 January 2024"},
		{"uk", "2024-01-02", "2024-01-02", "2 січня 2024"},
		{"ru", "2024-05-05", "2024-05-05", "5 мая 2024"},
		{"en", "2024-01-02", "2024-01-05", "2–5 January 2024"},
		{"uk", "2024-01-30", "2024-02-02", "30 січня – 2 лютого 2024"},
		{"ru", "2023-12-31", "2024-01-01", "31 декабря 2023 – 1 января 2024"},
		{"uk", "2024-01-01", "2024-01-31", "січень 2024"},
		{"ru", "2024-01-01", "2024-02-29", "1 января – 29 февраля 2024"},
		{"en", "2024-01-01", "2024-12-31", "2024"},
		{"en", "", "2024-01-05", "until 5 January 2024"},
		{"uk", "2024-01-05", "", "з 5 січня 2024"},
		{"en", "", "", "the whole archive"},
	} {
		from, _ := incident.ParseDay(tt.from)
		to, _ := incident.ParseDay(tt.to)
		if got := c.In(tt.l).Days(from, to); got != tt.want {
			t.Errorf("%s %s..%s: %q, want %q", tt.l, tt.from, tt.to, got, tt.want)
		}
	}
}

func TestIntervals(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	open := incident.Interval{Min: incident.Open, Max: incident.Open}
	for _, tt := range []struct {
		v               incident.Interval
		en, uk, russian string
	}{
		{incident.Exactly(4), "4", "4", "4"},
		{incident.AtLeast(92), "at least 92", "щонайменше 92", "не менее 92"},
		{incident.About(20), "about 20", "близько 20", "около 20"},
		{incident.AtMost(5), "up to 5", "до 5", "до 5"},
		{incident.Interval{Min: 20, Max: 25}, "20 to 25", "від 20 до 25", "от 20 до 25"},
		{incident.Exactly(0), "none", "жодного", "ни одного"},
		{open, "not said", "не сказано", "не сказано"},
	} {
		for l, want := range map[incident.Lang]string{"en": tt.en, "uk": tt.uk, "ru": tt.russian} {
			if got := c.In(l).Interval(tt.v); got != want {
				t.Errorf("%s %v: %q, want %q", l, tt.v, got, want)
			}
		}
	}
}

func TestMoreCatalogs(t *testing.T) {
	more := fstest.MapFS{}
	for _, l := range incident.Langs {
		more["active."+string(l)+".json"] = &fstest.MapFile{Data: []byte(`{"own.id":"own ` + string(l) + ` {{.X}}"}`)}
	}
	c, err := i18n.Load(more)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.In("uk").T("own.id", "X", 7); got != "own uk 7" {
		t.Error(got)
	}
	if got := c.In("uk").T("no.such.id"); got != "no.such.id" {
		t.Error(got)
	}
	if got := c.In("uk").T("own.id"); got != "own.id" {
		t.Error("a text without its values is said:", got)
	}
	if _, err := i18n.Load(fstest.MapFS{}); err == nil {
		t.Error("a missing catalog is no error")
	}
}

func BenchmarkT(b *testing.B) {
	c, err := i18n.Load()
	if err != nil {
		b.Fatal(err)
	}
	p := c.In("uk")
	b.ReportAllocs()
	for b.Loop() {
		p.T("headline", "Place", "Київ", "When", "2 січня 2024", "What", "атака")
	}
}

func BenchmarkN(b *testing.B) {
	c, err := i18n.Load()
	if err != nil {
		b.Fatal(err)
	}
	p := c.In("uk")
	b.ReportAllocs()
	for b.Loop() {
		p.N("events", 1234)
	}
}
