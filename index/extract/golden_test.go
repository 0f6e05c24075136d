package extract

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"incidentbot/index/incident"
)

var update = flag.Bool("update", false, "write the goldens anew")

// TestGolden reads our own samples: a file "day name" holds the text, the file
// after it what was read there, each claim with its reason and its words.
func TestGolden(t *testing.T) {
	x := newExtractor(t)
	for _, l := range incident.Langs {
		path := "testdata/golden_" + string(l) + ".txtar"
		ar, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(ar.Files); i += 2 {
			day, _, _ := strings.Cut(ar.Files[i].Name, " ")
			got := told(x.Extract(&incident.Article{Text: string(ar.Files[i].Data), Published: day}))
			if want := string(ar.Files[i+1].Data); got != want && !*update {
				t.Errorf("%s %s:\n%s\ngot\n%swant\n%s", path, ar.Files[i].Name, ar.Files[i].Data, got, want)
			}
			ar.Files[i+1].Data = []byte(got)
		}
		if *update {
			if err := os.WriteFile(path, txtar.Format(ar), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// told writes an extraction as the goldens have it.
func told(e incident.Extraction) string {
	var b strings.Builder
	if len(e.Reports) == 0 {
		b.WriteString("no attack\n")
	}
	for i := range e.Reports {
		r := &e.Reports[i]
		fmt.Fprintf(&b, "%s (%s) %s %s, by %s %v\n", r.Place.Name, r.Place.Kind, r.Date, r.DateBasis, r.Attacker, r.Weapons)
		for _, c := range r.Claims {
			v, ok := c.Interval()
			figure := ""
			if ok {
				figure = v.String()
			}
			fmt.Fprintf(&b, "\t%s %s %s %q (%s) %s\n", c.Field, c.Key, figure, c.Quote, c.Reason, c.Speaker)
		}
	}
	return b.String()
}
