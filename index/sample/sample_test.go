package sample

import (
	"strings"
	"testing"
	"time"

	"incidentbot/index/incident"
)

func TestArticles(t *testing.T) {
	seen := map[string]bool{}
	perLang := map[incident.Lang]int{}
	for a, err := range Articles() {
		if err != nil {
			t.Fatal(err)
		}
		if seen[a.ID] {
			t.Errorf("%s stands twice", a.ID)
		}
		seen[a.ID] = true
		perLang[a.Lang]++
		if !strings.HasSuffix(a.Outlet, "(sample)") {
			t.Errorf("%s: the outlet %q does not say that it is a sample", a.ID, a.Outlet)
		}
		if _, err := time.Parse(time.RFC3339, a.Published); err != nil {
			t.Errorf("%s: %v", a.ID, err)
		}
		if a.Text == "" || a.Title == "" {
			t.Errorf("%s is empty", a.ID)
		}
	}
	if len(seen) < 30 {
		t.Errorf("%d articles, want 30 or more", len(seen))
	}
	for _, l := range incident.Langs {
		if perLang[l] < 5 {
			t.Errorf("%d articles in %s, want 5 or more", perLang[l], l)
		}
	}
}
