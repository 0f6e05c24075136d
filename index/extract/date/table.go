package date

import (
	"strings"

	"incidentbot/index/token"
)

// class is what a word does in a date.
type class uint8

const (
	cMonth     class = iota + 1 // val 1…12
	cWeekday                    // val 1 Monday … 7 Sunday
	cRel                        // today, yesterday: val days from publication
	cEve                        // накануне: the day before
	cNight                      // night, ніч: strong or weak by its neighbours
	cOvernight                  // overnight, вночі
	cPart                       // morning, ввечері: val of parts
	cPartAdj                    // утренний, нічна: of a part of the day
	cEdge                       // early, late: before a day a part of it
	cDobu                       // добу, сутки
	cStretch                    // week, months, тижня: a span after "this", "last"
	cSince
	cNew   // new: "New Year's Eve"
	cStart // початку: a span after "з"
	cDay   // day: "day earlier", "past day"
	cDaily // щодня: a span
	cFeast // Independence, Christmas: val of feasts, before "Day" or "Eve"
)

type entry struct {
	class class
	val   int8
}

// parts names the parts of the day by the value of cPart.
var parts = [...]string{"", "night", "morning", "afternoon", "evening"}

const (
	night     = 1
	morning   = 2
	afternoon = 3
	evening   = 4
)

var monthWords = [12]string{
	"january jan січень січня січні січнем январь января январе", "february feb лютий лютого лютому февраль февраля феврале",
	"march mar березень березня березні март марта марте", "april apr квітень квітня квітні апрель апреля апреле",
	"may травень травня травні май мая мае", "june jun червень червня червні июнь июня июне",
	"july jul липень липня липні июль июля июле", "august aug серпень серпня серпні август августа августе",
	"september sept sep вересень вересня вересні сентябрь сентября сентябре", "october oct жовтень жовтня жовтні октябрь октября октябре",
	"november nov листопад листопада листопаді ноябрь ноября ноябре", "december dec грудень грудня грудні декабрь декабря декабре",
}

var weekdayWords = [7]string{
	"monday понеділок понеділка понеділку понедельник понедельника", "tuesday вівторок вівторка вторник вторника",
	"wednesday середу середи среду среды среда", "thursday четвер четверга четверг",
	"friday п'ятницю п'ятниці п'ятниця пятницу пятницы пятница", "saturday суботу суботи субота субботу субботы суббота",
	"sunday неділю неділі неділя воскресенье воскресенья",
}

var classWords = []struct {
	class class
	val   int8
	words string
}{
	{cRel, 0, "today tonight сьогодні сегодня"},
	{cRel, -1, "yesterday вчора учора вчера вчорашній вчорашнього вчорашньої вчорашню вчорашньому вчорашнім вчорашніх вчерашний вчерашнего вчерашней вчерашнюю вчерашнем вчерашним вчерашних"},
	{cRel, -2, "позавчора позавчера"},
	{cRel, 1, "tomorrow завтра"},
	{cEve, -1, "накануне напередодні"},
	{cNight, night, "night ніч ночі ніччю ночь"},
	{cOvernight, night, "overnight вночі уночі ночью уніч"},
	{cPart, morning, "morning dawn вранці уранці зранку ранок ранку утро утром утра світанку світанок рассвете midmorning"},
	{cPart, afternoon, "afternoon noon midday вдень удень опівдні днем полудень"},
	{cPart, evening, "evening ввечері увечері вечір вечора надвечір вечером вечера вечер"},
	{cPartAdj, night, "нічний нічна нічного нічної нічну нічному нічним нічною нічні нічних ночной ночная ночного ночную ночному ночным ночные ночных"},
	{cPartAdj, morning, "ранковий ранкова ранкового ранкової ранкову ранковому ранковим ранкові ранкових утренний утренняя утреннего утренней утреннюю утреннему утренним утренние"},
	{cPartAdj, evening, "вечірній вечірня вечірнього вечірньої вечірню вечірньому вечірнім вечерний вечерняя вечернего вечерней вечернюю вечернем вечерним"},
	{cEdge, morning, "early рано"},
	{cEdge, evening, "late пізно поздно"},
	{cDobu, 0, "добу доби сутки суток"},
	{cStretch, 0, "winter summer spring autumn week weeks weekend month months year years days decade тиждень тижня тижні тижнів місяць місяця місяці місяців року роки років днів дні неделю недели неделе недель місяцями тижнями рік роками днями неделями месяцами годами месяц месяца месяцы месяцев году год года годы лет дни дней вихідні вихідних выходные выходных"},
	{cSince, 0, "since"},
	{cStart, 0, "початку начала"},
	{cDay, 0, "day"},
	{cDaily, 0, "щодня щоночі щодоби щотижня щомісяця щороку щогодини повсякденно ежедневно еженощно ежечасно еженедельно каждодневно"},
	{cNew, 0, "new"},
	{cFeast, 0, "independence"},
	{cFeast, 1, "christmas"},
}

