package quantity

import (
	"strings"

	"incidentbot/index/token"
)

// unitWords follow a number and say that it counts no people or things.
var unitWords = map[Kind]string{
	Percent: "% ‰ percent percentage pct відсоток відсотка відсотки відсотків відсотками процент процента процентов проценты",
	Money:   "$ € £ ₴ ₽ dollar dollars euro euros hryvnia hryvnias hryvnya rubles roubles usd uah eur грн гривень гривні гривня руб рублей рубля долар долари доларів доллар доллара долларов євро евро",
	Measure: "km kms kilometer kilometers kilometre kilometres mile miles meter meters metre metres foot feet ft inch inches kg kilogram kilograms kilos ton tons tonne tonnes mm cm kph mph knots hectares hectare acres square cubic litres liters degrees celsius ° kv kw mw gw mwh megawatts megawatt gigawatts kilowatts storey story storeys stories floors floor barrels " +
		"км кілометр кілометра кілометри кілометрів кілометрах километр километра километров километрах м метр метра метри метрів метрах метров метры м² км² мм міліметр міліметрів миллиметров см сантиметрів сантиметров кг кілограм кілограма кілограмів килограмм килограмма килограммов т тонна тонни тонну тонн тонны га гектар гектара гектарів гектаров кв квадратних квадратні квадратных кубічних кубометрів кубометров куб литров літрів градус градуси градусів градуса градусов мвт квт гвт мегават мегаватт кіловат поверх поверхи поверхів поверсі поверху этаж этажа этажей этаже этажи баррелей барелів соток",
	Duration: "year years month months week weeks day days hour hours minute minutes min mins seconds second nights decades decade hr hrs " +
		"рік року роки років роках місяць місяця місяці місяців тиждень тижня тижні тижнів день дні днів днями доба доби добу діб година години годин годину годинах хвилина хвилини хвилин хвилину хв секунд секунди ночей ніч " +
		"год года лет году месяц месяца месяцев неделя недели недель неделю дня дней суток сутки час часа часов минута минуты минут минуту секунды ночь",
	Time:  "o'clock ранку вечора ночі утра вечера ночи am pm gmt",
	Label: "канал каналу",
}

// monthWords of three languages; English ones are dates only with a capital.
const monthWords = "january jan february feb march mar april apr may june jun july jul august aug september sept sep october oct november nov december dec " +
	"січень січня січні лютий лютого лютому березень березня березні квітень квітня квітні травень травня травні червень червня червні липень липня липні серпень серпня серпні вересень вересня вересні жовтень жовтня жовтні листопад листопада листопаді грудень грудня грудні " +
	"январь января январе февраль февраля феврале март марта марте апрель апреля апреле май мая мае июнь июня июне июль июля июле август августа августе сентябрь сентября сентябре октябрь октября октябре ноябрь ноября ноябре декабрь декабря декабре"

// Classes of neighbours that decide what a number is.
const (
	nMonth     uint8 = iota + 1
	nYearWord        // року, году: a year stands before it
	nYearPrep        // in, since: a year may follow
	nLabel           // №, article, school
	nAgePrep         // aged, віком
	nPersonish       // man, жінка: an age may follow
	nBirth           // народження, г.р.
	nOld
	nHour // о, об: an hour follows
	nGrow // зросла: "до 5" after it is exact
	nMinus
	nModel // Shahed: a model's number follows
	nPeople
)

type neighbour struct {
	class uint8
	words string
}

