// Package merge turns reports into events: one attack at one place on one date
// is one event, whatever the number of outlets, languages and order of arrival.
//
// Everything here is a pure function of its arguments. Events first puts the
// reports into one order of their own (published, article, place in it), so the
// order in which they are handed over cannot matter.
//
// The parts, each in a file: which reports tell of one attack (cluster.go), whose
// figure leads and which are superseded (figure.go), which sources are
// independent (source.go), who is the same speaker (speaker.go), what the event
// as a whole is worth (grade.go).
package merge

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"incidentbot/index/incident"
)

// Key returns the bucket of a report: place and day. Only reports of one bucket
// can be of one event, or of an evening and the night that follows it (Events).
// A report without a day stands alone with other versions of its article, for
// nothing says that two are of one attack.
func Key(r *incident.SourcedReport) string {
	if !r.Date.Known() {
		return r.Place.ID + "|?|" + r.Article
	}
	return r.Place.ID + "|" + r.Date.String()
}

// Reach is how many days a new report of a day can change events of the same
// place: an event holds reports of at most two neighbouring days (an evening and
// the night after it). So whoever adds a report of day D hands Events all reports
// of the place from D-2*Reach to D+2*Reach, and writes those events of the result
// that hold a report from D-Reach to D+Reach: they are whole, the others are not.
const Reach = 1

// Within reports whether the event holds a report of the days from..to; see Reach.
func Within(e *incident.Event, from, to incident.Day) bool {
	return slices.ContainsFunc(e.Reports, func(r incident.SourcedReport) bool {
		return r.Date >= from && r.Date <= to
	})
}

// Events merges the reports of one place: of one bucket, or of several days (see
// Reach). It keeps every report; the result is ordered by id and does not depend
// on the order of reports.
func Events(reports []incident.SourcedReport) []incident.Event {
	rs := slices.Clone(reports)
	slices.SortStableFunc(rs, order)
	rs = slices.CompactFunc(rs, same)
	var out []incident.Event
	for _, c := range linked(buckets(rs)) {
		e := compute(c)
		e.ID = id(c)
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b incident.Event) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// buckets parts ordered reports by bucket and each bucket by attack, in order of the days.
func buckets(rs []incident.SourcedReport) [][]incident.SourcedReport {
	by := map[string][]incident.SourcedReport{}
	for _, r := range rs {
		by[Key(&r)] = append(by[Key(&r)], r)
	}
	var out [][]incident.SourcedReport
	for _, key := range slices.Sorted(maps.Keys(by)) {
		name(key, by[key])
		out = append(out, clusters(by[key])...)
	}
	return out
}

// name gives each report of a bucket its own id, of ten letters and digits: by
// the bucket, its article, and which of the article's reports there it is. A newer
// version of the article has the same ids.
func name(key string, rs []incident.SourcedReport) {
	nth := map[string]int{}
	for i := range rs {
		version := fmt.Sprintf("%s|%d", rs[i].Article, rs[i].Revision)
		sum := sha256.Sum256(fmt.Appendf(nil, "%s|%s|%d", key, rs[i].Article, nth[version]))
		nth[version]++
		rs[i].EventID = strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:10])
	}
}

// id is the one that the attack had from the first: that of the report that was
// journalled first. What comes later never changes it, unless it joins two attacks:
// then the elder's stands, and the other's leads to it.
func id(c []incident.SourcedReport) string {
	return slices.MinFunc(c, func(a, b incident.SourcedReport) int { return cmp.Compare(a.Seq, b.Seq) }).EventID
}

func order(a, b incident.SourcedReport) int {
	return cmp.Or(
		cmp.Compare(When(a.Published), When(b.Published)),
		cmp.Compare(a.Article, b.Article),
		cmp.Compare(a.Revision, b.Revision),
		cmp.Compare(firstStart(&a), firstStart(&b)),
		cmp.Compare(len(a.Claims), len(b.Claims)),
	)
}

// When returns a published time in seconds of Unix time, 0 if there is none or it
// cannot be read. A day alone counts from its first hour in Kyiv: whatever names
// an hour of it is later.
func When(published string) int64 {
	if t, err := time.Parse(time.RFC3339, published); err == nil {
		return t.Unix()
	}
	if d, err := incident.ParseDay(published); err == nil && d.Known() {
		return d.Time().Unix() - 2*60*60
	}
	return 0
}

// firstStart places a report within its article.
func firstStart(r *incident.SourcedReport) int {
	if len(r.Claims) == 0 {
		return 1 << 30
	}
	return r.Claims[0].Start
}

// same reports whether two neighbours are one report handed over twice.
func same(a, b incident.SourcedReport) bool {
	return a.Article == b.Article && a.Revision == b.Revision && a.Replaced == b.Replaced &&
		len(a.Claims) == len(b.Claims) && firstStart(&a) == firstStart(&b) && a.Clock == b.Clock && a.Main == b.Main
}

