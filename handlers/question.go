package handlers

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"incidentbot/index"
	"incidentbot/index/incident"
)

// Kind is what a question asks for.
type Kind uint8

// The kinds. Follow, Wrong and Alert are carried out by the bot; Handle only says so.
const (
	KindNone Kind = iota
	KindStart
	KindHelp
	KindAbout
	KindPrivacy
	KindList // events of a place, a period, or both
	KindLatest
	KindSearch
	KindEvent
	KindToll
	KindCompare
	KindAccuracy
	KindNear
	KindMap
	KindChart
	KindExport
	KindSources
	KindFollow
	KindWrong // a correction of Event's field Words
	KindAlert // alerts of what happens within Radius of At
)

// kindLetters stand for the kinds in a button's data, by kind. Never reuse one.
const kindLetters = "-shapLlSetcAnMCxofwb"

// Question is a question as it was read. Zero fields restrict nothing.
type Question struct {
	Kind    Kind               `json:"kind,omitempty"`
	Place   string             `json:"place,omitempty"` // gazetteer id
	From    incident.Day       `json:"from,omitempty"`  // first day, inclusive
	To      incident.Day       `json:"to,omitempty"`    // last day, inclusive
	Words   string             `json:"words,omitempty"`
	Weapons []incident.Weapon  `json:"weapons,omitempty"`
	Outages []incident.Utility `json:"outages,omitempty"`
	Least   least              `json:"least,omitzero"`  // toll of the events
	Event   string             `json:"event,omitempty"` // id
	Offset  int                `json:"offset,omitempty"`
	Format  string             `json:"format,omitempty"` // of an export: csv or geojson
	At      *Point             `json:"at,omitempty"`
	Radius  int                `json:"radius,omitempty"` // km around At
	Pair    [2]int             `json:"pair,omitzero"`    // the two sources to compare, by number
}

// period reports whether the question names days.
func (q *Question) period() bool { return q.From.Known() || q.To.Known() }

// day reports whether the question names one day.
func (q *Question) day() bool { return q.From.Known() && q.From == q.To }

// narrowed reports whether the question asks for a kind of event: weapons, outages, a toll.
func (q *Question) narrowed() bool { return len(q.Weapons)+len(q.Outages) > 0 || q.Least != least{} }

// filter selects what the question asks of.
func (q *Question) filter() index.Filter {
	f := index.Filter{From: q.From, To: q.To, Weapons: q.Weapons, Outages: q.Outages, Offset: q.Offset, Limit: pageSize}
	f.MinKilled, f.MinInjured = int32(q.Least.Killed), int32(q.Least.Injured)
	if q.Place != "" {
		f.Places = append([]string{q.Place}, areas[q.Place]...)
	}
	return f
}

// areas are the regions that an everyday name for several of them means, by
// gazetteer id; the gazetteer knows the name and its point, not what lies in it.
var areas = map[string][]string{
	"a-donbas":           {"UA-14", "UA-09"},
	"a-slobozhanshchyna": {"UA-63", "UA-59"},
	"a-prychornomoria":   {"UA-51", "UA-48", "UA-65"},
	"a-prydniprovia":     {"UA-12", "UA-23"},
}

// with returns the question as another kind, from its first page on.
func (q Question) with(k Kind) Question {
	q.Kind, q.Offset = k, 0
	return q
}

const (
	dataVersion = "1"
	maxData     = 60 // bytes; Telegram takes 64, the bot may want a prefix
	maxOffset   = 100_000
	minDay      = 5_000  // 1983
	maxDay      = 50_000 // 2106
)

// Data returns the question's short form for a button: version, kind and fields,
// at most 60 bytes. ok is false where it does not fit.
func (q Question) Data() (data string, ok bool) {
	b := []byte(dataVersion)
	b = append(b, kindLetters[q.Kind])
	field := func(name byte, v string) {
		if v != "" {
			b = append(append(append(b, ';'), name), v...)
		}
	}
	field('p', q.Place)
	field('f', day36(q.From))
	field('t', day36(q.To))
	field('w', bitsOf(incident.Weapons[:], q.Weapons))
	field('u', bitsOf(utilities, q.Outages))
	field('e', q.Event)
	field('o', number(q.Offset))
	field('x', q.Format)
	if q.At != nil {
		field('a', degrees(q.At.Lat))
		field('b', degrees(q.At.Lon))
	}
	field('m', number(q.Least.Killed))
	field('n', number(q.Least.Injured))
	field('r', number(q.Radius))
	field('i', number(q.Pair[0]))
	field('j', number(q.Pair[1]))
	if packed, ok := packWords(q.Words); ok {
		field('k', packed)
	} else {
		field('s', q.Words) // last: it may hold the separator
	}
	return string(b), len(b) <= maxData
}

