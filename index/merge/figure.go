package merge

import (
	"cmp"
	"slices"

	"incidentbot/index/incident"
)

// Withdrawn is the reason of a claim that an operator took back.
const Withdrawn = "withdrawn"

// claims lists every claim ever made of the event, numbered by source, in the
// order of the reports.
func claims(rs []incident.SourcedReport, ss []incident.Source) []incident.EventClaim {
	var out []incident.EventClaim
	for i := range rs {
		n := sourceOf(ss, rs[i].Article)
		for _, c := range rs[i].Claims {
			c.Superseded = c.Superseded || rs[i].Replaced || rs[i].Withdrawn
			out = append(out, incident.EventClaim{Claim: c, Source: n, Withdrawn: rs[i].Withdrawn || c.Reason == Withdrawn})
		}
	}
	shareRoles(out)
	k := 0
	for i := range rs {
		n := len(rs[i].Claims)
		whole(out[k:k+n], incident.FieldKilled, rs[i].Killed)
		whole(out[k:k+n], incident.FieldInjured, rs[i].Injured)
		k += n
	}
	return out
}

// whole finds which claim of a report carries its toll. A report can say a toll
// in parts ("two were killed; another three died later": five), by stages, and
// with sub-counts; extraction has read one figure from it. The last claim of that
// figure stands for it, or the last claim at all with the figure as its sum. Of
// the others only another speaker's stands beside it.
func whole(cs []incident.EventClaim, f incident.Field, fig *incident.Interval) {
	if fig == nil {
		return
	}
	at, same := -1, false
	for i := range cs {
		v, ok := cs[i].Interval()
		if !ok || cs[i].Field != f || cs[i].Superseded {
			continue
		}
		if v == *fig || !same {
			at, same = i, v == *fig
		}
	}
	if at < 0 {
		return
	}
	if !same {
		sum := *fig
		cs[at].Sum = &sum
	}
	for i := range cs {
		_, ok := cs[i].Interval()
		if i == at || !ok || cs[i].Field != f || cs[i].Superseded {
			continue
		}
		if s := Speaker(cs[i].Speaker); !same || s == "" || s == Speaker(cs[at].Speaker) {
			cs[i].Part, cs[i].Superseded = true, true
		}
	}
}

// shareRoles gives every claim of a speaker the best role that any text gives
// the speaker: who is a governor here is one where only the name stands.
func shareRoles(cs []incident.EventClaim) {
	best := map[string]incident.Role{}
	for i := range cs {
		if s := Speaker(cs[i].Speaker); s != "" {
			if had, ok := best[s]; !ok || slices.Index(roles, cs[i].Role) < slices.Index(roles, had) {
				best[s] = cs[i].Role
			}
		}
	}
	for i := range cs {
		if s := Speaker(cs[i].Speaker); s != "" {
			cs[i].Role = best[s]
		}
	}
}

// stated is a figure's claim with what decides its standing.
type stated struct {
	i         int // in Event.Claims
	speaker   string
	outlet    string
	published int64 // see When
	value     incident.Interval
}

// supersede marks the claims of a toll that a later one replaces. A later figure
// of the same speaker replaces an earlier one. A figure that nobody is named for
// is the state of knowledge at its hour: the same outlet's next figure replaces
// it, and so does anybody's later figure that is not lower; a later lower one of
// another outlet may be stale, so both stand.
func supersede(rs []incident.SourcedReport, cs []incident.EventClaim) {
	for _, f := range []incident.Field{incident.FieldKilled, incident.FieldInjured, incident.FieldLaunched, incident.FieldIntercepted} {
		list := statements(rs, cs, f)
		for i := range list {
			for j := i + 1; j < len(list); j++ {
				if cs[list[i].i].Key == cs[list[j].i].Key && replaces(&list[j], &list[i]) {
					cs[list[i].i].Superseded = true
					break
				}
			}
		}
	}
}

