package extract

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// TestSamples reads our own samples of Ukrainian and Russian posts and compares
// every report with the line that says it; a failure prints all reasons.
func TestSamples(t *testing.T) {
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	x := New(g)
	for _, l := range []string{"uk", "ru"} {
		b, err := os.ReadFile("testdata/" + l + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range strings.Split(string(b), "\n\n- ")[1:] {
			name, rest, _ := strings.Cut(c, "\n")
			pub, rest, _ := strings.Cut(rest, "\n")
			text, want, ok := strings.Cut(rest, "\n=>")
			if !ok {
				t.Fatalf("%s: %s: no =>", l, name)
			}
			t.Run(l+"/"+name, func(t *testing.T) {
				art := incident.Article{ID: name, Text: text, Published: strings.Trim(pub, "-")}
				if len(pub) > 1 {
					art.Published = pub
				}
				got := sampleLines(x.Extract(&art).Reports)
				if !slices.Equal(got, sortedLines(want)) {
					t.Errorf("got:\n%s\nwant:\n%s\n%s", strings.Join(got, "\n"), strings.Join(sortedLines(want), "\n"), x.Explain(&art))
				}
			})
		}
	}
}

func sortedLines(s string) []string {
	var out []string
	for _, l := range strings.Split(s, "\n") {
		if l != "" {
			out = append(out, l)
		}
	}
	slices.Sort(out)
	return out
}

func sampleLines(rs []incident.Report) []string {
	var out []string
	for i := range rs {
		out = append(out, sampleLine(&rs[i]))
	}
	slices.Sort(out)
	return out
}

// sampleLine writes one report as the samples do.
func sampleLine(r *incident.Report) string {
	day := "-"
	if r.Date.Known() {
		day = r.Date.String()
	}
	parts := []string{r.Place.Name, day}
	if r.Killed != nil {
		parts = append(parts, "killed "+r.Killed.String())
	}
	if r.Injured != nil {
		parts = append(parts, "injured "+r.Injured.String())
	}
	parts = appendList(parts, "", r.Weapons)
	if r.Attacker != incident.Unknown {
		parts = append(parts, string(r.Attacker))
	}
	parts = appendList(parts, "launched ", armsList(r.Launched))
	parts = appendList(parts, "down ", armsList(r.Intercepted))
	parts = appendList(parts, "hit ", r.Damage)
	var outs []string
	for _, o := range r.Outages {
		s := string(o.Utility)
		if o.Count != nil {
			s += fmt.Sprintf("=%d", *o.Count)
		}
		outs = append(outs, s)
	}
	parts = appendList(parts, "out ", outs)
	if !r.Main {
		parts = append(parts, "background")
	}
	return strings.Join(parts, "; ")
}

func armsList(m map[incident.Weapon]int) []string {
	var out []string
	for w, n := range m {
		out = append(out, fmt.Sprintf("%s=%d", w, n))
	}
	return out
}

func appendList[S ~string](parts []string, head string, list []S) []string {
	if len(list) == 0 {
		return parts
	}
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = string(s)
	}
	slices.Sort(words)
	return append(parts, head+strings.Join(words, ","))
}
