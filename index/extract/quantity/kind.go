package quantity

import "incidentbot/index/token"

// classify decides what the number of q is of, by its neighbours.
func (f *finder) classify(q *Quantity, n number) {
	if f.isMoney(q, n) || f.isLabel(q, n) || f.isClock(q, n) || f.isDate(q, n) || f.isAge(q, n) || f.isUnit(q) || f.isSharedUnit(q, n) || f.isModel(q, n) {
		return
	}
	q.Kind = Count
}

func (q *Quantity) be(k Kind, reason string) bool {
	q.Kind, q.Reason = k, reason
	return true
}

func (f *finder) isMoney(q *Quantity, n number) bool {
	if n.digits && f.mark(q.Start-1, '$', '€', '£', '₴', '₽') && q.Start-1 >= f.from {
		q.First = q.Start - 1
		return q.be(Money, "currency sign")
	}
	return false
}

func (f *finder) isLabel(q *Quantity, n number) bool {
	if !n.digits {
		return false
	}
	i := q.Start - 1
	if f.mark(i, '.') && f.class(i-1) == nLabel {
		i--
	} else if f.hash(i) == hNo {
		return false
	}
	if f.class(i) == nLabel {
		return q.be(Label, "number of a thing")
	}
	return false
}

func (f *finder) isClock(q *Quantity, n number) bool {
	if h := f.hash(q.End + 1); h == hA || h == hP {
		if f.mark(q.End+2, '.') && f.hash(q.End+3) == hM {
			q.Last = q.End + 3
			if f.mark(q.Last+1, '.') && !f.toks[q.Last+1].Space {
				q.Last++
			}
			return q.be(Time, "a.m. or p.m.")
		}
	}
	if k, ok := units.Get(f.hash(q.End + 1)); ok && k == Time && q.Value.Max <= 24 {
		q.Last = q.End + 1
		return q.be(Time, "hour")
	}
	if f.class(q.Start-1) == nHour && q.Value.Max <= 24 && n.digits && f.standsAlone(q.End+1) {
		return q.be(Time, "hour after о")
	}
	return false
}

func (f *finder) isDate(q *Quantity, n number) bool {
	v := q.Value.Max
	if !n.digits || v < 0 {
		return false
	}
	if v >= 1 && v <= 31 && (f.isMonth(q.End+1) || f.hash(q.End+1) == hOf && f.isMonth(q.End+2) || f.monthBefore(q.Start-1) && !f.toks[q.Start-1].Cyrillic) {
		return q.be(Date, "day beside a month")
	}
	if f.warDay(q) {
		return q.be(Date, "day of the war")
	}
	if v < 1900 || v > 2100 || q.Start != q.End {
		return false
	}
	if f.class(q.End+1) == nYearWord {
		if f.class(q.End+2) == nBirth || f.mark(q.End+2, '.') && (f.hash(q.End+3) == hN || f.hash(q.End+3) == hR) {
			return q.be(Age, "year of birth")
		}
		return q.be(Date, "year")
	}
	if f.class(q.Start-1) == nYearPrep || f.monthBefore(q.Start-1) || f.mark(q.Start-1, ',') && (f.monthBefore(q.Start-3) || f.isMonth(q.Start-2)) || f.mark(q.Start-1, '(') && f.mark(q.End+1, ')') || f.mark(q.Start-1, '©') || f.hash(q.Start-1) == hThe && v >= 2010 && v < 2040 {
		return q.be(Date, "year")
	}
	return false
}

// standsAlone reports that no counted noun begins at token i: "о 10 пролунали"
// stays a count, as Russian "об 11 случаях" is one.
func (f *finder) standsAlone(i int) bool {
	return i >= len(f.toks) || f.toks[i].Kind == token.Mark || f.class(i) == nYearPrep || hours[f.hash(i)]
}

// isMonth reports whether token i names a month; in English it has a capital.
func (f *finder) isMonth(i int) bool {
	return f.class(i) == nMonth && (f.toks[i].Cyrillic || f.toks[i].Case != token.Lower)
}

// monthBefore reports a month in Latin letters at i, or at i-1 with its dot at i.
func (f *finder) monthBefore(i int) bool {
	if f.mark(i, '.') {
		i--
	}
	return f.isMonth(i) && !(f.toks[i].Cyrillic && f.hash(i+1) == 0)
}

// warDay reads "658 доба" and "day 658".
func (f *finder) warDay(q *Quantity) bool {
	v := q.Value.Max
	if v < 100 || v > 9999 {
		return false
	}
	return f.hash(q.End+1) == hDoba || f.hash(q.Start-1) == hDay && f.toks[q.Start-1].Case != token.Lower
}

