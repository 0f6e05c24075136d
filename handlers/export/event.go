package export

import (
	"fmt"

	"incidentbot/index/incident"
)

// Event is an event in the form of the contract.
type Event struct {
	ID          string                  `json:"id"`
	Place       incident.Place          `json:"place"`
	PlacesAlso  []incident.Place        `json:"places_also"`
	Date        incident.Day            `json:"date"`
	DateEnd     incident.Day            `json:"date_end"`
	DateBasis   incident.DateBasis      `json:"date_basis"`
	DateText    string                  `json:"date_text"`
	Weapons     []incident.Weapon       `json:"weapons"`
	Attacker    incident.Attacker       `json:"attacker"`
	Killed      *Toll                   `json:"killed"`
	Injured     *Toll                   `json:"injured"`
	Launched    map[incident.Weapon]int `json:"launched"`
	Intercepted map[incident.Weapon]int `json:"intercepted"`
	Damage      []incident.Damage       `json:"damage"`
	Outages     []incident.Outage       `json:"outages"`
	Grade       string                  `json:"grade"`
	Articles    int                     `json:"articles"`
	Independent int                     `json:"independent"`
	Sources     []Source                `json:"sources"`
	Claims      []Claim                 `json:"claims"`
	History     []Change                `json:"history"`
	PartOf      *string                 `json:"part_of"`
	Background  bool                    `json:"background"`
	Revision    int                     `json:"revision"`
}

// Toll is the range over the speakers' latest claims, and in words the figure
// that an answer leads with.
type Toll struct {
	Min    *int32 `json:"min"`
	Max    *int32 `json:"max"`
	Approx bool   `json:"approx"`
	Shown  string `json:"shown"`
}

// Source is one article of an event.
type Source struct {
	N         int     `json:"n"`
	Article   string  `json:"article"`
	Outlet    *string `json:"outlet"`
	Title     *string `json:"title"`
	URL       *string `json:"url"`
	Published *string `json:"published"`
	ReprintOf *string `json:"reprint_of"`
}

// Claim is one claim ever made of an event.
type Claim struct {
	Field      incident.Field `json:"field"`
	Key        string         `json:"key,omitempty"`
	Unit       string         `json:"unit,omitempty"`
	Min        *int32         `json:"min"`
	Max        *int32         `json:"max"`
	Approx     bool           `json:"approx,omitempty"`
	Speaker    string         `json:"speaker"`
	Office     string         `json:"office,omitempty"`
	Role       incident.Role  `json:"role,omitempty"`
	Source     int            `json:"source"`
	Quote      string         `json:"quote"`
	Start      int            `json:"start"`
	End        int            `json:"end"`
	Superseded bool           `json:"superseded"`
}

// Change is one step of a toll's history.
type Change struct {
	At     *string        `json:"at"`
	Field  incident.Field `json:"field"`
	Min    *int32         `json:"min"`
	Max    *int32         `json:"max"`
	Source int            `json:"source"`
}

// EventOf gives an event the form of the contract. Lists and maps are never null.
func EventOf(e *incident.Event, words Words) Event {
	v := Event{
		ID: e.ID, Place: e.Place, PlacesAlso: notNil(e.PlacesAlso), Date: e.Date, DateEnd: e.DateEnd,
		DateBasis: e.DateBasis, DateText: e.DateText, Weapons: notNil(e.Weapons), Attacker: e.Attacker,
		Killed: toll(e.Killed, words), Injured: toll(e.Injured, words),
		Launched: notNilMap(e.Launched), Intercepted: notNilMap(e.Intercepted),
		Damage: notNil(e.Damage), Outages: notNil(e.Outages), Grade: grade(e),
		Articles: e.Articles, Independent: e.Independent, PartOf: orNull(e.PartOf),
		Background: e.Background, Revision: e.Revision,
		Sources: []Source{}, Claims: []Claim{}, History: []Change{},
	}
	for _, s := range e.Sources {
		v.Sources = append(v.Sources, Source{
			s.N, s.Article, orNull(s.Outlet), orNull(s.Title), orNull(s.URL), orNull(s.Published), orNull(s.ReprintOf),
		})
	}
	for i := range e.Claims {
		c := &e.Claims[i]
		v.Claims = append(v.Claims, Claim{
			c.Field, c.Key, c.Unit, c.Min, c.Max, c.Approx, c.Speaker, c.Office, c.Role, c.Source, c.Quote, c.Start, c.End, c.Superseded,
		})
	}
	for _, h := range e.History {
		v.History = append(v.History, Change{orNull(h.At), h.Field, h.Min, h.Max, h.Source})
	}
	return v
}

func grade(e *incident.Event) string {
	if e.Grade == incident.GradeSources {
		return fmt.Sprintf("%d independent sources", e.Independent)
	}
	return string(e.Grade)
}

func toll(f *incident.Figure, words Words) *Toll {
	if f == nil {
		return nil
	}
	return &Toll{end(f.Min), end(f.Max), f.Approx, words.Interval(f.Lead)}
}

// end returns an interval's end, nil where it is open.
func end(n int32) *int32 {
	if n == incident.Open {
		return nil
	}
	return &n
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func notNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func notNilMap[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return m
}
