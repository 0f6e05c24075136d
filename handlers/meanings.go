package handlers

import (
	"strings"

	"incidentbot/index/incident"
)

// meaning is what a word of a question does there; none of them is searched for.
type meaning struct {
	weapon incident.Weapon
	outage incident.Utility
	latest bool
	toll   bool // asks for numbers
	joins  bool // links to the question before, or a preposition
}

// meanings are the words that questions are asked with, in the three languages.
var meanings = readMeanings([]line{
	{`and in at on for of the a an to what about how de near around i y
	 а і й та в у на до за про з із що як щодо біля коло
	 а и в во на по о об за с у что как около`, meaning{joins: true}},
	{`cut cuts with what happened happen happening happens was were is are did do does there have has been any tell me us show give find please who where when which that anyone anybody someone everything any shot down downed intercepted launched fired russia russian russians ukraine ukrainian
	 news attack attacks attacked strike strikes struck hit hits incident incidents event events report reports about from by with all during между
	 що сталося сталось трапилося відбулося було була були є чи які який яка де коли хто скажи розкажи покажи дай знайди будь ласка новини
	 атака атаки атак атакували удар удари ударів обстріл обстріли обстрілів подія події подій інцидент інциденти від під час протягом збили збито запустили запущено росія росії російські російський російська російських українські українська
	 что случилось произошло было была были есть ли какие какой какая которые которых где когда кто скажи расскажи покажи дай найди пожалуйста новости
	 атака атаки атак атаковали удар удары ударов обстрел обстрелы обстрелов событие события событий происшествия от во время в течение сбили сбито запустили запущено россия россии российские российский российская российских украинские украинская`, meaning{}},
	{`latest last newest recent now current останні останнє остання нове щойно зараз последние последнее последняя новое сейчас свежие`, meaning{latest: true}},
	{`how many much number toll total killed dead deaths died die casualties victims injured wounded hurt people persons
	 скільки кількість загинуло загинули загинув загинула загиблих загиблі вбито вбили убито поранено поранили поранених поранені постраждало постраждалих постраждали жертв жертви людей осіб
	 сколько количество погибло погибли погиб погибла погибших погибшие убито убили ранено ранили раненых раненые пострадало пострадавших пострадали жертв жертвы человек людей`, meaning{toll: true}},
	{`drone drones uav uavs shahed shaheds дрон дрони дронів дронами дрона бпла шахед шахеди шахедів шахедами дроны дронов шахеды шахедов беспилотник беспилотники беспилотников беспілотник безпілотник безпілотники безпілотників`, meaning{weapon: incident.Drone}},
	{`missile missiles ракета ракети ракет ракетою ракетами ракетний ракетні ракетна ракеты ракетой ракетный ракетные ракетная`, meaning{weapon: incident.Missile}},
	{`bomb bombs kab kabs airstrike airstrikes бомба бомби бомб бомбами каб каби кабів кабами авіаудар авіаудари бомбы кабы кабов авиаудар авиаудары`, meaning{weapon: incident.Bomb}},
	{`blackout blackouts outage outages power electricity lights світло світла електрика електрики електроенергія електроенергії електропостачання відключення знеструмлено знеструмлення блекаут
	 свет света электричество электричества электроэнергия электроэнергии электроснабжение отключение отключения обесточено блэкаут`, meaning{outage: incident.Electricity}},
	{`artillery shelling shellings артилерія артилерії артобстріл артобстріли артиллерия артиллерии артобстрел артобстрелы`, meaning{weapon: incident.Artillery}},
})

// greetings are whole messages that ask for nothing yet.
var greetings = map[string]bool{
	"hello": true, "hi": true, "hey": true, "good morning": true, "good evening": true,
	"привіт": true, "вітаю": true, "добрий день": true, "добрий вечір": true, "доброго дня": true,
	"привет": true, "здравствуйте": true, "добрый день": true, "добрый вечер": true,
}

// line is words of one meaning.
type line struct {
	words string
	meaning
}

// readMeanings keys the words; of two lines with one word the first holds.
func readMeanings(lines []line) map[string]meaning {
	out := map[string]meaning{}
	for _, l := range lines {
		for w := range strings.FieldsSeq(l.words) {
			if _, ok := out[w]; !ok {
				out[w] = l.meaning
			}
		}
	}
	return out
}
