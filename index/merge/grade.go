package merge

import (
	"slices"

	"incidentbot/index/incident"
)

// grade says how well an event is known; the first that holds of: withdrawn (no
// report stands), figures differ (no number fits two speakers' latest tolls),
// corrected (a speaker lowered a toll, or an article's newer version did),
// confirmed (an official gives a figure), independent sources, one report.
func grade(e *incident.Event) incident.Grade {
	switch {
	case !stands(e.Reports):
		return incident.GradeWithdrawn
	case differ(e, e.Killed) || differ(e, e.Injured):
		return incident.GradeDiffer
	case lowered(e, incident.FieldKilled) || lowered(e, incident.FieldInjured):
		return incident.GradeCorrected
	case official(e):
		return incident.GradeConfirmed
	case e.Independent > 1:
		return incident.GradeSources
	}
	return incident.GradeOne
}

// stands reports whether a report still does.
func stands(rs []incident.SourcedReport) bool {
	return slices.ContainsFunc(rs, func(r incident.SourcedReport) bool { return standing(&r) })
}

func differ(e *incident.Event, f *incident.Figure) bool {
	if f == nil {
		return false
	}
	for _, i := range f.Others {
		if v, _ := e.Claims[i].Interval(); !v.Overlaps(f.Lead) {
			return true
		}
	}
	return false
}

// lowered reports whether a standing figure is below one that the same speaker
// or the same article gave before.
func lowered(e *incident.Event, f incident.Field) bool {
	for i := range e.Claims {
		a := &e.Claims[i]
		v, ok := a.Interval()
		if !ok || a.Field != f || !a.Superseded || a.Withdrawn {
			continue
		}
		for j := i + 1; j < len(e.Claims); j++ {
			b := &e.Claims[j]
			w, ok := b.Interval()
			if !ok || b.Field != f || b.Superseded || w.Max == incident.Open || w.Max >= v.Floor() {
				continue
			}
			if a.Source == b.Source || Speaker(a.Speaker) != "" && Speaker(a.Speaker) == Speaker(b.Speaker) {
				return true
			}
		}
	}
	return false
}

func official(e *incident.Event) bool {
	for i := range e.Claims {
		c := &e.Claims[i]
		if !c.Superseded && c.Role == incident.RoleOfficial && (c.Field == incident.FieldKilled || c.Field == incident.FieldInjured) {
			return true
		}
	}
	return false
}
