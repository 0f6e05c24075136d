package handlers

import (
	"fmt"
	"strings"
)

// typed returns a question as one can type it; "" where that cannot be.
func (t *turn) typed(q Question) string {
	place, days := "", ""
	if g := t.h.archive.Places().ByID(q.Place); g != nil {
		place = t.fullName(g)
	}
	if q.period() {
		days = t.p.Days(q.From, q.To)
	}
	if q.Offset > 0 {
		return "" // pages are turned by buttons
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
		return fmt.Sprintf("/near %.3f %.3f", q.At.Lat, q.At.Lon)
	case KindSearch:
		return join2("/search "+q.Words, days)
	case KindList:
		if place == "" {
			return join2("/date", days)
		}
		return join2("/city "+place, days)
	case KindLatest, KindStart, KindHelp, KindAbout, KindPrivacy, KindSources, KindAccuracy:
		return "/" + kindNames[q.Kind]
	case KindToll, KindMap, KindChart:
		return join2(join2("/"+kindNames[q.Kind], place), days)
	case KindExport:
		format := ""
		if q.Format == "geojson" {
			format = q.Format
		}
		return join2(join2(join2("/export", format), q.Event), join2(place, days))
	}
	return ""
}

// kindNames are the commands by kind.
var kindNames = map[Kind]string{
	KindStart: "start", KindHelp: "help", KindAbout: "about", KindPrivacy: "privacy", KindLatest: "latest",
	KindSources: "sources", KindAccuracy: "accuracy", KindToll: "toll", KindMap: "map", KindChart: "chart",
}

func join2(a, b string) string { return strings.TrimSpace(strings.TrimSpace(a) + " " + b) }