var words = func() *token.Table[entry] {
	m := map[string]entry{}
	add := func(ws string, e entry) {
		for w := range strings.FieldsSeq(ws) {
			m[w] = e
		}
	}
	for i, ws := range monthWords {
		add(ws, entry{cMonth, int8(i + 1)})
	}
	for i, ws := range weekdayWords {
		add(ws, entry{cWeekday, int8(i + 1)})
	}
	for _, l := range classWords {
		add(l.words, entry{l.class, l.val})
	}
	return token.NewTable(m)
}()

// Sets of little words. A word may be in many: each is a bit.
const (
	sOn       uint32 = 1 << iota // stands before a day and belongs to it
	sOf                          // joins a part of the day and its day
	sSince                       // makes a span of the day that follows
	sUntil                       // the day that follows ends a span or is to come
	sThis                        // this, last: makes "week" a span and "night" that of publication
	sRangeTo                     // joins the two days of a range
	sNightTo                     // joins the two days of a night
	sYearWord                    // року, года
	sPast                        // за, протягом, past: makes "добу" the past day
	sIn                          // may stand before a month or year alone
	sAt                          // may stand before a clock
	sSkip                        // may stand between a day and its hour
	sLast                        // last, минулого: the one before
	sNext                        // next, наступного
	sThe                         // the, at, by: makes "night" a time of day
	sEvery                       // every night is none
	sAsof                        // станом
	sAgo
	sHour // hours, годин
	sPlan // scheduled, planned
	sStart
	sDays
	sZ       // from, з, с
	sNewYear // новорічну: of the 1st of January
)

var setWords = []struct {
	bits  uint32
	words string
}{
	{sOn, "on у в во"},
	{sOf, "hours of on in into to у в во на проти до под from between the з із с со"},
	{sSince, "since from з із с со від от после"},
	{sZ, "from between з із с со від от"},
	{sUntil, "until till by before до к ко"},
	{sThis, "this last past recent previous next coming цього цієї минулого минулої минулий минулу прошлой прошлом прошлого прошлую этой этом этого эту цю останні останній останнього останніми останніх последние последних последней последний нынешней нынешнюю сегодняшней за наступного наступний следующей протягом few several that той прошедшую прошедший прошедшие минувшую минувший минувшие истекшую истекший минулий минулі попередні попередній"},
	{sRangeTo, "to through until till по до и та і and"},
	{sNightTo, "to into на and till"},
	{sYearWord, "року році рік р год года году г"},
	{sPast, "за протягом впродовж упродовж минулу минулої минула последние прошедшие прошлые истекшие минувшие предыдущие прошедших минувших течение past last previous over in the a попередню попередньої минулі останню поточну поточної the within during per"},
	{sIn, "in since of early late mid last this until by у в з із с від до за на кінці початку середині конце начале середине from during навесні к during around"},
	{sAt, "at about around о об около близько приблизно примерно в у after before на by"},
	{sSkip, "at about around early late in the on о об около близько приблизно примерно в у рано пізно поздно local"},
	{sLast, "last previous минулого минулої минулий минулу минулій прошлой прошлую прошлый прошлом прошлого минувшей минувший минувшее минувшую попередньої"},
	{sNext, "next coming upcoming наступного наступний наступну наступної следующий следующую следующей следующего"},
	{sThe, "the at by that during цієї ту той эту в у вся всю протягом течение за після после весь вся"},
	{sEvery, "every each per many weekday доброго доброї добрый добрий доброй кожної кожну каждую good"},
	{sAsof, "станом состоянию as"},
	{sAgo, "ago earlier тому назад"},
	{sHour, "hours hour hrs години годин часа часов"},
	{sPlan, "scheduled planned expected slated due заплановано запланована запланировано запланированы планується"},
	{sStart, "start beginning початку початок начала"},
	{sNewYear, "новорічну новорічної новогоднюю новогодней"},
	{sDays, "day days день дні днів дня дней"},
}

var sets = func() *token.Table[uint32] {
	m := map[string]uint32{}
	for _, l := range setWords {
		for w := range strings.FieldsSeq(l.words) {
			m[w] |= l.bits
		}
	}
	return token.NewTable(m)
}()

// clocks holds every "HH:MM", so that a clock read needs no memory.
var clocks = func() string {
	var b strings.Builder
	for i := range 24 * 60 {
		b.WriteString(string([]byte{byte('0' + i/600), byte('0' + i/60%10), ':', byte('0' + i%60/10), byte('0' + i%10)}))
	}
	return b.String()
}()

func clockName(h, m int) string {
	i := (h*60 + m) * 5
	return clocks[i : i+5]
}
