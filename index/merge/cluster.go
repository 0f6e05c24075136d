package merge

import (
	"slices"
	"strings"

	"incidentbot/index/incident"
)

// clusters parts the reports of one bucket, in order, into attacks. Two reports
// are of one attack unless something in them tells them apart (apart). A report
// joins the first attack with no member that excludes it; one that says nothing
// of the hour or the weapon therefore joins the day's first.
//
// Reports that no longer stand make no attack and keep none apart: they go with
// the newer version of their article, else where they would have gone.
func clusters(rs []incident.SourcedReport) [][]incident.SourcedReport {
	var out [][]incident.SourcedReport
	// Reports that say an hour make the attacks; those that say none join them.
	for _, clocked := range []bool{true, false} {
	next:
		for i := range rs {
			if (part(rs[i].Clock) != "") != clocked || !standing(&rs[i]) {
				continue
			}
			for j := range out {
				if !slices.ContainsFunc(out[j], func(m incident.SourcedReport) bool { return apart(&m, &rs[i]) != "" }) {
					out[j] = append(out[j], rs[i])
					continue next
				}
			}
			out = append(out, []incident.SourcedReport{rs[i]})
		}
	}
	out = withFallen(out, rs)
	for _, c := range out {
		slices.SortStableFunc(c, order)
	}
	slices.SortStableFunc(out, func(a, b []incident.SourcedReport) int { return order(a[0], b[0]) })
	return out
}

// standing reports whether neither a newer version nor an operator took a report back.
func standing(r *incident.SourcedReport) bool { return !r.Replaced && !r.Withdrawn }

// withFallen adds the reports that no longer stand to attacks: to that of which
// the newer version of their article tells in the same place, else to the first one
// from which nothing tells them apart, else to one of their own, which is withdrawn.
func withFallen(out [][]incident.SourcedReport, rs []incident.SourcedReport) [][]incident.SourcedReport {
	live := len(out)
	for i := range rs {
		r := &rs[i]
		if standing(r) {
			continue
		}
		same := func(m *incident.SourcedReport) bool { return m.EventID == r.EventID }
		own := func(m *incident.SourcedReport) bool { return standing(m) && m.Article == r.Article }
		keeps := func(m *incident.SourcedReport) bool { return apart(m, r) != "" }
		j := withAny(out, same)
		if j < 0 {
			j = withAny(out[:live], own)
		}
		if j < 0 {
			j = slices.IndexFunc(out, func(c []incident.SourcedReport) bool { return withAny([][]incident.SourcedReport{c}, keeps) < 0 })
		}
		if j < 0 {
			out = append(out, nil)
			j = len(out) - 1
		}
		out[j] = append(out[j], *r)
	}
	return out
}

// withAny returns the index of the first attack with a report of which f holds, or -1.
func withAny(out [][]incident.SourcedReport, f func(*incident.SourcedReport) bool) int {
	return slices.IndexFunc(out, func(c []incident.SourcedReport) bool {
		return slices.ContainsFunc(c, func(m incident.SourcedReport) bool { return f(&m) })
	})
}

// apart says why two reports of one place and day are of two attacks, or "".
func apart(a, b *incident.SourcedReport) string {
	pa, pb := part(a.Clock), part(b.Clock)
	switch {
	case a.Article == b.Article && a.Revision == b.Revision && firstStart(a) != firstStart(b):
		return "one article tells them as two"
	case pa != "" && pb != "" && pa != pb:
		return "different hours"
	case exclude(a.Weapons, b.Weapons) && disagree(a, b):
		return "different weapons and figures"
	}
	return ""
}

// exclude reports whether both name weapons and none in common.
func exclude(a, b []incident.Weapon) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	for _, w := range a {
		if slices.Contains(b, w) {
			return false
		}
	}
	return true
}

// disagree reports whether both give a toll and no number fits both.
func disagree(a, b *incident.SourcedReport) bool {
	off := func(v, w *incident.Interval) bool { return v != nil && w != nil && !v.Overlaps(*w) }
	return off(a.Killed, b.Killed) || off(a.Injured, b.Injured)
}

// part returns the part of the day of a clock ("HH:MM" or a word): night 00-06,
// morning 06-12, afternoon 12-17, evening 17-24. The night is the morning's day's,
// so an hour before midnight is the evening of its own day.
func part(clock string) string {
	h, _, ok := strings.Cut(clock, ":")
	if !ok || len(h) != 2 {
		return clock
	}
	switch hour := int(h[0]-'0')*10 + int(h[1]-'0'); {
	case hour < 6:
		return "night"
	case hour < 12:
		return "morning"
	case hour < 17:
		return "afternoon"
	}
	return "evening"
}

// linked joins an evening's attack to the following night's where one outlet dates
// one attack by the evening and another by the morning (tie).
func linked(as [][]incident.SourcedReport) [][]incident.SourcedReport {
	gone := make([]bool, len(as))
	for i := range as {
		for j := range as {
			if i != j && !gone[i] && !gone[j] && tie(as[i], as[j]) {
				as[j] = append(slices.Clone(as[i]), as[j]...)
				slices.SortStableFunc(as[j], order)
				gone[i] = true
			}
		}
	}
	var out [][]incident.SourcedReport
	for i := range as {
		if !gone[i] {
			out = append(out, as[i])
		}
	}
	return out
}

// tie reports whether an evening's reports and those of the night after it are of
// one attack: nothing tells them apart and a toll other than none is the same in
// both. Weapons alone do not tie them: a city is often hit both evening and night.
func tie(evening, night []incident.SourcedReport) bool {
	if evening[0].Date.Add(1) != night[0].Date || !evening[0].Date.Known() || !all(evening, "evening") || !all(night, "night") {
		return false
	}
	same := false
	for i := range evening {
		for j := range night {
			a, b := &evening[i], &night[j]
			if a.Article == b.Article || exclude(a.Weapons, b.Weapons) {
				return false
			}
			same = same || equal(a.Killed, b.Killed) || equal(a.Injured, b.Injured)
		}
	}
	return same
}

// all reports whether each report is of that part of the day, or of none, and one is.
func all(rs []incident.SourcedReport, want string) bool {
	found := false
	for i := range rs {
		p := part(rs[i].Clock)
		if p != "" && p != want {
			return false
		}
		found = found || p == want
	}
	return found
}

func equal(v, w *incident.Interval) bool { return v != nil && w != nil && *v == *w && !v.Zero() }
