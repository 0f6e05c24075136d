package extract

import (
	"fmt"
	"testing"

	"incidentbot/index/incident"
)

// TestSubCounts: what only says who is among a figure is no figure of its own;
// another fate is.
func TestSubCounts(t *testing.T) {
	x := newExtractor(t)
	for _, c := range []struct{ text, want string }{
		{"A missile hit Vinnytsia. Police said 23 people were killed, three of them children, and more than 100 were injured.", "23 ≥101"},
		{"A missile attack on Kyiv killed 31 people, among them five children, 159 were wounded.", "31 159"},
		{"A drone hit Sumy. Twelve people were injured, including three children, and two were hospitalised.", "<nil> 12"},
		{"A drone hit Sumy. Five people were killed, among them a child, and 12 people were wounded, including two medics.", "5 12"},
	} {
		got := ""
		for _, r := range x.Extract(&incident.Article{Text: c.text, Published: "2024-05-07"}).Reports {
			got += fmt.Sprint(r.Killed, " ", r.Injured)
		}
		if got != c.want {
			t.Errorf("%s: %s, not %s", c.text, got, c.want)
		}
	}
}
