package quantity

import (
	"strings"

	"incidentbot/index/token"
)

// role is what a word does in a number.
type role uint8

const (
	rUnit    role = iota + 1 // 1…9
	rTeen                    // 10…19
	rTen                     // 20…90
	rHundred                 // 100…900 in one word
	rMult                    // hundred, thousand, million
	rDozen                   // dozen, десяток, сотня: a number, or a multiplier after one
	rPlural                  // dozens, десятки: at least two of them
	rEither                  // сотні, тисячі: one of them after "about" or "more than", else at least two
	rWhole                   // 50, 150: полсотни, a couple
	rHalf                    // half, пів: of what follows
	rHalves                  // півтора: one and a half of what follows
	rVague
	rZero
	rNot // жодна, не один: zero with a word for people after it
	rOrdinal
	rAge // five-year-old
)

type entry struct {
	role   role
	val    int32
	person bool
}

type list struct {
	role   role
	val    int32
	person bool
	words  string
}

// numberWords: every form of the numbers in three languages.
var numberWords = []list{
	{rUnit, 1, false, "one один одна одне одного одної одну одному одній одним однією одною одно одной одном одним одною"},
	{rUnit, 2, false, "two два дві двох двом двома две двух двум двумя"},
	{rUnit, 3, false, "three три трьох трьом трьома трех трем тремя"},
	{rUnit, 4, false, "four чотири чотирьох чотирьом чотирма четыре четырех четырем четырьмя"},
	{rUnit, 5, false, "five п'ять п'яти п'ятьох п'ятьом п'ятьма п'ятьома пять пяти пятью"},
	{rUnit, 6, false, "six шість шести шістьох шістьом шістьма шістьома шесть шестью"},
	{rUnit, 7, false, "seven сім семи сімох сімом сьома сімома семь семью"},
	{rUnit, 8, false, "eight вісім восьми вісьмох вісьмом вісьма вісьмома восемь восемью восьмью"},
	{rUnit, 9, false, "nine дев'ять дев'яти дев'ятьох дев'ятьом дев'ятьма дев'ятьома девять девяти девятью"},
	{rTeen, 10, false, "ten десять десяти десятьох десятьом десятьма десятьома десятью"},
	{rTeen, 11, false, "eleven одинадцять одинадцяти одинадцятьох одинадцятьом одиннадцать одиннадцати одиннадцатью"},
	{rTeen, 12, false, "twelve дванадцять дванадцяти дванадцятьох дванадцятьом двенадцать двенадцати двенадцатью"},
	{rTeen, 13, false, "thirteen тринадцять тринадцяти тринадцятьох тринадцатьом тринадцать тринадцати тринадцатью"},
	{rTeen, 14, false, "fourteen чотирнадцять чотирнадцяти чотирнадцятьох четырнадцать четырнадцати четырнадцатью"},
	{rTeen, 15, false, "fifteen п'ятнадцять п'ятнадцяти п'ятнадцятьох пятнадцать пятнадцати пятнадцатью"},
	{rTeen, 16, false, "sixteen шістнадцять шістнадцяти шістнадцятьох шестнадцать шестнадцати шестнадцатью"},
	{rTeen, 17, false, "seventeen сімнадцять сімнадцяти сімнадцятьох семнадцать семнадцати семнадцатью"},
	{rTeen, 18, false, "eighteen вісімнадцять вісімнадцяти вісімнадцятьох восемнадцать восемнадцати восемнадцатью"},
	{rTeen, 19, false, "nineteen дев'ятнадцять дев'ятнадцяти дев'ятнадцятьох девятнадцать девятнадцати девятнадцатью"},
	{rTen, 20, false, "twenty двадцять двадцяти двадцятьох двадцятьом двадцатьма двадцать двадцати двадцатью"},
	{rTen, 30, false, "thirty тридцять тридцяти тридцятьох тридцятьом тридцать тридцати тридцатью"},
	{rTen, 40, false, "forty сорок сорока"},
	{rTen, 50, false, "fifty п'ятдесят п'ятдесяти п'ятдесятьох п'ятдесятьом пятьдесят пятидесяти пятьюдесятью"},
	{rTen, 60, false, "sixty шістдесят шістдесяти шістдесятьох шестьдесят шестидесяти"},
	{rTen, 70, false, "seventy сімдесят сімдесяти сімдесятьох семьдесят семидесяти"},
	{rTen, 80, false, "eighty вісімдесят вісімдесяти вісімдесятьох восемьдесят восьмидесяти"},
	{rTen, 90, false, "ninety дев'яносто дев'яноста девяносто девяноста"},
	{rHundred, 100, false, "сто ста"},
	{rHundred, 200, false, "двісті двохсот двести двухсот двумстам"},
	{rHundred, 300, false, "триста трьохсот трехсот"},
	{rHundred, 400, false, "чотириста чотирьохсот четыреста четырехсот"},
	{rHundred, 500, false, "п'ятсот п'ятисот пятьсот пятисот"},
	{rHundred, 600, false, "шістсот шестисот шестьсот"},
	{rHundred, 700, false, "сімсот семисот семьсот"},
	{rHundred, 800, false, "вісімсот восьмисот восемьсот"},
	{rHundred, 900, false, "дев'ятсот дев'ятисот девятьсот девятисот"},
	{rMult, 100, false, "hundred"},
	{rMult, 1000, false, "thousand тисяча тисячу тисячею тис тысяча тысячу тысячей тыс тисяч тысяч тисячами тысячам"},
	{rMult, 1e6, false, "million мільйон мільйона мільйони мільйонів млн миллион миллиона миллионы миллионов"},
	{rMult, 1e9, false, "billion мільярд мільярда мільярди мільярдів млрд миллиард миллиарда миллиарды миллиардов"},
	{rDozen, 12, false, "dozen дюжина дюжину дюжини дюжины"},
	{rDozen, 10, false, "десяток десятка десятку десятком десятків десятков"},
	{rDozen, 100, false, "сотня сотню сотнею сотней сотень сотен"},
	{rPlural, 12, false, "dozens"},
	{rPlural, 20, false, "scores"},
	{rPlural, 100, false, "hundreds"},
	{rPlural, 1000, false, "thousands"},
	{rPlural, 10, false, "tens"},
	{rPlural, 10, false, "десятки десяткам десятками десятках"},
	{rPlural, 100, false, "сотнями сотням сотнях"},
	{rEither, 100, false, "сотні сотни"},
	{rEither, 1000, false, "тисячі тысячи"},
	{rWhole, 50, false, "півсотні полсотни полусотни"},
	{rWhole, 500, false, "півтисячі полтысячи"},
	{rWhole, 5, false, "півдесятка полдесятка"},
	{rWhole, 150, false, "півтораста полтораста"},
	{rWhole, 6, false, "half-dozen"},
	{rWhole, 2, false, "couple pair пара пару пари пары"},
	{rHalf, 0, false, "half пів"},
	{rHalves, 0, false, "півтора півтори полтора полторы полутора"},
	{rWhole, 2, false, "обидва обидві оба обе обоими обеими"},
	{rWhole, 2, true, "both обоє обох обом обоих обеих обоим"},
	{rUnit, 2, true, "двоє двійко двойко двое двоих двоим двоими"},
	{rUnit, 3, true, "троє трійко трое троих троим троими"},
	{rUnit, 4, true, "четверо четверых четверым четверыми"},
	{rUnit, 5, true, "п'ятеро пятеро пятерых пятерым пятерыми"},
	{rUnit, 6, true, "шестеро шестерых шестерым шестерыми"},
	{rUnit, 7, true, "семеро семерых семерым семерыми"},
	{rUnit, 8, true, "восьмеро восьмерых восьмерым"},
	{rUnit, 9, true, "дев'ятеро девятеро девятерых девятерым"},
	{rTeen, 10, true, "десятеро десятерых десятерым"},
	{rTeen, 11, true, "одинадцятеро"},
	{rTeen, 12, true, "дванадцятеро"},
	{rVague, 0, false, "several many numerous few multiple кілька декілька кількох кільком кількома декількох несколько нескольких нескольким несколькими багато багатьох много многих чимало немало низка низку ряд"},
	{rZero, 0, true, "nobody no-one ніхто нікого нікому никто никого никому"},
	{rNot, 0, false, "жодна жодної жодну жодній жодною жодного жоден жодним"},
}

