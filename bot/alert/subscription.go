package alert

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// Subscription is what a chat wants to hear: kinds are ANDed, members of one
// kind ORed; an empty kind does not restrict. The zero value matches all.
type Subscription struct {
	Places  []string          `json:"places,omitempty"` // gazetteer ids; each with all that lies in it
	Near    *Circle           `json:"near,omitempty"`   // counts as one more place
	Weapons []incident.Weapon `json:"weapons,omitempty"`
	// The severity: any one that is reached is enough; none set means any event.
	MinKilled   int32 `json:"min_killed,omitempty"`
	MinInjured  int32 `json:"min_injured,omitempty"`
	MinLaunched int   `json:"min_launched,omitempty"`
	Outage      bool  `json:"outage,omitempty"`

	Silent bool   `json:"silent,omitempty"` // without a sound
	Quiet  *Hours `json:"quiet,omitempty"`
	// QuietKilled breaks the quiet hours: so many dead are told at once; 0 means nothing does.
	QuietKilled int32 `json:"quiet_killed,omitempty"`
	// Digest is the hour of a daily summary that replaces single alerts, nil for none.
	Digest *int `json:"digest,omitempty"`
	// OnlyNew leaves out what was known when the subscription was made.
	OnlyNew bool      `json:"only_new,omitempty"`
	Since   time.Time `json:"since"` // when it was made
}

// Somewhere reports whether the subscription is about certain places.
func (s *Subscription) Somewhere() bool { return s != nil && (len(s.Places) > 0 || s.Near != nil) }

// With returns the subscription with what another names added to it.
func (s *Subscription) With(more Subscription) Subscription {
	out := *s
	out.Places = slices.Compact(slices.Concat(s.Places, slices.DeleteFunc(more.Places, func(p string) bool { return slices.Contains(s.Places, p) })))
	out.Weapons = slices.Concat(s.Weapons, slices.DeleteFunc(more.Weapons, func(w incident.Weapon) bool { return slices.Contains(s.Weapons, w) }))
	out.MinKilled = cmp.Or(more.MinKilled, s.MinKilled)
	out.MinInjured = cmp.Or(more.MinInjured, s.MinInjured)
	out.MinLaunched = cmp.Or(more.MinLaunched, s.MinLaunched)
	if more.Quiet != nil {
		out.QuietKilled = more.QuietKilled
	}
	out.Near, out.Quiet, out.Digest = cmp.Or(more.Near, s.Near), cmp.Or(more.Quiet, s.Quiet), cmp.Or(more.Digest, s.Digest)
	out.Outage, out.Silent, out.OnlyNew = s.Outage || more.Outage, s.Silent || more.Silent, s.OnlyNew || more.OnlyNew
	return out
}

// Circle is the surroundings of a point that a user shared.
type Circle struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
	Km  float64 `json:"km"`
}

// Hours is a span of the day in minutes after midnight of the chat's zone; To
// may lie before From: 22:00 to 07:00.
type Hours struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// String is "22:00-07:00".
func (h *Hours) String() string {
	return fmt.Sprintf("%02d:%02d-%02d:%02d", h.From/60, h.From%60, h.To/60, h.To%60)
}

// Until returns when quiet hours that hold at t end, and whether they hold.
func (h *Hours) Until(t time.Time) (time.Time, bool) {
	if h == nil || h.From == h.To {
		return time.Time{}, false
	}
	at := t.Hour()*60 + t.Minute()
	inside := at >= h.From && at < h.To
	days := 0
	if h.From > h.To {
		inside = at >= h.From || at < h.To
		if at >= h.From {
			days = 1
		}
	}
	return time.Date(t.Year(), t.Month(), t.Day()+days, 0, h.To, 0, 0, t.Location()), inside
}

// Mismatch says why the subscription does not want the event, or "".
func (s *Subscription) Mismatch(e *incident.Event, g *gazetteer.Gazetteer) Reason {
	switch {
	case !s.inPlace(e, g):
		return OtherPlace
	case len(s.Weapons) > 0 && !slices.ContainsFunc(s.Weapons, func(w incident.Weapon) bool { return slices.Contains(e.Weapons, w) }):
		return OtherWeapon
	case !s.severe(e):
		return BelowSeverity
	}
	return ""
}

func (s *Subscription) inPlace(e *incident.Event, g *gazetteer.Gazetteer) bool {
	if !s.Somewhere() {
		return true
	}
	if s.Near != nil && !e.Place.Approx && e.Place.Kind != incident.Region && e.Place.Kind != incident.Country &&
		Km(s.Near.Lat, s.Near.Lon, e.Place.Lat, e.Place.Lon) <= s.Near.Km {
		return true
	}
	for _, p := range append([]incident.Place{e.Place}, e.PlacesAlso...) {
		if slices.ContainsFunc(s.Places, func(id string) bool { return id == p.ID || within(g, p, id) }) {
			return true
		}
	}
	return false
}

// within reports whether p lies in the place of that id. A place that the
// gazetteer does not know has its parent's id between two colons.
func within(g *gazetteer.Gazetteer, p incident.Place, id string) bool {
	outer := g.ByID(id)
	if outer == nil {
		return false
	}
	inner := g.ByID(p.ID)
	if inner == nil {
		inner = g.ByID(parentID(p.ID))
	}
	return inner != nil && inner.Within(outer)
}

func parentID(id string) string {
	if len(id) < 3 || id[:2] != "x:" {
		return ""
	}
	for i := 2; i < len(id); i++ {
		if id[i] == ':' {
			return id[2:i]
		}
	}
	return ""
}

func (s *Subscription) severe(e *incident.Event) bool {
	if s.MinKilled == 0 && s.MinInjured == 0 && s.MinLaunched == 0 && !s.Outage {
		return true
	}
	launched := 0
	for _, n := range e.Launched {
		launched += n
	}
	return s.MinKilled > 0 && floor(e.Killed) >= s.MinKilled ||
		s.MinInjured > 0 && floor(e.Injured) >= s.MinInjured ||
		s.MinLaunched > 0 && launched >= s.MinLaunched ||
		s.Outage && len(e.Outages) > 0
}

func floor(f *incident.Figure) int32 {
	if f == nil {
		return 0
	}
	return f.Lead.Floor()
}

// Km returns the distance of two points in kilometres on a sphere.
func Km(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	a := math.Pow(math.Sin((lat2-lat1)*rad/2), 2) + math.Cos(lat1*rad)*math.Cos(lat2*rad)*math.Pow(math.Sin((lon2-lon1)*rad/2), 2)
	return 2 * 6371 * math.Asin(math.Min(1, math.Sqrt(a)))
}
