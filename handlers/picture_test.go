package handlers_test

import (
	"bytes"
	"flag"
	"image/png"
	"os"
	"strings"
	"testing"

	"incidentbot/handlers"
	"incidentbot/index/incident"
)

var keep = flag.String("keep", "", "folder to write the pictures to, for looking at them")

func TestPicturesAreDrawnAndSaid(t *testing.T) {
	h := newHandlers(t)
	keys := map[string]string{}
	for _, tt := range []struct {
		lang incident.Lang
		text string
		says []string
	}{
		{"en", "/map 2024", []string{"places on the map", "killed 5, injured none"}},
		{"uk", "/map 2024", []string{"на карті", "загиблих 5"}},
		{"ru", "/map 10 мая 2024", []string{"1 место на карте"}},
		{"en", "/chart 2024", []string{"by week", "Killed: 9 to 12", "Injured: 25 to 30"}},
		{"uk", "/chart травень 2024", []string{"за днями", "Загиблі: від 7 до 10"}},
		{"ru", "/chart 2 января 2024", []string{"по дням", "Раненые: от 25 до 30"}},
	} {
		a := h.Handle(t.Context(), handlers.Request{Text: tt.text, Lang: tt.lang, Now: now, Zone: kyivTime(t)})
		if a.Picture == nil {
			t.Errorf("%s: no picture: %s", tt.text, handlers.Text(a, 0))
			continue
		}
		for _, want := range tt.says {
			if !strings.Contains(a.Picture.Caption, want) {
				t.Errorf("%s %s: caption %q does not say %q", tt.lang, tt.text, a.Picture.Caption, want)
			}
		}
		if n := len([]rune(a.Picture.Caption)); n > 1000 {
			t.Errorf("%s: caption of %d characters", tt.text, n)
		}
		if other, ok := keys[a.Picture.Key]; ok || a.Picture.Key == "" {
			t.Errorf("%s %s has the key of %s", tt.lang, tt.text, other)
		}
		keys[a.Picture.Key] = string(tt.lang) + tt.text
		b, err := a.Picture.Draw()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := png.Decode(bytes.NewReader(b)); err != nil {
			t.Error(tt.text, err)
		}
		if *keep != "" {
			name := strings.NewReplacer("/", "", " ", "-").Replace(string(tt.lang) + tt.text)
			if err := os.WriteFile(*keep+"/"+name+".png", b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestTheSameQuestionHasTheSamePicture(t *testing.T) {
	h := newHandlers(t)
	r := handlers.Request{Text: "/map 2024", Lang: "en", Now: now}
	a, b := h.Handle(t.Context(), r), h.Handle(t.Context(), r)
	if a.Picture.Key != b.Picture.Key {
		t.Error("two keys for one picture")
	}
}

func TestFiles(t *testing.T) {
	h := newHandlers(t)
	for text, want := range map[string]string{
		"/export 2024":              "events-2024-01-01-2024-12-31.csv",
		"/export geojson 2024":      "events-2024-01-01-2024-12-31.geojson",
		"/export hbmqrdqehh":        "events-hbmqrdqehh.csv",
		"/export csv 10 may 2024":   "events-2024-05-10.csv",
		"/export":                   "events.csv",
		"/export GeoJSON yesterday": "events-2024-05-20.geojson",
	} {
		a := h.Handle(t.Context(), handlers.Request{Text: text, Lang: "uk", Now: now, Zone: kyivTime(t)})
		if a.File == nil {
			t.Errorf("%s: no file: %s", text, handlers.Text(a, 0))
			continue
		}
		if a.File.Name != want || len(a.File.Data) == 0 || a.File.Type == "" {
			t.Errorf("%s: %s %s, %d bytes; want %s", text, a.File.Name, a.File.Type, len(a.File.Data), want)
		}
	}
}
