package alert

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// UnknownWordError is returned by Parse for a word that is neither a place nor a condition.
type UnknownWordError struct{ Word string }

func (e *UnknownWordError) Error() string {
	return fmt.Sprintf("neither a place nor a condition: %q", e.Word)
}

// AmbiguousPlaceError is returned by Parse for a name of several places of like weight.
type AmbiguousPlaceError struct {
	Word   string
	Places []*gazetteer.Place
}

func (e *AmbiguousPlaceError) Error() string { return fmt.Sprintf("several places: %q", e.Word) }

// maxNameWords is how many words a place's name can have: "Івано-Франківська область" two, "Autonomous Republic of Crimea" four.
const maxNameWords = 4

// Parse reads what follows "/alerts": places in any language and case, or by id
// as Line writes them, in any order with conditions: killed>=1, injured>=10,
// launched>=20, outage, a weapon, silent, new, quiet 22:00-07:00 unless 5, digest 8.
// No name goes on past a comma. An empty text is the zero subscription, which
// hears of everything. now is when the subscription begins; chosen are ids of
// places: of a name that several places have, the one among them is meant.
func Parse(text string, g *gazetteer.Gazetteer, now time.Time, chosen ...string) (Subscription, error) {
	s := Subscription{Since: now.UTC()}
	words := split(text)
	for i := 0; i < len(words); {
		n, err := s.term(words[i:], g, chosen)
		if err != nil {
			return s, err
		}
		i += n
	}
	return s, nil
}

// term reads what stands at the start of words and returns how many words it
// took: a name of several words goes before a condition, "New York" before "new".
func (s *Subscription) term(words []string, g *gazetteer.Gazetteer, chosen []string) (int, error) {
	if slices.Contains(joints, strings.ToLower(words[0])) {
		return 1, nil
	}
	end := slices.Index(words, ",")
	if end < 0 {
		end = len(words)
	}
	for n := min(maxNameWords, end); n > 1; n-- {
		if ok, err := s.place(strings.Join(words[:n], " "), g, chosen); ok || err != nil {
			return n, err
		}
	}
	if n, err := s.condition(words[:end]); n > 0 || err != nil {
		return n, err
	}
	if ok, err := s.place(words[0], g, chosen); ok || err != nil {
		return 1, err
	}
	return 0, &UnknownWordError{words[0]}
}

// joints are what may stand between places and conditions.
var joints = []string{",", "and", "or", "та", "і", "й", "або", "и", "или"}

// split makes words of the text; "killed >= 1" is one, and so is a comma.
func split(text string) []string {
	var words []string
	for _, w := range strings.Fields(strings.NewReplacer(",", " , ", ";", " , ", "≥", ">=").Replace(text)) {
		if n := len(words); n > 0 && (strings.IndexAny(w, "<>=") == 0 || strings.LastIndexAny(words[n-1], "<>=") == len(words[n-1])-1) {
			words[n-1] += w
			continue
		}
		words = append(words, w)
	}
	return words
}

// condition reads one condition at the start of words and returns how many words it took, 0 if there is none.
func (s *Subscription) condition(words []string) (int, error) {
	w := strings.ToLower(words[0])
	if weapon, ok := weaponWords[w]; ok {
		if !slices.Contains(s.Weapons, weapon) {
			s.Weapons = append(s.Weapons, weapon)
		}
		return 1, nil
	}
	if field, n, ok := threshold(w); ok {
		switch field {
		case "killed":
			s.MinKilled = int32(n)
		case "injured":
			s.MinInjured = int32(n)
		default:
			s.MinLaunched = n
		}
		return 1, nil
	}
	switch switchWords[w] {
	case "outage":
		s.Outage = true
	case "silent":
		s.Silent = true
	case "new":
		s.OnlyNew = true
	case "quiet":
		return s.quietHours(words)
	case "digest":
		return s.digestHour(words)
	default:
		return 0, nil
	}
	return 1, nil
}

var weaponWords = map[string]incident.Weapon{
	"drone": incident.Drone, "drones": incident.Drone, "дрон": incident.Drone, "дрони": incident.Drone, "дроны": incident.Drone, "бпла": incident.Drone,
	"missile": incident.Missile, "missiles": incident.Missile, "ракета": incident.Missile, "ракети": incident.Missile, "ракеты": incident.Missile,
	"shahed": incident.Drone, "shaheds": incident.Drone, "шахед": incident.Drone, "шахеди": incident.Drone, "шахеды": incident.Drone,
	"artillery": incident.Artillery, "shelling": incident.Artillery, "артилерія": incident.Artillery, "артиллерия": incident.Artillery,
	"обстріл": incident.Artillery, "обстріли": incident.Artillery, "обстрел": incident.Artillery, "обстрелы": incident.Artillery,
	"bomb": incident.Bomb, "bombs": incident.Bomb, "бомба": incident.Bomb, "бомби": incident.Bomb, "бомбы": incident.Bomb, "каб": incident.Bomb,
	"rocket": incident.Rocket, "rockets": incident.Rocket, "рсзв": incident.Rocket, "рсзо": incident.Rocket,
	"mine": incident.Mine, "міна": incident.Mine, "мина": incident.Mine, "gunfire": incident.Gunfire, "стрілянина": incident.Gunfire, "стрельба": incident.Gunfire,
}