var neighbourWords = []neighbour{
	{nMonth, monthWords},
	{nYearWord, "року році роком рік год года году годом г р рр гг"},
	{nYearPrep, "in since from of by early late mid until till before after during у в з із с від от до к по на літа лета навесні spring summer autumn fall winter year"},
	{nLabel, "№ # number no nos article articles section paragraph protocol resolution стаття статті статтею ст ч п пункт пункту пункті статья статьи статье буд будинок кв корпус под'їзд підрозділ route highway траса трасі трассе грунту школа школи школу school channel flight boeing тел телефон phone tel номер номером"},
	{nAgePrep, "aged age ages віком віці возрасте возраста"},
	{nPersonish, "man woman boy girl child teenager resident civilian person pensioner driver чоловік чоловіка чоловікові чоловіку жінка жінки жінку жінці хлопчик хлопчика хлопець хлопця дівчина дівчину дівчинка дівчинку дівчинки дитина дитину дитини підліток підлітка пенсіонер пенсіонерка мужчина мужчины мужчину женщина женщины женщину мальчик мальчика девочка девочки девочку девушка ребенок ребенка подросток подростка чоловіки чоловіків чоловікам жінок жінкам хлопці хлопців хлопчики хлопчиків дівчата дівчат дівчаток діти дітей пенсіонери пенсіонерів мешканці мешканців жителі жителів мужчин мужчинам женщин женщинам мальчики мальчиков девочек девушки девушек дети детей подростки подростков жители жителей пенсионеры пенсионеров пасажирка пасажирку водій водія мешканець мешканця мешканка мешканку житель жителя жителька жительку водитель водителя жительница жительницу"},
	{nBirth, "народження рождения"},
	{nOld, "old"},
	{nHour, "о об"},
	{nGrow, "rose risen rises grew grown climbed increased jumped зросла зросло зріс зросли збільшилась збільшилася збільшилося збільшилось збільшився піднялася піднялась сягнула возросло возросла выросло выросла вырос увеличилось увеличилась увеличился достигло достигла зменшилась сократилось"},
	{nMinus, "- – — − minus мінус минус"},
	{nModel, "shahed shaheds geran gerbera шахед шахеди шахедів шахид герань kh х т-72 leopard leopards леопард леопарди леопардов abrams mig su ми mi су міг миг"},
	{nPeople, "людина людини людину людині людиною person people"},
}

var units, neighbours = func() (*token.Table[Kind], *token.Table[uint8]) {
	u, n := map[string]Kind{}, map[string]uint8{}
	for k, ws := range unitWords {
		for w := range strings.FieldsSeq(ws) {
			u[w] = k
		}
	}
	for _, l := range neighbourWords {
		for w := range strings.FieldsSeq(l.words) {
			n[w] |= 0
			if n[w] == 0 {
				n[w] = l.class
			}
		}
	}
	return token.NewTable(u), token.NewTable(n)
}()

// tails are what follows digits in one token ("71-річного", "155-мм", "9-storey"),
// by their beginning. The first that fits decides.
var tails = []struct {
	tail string
	kind Kind
}{
	{"year-old", Age},
	{"yr-old", Age},
	{"month-old", Age},
	{"week-old", Age},
	{"day-old", Age},
	{"річн", Age},
	{"летн", Age},
	{"місячн", Age},
	{"месячн", Age},
	{"storey", Measure},
	{"story", Measure},
	{"поверх", Measure},
	{"этаж", Measure},
	{"metr", Measure},
	{"meter", Measure},
	{"метр", Measure},
	{"кілометр", Measure},
	{"километр", Measure},
	{"kilomet", Measure},
	{"km", Measure},
	{"км", Measure},
	{"mm", Measure},
	{"мм", Measure},
	{"міліметр", Measure},
	{"миллиметр", Measure},
	{"kg", Measure},
	{"кг", Measure},
	{"кілограм", Measure},
	{"килограмм", Measure},
	{"ton", Measure},
	{"тонн", Measure},
	{"mile", Measure},
	{"foot", Measure},
	{"квартир", Measure},
	{"mw", Measure},
	{"мвт", Measure},
	{"кв", Measure},
	{"kv", Measure},
	{"degree", Measure},
	{"градус", Measure},
	{"year", Duration},
	{"month", Duration},
	{"week", Duration},
	{"day", Duration},
	{"hour", Duration},
	{"minute", Duration},
	{"годин", Duration},
	{"часов", Duration},
	{"денн", Duration},
	{"днев", Duration},
	{"хвилин", Duration},
	{"минут", Duration},
	{"добов", Duration},
	{"суточн", Duration},
	{"am", Time},
	{"pm", Time},
	{"a.m", Time},
	{"p.m", Time},
	{"percent", Percent},
	{"відсотк", Percent},
	{"процент", Percent},
	{"млрд", Money},
	{"bn", Money},
}

// cardinalTails are endings of a counted number: "2-х", "10-ти", "5-ма". Other short endings make ranks.
var cardinalTails = []string{"х", "ох", "ьох", "ти", "ми", "ма", "ю", "мя", "ьма", "теро", "еро", "є", "и", "ть", "рьох", "ох-"}

// scaledTails multiply: "100k", "20тис".
var scaledTails = []struct {
	tail string
	by   int64
}{{"k", 1000}, {"к", 1000}, {"тис", 1000}, {"тыс", 1000}, {"млн", 1e6}, {"m", 1e6}}
