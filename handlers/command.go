package handlers

import (
	"fmt"
	"strconv"
	"strings"

	"incidentbot/index/incident"
)

// typed returns a question as one can type it; "" where that cannot be.
func (t *turn) typed(q Question) string {
	place, days := "", ""
	kind := typedKind(&q)
	if g := t.h.archive.Places().ByID(q.Place); g != nil {
		place = t.fullName(g)
	} else if q.Place != "" {
		return "" // no name leads to a place that the gazetteer does not know
	}
	if q.period() {
		days = t.p.Days(q.From, q.To)
	}
	if q.Offset > 0 {
		return "" // pages are turned by buttons
	}
	if q.At != nil && q.Kind != KindNear {
		return "" // no words say where
	}
	switch q.Kind {
	case KindEvent:
		return "/event " + q.Event
	case KindCompare:
		return strings.TrimSpace(fmt.Sprintf("/compare %s %d %d", q.Event, q.Pair[0], q.Pair[1]))
	case KindNear:
		if q.At == nil {
			return ""
		}
		return strings.TrimSpace(fmt.Sprintf("/near %.3f %.3f %s", q.At.Lat, q.At.Lon, number(q.Radius)))
	case KindSearch:
		return join2("/search "+q.Words, days)
	case KindList:
		switch {
		case place != "":
			return join2(join2("/city "+place, days), kind)
		case days != "":
			return join2("/date "+days, kind)
		}
		return join2("/latest", kind)
	case KindLatest:
		return join2(join2(join2("/latest", place), days), kind)
	case KindStart, KindHelp, KindAbout, KindPrivacy, KindSources, KindAccuracy:
		return "/" + kindNames[q.Kind]
	case KindToll, KindMap, KindChart:
		return join2(join2(join2("/"+kindNames[q.Kind], place), days), kind)
	case KindExport:
		format := ""
		if q.Format == "geojson" {
			format = q.Format
		}
		return join2(join2(join2("/export", format), q.Event), join2(join2(place, days), kind))
	}
	return ""
}

// typedKind says the kind of event of a question in words that every language's questions take.
func typedKind(q *Question) string {
	var words []string
	for _, w := range q.Weapons {
		words = append(words, typedWeapons[w])
	}
	for _, o := range q.Outages {
		words = append(words, typedOutages[o])
	}
	if q.Least.Killed > 0 {
		words = append(words, "killed>="+strconv.Itoa(q.Least.Killed))
	}
	if q.Least.Injured > 0 {
		words = append(words, "injured>="+strconv.Itoa(q.Least.Injured))
	}
	return strings.Join(words, " ")
}

// What a question can name, see meanings.
var (
	typedWeapons = map[incident.Weapon]string{
		incident.Drone: "drones", incident.Missile: "missiles", incident.Bomb: "bombs", incident.Artillery: "artillery",
	}
	typedOutages = map[incident.Utility]string{incident.Electricity: "outages"}
)

// kindNames are the commands by kind.
var kindNames = map[Kind]string{
	KindStart: "start", KindHelp: "help", KindAbout: "about", KindPrivacy: "privacy", KindLatest: "latest",
	KindSources: "sources", KindAccuracy: "accuracy", KindToll: "toll", KindMap: "map", KindChart: "chart",
}

func join2(a, b string) string { return strings.TrimSpace(strings.TrimSpace(a) + " " + b) }
