package extract

import (
	"testing"

	"incidentbot/index/incident"
)

// TestNoAttack: what is said not to have happened is no event, and its like that happened is one.
func TestNoAttack(t *testing.T) {
	x := newExtractor(t)
	for _, c := range []struct {
		text string
		want int
	}{
		{"There was no strike on Sumy overnight, officials said.", 0},
		{"There was a strike on Sumy overnight, officials said.", 1},
		{"Атаки на Суми вночі не було, повідомив мер.", 0},
		{"Атака на Суми була вночі, повідомив мер.", 1},
		{"Удара по Белгороду не было, сообщил губернатор.", 0},
		{"Удар по Белгороду был ночью, сообщил губернатор.", 1},
	} {
		if got := len(x.Extract(&incident.Article{Text: c.text, Published: "2024-05-07"}).Reports); got != c.want {
			t.Errorf("%s: %d reports, not %d", c.text, got, c.want)
		}
	}
}
