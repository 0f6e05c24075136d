package merge

import (
	"math/bits"
	"strings"

	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// sources lists the event's articles, numbered from 1 in order of publication.
func sources(rs []incident.SourcedReport) []incident.Source {
	var out []incident.Source
	for i := range rs {
		r := &rs[i]
		if j := sourceOf(out, r.Article); j > 0 {
			if !r.Replaced { // the newest version names the article
				s := &out[j-1]
				s.Title, s.URL, s.Published = r.Title, r.URL, r.Published
			}
			continue
		}
		out = append(out, incident.Source{
			N: len(out) + 1, Article: r.Article, Outlet: r.Outlet, Title: r.Title, URL: r.URL,
			Published: r.Published, Lang: r.Lang, ReprintOf: reprintOf(rs[:i], r),
		})
	}
	return out
}

func sourceOf(ss []incident.Source, article string) int {
	for i := range ss {
		if ss[i].Article == article {
			return ss[i].N
		}
	}
	return 0
}

// articles counts the articles that still tell of the event.
func articles(rs []incident.SourcedReport) int {
	seen := map[string]bool{}
	for i := range rs {
		if standing(&rs[i]) {
			seen[rs[i].Article] = true
		}
	}
	return len(seen)
}

// reprintOf returns the first earlier article whose text r repeats.
func reprintOf(before []incident.SourcedReport, r *incident.SourcedReport) string {
	for i := range before {
		if b := &before[i]; b.Article != r.Article && repeats(b, r) {
			return b.Article
		}
	}
	return ""
}

// independent counts independent sources: articles of one outlet, of one text,
// or crediting one agency (or being its own) are one.
func independent(rs []incident.SourcedReport) int {
	group := make([]int, len(rs))
	find := func(i int) int {
		for group[i] != i {
			i = group[i]
		}
		return i
	}
	n := 0
	for i := range rs {
		group[i] = i
		if !standing(&rs[i]) {
			continue
		}
		n++
		for j := range i {
			if standing(&rs[j]) && find(j) != find(i) && oneSource(&rs[j], &rs[i]) {
				group[find(i)] = find(j)
				n--
			}
		}
	}
	return n
}

func oneSource(a, b *incident.SourcedReport) bool {
	if a.Article == b.Article || repeats(a, b) {
		return true
	}
	na, nb := voice(a), voice(b)
	return na != "" && na == nb
}

// repeats reports whether one text is the other's, whole or in large part. Texts
// that give different tolls are two, however alike their words: short reports
// of one kind of event often are.
func repeats(a, b *incident.SourcedReport) bool {
	if disagree(a, b) {
		return false
	}
	return Reprint(a.Fingerprint, b.Fingerprint) || Common(a.Sketch, b.Sketch) >= reprintShare
}

// reprintShare is the share of word runs that two texts have in common where
// one is a copy: with a headline of its own, or without its last paragraphs.
const reprintShare = 0.5

// Common estimates the share of word runs that two texts have in common, from
// their sketches; 0 where a text was too short to have one.
func Common(a, b []uint32) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	size, both, i, j := 0, 0, 0, 0
	for size < sketchSize && (i < len(a) || j < len(b)) {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]:
			i++
		case i == len(a) || b[j] < a[i]:
			j++
		default:
			both++
			i++
			j++
		}
		size++
	}
	return float64(both) / float64(size)
}

// voice is whose words an article carries: the agency it credits, else its outlet.
func voice(r *incident.SourcedReport) string {
	if r.Credit != "" {
		return agencyKey(r.Credit)
	}
	return agencyKey(agencyOr(r.Outlet))
}

// agencyOr returns the usual name of an agency that publishes under its own name
// or address, else the outlet as it is.
func agencyOr(outlet string) string {
	name := strings.TrimPrefix(agencyKey(outlet), "www.")
	if bare, _, ok := strings.Cut(name, "."); ok && agencies[bare] != "" {
		name = bare
	}
	if a, ok := agencies[name]; ok {
		return a
	}
	return outlet
}

func agencyKey(s string) string { return token.Fold(strings.TrimSpace(s)) }

// reprintBits is how many of a fingerprint's 64 bits two versions of one text
// may differ in: a changed headline or a cut last paragraph moves a few.
const reprintBits = 6

// Reprint reports whether two fingerprints are of nearly one text.
func Reprint(a, b uint64) bool {
	return a != 0 && b != 0 && bits.OnesCount64(a^b) <= reprintBits
}