// statements lists the figures of a field that still stand, in order of publication.
func statements(rs []incident.SourcedReport, cs []incident.EventClaim, f incident.Field) []stated {
	var out []stated
	k := 0
	for i := range rs {
		for range rs[i].Claims {
			c := &cs[k]
			if v, ok := c.Interval(); ok && c.Field == f && !c.Superseded {
				out = append(out, stated{k, Speaker(c.Speaker), rs[i].Outlet, When(rs[i].Published), v})
			}
			k++
		}
	}
	return out
}

func replaces(later, earlier *stated) bool {
	if later.speaker == earlier.speaker && later.speaker != "" {
		return later.published >= earlier.published && later.value != earlier.value // a repetition replaces nothing
	}
	if earlier.speaker != "" {
		return false
	}
	if later.speaker == "" && later.outlet != "" && later.outlet == earlier.outlet {
		return true
	}
	newer := later.published != 0 && earlier.published != 0 && later.published > earlier.published
	return newer && later.value.Floor() >= earlier.value.Floor() || later.value == earlier.value
}

var roles = []incident.Role{
	incident.RoleOfficial, incident.RoleParty, incident.RoleAgency, incident.RoleMedia, incident.RoleUnknown, "",
}

// better orders claims by who leads: the best-placed speaker, then the newest.
func better(cs []incident.EventClaim) func(a, b int) int {
	return func(a, b int) int {
		ra, rb := slices.Index(roles, cs[a].Role), slices.Index(roles, cs[b].Role)
		return cmp.Or(cmp.Compare(ra, rb), cmp.Compare(b, a))
	}
}

// figure computes a toll from the standing claims of it, nil if there is none.
func figure(cs []incident.EventClaim, f incident.Field) *incident.Figure {
	var live []int
	for i := range cs {
		if _, ok := cs[i].Interval(); ok && cs[i].Field == f && !cs[i].Superseded {
			live = append(live, i)
		}
	}
	if len(live) == 0 {
		return nil
	}
	slices.SortFunc(live, better(cs))
	lead, _ := cs[live[0]].Interval()
	out := &incident.Figure{Interval: lead, Lead: lead, Claim: live[0]}
	all := []incident.Interval{lead}
	for _, i := range live[1:] {
		v, _ := cs[i].Interval()
		all = append(all, v)
		if v != lead {
			out.Others = append(out.Others, i)
		}
	}
	out.Interval = incident.Hull(all...)
	return out
}

// counts sums nothing: for each weapon the best-placed newest figure stands. A
// figure that a report carries without a claim of its own is taken as it is.
func counts(cs []incident.EventClaim, rs []incident.SourcedReport, f incident.Field) map[incident.Weapon]int {
	best := map[string]int{}
	cmpBetter := better(cs)
	for i := range cs {
		if _, ok := cs[i].Interval(); !ok || cs[i].Field != f || cs[i].Superseded {
			continue
		}
		if j, ok := best[cs[i].Key]; !ok || cmpBetter(i, j) < 0 {
			best[cs[i].Key] = i
		}
	}
	out := map[incident.Weapon]int{}
	for key, i := range best {
		v, _ := cs[i].Interval()
		out[incident.Weapon(key)] = int(v.Floor())
	}
	for i := range rs {
		m := rs[i].Launched
		if f == incident.FieldIntercepted {
			m = rs[i].Intercepted
		}
		if rs[i].Replaced || rs[i].Withdrawn {
			continue
		}
		for w, n := range m {
			if _, ok := best[string(w)]; !ok {
				out[w] = max(out[w], n)
			}
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// history tells each toll's steps in order of publication: a step is a figure
// that differs from the one before it.
func history(cs []incident.EventClaim, ss []incident.Source) []incident.Change {
	var out []incident.Change
	for _, f := range []incident.Field{incident.FieldKilled, incident.FieldInjured} {
		var last *incident.Interval
		for i := range cs {
			v, ok := cs[i].Interval()
			if !ok || cs[i].Field != f || cs[i].Part || cs[i].Withdrawn || last != nil && *last == v {
				continue
			}
			last = &v
			step := incident.Claim{}
			step.SetInterval(v)
			out = append(out, incident.Change{
				At: ss[cs[i].Source-1].Published, Field: f, Min: step.Min, Max: step.Max, Source: cs[i].Source,
			})
		}
	}
	return out
}
