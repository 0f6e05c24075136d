package handlers_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"incidentbot/handlers"
	"incidentbot/index/incident"
)

var update = flag.Bool("update", false, "write the goldens anew")

// now is the day after the samples' last attack.
var now = time.Date(2024, 5, 21, 9, 0, 0, 0, time.UTC)

func newHandlers(t testing.TB) *handlers.Handlers {
	t.Helper()
	h, err := handlers.New(newArchive(t, samples()), handlers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func kyivTime(t testing.TB) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// TestGoldens asks each golden file's questions in turn: a file of the archive is
// named "lang question" and holds the answer as a terminal shows it. A question
// that begins with "+" continues the one before it.
func TestGoldens(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no goldens", err)
	}
	h := newHandlers(t)
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) { golden(t, h, name) })
	}
}

func golden(t *testing.T, h *handlers.Handlers, name string) {
	ar, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	before := txtar.Format(ar)
	var last handlers.Question
	for i := range ar.Files {
		f := &ar.Files[i]
		lang, question, _ := strings.Cut(f.Name, " ")
		r := handlers.Request{Text: strings.TrimPrefix(question, "+"), Lang: incident.Lang(lang), Now: now, Zone: kyivTime(t)}
		if strings.HasPrefix(question, "+") {
			r.Context = last
		}
		a := h.Handle(t.Context(), r)
		last = a.Question
		check(t, question, a)
		f.Data = []byte("status " + statuses[a.Status] + "\n\n" + handlers.Text(a, 100))
	}
	after := txtar.Format(ar)
	if *update {
		if err := os.WriteFile(name, after, 0o644); err != nil {
			t.Fatal(err)
		}
	} else if !bytes.Equal(before, after) {
		t.Errorf("answers differ (-update writes them):\n%s", cmp.Diff(string(before), string(after)))
	}
}

var statuses = map[handlers.Status]string{
	handlers.Answered: "answered", handlers.NotFound: "not found", handlers.Ask: "ask", handlers.Mistake: "mistake", handlers.Failed: "failed",
}