func day36(d incident.Day) string {
	if !d.Known() {
		return ""
	}
	return strconv.FormatInt(int64(d), 36)
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// degrees has a thousandth of a degree, about 100 m.
func degrees(v float64) string { return strconv.FormatFloat(v, 'f', 3, 64) }

// utilities are the supplies in the order of their bits. Never reorder them.
var utilities = []incident.Utility{incident.Electricity, incident.Heating, incident.Water, incident.Gas, incident.Internet}

// bitsOf writes which members of a list are chosen, "" for none.
func bitsOf[T comparable](list, chosen []T) string {
	bits := 0
	for i, v := range list {
		if slices.Contains(chosen, v) {
			bits |= 1 << i
		}
	}
	return number(bits)
}

// errData is returned for data that no button of this version has.
var errData = errors.New("not a button's data")

// ParseData reads what Question.Data wrote. It never trusts it: the error is set
// for every form that Data cannot have written; whether ids exist is for the
// answer to find out.
func ParseData(data string) (Question, error) {
	var q Question
	if len(data) < 2 || len(data) > maxData || data[:1] != dataVersion {
		return q, errData
	}
	k := strings.IndexByte(kindLetters, data[1])
	if k <= 0 {
		return q, errData
	}
	q.Kind = Kind(k)
	rest := data[2:]
	for rest != "" {
		if len(rest) < 3 || rest[0] != ';' {
			return q, errData
		}
		name := rest[1]
		value, tail := rest[2:], ""
		if i := strings.IndexByte(value, ';'); i >= 0 && name != 's' {
			value, tail = value[:i], value[i:]
		}
		if err := q.set(name, value); err != nil {
			return q, err
		}
		rest = tail
	}
	if again, ok := q.Data(); !ok || again != data {
		return q, errData // one question has one form
	}
	return q, q.check()
}

func (q *Question) set(name byte, v string) (err error) {
	switch name {
	case 'p':
		q.Place = v
	case 'f':
		q.From, err = readDay36(v)
	case 't':
		q.To, err = readDay36(v)
	case 'w':
		q.Weapons, err = readBits(incident.Weapons[:], v)
	case 'u':
		q.Outages, err = readBits(utilities, v)
	case 'e':
		q.Event = v
	case 'o':
		q.Offset, err = strconv.Atoi(v)
	case 'x':
		q.Format = v
	case 'a', 'b':
		err = q.setDegrees(name, v)
	case 'r':
		q.Radius, err = strconv.Atoi(v)
	case 'm':
		q.Least.Killed, err = strconv.Atoi(v)
	case 'n':
		q.Least.Injured, err = strconv.Atoi(v)
	case 'i':
		q.Pair[0], err = strconv.Atoi(v)
	case 'j':
		q.Pair[1], err = strconv.Atoi(v)
	case 's':
		q.Words = v
	case 'k':
		q.Words = unpackWords(v)
	default:
		err = errData
	}
	return err
}

func (q *Question) setDegrees(name byte, v string) error {
	f, err := strconv.ParseFloat(v, 64)
	if err != nil {
		return err
	}
	if q.At == nil {
		q.At = &Point{}
	}
	if name == 'a' {
		q.At.Lat = f
	} else {
		q.At.Lon = f
	}
	return nil
}

// check refuses values out of range, so that no forged button asks the absurd.
func (q *Question) check() error {
	ok := q.Least.valid() && q.Offset >= 0 && q.Offset <= maxOffset && (q.To >= q.From || !q.To.Known()) &&
		(q.Format == "" || q.Format == "csv" || q.Format == "geojson") &&
		q.Radius >= 0 && q.Radius <= maxRadius && clean(q.Words) == q.Words && clean(q.Place) == q.Place && validEventID(q.Event)
	if q.At != nil {
		ok = ok && q.At.valid()
	}
	if !ok {
		return errData
	}
	return nil
}

// validEventID allows letters and digits only; what is not one is never looked up.
func validEventID(id string) bool {
	for i := range len(id) {
		c := id[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return len(id) <= 20
}

func (p Point) valid() bool {
	return p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180 // false for NaN
}

func readDay36(v string) (incident.Day, error) {
	n, err := strconv.ParseInt(v, 36, 32)
	if err != nil || n < minDay || n > maxDay {
		return 0, errData
	}
	return incident.Day(n), nil
}

// readBits reads what bitsOf wrote.
func readBits[T comparable](list []T, v string) ([]T, error) {
	bits, err := strconv.ParseUint(v, 10, len(list))
	if err != nil {
		return nil, errData
	}
	var out []T
	for i, x := range list {
		if bits&(1<<i) != 0 {
			out = append(out, x)
		}
	}
	return out, nil
}
