package quantity

import "incidentbot/index/token"

// words reads the number in words at token i, whose entry is e.
func (f *finder) words(i int, e entry) (number, bool) {
	n := number{start: i, end: i, val: int64(e.val), person: e.person, reason: "words"}
	switch e.role {
	case rVague:
		if f.hash(i-1) == hAs && f.hash(i+1) == hAs {
			return number{}, false
		}
		n.kind, n.reason = Vague, "a number that is not stated"
		return f.vagueOf(n), true
	case rZero:
		n.kind, n.val, n.reason = Zero, 0, "nobody"
		return n, true
	case rNot:
		return f.not(n)
	case rOrdinal:
		n.kind, n.reason = Ordinal, "rank in words"
		return n, true
	case rAge:
		n.kind, n.reason = Age, "age in one word"
		return n, true
	case rPlural, rEither:
		return f.plural(n, e), true
	case rHalf, rHalves:
		return f.half(n, e)
	case rWhole:
		return n, true
	case rDozen:
		return f.scaled(n), true
	}
	if e.role == rUnit && e.val == 1 && !f.countsOne(i) {
		n.kind, n.val, n.person, n.reason = Zero, 0, true, "no one"
		if f.hash(i-1) == hNo && i-1 >= f.from {
			n.start = i - 1
			return n, true
		}
		return number{}, false
	}
	n = f.compound(n)
	if h := f.hash(n.end + 1); n.val == 1 && (h == hOf || h == hZ || h == hIz || h == hIzUk) {
		n.reason = "one of"
	}
	if f.toks[i].Case == token.Capital && f.hash(i-1) == hOf {
		n.kind, n.reason = Label, "part of a name"
	}
	return n, true
}

// countsOne reports whether the "one" or "один" at i is a number.
func (f *finder) countsOne(i int) bool {
	if h := f.hash(i - 2); (h == hA || h == hAn || h == hThe) && f.toks[i-1].Kind == token.Word { // "a smooth one"
		return false
	}
	return !pronounBefore[f.hash(i-1)] && !pronounAfter[f.hash(i+1)]
}

// not reads "жодна людина".
func (f *finder) not(n number) (number, bool) {
	if f.class(n.end+1) != nPeople {
		return n, false
	}
	n.end++
	n.kind, n.val, n.person, n.reason = Zero, 0, true, "not one person"
	return n, true
}

// vagueOf reads "several dozen", "кілька десятків", "несколько сотен".
func (f *finder) vagueOf(n number) number {
	e, ok := words.Get(f.hash(n.end + 1))
	if !ok || e.role != rDozen && e.role != rMult && e.role != rEither {
		return n
	}
	n.end++
	n.kind, n.val, n.open, n.dozens, n.reason = 0, 2*int64(e.val), true, true, "several of an order"
	return n
}

// plural reads "dozens", "десятки", "сотні", "tens of thousands".
func (f *finder) plural(n number, e entry) number {
	n.dozens, n.open, n.reason = true, true, "order of magnitude"
	if e.role == rEither && f.modified(n.start) {
		n.dozens, n.open = false, false
		return n
	}
	n.val *= 2
	next := n.end + 1
	if f.hash(next) == hOf {
		next++
	}
	if m, ok := words.Get(f.hash(next)); ok && (m.role == rMult || m.role == rPlural && m.val >= 1000) {
		n.val *= int64(m.val)
		n.end = next
	}
	return n
}

// half reads "half a dozen", "пів сотні", "півтора десятка".
func (f *finder) half(n number, e entry) (number, bool) {
	next := n.end + 1
	if f.hash(next) == hA {
		next++
	}
	m, ok := words.Get(f.hash(next))
	if ok && (m.role == rDozen || m.role == rMult || m.role == rEither) {
		n.end, n.val = next, int64(m.val)/2
		if e.role == rHalves {
			n.val = int64(m.val) + int64(m.val)/2
		}
		return n, true
	}
	if e.role == rHalves {
		n.val = 1
		return n, true
	}
	return n, false
}

// scaled reads what may follow a dozen: nothing, or a thousand.
func (f *finder) scaled(n number) number {
	if e, ok := words.Get(f.hash(n.end + 1)); ok && e.role == rMult && e.val >= 1000 {
		n.val *= int64(e.val)
		n.end++
	}
	return n
}

// magnitude is how far down a number has come: after "twenty" only units may
// follow, after "hundred" also tens.
func magnitude(r role) int {
	switch r {
	case rUnit, rTeen:
		return 1
	case rTen:
		return 2
	case rHundred:
		return 3
	}
	return 0
}

// compound reads "двадцять один", "one hundred and five", "two dozen", "сорок п'ять тисяч".
func (f *finder) compound(n number) number {
	var total, group int64
	last, biggest := 4, int64(1<<40)
	n.val, n.end = 0, n.start-1
	for j := n.start; j < len(f.toks); j++ {
		t := &f.toks[j]
		if t.Kind != token.Word || j > n.start && t.Break > 1 {
			break
		}
		if t.Hash == hAnd && last == 3 && j > n.start {
			if e, ok := words.Get(f.hash(j + 1)); !ok || magnitude(e.role) == 0 || magnitude(e.role) > 2 {
				break
			}
			continue
		}
		e, ok := words.Get(t.Hash)
		if !ok {
			break
		}
		m := magnitude(e.role)
		switch {
		case m > 0 && m < last && !(e.role == rTeen && last == 2):
			group += int64(e.val)
			last = m
			n.person = e.person
		case e.role == rOrdinal && last <= 3 && last > 1 && j > n.start:
			n.kind, n.reason = Ordinal, "rank in words"
			n.end, n.val = j, total+group
			return n
		case e.role == rMult && e.val == 100 && (last == 1 && group < 100 || j == n.start):
			group, last = max(group, 1)*100, 3
		case (e.role == rMult && e.val > 100 || e.role == rEither && e.val == 1000) && int64(e.val) < biggest && (group > 0 || j == n.start):
			total += max(group, 1) * int64(e.val)
			group, last, biggest = 0, 4, int64(e.val)
		case (e.role == rDozen || e.role == rEither && e.val == 100 || e.role == rPlural && e.val == 10 && t.Cyrillic) && group > 0 && j > n.start:
			group *= int64(e.val)
			last = 0
		default:
			n.val = total + group
			return n
		}
		n.end = j
	}
	n.val = total + group
	return n
}
