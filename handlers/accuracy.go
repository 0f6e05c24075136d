package handlers

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"strconv"

	"incidentbot/index/incident"
)

// Accuracy is the file that a scoring run writes: how right the extraction was
// found to be, on how many annotated reports, and when.
type Accuracy struct {
	Date    incident.Day `json:"date"`
	Reports int          `json:"reports"` // size of the set
	Note    string       `json:"note,omitempty"`
	Fields  []Score      `json:"fields"`
}

// Score is one field's precision, recall and F1, each 0…1.
type Score struct {
	Field     string                    `json:"field"` // event, date, killed, …
	Precision float64                   `json:"precision"`
	Recall    float64                   `json:"recall"`
	F1        float64                   `json:"f1"`
	ByLang    map[incident.Lang]float64 `json:"by_lang,omitempty"` // F1
}

//go:embed accuracy.json
var measured embed.FS

// LoadAccuracy reads "accuracy.json". ok is false where nothing was measured yet:
// there is no such file, or it holds no scores.
func LoadAccuracy(fsys fs.FS) (a Accuracy, ok bool, err error) {
	b, err := fs.ReadFile(fsys, "accuracy.json")
	if errors.Is(err, fs.ErrNotExist) {
		return a, false, nil
	}
	if err != nil {
		return a, false, err
	}
	if err := json.Unmarshal(b, &a); err != nil {
		return a, false, fmt.Errorf("accuracy.json: %w", err)
	}
	for _, s := range a.Fields {
		for _, v := range []float64{s.Precision, s.Recall, s.F1} {
			if !(v >= 0 && v <= 1) {
				return a, false, fmt.Errorf("accuracy.json: %s: %v is no share of 1", s.Field, v)
			}
		}
	}
	return a, a.Reports > 0 && len(a.Fields) > 0, nil
}

// accuracy shows the measured scores by field and language.
func (t *turn) accuracy() {
	var fsys fs.FS = measured
	if t.h.opt.Accuracy != nil {
		fsys = t.h.opt.Accuracy
	}
	a, ok, err := LoadAccuracy(fsys)
	if err != nil {
		t.fail(err)
		return
	}
	t.block(Title, Span{Text: t.p.T("accuracy.title"), Style: Bold})
	if !ok {
		t.say(Note, t.p.T("accuracy.none"))
		return
	}
	t.say(Note, t.p.N("accuracy.set", a.Reports, "Day", t.p.Day(a.Date)))
	for _, s := range a.Fields {
		name := t.fieldName(s.Field)
		t.say(Item, t.p.T("accuracy.line", "Field", name, "P", percent(s.Precision), "R", percent(s.Recall), "F1", hundredths(s.F1)))
		var langs []string
		for _, l := range incident.Langs {
			if v, ok := s.ByLang[l]; ok {
				langs = append(langs, string(l)+" "+hundredths(v))
			}
		}
		if len(langs) > 0 {
			t.say(Line, t.p.T("accuracy.langs", "Langs", commas(langs)))
		}
	}
	if note := clean(a.Note); note != "" {
		t.say(Note, note)
	}
}

// fieldName says a field; one that the catalogs do not know is shown as it is called.
func (t *turn) fieldName(f string) string {
	id := "field." + f
	if s := t.p.T(id); s != id {
		return s
	}
	return clean(f)
}

func percent(v float64) string { return strconv.Itoa(int(math.Round(100 * v))) }

func hundredths(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }
