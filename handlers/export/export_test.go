package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"incidentbot/handlers/export"
	"incidentbot/handlers/i18n"
	"incidentbot/index/incident"
)

func words(t *testing.T) export.Words {
	t.Helper()
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c.In(incident.English)
}

func sample() incident.Event {
	day, _ := incident.ParseDay("2024-01-02")
	e := incident.Event{
		ID: "abc", Date: day, DateBasis: incident.BasisStated, Attacker: incident.Russia, Grade: incident.GradeSources, Articles: 3, Independent: 2,
		Place:   incident.Place{ID: "703448", Name: "Kyiv", Kind: incident.City, Region: "Kyiv", Country: "UA", Lat: 50.45, Lon: 30.52},
		Weapons: []incident.Weapon{incident.Missile, incident.Drone}, PartOf: "wave",
		Killed:   &incident.Figure{Interval: incident.Interval{Min: 1, Max: 3}, Lead: incident.Exactly(3)},
		Injured:  &incident.Figure{Interval: incident.AtLeast(92), Lead: incident.AtLeast(92)},
		Launched: map[incident.Weapon]int{incident.Drone: 35},
		Sources:  []incident.Source{{N: 1, Article: "a1", Outlet: "=HYPERLINK(1)"}},
	}
	c := incident.EventClaim{Claim: incident.Claim{Field: incident.FieldKilled, Speaker: "mayor", Quote: "three\ndied"}, Source: 1}
	c.SetInterval(incident.Exactly(3))
	e.Claims = []incident.EventClaim{c}
	return e
}

func write(t *testing.T, f export.Format, events ...incident.Event) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := export.Write(&b, f, words(t), export.List(events)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestJSONHasTheContractsFields(t *testing.T) {
	var got []map[string]any
	if err := json.Unmarshal(write(t, export.JSON, sample(), incident.Event{ID: "bare"}), &got); err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(`id place date date_end date_basis weapons attacker killed injured launched intercepted
		damage outages grade articles independent sources claims history part_of background`)
	for _, e := range got {
		for _, f := range fields {
			if _, ok := e[f]; !ok {
				t.Errorf("%s: no field %s", e["id"], f)
			}
		}
	}
	e, bare := got[0], got[1]
	if k := e["killed"].(map[string]any); k["min"] != 1.0 || k["max"] != 3.0 || k["shown"] != "3" {
		t.Errorf("killed: %v", k)
	}
	if k := e["injured"].(map[string]any); k["max"] != nil || k["shown"] != "at least 92" {
		t.Errorf("injured: %v", k)
	}
	if e["grade"] != "2 independent sources" || e["part_of"] != "wave" || e["date"] != "2024-01-02" {
		t.Errorf("grade %v, part of %v, date %v", e["grade"], e["part_of"], e["date"])
	}
	if bare["killed"] != nil || bare["date"] != nil || bare["part_of"] != nil || bare["weapons"] == nil || bare["claims"] == nil {
		t.Errorf("an event of which nothing is said: %v", bare)
	}
}

func TestNoEventsAreAnEmptyList(t *testing.T) {
	for f, want := range map[export.Format]string{export.JSON: "[]\n", export.GeoJSON: `{"type":"FeatureCollection","features":[]}` + "\n"} {
		if got := string(write(t, f)); got != want {
			t.Errorf("%s: %q", f, got)
		}
	}
}

func TestGeoJSONPutsLongitudeFirst(t *testing.T) {
	var got struct {
		Features []struct {
			Geometry   struct{ Coordinates [2]float64 }
			Properties struct{ ID string }
		}
	}
	if err := json.Unmarshal(write(t, export.GeoJSON, sample()), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Features) != 1 || got.Features[0].Geometry.Coordinates != [2]float64{30.52, 50.45} || got.Features[0].Properties.ID != "abc" {
		t.Errorf("%+v", got)
	}
}

func TestCSVTellsUnsaidFromNoneAndRunsNoFormula(t *testing.T) {
	e := sample()
	e.Injured = &incident.Figure{}
	e.Place.Name = "=1+1"
	bare := incident.Event{ID: "bare"}
	rows, err := csv.NewReader(bytes.NewReader(write(t, export.CSV, e, bare))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cell := func(row int, name string) string {
		for i, n := range rows[0] {
			if n == name {
				return rows[row][i]
			}
		}
		t.Fatalf("no column %s", name)
		return ""
	}
	for _, c := range []struct {
		row        int
		name, want string
	}{
		{1, "killed_min", "1"},
		{1, "killed_max", "3"},
		{1, "injured_min", "0"},
		{1, "injured_max", "0"},
		{1, "injured", "none"},
		{2, "injured_min", ""},
		{2, "injured", ""},
		{1, "place", "'=1+1"},
		{1, "weapons", "missile;drone"},
		{1, "launched", "drone:35"},
		{1, "lat", "50.45"},
	} {
		if got := cell(c.row, c.name); got != c.want {
			t.Errorf("row %d %s: %q, want %q", c.row, c.name, got, c.want)
		}
	}
}

func TestErrorsEndTheFile(t *testing.T) {
	broken := errors.New("disk")
	err := export.Write(&bytes.Buffer{}, export.JSON, words(t), func(yield func(incident.Event, error) bool) { yield(incident.Event{}, broken) })
	if !errors.Is(err, broken) {
		t.Error(err)
	}
	if err := export.Write(&bytes.Buffer{}, "xml", words(t), export.List(nil)); err == nil {
		t.Error("a format that is none is written")
	}
}
