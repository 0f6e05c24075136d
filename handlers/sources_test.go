package handlers_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"incidentbot/handlers"
)

// A long list of outlets is cut, and says so.
func TestManyOutlets(t *testing.T) {
	var list []handlers.Outlet
	for i := range 32 {
		list = append(list, handlers.Outlet{Name: fmt.Sprint("Outlet ", i), Articles: i, Silent: i == 3, Note: "note"})
	}
	h, err := handlers.New(newArchive(t, nil), handlers.Options{Outlets: func(context.Context) ([]handlers.Outlet, error) { return list, nil }})
	if err != nil {
		t.Fatal(err)
	}
	a := h.Handle(t.Context(), handlers.Request{Text: "/sources", Lang: "en", Plain: true})
	var b strings.Builder
	for _, block := range a.Blocks {
		for _, s := range block.Spans {
			b.WriteString(s.Text)
		}
		b.WriteString("\n")
	}
	said := b.String()
	for _, want := range []string{"Outlet 3: 3 articles, silent or paused, note", "Outlet 24: 24 articles, note", "And 7 more outlets."} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
	if strings.Contains(said, "Outlet 25") {
		t.Errorf("not cut:\n%s", said)
	}
}
