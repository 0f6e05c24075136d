package index

import (
	"slices"
	"strings"

	"incidentbot/index/incident"
)

// parentOf returns the parent that the id of an unknown place names
// ("x:" + parent + ":" + name), "" if it names none.
func parentOf(id string) string {
	rest, ok := strings.CutPrefix(id, "x:")
	if !ok {
		return ""
	}
	up, _, ok := strings.Cut(rest, ":")
	if !ok {
		return ""
	}
	return up
}

// lineage adds a place and all it lies in.
func (a *Archive) lineage(to []string, id string) []string {
	for _, p := range append([]string{id}, a.parents(id)...) {
		if !slices.Contains(to, p) {
			to = append(to, p)
		}
	}
	return to
}

// names are the names of an event's places in the three languages, and of what they lie in.
func (a *Archive) names(e *incident.Event) []string {
	out := []string{e.Place.Name}
	ids := a.lineage(nil, e.Place.ID)
	for _, p := range e.PlacesAlso {
		out = appendAll(out, []string{p.Name})
		ids = a.lineage(ids, p.ID)
	}
	for _, id := range ids {
		if p := a.o.Places.ByID(id); p != nil {
			out = appendAll(out, p.Names[:])
		}
	}
	return out
}

// eventWords are an event's facts as words of three languages, so that a word
// of one language finds what was told in another.
func eventWords(e *incident.Event) []string {
	var out []string
	for _, w := range e.Weapons {
		out = append(out, factWords[string(w)])
	}
	for _, d := range e.Damage {
		out = append(out, factWords[string(d)])
	}
	for _, o := range e.Outages {
		out = append(out, factWords["outage"], factWords[string(o.Utility)])
	}
	if e.Killed != nil && !e.Killed.Zero() {
		out = append(out, factWords["killed"])
	}
	if e.Injured != nil && !e.Injured.Zero() {
		out = append(out, factWords["injured"])
	}
	return out
}

var factWords = map[string]string{
	"drone": "drone uav shahed дрон безпілотник шахед беспилотник", "missile": "missile ракета",
	"artillery": "artillery shelling артилерія обстріл артиллерия обстрел", "bomb": "bomb airstrike бомба авіаудар авиаудар",
	"rocket": "rocket рсзв рсзо град", "mine": "mine міна мина", "gunfire": "gunfire стрілянина стрельба",
	"residential": "residential house apartment житловий будинок жилой дом квартира", "energy": "energy power енергетика енергооб'єкт энергетика",
	"gas": "gas pipeline газ газопровід газопровод", "heating": "heating опалення отопление", "water": "water вода водопостачання водоснабжение",
	"school": "school university школа університет университет", "kindergarten": "kindergarten садок детсад",
	"hospital": "hospital clinic лікарня больница", "industrial": "industrial plant factory refinery завод підприємство предприятие нпз",
	"transport": "transport транспорт", "port": "port порт", "rail": "railway train залізниця поїзд железная дорога поезд",
	"commercial": "commercial shop market магазин ринок рынок", "religious": "church храм церква церковь",
	"administrative": "administrative адміністрація администрация", "vehicle": "vehicle car bus автомобіль автобус автомобиль",
	"electricity": "electricity power blackout електроенергія світло электричество свет", "internet": "internet інтернет интернет",
	"outage": "outage blackout відключення знеструмлено отключение", "killed": "killed dead загиблі загинули погибшие погибли",
	"injured": "injured wounded поранені постраждалі раненые пострадавшие",
}