// Ordinals by their stems, without and with the endings of adjectives.
const (
	ordinalsEn = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth hundredth"
	ordinalsUk = "перш друг четверт п'ят шост сьом восьм дев'ят десят одинадцят дванадцят тринадцят чотирнадцят п'ятнадцят шістнадцят сімнадцят вісімнадцят дев'ятнадцят двадцят тридцят сороков п'ятдесят сот"
	ordinalsRu = "перв втор четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат тридцат сороков пятидесят сот"
	thirds     = "третій третя третє третю третього третьої третьому третьою третіх третьих третьем третий третья третье третью третьего третьей третьем"
	endingsUk  = "ий а е у ого ої ій ому им ою ім их ими"
	endingsRu  = "ый ой ая ое ую ого ому ым ом ых ыми"
)

// Age adjectives: "двадцятирічний", "шестилетняя", "пятимесячный".
const (
	agesUk      = "одно:1 дво:2 три:3 трьох:3 чотири:4 чотирьох:4 п'яти:5 шести:6 семи:7 восьми:8 дев'яти:9 десяти:10 одинадцяти:11 дванадцяти:12 тринадцяти:13 чотирнадцяти:14 п'ятнадцяти:15 шістнадцяти:16 сімнадцяти:17 вісімнадцяти:18 дев'ятнадцяти:19 двадцяти:20 тридцяти:30 сорока:40 п'ятдесяти:50 шістдесяти:60 сімдесяти:70 вісімдесяти:80"
	agesRu      = "двух:2 трех:3 четырех:4 пяти:5 шести:6 семи:7 восьми:8 девяти:9 десяти:10 одиннадцати:11 двенадцати:12 тринадцати:13 четырнадцати:14 пятнадцати:15 шестнадцати:16 семнадцати:17 восемнадцати:18 девятнадцати:19 двадцати:20 тридцати:30 сорока:40 пятидесяти:50 шестидесяти:60 семидесяти:70 восьмидесяти:80"
	ageEndings1 = "ий а у ого ої ій ому им ою ім і их ими"
	ageEndings2 = "ий яя юю его ей ему им ем ие их ими"
)

