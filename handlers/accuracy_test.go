package handlers_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"incidentbot/handlers"
)

const scores = `{"date":"2026-11-25","reports":73,"note":"a sample of scores, not a measurement","fields":[
	{"field":"killed","precision":0.971,"recall":0.94,"f1":0.955,"by_lang":{"en":0.96,"uk":0.95,"ru":0.94}},
	{"field":"something new","precision":1,"recall":0.5,"f1":0.67}]}`

func TestAccuracy(t *testing.T) {
	for name, tt := range map[string]struct {
		file, want string
		status     handlers.Status
	}{
		"measured": {scores, "killed: of what is shown 97 % is right, of what is there 94 % is found (F1 0.95)", handlers.Answered},
		"langs":    {scores, "F1 by language: en 0.96, uk 0.95, ru 0.94", handlers.Answered},
		"set":      {scores, "Measured 25 November 2026 on 73 annotated reports.", handlers.Answered},
		"unknown":  {scores, "something new: of what is shown 100 %", handlers.Answered},
		"empty":    {"{}", "not measured yet", handlers.Answered},
		"none":     {"", "not measured yet", handlers.Answered},
		"broken":   {"{", "not with your question", handlers.Failed},
		"absurd":   {`{"reports":1,"fields":[{"field":"killed","f1":17}]}`, "not with your question", handlers.Failed},
	} {
		fsys := fstest.MapFS{}
		if tt.file != "" {
			fsys["accuracy.json"] = &fstest.MapFile{Data: []byte(tt.file)}
		}
		h, err := handlers.New(newArchive(t, nil), handlers.Options{Accuracy: fsys})
		if err != nil {
			t.Fatal(err)
		}
		a := h.Handle(t.Context(), handlers.Request{Text: "/accuracy", Lang: "en", Now: now})
		if got := handlers.Text(a, 0); a.Status != tt.status || !strings.Contains(got, tt.want) {
			t.Errorf("%s: status %s\n%s\nwant %q", name, statuses[a.Status], got, tt.want)
		}
		check(t, name, a)
	}
}

func TestAnEmptyArchiveSaysSo(t *testing.T) {
	h, err := handlers.New(newArchive(t, nil), handlers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"/start", "/latest", "/city Kyiv", "/date 2024-01-02", "/search gas", "/toll", "/map", "/chart", "/export", "/sources", "/near 50.45 30.52"} {
		a := h.Handle(t.Context(), handlers.Request{Text: q, Lang: "en", Now: now})
		if got := handlers.Text(a, 0); !strings.Contains(got, "archive is still empty") || a.Status == handlers.Failed {
			t.Errorf("%s: status %s\n%s", q, statuses[a.Status], got)
		}
		check(t, q, a)
	}
}
