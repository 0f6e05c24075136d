package quantity

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"incidentbot/index/incident"
	"incidentbot/index/token"
)

// digits reads a number in digits at token i: thousands in groups of three
// ("1,200", "1.200", "1 200"), decimals cut off, a multiplier word after it.
func (f *finder) digits(i int) (number, bool) {
	v, ok := f.value(i)
	if !ok {
		return number{}, false
	}
	n := number{start: i, end: i, val: v, digits: true, reason: "digits"}
	j, tenths, scale := i, int64(0), int64(1)
	if size := f.size(i); size <= 3 && f.first(i) != '0' {
		for groups := 0; groups < 2; groups++ {
			k := f.group(j)
			if k < 0 || groups > 0 && k-j != n.end-i && k-j != (n.end-i)/groups {
				break
			}
			w, _ := f.value(k)
			n.val = n.val*1000 + w
			j, n.end = k, k
		}
	}
	if n.end == i && f.mark(i+1, ',', '.') && f.tightNumber(i+1) && f.size(i+2) <= 2 {
		tenths, _ = f.value(i + 2)
		for range f.size(i + 2) {
			scale *= 10
		}
		n.end = i + 2
	}
	if f.glued(&n) {
		return n, true
	}
	n.val = f.multiply(&n, tenths, scale)
	return n, true
}

// glued reads the end of "1,450km" and "15.2bn", whose last digits are one token with letters.
func (f *finder) glued(n *number) bool {
	i := n.end + 2
	if i >= len(f.toks) || n.end != n.start && f.size(n.end) != 3 || !f.mark(i-1, ',', '.') || f.toks[i-1].Space || f.toks[i].Space || f.toks[i].Kind != token.Mixed {
		return false
	}
	b := f.toks[i].Text(f.text)
	v, k := leading(b)
	if k == 0 || k > 3 {
		return false
	}
	if k == 3 {
		n.val = n.val*1000 + v
	}
	n.end = i
	n.kind, n.val, n.reason = mixedKind(bytes.TrimPrefix(b[k:], []byte("-")), n.val)
	if n.kind == Count {
		n.kind = 0
	}
	return true
}

// multiply applies "тис.", "million" and the like after a number.
func (f *finder) multiply(n *number, tenths, scale int64) int64 {
	v := n.val
	e, ok := words.Get(f.hash(n.end + 1))
	if !ok || e.role != rMult && e.role != rEither && e.role != rDozen && !(e.role == rPlural && e.val == 10) {
		return v
	}
	if e.role == rPlural && !f.toks[n.end+1].Cyrillic {
		return v
	}
	n.end++
	if f.mark(n.end+1, '.') && !f.toks[n.end+1].Space && f.toks[n.end].End-f.toks[n.end].Start <= 6 {
		n.end++
	}
	n.reason = "digits and word"
	return v*int64(e.val) + tenths*int64(e.val)/scale
}

// group returns the token of three digits that continues the number at j, or -1.
func (f *finder) group(j int) int {
	if j+1 >= len(f.toks) {
		return -1
	}
	t := f.toks[j+1]
	if t.Kind == token.Number && t.Break == 0 && f.size(j+1) == 3 && f.thinGap(j) {
		return j + 1
	}
	if f.mark(j+1, ',', '.') && f.tightNumber(j+1) && f.size(j+2) == 3 {
		return j + 2
	}
	return -1
}

// thinGap reports whether one space only stands after token j.
func (f *finder) thinGap(j int) bool {
	gap := f.text[f.toks[j].End:f.toks[j+1].Start]
	return len(gap) == 1 && gap[0] == ' ' || string(gap) == "\u00a0" || string(gap) == "\u2009" || string(gap) == "\u202f"
}

// tightNumber reports whether mark i stands between two numbers without spaces.
func (f *finder) tightNumber(i int) bool {
	return i+1 < len(f.toks) && !f.toks[i].Space && f.toks[i+1].Kind == token.Number && !f.toks[i+1].Space
}

func (f *finder) size(i int) int { return int(f.toks[i].End - f.toks[i].Start) }

func (f *finder) first(i int) byte { return f.text[f.toks[i].Start] }

// value returns the number of token i's digits; false for none or too many.
func (f *finder) value(i int) (int64, bool) {
	if i < 0 || i >= len(f.toks) || f.toks[i].Kind != token.Number {
		return 0, false
	}
	v, n := leading(f.toks[i].Text(f.text))
	return v, n == f.size(i) && n <= 9
}

// leading returns the number that b begins with and how many digits it has.
func leading(b []byte) (v int64, n int) {
	for n < len(b) && n < 12 && b[n] >= '0' && b[n] <= '9' {
		v = v*10 + int64(b[n]-'0')
		n++
	}
	return v, n
}

