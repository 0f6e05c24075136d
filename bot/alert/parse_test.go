package alert

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

func TestParsePlaces(t *testing.T) {
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Кривий Ріг killed>=1":       "Kryvyi Rih, killed>=1",
		"Кривой Рог, Одесса":         "Kryvyi Rih, Odesa",
		"Біла Церква, Суми":          "Bila Tserkva, Sumy",
		"Біла Церква Суми дрони":     "Bila Tserkva, Sumy, drone",
		"Кривому Розі та Києві":      "Kryvyi Rih, Kyiv",
		"Kyiv and Kharkiv or drones": "Kyiv, Kharkiv, drone",
		"Івано-Франківська область":  "Ivano-Frankivsk Oblast",
		"new Poltava":                      "Poltava, new",
		"Нова Каховка, нові":               "Nova Kakhovka, new",
		"Київ загиблих >= 3 обстріл":       "Kyiv, artillery killed>=3",
		"Sumy quiet 22-7 unless 5 injured": "",
		"Sumy quiet 22-7 unless 5":         "Sumy, quiet 22:00-07:00 unless 5",
		"Суми тиша 22:30–6 крім 2":         "Sumy, quiet 22:30-06:00 unless 2",
		"killed>0 killed>1000000":          "",
		"quiet":                            "",
		"quiet 22-7 unless":                "",
		"digest 25":                        "",
		"#706483 silent":                   "Kharkiv, silent",
		"#nothing":                         "",
		"outage; launched≥10":              "launched>=10 outage",
	} {
		s, err := Parse(text, g, time.Time{})
		if got := s.Line(g, incident.English); err == nil && got != want || (err != nil) != (want == "") {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
	var several *AmbiguousPlaceError
	if _, err := Parse("Ivanivka", g, time.Time{}); !errors.As(err, &several) {
		t.Errorf("Ivanivka: %v", err)
	}
}

// FuzzParse: what is read of a line, written out in any language, reads the same.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"Kyiv Kharkiv killed>=1", "Кривий Ріг, Біла Церква дрони тиша 22-7 крім 5", "Пермь Одесса digest 8 new silent", "#706483 outage launched > 9", "New York, mine rocket gunfire quiet 7-7",
		"Костянтинівка", "injured=0 killed>=1000000 бпла каб", "Ужгород; Old Town", "and, or",
	} {
		f.Add(s)
	}
	g, err := gazetteer.Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse(text, g, time.Time{})
		var several *AmbiguousPlaceError
		if errors.As(err, &several) { // the user chooses one
			s, err = Parse(text, g, time.Time{}, several.Places[len(several.Places)-1].ID)
		}
		if err != nil {
			return
		}
		for _, l := range incident.Langs {
			line := s.Line(g, l)
			again, err := Parse(line, g, time.Time{})
			if d := cmp.Diff(s, again); err != nil || d != "" {
				t.Fatalf("%q, written as %q, reads otherwise: %v\n%s", text, line, err, d)
			}
			if strings.ContainsAny(line, "\n") || slices.Contains(s.Places, "") {
				t.Errorf("%q is no line", line)
			}
		}
	})
}