var words = func() *token.Table[entry] {
	m := map[string]entry{}
	addOrdinals(m)
	addAges(m)
	for _, l := range numberWords {
		for w := range strings.FieldsSeq(l.words) {
			m[w] = entry{l.role, l.val, l.person}
		}
	}
	addHyphened(m)
	return token.NewTable(m)
}()

func addOrdinals(m map[string]entry) {
	for i, w := range strings.Fields(ordinalsEn) {
		m[w] = entry{role: rOrdinal, val: int32(i + 1)}
	}
	for w := range strings.FieldsSeq(thirds) {
		m[w] = entry{role: rOrdinal, val: 3}
	}
	for _, l := range [][2]string{{ordinalsUk, endingsUk}, {ordinalsRu, endingsRu}} {
		for stem := range strings.FieldsSeq(l[0]) {
			for e := range strings.FieldsSeq(l[1]) {
				m[stem+e] = entry{role: rOrdinal}
			}
		}
	}
}

func addAges(m map[string]entry) {
	for _, l := range [][3]string{{agesUk, "річн", ageEndings1}, {agesRu, "летн", ageEndings2}} {
		for s := range strings.FieldsSeq(l[0]) {
			stem, n, _ := strings.Cut(s, ":")
			for e := range strings.FieldsSeq(l[2]) {
				m[stem+l[1]+e] = entry{role: rAge, val: atoi(n), person: true}
			}
		}
	}
}

// addHyphened adds "twenty-one" and "two-year-old", which are one token each.
func addHyphened(m map[string]entry) {
	ones := map[string]entry{}
	for w, e := range m {
		if w[0] < 0x80 && (e.role == rUnit || e.role == rTeen) && !strings.Contains(w, "-") {
			ones[w] = e
		}
	}
	for _, l := range numberWords {
		if ten, _, _ := strings.Cut(l.words, " "); l.role == rTen {
			ones[ten] = entry{role: rTen, val: l.val}
			for w, e := range ones {
				if e.role == rUnit {
					m[ten+"-"+w] = entry{role: rTeen, val: l.val + e.val}
					addAge(m, ten+"-"+w, l.val+e.val)
				}
			}
			for i, w := range strings.Fields(ordinalsEn)[:9] {
				m[ten+"-"+w] = entry{role: rOrdinal, val: l.val + int32(i) + 1}
			}
		}
	}
	for w, e := range ones {
		addAge(m, w, e.val)
	}
}

func addAge(m map[string]entry, word string, n int32) {
	m[word+"-year-old"] = entry{role: rAge, val: n, person: true}
	m[word+"-year-olds"] = entry{role: rAge, val: n, person: true}
	m[word+"-month-old"] = entry{role: rAge, person: true}
}

func atoi(s string) (n int32) {
	for _, c := range s {
		n = n*10 + c - '0'
	}
	return n
}
