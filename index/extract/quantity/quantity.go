// Package quantity finds the figures of a text, in English, Ukrainian and
// Russian at once: digits, number words in every case, intervals ("at least",
// "понад", "20-25") and approximation, and tells those that count something
// from those that do not (ages, times, money, ranks, names of weapons).
//
// Guarantees, for any tokens in: quantities are in the order of the text and
// do not overlap; First <= Start <= End <= Last are indexes of tokens; of a
// closed interval Min <= Max. One pass, no allocation but the caller's slice.
//
// Layout: quantity.go the types; find.go the walk; digits.go figures in
// digits; words.go figures in words; modify.go what stands before and after
// ("more than", "або більше"); kind.go what a figure counts; table*.go the words; hash.go the little words that rules name.
package quantity

import "incidentbot/index/incident"

// Kind says what a figure is of.
type Kind uint8

// The kinds. Only Count, Ratio and Zero can be a toll or a number of things.
const (
	Count       Kind = iota + 1 // of things or people
	Ratio                       // "15 із 16", "35 of 35", "2/4": Value of Of
	Zero                        // "no one", "ніхто", "жодна людина": 0…0
	Vague                       // "several", "кілька", "many": a number that is not stated; Value is open at both ends
	Age                         // "aged 67", "45-летняя", "7 років"; also a year of birth
	Time                        // "5:30", "10 a.m.", "о 10-й"
	Date                        // a day beside a month, a year, "02.01.2024"
	Duration                    // "14 months", "24-hour", "три доби"
	Money                       // "$5", "2 млн грн"
	Percent                     // "30%", "5 відсотків"
	Measure                     // kilometres, tonnes, degrees, calibres, floors
	Ordinal                     // "third", "2-га", "5-й"
	Designation                 // "Kh-101", "Т-72", "Shahed-136"
	Label                       // telephone numbers, "№ 5", "article 205", "school No. 3", "10th brigade"
)

var kindNames = [...]string{"?", "count", "ratio", "zero", "vague", "age", "time", "date", "duration", "money", "percent", "measure", "ordinal", "designation", "label"}

// String returns the kind's name.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return kindNames[0]
}

// Counts reports whether a figure of this kind can say how many.
func (k Kind) Counts() bool { return k == Count || k == Ratio || k == Zero }

// Quantity is one figure of a text.
type Quantity struct {
	First, Last int               // tokens, both inclusive, with modifiers ("at least 92", "67-year-old")
	Start, End  int               // tokens, both inclusive, of the bare number
	Value       incident.Interval // as said; for an Age the years, for kinds that count nothing the number where it is one
	Of          int32             // of a Ratio: the whole
	Kind        Kind
	Another     bool   // "another 3", "ще 3", "ещё трое": comes on top of a figure said before
	Dozens      bool   // "dozens", "десятки", "hundreds": an order of magnitude, not a count
	Each        bool   // "ещё по 12": so many for each place that follows
	Former      bool   // "rose from 3 to 5": the 3
	Over        bool   // "more than N", "понад N": Value begins at N+1
	Person      bool   // counts people by its form: "двоє", "пятеро", "both"; no noun need follow
	Reason      string // the rule that read it
}
