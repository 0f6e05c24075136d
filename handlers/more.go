package handlers

import (
	"strconv"
	"strings"
)

// answerMore dispatches the kinds that are not answered from a page of events.
func (t *turn) answerMore(q Question) {
	switch q.Kind {
	case KindToll:
		t.sums()
	case KindCompare:
		t.compare()
	case KindAccuracy:
		t.accuracy()
	case KindNear:
		t.near()
	case KindMap:
		t.drawMap()
	case KindChart:
		t.drawChart()
	case KindExport:
		t.export()
	case KindSources:
		t.sources()
	case KindFollow, KindWrong, KindAlert:
		t.say(Note, t.p.T("follow.elsewhere"))
	default:
		t.mistake("stale")
	}
}

// commandMore reads the arguments of the commands that answerMore answers.
func (t *turn) commandMore(kind Kind, arg string) {
	switch kind {
	case KindToll, KindMap, KindChart, KindExport:
		t.selection(kind, arg)
	case KindCompare:
		t.readCompare(arg)
	case KindNear:
		t.readNear(arg)
	default:
		t.answer(Question{Kind: kind})
	}
}

// selection reads "/toll Kharkiv May 2024" and its like: a place, a period, both,
// or nothing, which means the answer that this continues, else everything.
func (t *turn) selection(kind Kind, arg string) {
	q := Question{Kind: kind}
	if kind == KindExport {
		q.Format, arg = exportFormat(arg)
		if e, err := t.h.archive.Event(t.ctx, strings.ToLower(arg)); arg != "" && validEventID(strings.ToLower(arg)) && err == nil {
			q.Event = e.ID
			t.answer(q)
			return
		}
	}
	if arg == "" {
		c := t.r.Context
		q.Place, q.From, q.To, q.Weapons, q.Outages, q.Least = c.Place, c.From, c.To, c.Weapons, c.Outages, c.Least
		if c.Kind == KindEvent && kind == KindExport {
			q.Event = c.Event
		}
		t.answer(q)
		return
	}
	f := t.find(arg, true)
	q.From, q.To = f.from, f.to
	f.narrow(&q)
	switch {
	case f.oddDay():
		t.unreadDay(arg)
	case f.several != nil:
		t.choice(f, q)
	case f.rest != "":
		t.unknownPlace(f.rest, q)
	case f.place != nil:
		q.Place = f.place.ID
		t.answer(q)
	default:
		t.answer(q)
	}
}

// exportFormat takes the format's word out of an argument; CSV where there is none.
func exportFormat(arg string) (format, rest string) {
	format = "csv"
	var words []string
	for w := range strings.FieldsSeq(arg) {
		switch l := strings.ToLower(w); l {
		case "csv", "geojson":
			format = l
		default:
			words = append(words, w)
		}
	}
	return format, strings.Join(words, " ")
}

// readNear reads "50.45 30.52" with an optional radius in km; the radius alone
// where the request has a point of its own.
func (t *turn) readNear(arg string) {
	words := strings.FieldsFunc(arg, func(r rune) bool { return r == ' ' || r == ',' || r == ';' })
	q := Question{Kind: KindNear, At: t.r.At}
	var nums []float64
	for _, w := range words {
		v, err := strconv.ParseFloat(w, 64)
		if err != nil {
			break
		}
		nums = append(nums, v)
	}
	if len(nums) == len(words) && (len(nums) == 2 || len(nums) == 3) {
		q.At = &Point{nums[0], nums[1]}
	}
	if n := len(nums); (n == 3 || n == 1 && q.At != nil) && nums[n-1] >= 1 && nums[n-1] <= maxRadius {
		q.Radius = int(nums[n-1])
	}
	if q.At == nil || !q.At.valid() {
		t.mistake("near.missing")
		return
	}
	t.answer(q)
}