// compute derives all that an event shows from its reports.
func compute(rs []incident.SourcedReport) incident.Event {
	e := incident.Event{Reports: rs, Attacker: incident.Unknown, Background: true}
	first := lead(rs)
	e.Place, e.Date, e.DateEnd = first.Place, first.Date, first.DateEnd
	e.DateBasis, e.DateText = first.DateBasis, first.DateText
	live := stands(rs)
	for i := range rs { // an evening's attack that goes on into the night has the morning's day
		if live && !standing(&rs[i]) {
			continue
		}
		if rs[i].Date > e.Date && !e.DateEnd.Known() {
			e.Date, e.DateBasis, e.DateText = rs[i].Date, rs[i].DateBasis, rs[i].DateText
		}
	}
	e.Sources = sources(rs)
	e.Articles = articles(rs)
	e.Independent = independent(rs)
	e.Claims = claims(rs, e.Sources)
	supersede(rs, e.Claims)
	for i := range rs {
		r := &rs[i]
		if live && !standing(r) { // a withdrawn event still says what it was of
			continue
		}
		e.Background = e.Background && !r.Main
		e.PlacesAlso = addPlaces(e.PlacesAlso, r.PlacesAlso)
		e.Weapons = addAll(e.Weapons, r.Weapons)
		e.Damage = addAll(e.Damage, r.Damage)
		if dateRank(r.DateBasis) < dateRank(e.DateBasis) {
			e.DateBasis, e.DateText = r.DateBasis, r.DateText
		}
	}
	slices.SortFunc(e.Weapons, byList(incident.Weapons[:]))
	slices.SortFunc(e.Damage, byList(incident.Damages[:]))
	e.Attacker = attacker(rs)
	e.Outages = outages(rs)
	e.Killed = figure(e.Claims, incident.FieldKilled)
	e.Injured = figure(e.Claims, incident.FieldInjured)
	e.Launched = counts(e.Claims, rs, incident.FieldLaunched)
	e.Intercepted = counts(e.Claims, rs, incident.FieldIntercepted)
	e.History = history(e.Claims, e.Sources)
	e.Grade = grade(&e)
	return e
}

// lead returns the report that describes the event: the first that tells it as
// news and still stands, else the first.
func lead(rs []incident.SourcedReport) *incident.SourcedReport {
	for i := range rs {
		if r := &rs[i]; r.Main && standing(r) {
			return r
		}
	}
	return &rs[0]
}

func addAll[T comparable](to, from []T) []T {
	for _, v := range from {
		if !slices.Contains(to, v) {
			to = append(to, v)
		}
	}
	return to
}

func addPlaces(to, from []incident.Place) []incident.Place {
	for _, p := range from {
		if !slices.ContainsFunc(to, func(q incident.Place) bool { return q.ID == p.ID }) {
			to = append(to, p)
		}
	}
	return to
}

// byList orders values as list has them, unknown ones last by name.
func byList[T cmp.Ordered](list []T) func(a, b T) int {
	rank := func(v T) int {
		if i := slices.Index(list, v); i >= 0 {
			return i
		}
		return len(list)
	}
	return func(a, b T) int { return cmp.Or(rank(a)-rank(b), cmp.Compare(a, b)) }
}

var bases = []incident.DateBasis{
	incident.BasisStated, incident.BasisWeekday, incident.BasisRelative,
	incident.BasisInferred, incident.BasisPublished, incident.BasisNone,
}

func dateRank(b incident.DateBasis) int {
	if i := slices.Index(bases, b); i >= 0 {
		return i
	}
	return len(bases)
}

// attacker is the side that all blame who blame anyone; unknown where they differ.
func attacker(rs []incident.SourcedReport) incident.Attacker {
	got := incident.Unknown
	for i := range rs {
		a := rs[i].Attacker
		if !standing(&rs[i]) || a == "" || a == incident.Unknown {
			continue
		}
		if got != incident.Unknown && got != a {
			return incident.Unknown
		}
		got = a
	}
	return got
}

// outages joins by utility and unit; of several counts the newest stands.
func outages(rs []incident.SourcedReport) []incident.Outage {
	var out []incident.Outage
	for i := range rs {
		if !standing(&rs[i]) {
			continue
		}
		for _, o := range rs[i].Outages {
			j := slices.IndexFunc(out, func(p incident.Outage) bool {
				return p.Utility == o.Utility && (p.Count == nil || o.Count == nil || unit(p) == unit(o))
			})
			switch {
			case j < 0:
				out = append(out, o)
			case o.Count != nil:
				out[j] = o
			}
		}
	}
	slices.SortStableFunc(out, func(a, b incident.Outage) int { return cmp.Compare(a.Utility, b.Utility) })
	return out
}

func unit(o incident.Outage) string {
	if o.Unit == nil {
		return ""
	}
	return *o.Unit
}
