package incident

import "slices"

// Grade says in plain words how well an event is known.
type Grade string

// The grades. GradeSources is used with a number of independent sources of two or more.
const (
	GradeOne       Grade = "one report"
	GradeSources   Grade = "independent sources" // written "N independent sources"
	GradeConfirmed Grade = "confirmed"           // by an official
	GradeDiffer    Grade = "figures differ"
	GradeCorrected Grade = "corrected"
	GradeWithdrawn Grade = "withdrawn"
)

// Figure is an event's killed or injured: the range over the speakers' latest
// claims, and the figure that the answer leads with.
type Figure struct {
	Interval          // the range
	Lead     Interval // the newest figure of the best-placed speaker
	Claim    int      // index in Event.Claims of the claim that leads
	Others   []int    // indexes of the other speakers' latest claims that differ from the lead
}

// Source is one article of an event, numbered as answers number it.
type Source struct {
	N         int    `json:"n"` // from 1
	Article   string `json:"article"`
	Outlet    string `json:"outlet"`
	Title     string `json:"title,omitempty"`
	URL       string `json:"url"`
	Published string `json:"published"`
	Lang      Lang   `json:"lang,omitempty"`
	// ReprintOf is the article id whose text this one repeats, "" if it stands alone.
	ReprintOf string `json:"reprint_of"`
}

// EventClaim is a claim with the number of the source that makes it.
type EventClaim struct {
	Claim
	Source int `json:"source"`
	// Sum is the toll that the claim completes with what its report says before
	// it ("another three"); nil where the claim is the whole figure.
	Sum *Interval `json:"sum,omitempty"`
	// Part marks a toll that is only a part or an earlier state of its report's own.
	Part bool `json:"part,omitempty"`
	// Withdrawn marks a claim that an operator took back, alone or with its article.
	Withdrawn bool `json:"withdrawn,omitempty"`
}

// Interval returns the figure that the claim stands for: Sum if there is one.
func (c *EventClaim) Interval() (Interval, bool) {
	if c.Sum != nil {
		return *c.Sum, true
	}
	return c.Claim.Interval()
}

// Change is one step of a figure's history.
type Change struct {
	At     string `json:"at"` // published time of the article, as given
	Field  Field  `json:"field"`
	Min    *int32 `json:"min"`
	Max    *int32 `json:"max"`
	Source int    `json:"source"`
}

// SourcedReport is a report with what merging needs to know of its article.
type SourcedReport struct {
	Report
	Article     string `json:"article"`
	Revision    int    `json:"revision"` // of the article; a later one replaces an earlier one's claims
	Outlet      string `json:"outlet"`
	Title       string `json:"title"`
	URL         string `json:"url"`
	Published   string `json:"published"`
	Lang        Lang   `json:"lang"`
	Fingerprint uint64 `json:"fingerprint"` // of the text, for near-duplicates found while adding
	// Sketch is a sample of the text's word runs (merge.Prints): how much of it another text repeats.
	Sketch []uint32 `json:"sketch,omitempty"`
	Credit string   `json:"credit,omitempty"`
	// Replaced marks a report of an older revision of its article: kept as history, its claims superseded.
	Replaced bool `json:"replaced,omitempty"`
	// Withdrawn marks a report that an operator took back: shown as such, counted nowhere.
	Withdrawn bool `json:"withdrawn,omitempty"`
	// Seq is the journal's sequence number of the article's record; Touched is that of the
	// last record that replaced or withdrew something of the report, 0 if none did.
	Seq     uint64 `json:"seq,omitempty"`
	Touched uint64 `json:"touched,omitempty"`
	// EventID is the id of the event that the report makes if nothing came before it; merging
	// sets it. An event has that of its first-journalled report, and is found by all of them.
	EventID string `json:"-"`
}

// Known reports whether id is the event's or one that a report of it had before
// it was joined to this event.
func (e *Event) Known(id string) bool {
	return e.ID == id || slices.ContainsFunc(e.Reports, func(r SourcedReport) bool { return r.EventID == id })
}

// Event is one attack at one place on one date: the merged reports of it. All
// but Reports is computed from them and never overwritten by hand.
type Event struct {
	ID          string
	Place       Place
	PlacesAlso  []Place
	Date        Day
	DateEnd     Day
	DateBasis   DateBasis
	DateText    string
	Weapons     []Weapon
	Attacker    Attacker
	Killed      *Figure
	Injured     *Figure
	Launched    map[Weapon]int
	Intercepted map[Weapon]int
	Damage      []Damage
	Outages     []Outage
	Grade       Grade
	Articles    int // how many that still tell of it
	Independent int // how many independent sources
	Sources     []Source
	Claims      []EventClaim
	History     []Change
	Background  bool // no report tells it as news
	Revision    int  // grows with each change of what is shown
	// Seq is the journal's sequence number of the record that last changed the event.
	Seq uint64
	// PartOf is the id of the wave that the event is a part of: a regional or nationwide
	// event of the same day. It is found when the event is read, not kept; "" if none.
	PartOf string
	// Instead names, for a withdrawn event, those that newer versions of its articles tell of
	// in its place. It is found when the event is read, like PartOf.
	Instead []string
	Reports []SourcedReport
}
