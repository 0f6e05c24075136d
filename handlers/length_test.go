package handlers_test

import (
	"fmt"
	"strings"
	"testing"

	"incidentbot/handlers"
	"incidentbot/index/incident"
)

// TestAnswersKeepToTheirLength asks a day of many attacks with long sentences.
func TestAnswersKeepToTheirLength(t *testing.T) {
	var reports []incident.SourcedReport
	for i, p := range []incident.Place{kyiv, kharkiv, odesa, country, village} {
		n := int32(i + 1)
		long := strings.Repeat(fmt.Sprintf("sight%d of street%d by witness%d and more%d of it ", i, i*7, i*11, i*13), 7)
		reports = append(reports, report(fmt.Sprint("l", i), "Sample Outlet With A Rather Long Name", "2024-02-02T10:00:00Z", p, "2024-02-02",
			says(incident.FieldKilled, n, n, "A Governor With A Long Name", incident.RoleOfficial, fmt.Sprint("Killed were ", n, " ", long)),
			says(incident.FieldInjured, 10*n, incident.Open, "police of the region", incident.RoleOfficial, fmt.Sprint("Injured were ", n, " ", long)),
			fact(incident.FieldDamage, "residential", fmt.Sprint("Houses ", n, " ", long)), fact(incident.FieldDamage, "energy", fmt.Sprint("Plants ", n, " ", long)),
			fact(incident.FieldOutage, "electricity", fmt.Sprint("Power ", n, " ", long)), fact(incident.FieldOutage, "water", fmt.Sprint("Water ", n, " ", long))))
	}
	h, err := handlers.New(newArchive(t, reports), handlers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range incident.Langs {
		a := h.Handle(t.Context(), handlers.Request{Text: "/date 2024-02-02", Lang: l, Now: now})
		head, all, tolls, others, rest := 0, 0, 0, 0, 0
		for _, b := range a.Blocks {
			for _, s := range b.Spans {
				n := len([]rune(s.Text))
				all += n
				if b.Kind != handlers.Quote {
					head += n
				}
			}
			switch {
			case b.Kind != handlers.Quote:
			case len(b.Spans) == 1:
				rest++
			case strings.Contains(b.Spans[1].Text, "Killed were"), strings.Contains(b.Spans[1].Text, "Injured were"):
				tolls++
			default:
				others++
			}
		}
		if head > 900 || all > 3400 {
			t.Errorf("%s: %d characters before the fold, %d in all", l, head, all)
		}
		if tolls == 0 || others > 0 || rest != 1 || len(a.Events) != 5 {
			t.Errorf("%s: of %d events %d sentences of tolls, %d others, %d words of more", l, len(a.Events), tolls, others, rest)
		}
	}
}

// TestOwnSentence: a count stands over the sentence that says it, not over
// another one of the same source.
func TestOwnSentence(t *testing.T) {
	early := count(incident.FieldIntercepted, "missile", 15, "Guns brought down 15 of them.")
	early.Speaker = "gunners"
	r := report("own", "Sample Wire", "2024-02-02T10:00:00Z", kyiv, "2024-02-02",
		early, count(incident.FieldIntercepted, "missile", 20, "By noon it was 20."))
	h, err := handlers.New(newArchive(t, []incident.SourcedReport{r}), handlers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a := h.Handle(t.Context(), handlers.Request{Text: "/date 2024-02-02", Lang: incident.English, Now: now})
	said := handlers.Text(a, 0)
	if !strings.Contains(said, "20 shot down") || !strings.Contains(said, "By noon it was 20.") || strings.Contains(said, "15 of them") {
		t.Errorf("the count and its sentence:\n%s", said)
	}
}