func (f *finder) isAge(q *Quantity, n number) bool {
	v := q.Value.Max
	if v < 0 || v > 115 {
		return false
	}
	if f.class(q.Start-1) == nAgePrep {
		if q.Start-1 >= f.from {
			q.First = q.Start - 1
		}
		return q.be(Age, "aged")
	}
	if n.digits && f.listedAge(q) {
		if years[f.hash(q.End+1)] {
			q.Last = q.End + 1
		}
		return q.be(Age, "one of several persons' ages")
	}
	if years[f.hash(q.End+1)] {
		q.Last = q.End + 1
		if f.class(q.End+2) == nOld {
			q.Last++
			return q.be(Age, "years old")
		}
		if f.class(q.Start-1) == nPersonish || f.mark(q.Start-1, ',', '(', '—', '–') {
			return q.be(Age, "years after a person")
		}
		return q.be(Duration, "years")
	}
	if n.digits && f.mark(q.Start-1, ',') && f.mark(q.End+1, ',', '.', ')') && f.isPersonBefore(q.Start-2) {
		return q.be(Age, "number after a person")
	}
	if n.digits && f.mark(q.Start-1, '(') && f.mark(q.End+1, ')') && f.class(q.Start-2) == nPersonish {
		return q.be(Age, "number after a person")
	}
	return f.isSharedAge(q, n)
}

// listedAge reports that q is one of several figures between persons and the
// word of their ages: "чоловіки 39, 44 та 51 року".
func (f *finder) listedAge(q *Quantity) bool {
	from, to := q.Start-1, q.End+1
	for from > 0 && (joiner[f.hash(from)] || f.mark(from, ',')) && f.toks[from-1].Kind == token.Number {
		from -= 2
	}
	for to+1 < len(f.toks) && (joiner[f.hash(to)] || f.mark(to, ',')) && f.toks[to+1].Kind == token.Number {
		to += 2
	}
	return years[f.hash(to)] && f.class(from) == nPersonish
}

// isPersonBefore: "a man, 45," or "Olena Sample, 45,".
func (f *finder) isPersonBefore(i int) bool {
	if f.mark(i, '.') && i > 1 && f.size(i-1) <= 2 { // an initial
		i--
	}
	if i < 1 {
		return false
	}
	return f.class(i) == nPersonish || f.toks[i].Kind == token.Word && f.toks[i].Case == token.Capital && f.toks[i-1].Kind == token.Word && f.toks[i-1].Case == token.Capital
}

// isSharedAge reads the first ages of "64- и 45-летняя", "aged 14 and 17", "14 and 17 years old".
func (f *finder) isSharedAge(q *Quantity, n number) bool {
	i := q.End + 1
	if f.mark(i, '-', '–') {
		i++
	}
	if i == q.End+1 && !joiner[f.hash(i)] && !f.mark(i, ',') {
		return false
	}
	if joiner[f.hash(i)] || f.mark(i, ',') {
		i++
	}
	if m, ok := f.bare(i); ok && m.kind == Age && n.digits && i > q.End+1 {
		return q.be(Age, "shares an age's word")
	}
	return false
}

// isUnit reads a unit after the number, over an adjective ("5 квадратних кілометрів").
func (f *finder) isUnit(q *Quantity) bool {
	k, ok := units.Get(f.hash(q.End + 1))
	if !ok || k == Time {
		return false
	}
	if f.hash(q.End+1) == hAUnit && f.toks[q.End+1].Case != token.Lower {
		return false
	}
	q.Last = q.End + 1
	return q.be(k, "unit after it")
}

// isSharedUnit reads the first number of "155 и 152 мм".
func (f *finder) isSharedUnit(q *Quantity, n number) bool {
	if !n.digits || !joiner[f.hash(q.End+1)] {
		return false
	}
	m, ok := f.bare(q.End + 2)
	if !ok || m.kind != 0 {
		return false
	}
	if k, ok := units.Get(f.hash(m.end + 1)); ok && k == Measure {
		return q.be(k, "shares a unit")
	}
	return false
}

// isModel reads "Shahed 136", "Герань 2".
func (f *finder) isModel(q *Quantity, n number) bool {
	if n.digits && q.Start == q.End && f.class(q.Start-1) == nModel && q.Start-1 >= 0 && f.toks[q.Start-1].Case != token.Lower && models[q.Value.Min] {
		return q.be(Designation, "number of a model")
	}
	return false
}