// special reads at token i what is written with numbers and is none: dates,
// clocks, telephone numbers, the numbers of a list.
func (f *finder) special(i int) (Quantity, bool) {
	if _, ok := f.value(i); !ok {
		return f.as(i, f.chain(i), Label, "long number"), true
	}
	if i > 1 && f.mark(i-1, '-', '–') && !f.toks[i].Space && !f.toks[i-1].Space && f.toks[i-2].Kind == token.Word {
		return f.as(i, f.slashes(i), Designation, "number after a hyphen"), true
	}
	if f.mark(i+1, keycap) {
		return f.as(i, f.keycaps(i), Label, "keycap digits"), true
	}
	if f.mark(i-1, '/') && !f.toks[i].Space && !f.toks[i-1].Space && i > 1 && f.toks[i-2].Kind == token.Word && !f.toks[i-2].Cyrillic {
		return f.as(i, i, Label, "part of an address"), true
	}
	if f.mark(i+1, '/') && f.tightNumber(i+1) && string(f.text[f.toks[i].Start:f.toks[i+2].End]) == "24/7" {
		return f.as(i, i+2, Label, "round the clock"), true
	}
	if end, ok := f.dotted(i); ok {
		return f.as(i, end, Date, "date in digits"), true
	}
	if f.mark(i+1, ':') && f.tightNumber(i+1) && f.size(i+2) == 2 {
		return f.as(i, f.seconds(i+2), Time, "clock"), true
	}
	if end := f.chain(i); end >= i+4 {
		return f.as(i, end, Label, "telephone number"), true
	}
	if f.class(i-1) == nHour && f.mark(i+1, '.') && f.tightNumber(i+1) && f.size(i+2) == 2 {
		return f.as(i, i+2, Time, "clock"), true
	}
	if (i == 0 || f.toks[i].Break > 0) && f.mark(i+1, '.', ')') && !f.toks[i+1].Space && (i+2 >= len(f.toks) || f.toks[i+2].Space && f.toks[i+2].Break == 0) && f.size(i) <= 2 {
		return f.as(i, i, Label, "number of a list"), true
	}
	return Quantity{}, false
}

// keycap is the mark that makes a digit an emoji.
const keycap = '\u20e3'

// keycaps returns the last token of a row of keycap digits.
func (f *finder) keycaps(i int) int {
	for f.mark(i+1, keycap) {
		i++
		if i+1 < len(f.toks) && f.toks[i+1].Kind == token.Number && f.mark(i+2, keycap) {
			i++
		}
	}
	return i
}

// as returns tokens i…end as a figure that counts nothing.
func (f *finder) as(i, end int, k Kind, reason string) Quantity {
	v, _ := f.value(i)
	return Quantity{First: i, Last: end, Start: i, End: end, Kind: k, Value: incident.Exactly(clamp(v)), Reason: reason}
}

// dotted reads "02.01.2024", "2.01.24", "2024-01-02", "02/01/2024".
func (f *finder) dotted(i int) (int, bool) {
	if i+4 >= len(f.toks) || !f.mark(i+1, '.', '-', '/') || !f.tightNumber(i+1) || f.hash(i+1) != f.hash(i+3) || !f.tightNumber(i+3) {
		return 0, false
	}
	a, b, c := f.size(i), f.size(i+2), f.size(i+4)
	day, _ := f.value(i)
	month, _ := f.value(i + 2)
	if a <= 2 && b <= 2 && (c == 4 || c == 2) && day <= 31 && month <= 31 || a == 4 && b <= 2 && c <= 2 && month <= 12 {
		return i + 4, true
	}
	return 0, false
}

func (f *finder) seconds(i int) int {
	if f.mark(i+1, ':') && f.tightNumber(i+1) && f.size(i+2) == 2 {
		return i + 2
	}
	return i
}

// chain returns the last token of numbers joined by hyphens: "123-45-67".
func (f *finder) chain(i int) int {
	for f.mark(i+1, '-', '–') && f.tightNumber(i+1) {
		i += 2
	}
	return i
}

// slashes returns the last token of "131/136".
func (f *finder) slashes(i int) int {
	for f.mark(i+1, '/') && f.tightNumber(i+1) {
		i += 2
	}
	return i
}

// mixed reads a token of letters and digits.
func (f *finder) mixed(i int) (number, bool) {
	b := f.toks[i].Text(f.text)
	n := number{start: i, end: i, digits: true}
	v, k := leading(b)
	n.val = v
	if k == 0 || k > 9 {
		n.kind, n.reason = Designation, "letters and digits"
		n.end = f.slashes(i)
		return n, true
	}
	tail := b[k:]
	for _, h := range []string{"-", "\u2010", "\u2011"} {
		tail = bytes.TrimPrefix(tail, []byte(h))
	}
	n.kind, n.val, n.reason = mixedKind(tail, v)
	if n.kind == Count {
		n.kind = 0
	}
	n.person = n.kind == Age
	return n, true
}

// mixedKind reads what follows the digits of a token.
func mixedKind(tail []byte, v int64) (Kind, int64, string) {
	for _, c := range cardinalTails {
		if string(tail) == c {
			return Count, v, "digits with a case ending"
		}
	}
	for _, s := range scaledTails {
		if string(tail) == s.tail {
			return Count, v * s.by, "digits and a short multiplier"
		}
	}
	var buf [32]byte
	low := lower(buf[:0], tail)
	for _, t := range tails {
		if bytes.HasPrefix(low, []byte(t.tail)) {
			return t.kind, v, "digits with a unit"
		}
	}
	if len(tail) <= 6 {
		return Ordinal, v, "digits with a short ending"
	}
	return Label, v, "digits and letters"
}

// lower appends the first characters of b to dst in lower case: as many as the
// longest of the tails has, at least.
func lower(dst, b []byte) []byte {
	for i := 0; i < len(b) && len(dst) < 24; {
		r, n := utf8.DecodeRune(b[i:])
		dst = utf8.AppendRune(dst, unicode.ToLower(r))
		i += n
	}
	return dst
}
