package export

import (
	"bufio"
	"encoding/json"
)

// jsonWriter writes an array's elements one a line, as they are or as features.
type jsonWriter struct {
	w           *bufio.Writer
	open, close string
	feature     bool
	n           int
}

func (j *jsonWriter) begin() error {
	_, err := j.w.WriteString(j.open)
	return err
}

func (j *jsonWriter) event(e *Event) error {
	var v any = e
	if j.feature {
		v = featureOf(e)
	}
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	sep := "\n"
	if j.n > 0 {
		sep = ",\n"
	}
	j.n++
	if _, err := j.w.WriteString(sep); err != nil {
		return err
	}
	_, err = j.w.Write(b)
	return err
}

func (j *jsonWriter) end() error {
	if j.n > 0 {
		if err := j.w.WriteByte('\n'); err != nil {
			return err
		}
	}
	_, err := j.w.WriteString(j.close)
	return err
}

type feature struct {
	Type       string `json:"type"`
	ID         string `json:"id"`
	Geometry   point  `json:"geometry"`
	Properties *Event `json:"properties"`
}

type point struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"` // longitude first
}

func featureOf(e *Event) feature {
	return feature{"Feature", e.ID, point{"Point", [2]float64{e.Place.Lon, e.Place.Lat}}, e}
}