var switchWords = map[string]string{
	"outage": "outage", "outages": "outage", "знеструмлення": "outage", "отключения": "outage",
	"silent": "silent", "тихо": "silent", "беззвучно": "silent",
	"new": "new", "нові": "new", "новые": "new",
	"quiet": "quiet", "тиша": "quiet", "тишина": "quiet", "digest": "digest", "дайджест": "digest",
}

var fieldWords = map[string]string{
	"killed": "killed", "dead": "killed", "загиблих": "killed", "загинуло": "killed", "погибших": "killed", "погибло": "killed",
	"injured": "injured", "wounded": "injured", "поранених": "injured", "поранено": "injured", "раненых": "injured", "ранено": "injured",
	"launched": "launched", "запущено": "launched", "выпущено": "launched",
}

const mostAsked = 1_000_000 // the highest number that a condition can have

// threshold reads "killed>=1", "killed>0" and "killed=1" as the least number asked for.
func threshold(w string) (field string, n int, ok bool) {
	i := strings.IndexAny(w, "<>=")
	if i < 0 || w[i] == '<' {
		return "", 0, false
	}
	n, err := strconv.Atoi(strings.TrimLeft(w[i:], ">="))
	if w[i] == '>' && !strings.HasPrefix(w[i:], ">=") {
		n++
	}
	field = fieldWords[w[:i]]
	return field, n, field != "" && err == nil && n >= 0 && n <= mostAsked
}

// quietHours reads "quiet 22:00-07:00" or "quiet 22-7", and after it "unless 5".
func (s *Subscription) quietHours(words []string) (int, error) {
	if len(words) < 2 {
		return 0, &UnknownWordError{words[0]}
	}
	from, to, ok := strings.Cut(strings.ReplaceAll(words[1], "–", "-"), "-")
	f, okFrom := minutes(from)
	t, okTo := minutes(to)
	if !ok || !okFrom || !okTo {
		return 0, &UnknownWordError{words[0] + " " + words[1]}
	}
	s.Quiet, s.QuietKilled = &Hours{From: f, To: t}, 0
	if len(words) < 3 || !slices.Contains(unlessWords, strings.ToLower(words[2])) {
		return 2, nil
	}
	if len(words) == 3 {
		return 0, &UnknownWordError{words[2]}
	}
	n, err := strconv.Atoi(words[3])
	if err != nil || n < 1 || n > mostAsked {
		return 0, &UnknownWordError{words[2] + " " + words[3]}
	}
	s.QuietKilled = int32(n)
	return 4, nil
}

// unlessWords stand before how many dead break the quiet hours.
var unlessWords = []string{"unless", "крім", "кроме"}

func (s *Subscription) digestHour(words []string) (int, error) {
	if len(words) < 2 {
		return 0, &UnknownWordError{words[0]}
	}
	m, ok := minutes(words[1])
	if !ok || m%60 != 0 {
		return 0, &UnknownWordError{words[0] + " " + words[1]}
	}
	hour := m / 60
	s.Digest = &hour
	return 2, nil
}

// minutes reads "7", "07" or "07:30" as minutes after midnight.
func minutes(s string) (int, bool) {
	h, m, _ := strings.Cut(s, ":")
	hour, err := strconv.Atoi(h)
	if err != nil || hour < 0 || hour > 23 {
		return 0, false
	}
	if m == "" {
		return hour * 60, true
	}
	minute, err := strconv.Atoi(m)
	return hour*60 + minute, err == nil && minute >= 0 && minute < 60
}

// place adds the place of a name, or of "#" and an id; false if there is none.
func (s *Subscription) place(name string, g *gazetteer.Gazetteer, chosen []string) (bool, error) {
	ps := g.Lookup(name)
	if id, ok := strings.CutPrefix(name, "#"); ok {
		ps = nil
		if p := g.ByID(id); p != nil {
			ps = []*gazetteer.Place{p}
		}
	}
	if len(ps) == 0 {
		return false, nil
	}
	if i := slices.IndexFunc(ps, func(p *gazetteer.Place) bool { return slices.Contains(chosen, p.ID) }); i >= 0 {
		ps = ps[i:]
	} else if tied(ps) {
		return false, &AmbiguousPlaceError{name, ps}
	}
	if !slices.Contains(s.Places, ps[0].ID) {
		s.Places = append(s.Places, ps[0].ID)
	}
	return true, nil
}

// tied reports whether the first two places are of like weight: of one country,
// and neither a region nor of ten times the other's size.
func tied(ps []*gazetteer.Place) bool {
	if len(ps) < 2 || ps[0].Class >= gazetteer.Oblast || ps[0].Country != ps[1].Country {
		return false
	}
	return ps[0].Population < 10*max(ps[1].Population, 1)
}
