package index

import (
	"errors"

	"incidentbot/index/incident"
)

// ErrNotFound is returned where an id names nothing in the archive.
var ErrNotFound = errors.New("not in the archive")

// Filter selects events by structure. Zero fields do not restrict. Kinds are
// ANDed, members of one kind ORed.
type Filter struct {
	Places       []string // gazetteer ids; a place holds its districts, villages and towns
	Exact        bool     // only the places themselves, not what lies in them
	From, To     incident.Day
	Undated      bool // include events whose date is unknown (never matched by From and To otherwise)
	Weapons      []incident.Weapon
	Damage       []incident.Damage
	Outages      []incident.Utility
	MinKilled    int32
	MinInjured   int32
	NoBackground bool // leave out events that articles only look back at
	Offset       int
	Limit        int // 0 means 5, a page
}

// Page is a slice of the events that a filter selects, newest first, the
// severest first within a day.
type Page struct {
	Events []incident.Event
	Total  int
}

// TextQuery asks for words. Filter narrows it; its Offset and Limit page the hits.
type TextQuery struct {
	Text   string
	Filter Filter
}

// Hit is one event or article that a text query found.
type Hit struct {
	Event   *incident.Event   // the event, or nil
	Article *incident.Article // the article, where it gave no event; Text is empty
	Snippet string            // a verbatim passage of the article with the words asked for
	Source  incident.Source   // whose passage it is; N is 0
}

// Hits is a page of a text query's result, best first.
type Hits struct {
	Hits  []Hit
	Total int
}

// Coverage says what the archive holds.
type Coverage struct {
	Articles, Events int
	First, Last      incident.Day // of events with a date
	Updated          string       // RFC 3339 UTC of the newest article's arrival
	Sample           bool         // the built-in sample archive
}

// Near is the nearest thing an empty answer can offer.
type Near struct {
	Before, After incident.Day // nearest days with events of the filter's places (or of all)
	Place         string       // nearest place with an event in the filter's days
	Km            int          // how far Place is
}

// AddStatus says what became of an article.
type AddStatus uint8

// The statuses of an added article.
const (
	New      AddStatus = iota + 1 // journalled, and indexed soon
	Known                         // the same article with the same text was there
	Reprint                       // new, but its text repeats another outlet's
	Revision                      // a newer version of a known article
)

// Added is the outcome for one article, in the order given.
type Added struct {
	Article string // its id
	Status  AddStatus
	Seq     uint64 // in the journal; of the version that is there, where it is Known
	Err     error  // why the article was not taken; Status is 0 then
}

// Sums adds up events as intervals. A wave's totals are never added to its parts:
// where both are selected, the parts count and the wave stands in Waves.
type Sums struct {
	Events          int // how many were counted
	Killed, Injured incident.Interval
	// KilledUnknown and InjuredUnknown count the events that say nothing of it.
	KilledUnknown, InjuredUnknown int
	Launched, Intercepted         map[incident.Weapon]int
	Days                          []DaySum // by day, oldest first; undated events are in the sums only
	Waves                         int      // nationwide or regional totals left out because their parts were counted
}

// DaySum is one day of Sums.
type DaySum struct {
	Day                   incident.Day
	Events                int
	Killed, Injured       incident.Interval
	Launched, Intercepted int
}

// Reading is what an article says, and what that would change.
type Reading struct {
	Extraction incident.Extraction
	Known      bool              // the archive has this article
	Joins      []*incident.Event // by index in Extraction.Reports: the event it would join, nil if it would be new
}
