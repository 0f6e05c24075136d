package date

import (
	"strings"

	"incidentbot/index/token"
)

// clock reads an hour at token i and returns its last token and "HH:MM".
func (f *finder) clock(i int) (int, string, bool) {
	if i < 0 || i >= len(f.toks) || f.toks[i].Kind != token.Number && f.toks[i].Kind != token.Mixed {
		return 0, "", false
	}
	b := f.toks[i].Text(f.text)
	h, n := leading(b)
	if n == 0 || n > 2 || h > 24 {
		return 0, "", false
	}
	min, last, exact := 0, i, false
	if n == len(b) && f.mark(i+1, ':', '.') && !f.toks[i+1].Space && i+2 < len(f.toks) && !f.toks[i+2].Space {
		if v, k := f.number(i + 2); k == 2 && v < 60 && (f.mark(i+1, ':') || f.set(i-1)&sAt != 0) {
			min, last, exact = v, i+2, true
		}
	}
	half, end := f.halfDay(last, string(b[n:]))
	if half == 0 && !exact {
		return 0, "", false
	}
	if exact && half == 0 && f.mark(i+1, '.') && !f.toks[i-1].Cyrillic {
		return 0, "", false
	}
	if half == evening && h < 12 {
		h += 12
	} else if half == morning && h == 12 {
		h = 0
	}
	return end, clockName(h%24, min), true
}

// halfDay reads "a.m.", "pm", "ранку", "вечора" after token i or as its tail;
// it returns morning, evening or 0, and the last token.
func (f *finder) halfDay(i int, tail string) (int8, int) {
	switch strings.ToLower(tail) {
	case "am":
		return morning, i
	case "pm":
		return evening, i
	}
	if tail != "" && !strings.HasPrefix(tail, "-") {
		return 0, i
	}
	if h := f.hash(i + 1); (h == hA || h == hP) && f.mark(i+2, '.') && f.hash(i+3) == hM {
		end := i + 3
		if f.mark(end+1, '.') && !f.toks[end+1].Space {
			end++
		}
		if h == hA {
			return morning, end
		}
		return evening, end
	}
	j := i + 1
	if f.set(j)&sHour != 0 || f.hash(j) == hHodyni {
		j++
	}
	switch f.hash(j) {
	case hAM, hRanku, hUtra, hNochi, hNochiRu:
		return morning, j
	case hPM, hVechora, hVechera, hDnya:
		return evening, j
	}
	return 0, i
}

var hBefore = token.Hash("before")

var (
	hAM, hPM          = token.Hash("am"), token.Hash("pm")
	hRanku, hUtra     = token.Hash("ранку"), token.Hash("утра")
	hNochi, hNochiRu  = token.Hash("ночі"), token.Hash("ночи")
	hVechora, hDnya   = token.Hash("вечора"), token.Hash("дня")
	hVechera, hHodyni = token.Hash("вечера"), token.Hash("годині")
)

// clockLead reads an hour that stands alone or before its day: "at 5 a.m. on Tuesday".
func (f *finder) clockLead(i int) (Mention, bool) {
	end, clock, ok := f.clock(i)
	if !ok {
		return Mention{}, false
	}
	j := end + 1
	for j < end+3 && f.set(j)&sOn != 0 {
		j++
	}
	if d, ok := f.day(j); ok && d.war == 0 && !(f.toks[j].Break > 0) {
		m := f.resolve(d)
		m.First, m.Clock = i, clock
		m = f.pair(m, i)
		f.lead(&m)
		return m, true
	}
	return Mention{First: i, Last: end, Day: f.pub, Basis: f.relative(), Clock: clock, Weak: true, Reason: "hour"}, true
}
