package merge

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"incidentbot/index/incident"
)

// say is a report in a test: who published it when, and what it says.
type say struct {
	article, outlet, at, speaker string
	role                         incident.Role
	killed, injured              int32 // 0 for not said
	clock                        string
	weapons                      []incident.Weapon
	replaced                     bool
	day                          int // after 10 May 2024
	seq                          uint64
}

func (s say) report() incident.SourcedReport {
	r := incident.SourcedReport{
		Report: incident.Report{
			Place: incident.Place{ID: "706483", Name: "Kharkiv", Kind: incident.City}, Date: incident.NewDay(2024, 5, 10+s.day),
			DateBasis: incident.BasisStated, Weapons: s.weapons, Clock: s.clock, Main: true,
		},
		Article: s.article, Outlet: s.outlet, Published: s.at, Replaced: s.replaced, Revision: 2, Seq: s.seq,
	}
	if s.replaced {
		r.Revision = 1
	}
	add := func(f incident.Field, n int32, to **incident.Interval) {
		if n == 0 {
			return
		}
		v := incident.Exactly(n)
		*to = &v
		c := incident.Claim{Field: f, Speaker: s.speaker, Role: s.role, Quote: "q", Start: 10, End: 11}
		c.SetInterval(v)
		r.Claims = append(r.Claims, c)
	}
	add(incident.FieldKilled, s.killed, &r.Killed)
	add(incident.FieldInjured, s.injured, &r.Injured)
	return r
}

func merged(ss ...say) []incident.Event {
	var rs []incident.SourcedReport
	for _, s := range ss {
		rs = append(rs, s.report())
	}
	return Events(rs)
}

func TestOneSpeakerRises(t *testing.T) {
	es := merged(
		say{article: "a", outlet: "A", at: "2024-05-10T07:10:00Z", speaker: "Oleh Synyehubov", role: incident.RoleOfficial, killed: 1},
		say{article: "b", outlet: "B", at: "2024-05-10T08:40:00Z", speaker: "Олег Синєгубов", role: incident.RoleOfficial, killed: 3},
		say{article: "c", outlet: "C", at: "2024-05-10T12:15:00Z", speaker: "Олег Синегубов", role: incident.RoleOfficial, killed: 5},
	)
	if len(es) != 1 {
		t.Fatalf("%d events, want 1", len(es))
	}
	e := es[0]
	if e.Killed.Interval != incident.Exactly(5) || len(e.History) != 3 || e.Grade != incident.GradeConfirmed || e.Independent != 3 {
		t.Errorf("killed %v, %d steps, grade %q, %d independent", e.Killed.Interval, len(e.History), e.Grade, e.Independent)
	}
	if len(e.Claims) != 3 || !e.Claims[0].Superseded || !e.Claims[1].Superseded || e.Claims[2].Superseded {
		t.Errorf("the two earlier claims must be kept and superseded: %+v", e.Claims)
	}
}

func TestSpeakersDiffer(t *testing.T) {
	e := merged(
		say{article: "a", outlet: "A", at: "2024-05-10T07:10:00Z", speaker: "Igor Terekhov", role: incident.RoleOfficial, killed: 4},
		say{article: "b", outlet: "B", at: "2024-05-10T08:10:00Z", speaker: "police", role: incident.RoleOfficial, killed: 5},
	)[0]
	if e.Grade != incident.GradeDiffer || e.Killed.Interval != (incident.Interval{Min: 4, Max: 5}) || e.Killed.Lead != incident.Exactly(5) {
		t.Errorf("grade %q, range %v, lead %v", e.Grade, e.Killed.Interval, e.Killed.Lead)
	}
}

func TestStaleLowerFigureStandsBeside(t *testing.T) {
	e := merged(
		say{article: "a", outlet: "A", at: "2024-05-10T09:00:00Z", killed: 5},
		say{article: "b", outlet: "B", at: "2024-05-10T10:00:00Z", killed: 4},
	)[0]
	if e.Killed.Interval != (incident.Interval{Min: 4, Max: 5}) {
		t.Errorf("range %v, want 4–5", e.Killed.Interval)
	}
}

func TestHoursKeepAttacksApart(t *testing.T) {
	es := merged(
		say{article: "a", outlet: "A", at: "2024-05-10T09:00:00Z", killed: 5, clock: "03:00"},
		say{article: "b", outlet: "B", at: "2024-05-10T20:00:00Z", killed: 1, clock: "18:30"},
		say{article: "c", outlet: "C", at: "2024-05-10T21:00:00Z", killed: 5},
	)
	if len(es) != 2 {
		t.Fatalf("%d events, want 2", len(es))
	}
}

func TestEveningAndMorningDating(t *testing.T) {
	evening := say{article: "a", outlet: "A", at: "2024-05-10T23:30:00Z", killed: 2, clock: "22:40"}
	night := say{article: "b", outlet: "B", at: "2024-05-11T08:00:00Z", killed: 2, injured: 9, clock: "night", day: 1}
	es := merged(evening, night)
	if len(es) != 1 || es[0].Date != incident.NewDay(2024, 5, 11) {
		t.Fatalf("%d events, of %v; want one of the morning's day", len(es), es[0].Date)
	}
	night.killed, night.injured = 5, 0
	if es := merged(evening, night); len(es) != 2 {
		t.Errorf("another toll: %d events, want 2", len(es))
	}
	night.killed, night.clock = 2, "morning"
	if es := merged(evening, night); len(es) != 2 {
		t.Errorf("the morning: %d events, want 2", len(es))
	}
	first := say{article: "c", outlet: "C", at: "2024-05-10T08:00:00Z", killed: 2, clock: "night"}
	second := say{article: "d", outlet: "D", at: "2024-05-11T08:00:00Z", killed: 2, clock: "night", day: 1}
	if es := merged(first, second); len(es) != 2 {
		t.Errorf("two nights: %d events, want 2", len(es))
	}
}

func TestNewRevisionCorrects(t *testing.T) {
	e := merged(
		say{article: "a", outlet: "A", at: "2024-05-10T09:00:00Z", killed: 5, replaced: true},
		say{article: "a", outlet: "A", at: "2024-05-10T10:00:00Z", killed: 3},
	)[0]
	if e.Killed.Interval != incident.Exactly(3) || e.Articles != 1 || e.Grade != incident.GradeCorrected {
		t.Errorf("range %v, %d articles, grade %q", e.Killed.Interval, e.Articles, e.Grade)
	}
}

// parts is a report that says a toll in several claims.
func parts(article, at, speaker string, whole int32, said ...int32) incident.SourcedReport {
	r := say{article: article, outlet: article, at: at, speaker: speaker, role: incident.RoleOfficial}.report()
	for i, n := range said {
		c := incident.Claim{Field: incident.FieldKilled, Speaker: speaker, Role: incident.RoleOfficial, Quote: "q", Start: 10 + i, End: 11 + i}
		c.SetInterval(incident.Exactly(n))
		r.Claims = append(r.Claims, c)
	}
	v := incident.Exactly(whole)
	r.Killed = &v
	return r
}

func TestTollSaidInParts(t *testing.T) {
	for name, c := range map[string]struct {
		r    incident.SourcedReport
		want int32
	}{
		"another three":       {parts("a", "2024-05-10T09:00:00Z", "Ihor Terekhov", 5, 2, 3), 5},
		"three of them":       {parts("a", "2024-05-10T09:00:00Z", "Ihor Terekhov", 20, 20, 3), 20},
		"later in the text":   {parts("a", "2024-05-10T09:00:00Z", "Ihor Terekhov", 4, 3, 4), 4},
		"nobody named for it": {parts("a", "2024-05-10T09:00:00Z", "", 5, 2, 3), 5},
	} {
		es := Events([]incident.SourcedReport{c.r})
		if e := es[0]; e.Killed.Interval != incident.Exactly(c.want) || e.Killed.Lead != incident.Exactly(c.want) || len(e.History) != 1 {
			t.Errorf("%s: killed %v, lead %v, %d steps; want %d", name, e.Killed.Interval, e.Killed.Lead, len(e.History), c.want)
		}
	}
}

func TestSpeaker(t *testing.T) {
	for _, same := range [][]string{
		{"Oleh Synyehubov", "Олег Синєгубов", "Синегубов", "Synegubov"},
		{"Vitali Klitschko", "Віталій Кличко", "Виталий Кличко", "Klychko"},
		{"Ihor Terekhov", "Ігор Терехов", "Игорь Терехов"},
		{"Volodymyr Zelenskyy", "Зеленський", "Зеленский", "Zelensky", "Zelenskiy"},
		{"Vyacheslav Gladkov", "Вячеслав Гладков"},
		{"air force", "Ukraine's air force", "Ukrainian Air Force", "Повітряні сили", "Воздушные силы ВСУ"},
		{"emergency service", "Ukraine's State Emergency Service", "ДСНС", "Державна служба з надзвичайних ситуацій"},
		{"regional prosecutor's office", "обласна прокуратура", "прокуратура Харківської області"},
		{"Russian Defense Ministry", "Russia's defence ministry", "Минобороны РФ"},
	} {
		for _, s := range same[1:] {
			if Speaker(s) != Speaker(same[0]) {
				t.Errorf("%q is %q, %q is %q", same[0], Speaker(same[0]), s, Speaker(s))
			}
		}
	}
	if Speaker("Serhiy Lysak") == Speaker("Ivan Fedorov") || Speaker("police") == Speaker("Police Chief Ivan Polits") || Speaker("") != "" {
		t.Error("two speakers are taken for one")
	}
}

func TestFingerprint(t *testing.T) {
	text := "A drone hit a five-storey house in the north of the city shortly before dawn on Friday. Two people were killed and nine were " +
		"taken to hospital, the mayor said. Rescuers worked at the site until noon and power was back in most of the streets by evening. " +
		"A school nearby lost its windows and lessons were moved to another building for the rest of the week."
	var p Printer
	print := p.Of(text)
	if !Reprint(print.Fingerprint, p.Of("Updated: "+text).Fingerprint) {
		t.Error("a changed first word makes another text")
	}
	other := "Rockets fell on the port at noon on Sunday. Nobody was hurt, the regional governor wrote, but a warehouse burned down and grain " +
		"was lost. Ferries to the other bank did not run until the next morning, when the fire was out and sappers had left the pier."
	if Reprint(print.Fingerprint, p.Of(other).Fingerprint) {
		t.Error("two texts are taken for one")
	}
}

func TestCredit(t *testing.T) {
	for text, want := range map[string]string{
		"Two people died in the city on Monday. – Reuters":         "Reuters",
		"KYIV (Reuters) - A missile hit a plant.":                  "Reuters",
		"Про це повідомляє Укрінформ. У місті пролунали вибухи.":   "Ukrinform",
		"В городе прогремели взрывы, сообщает ТАСС.":               "TASS",
		"The ap was down; a tass of tea stood on the mayor's desk": "",
	} {
		if got := Credit(text); got != want {
			t.Errorf("Credit(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestOrderDoesNotMatter is the promise of the package: any order of arrival
// gives the same events.
func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 7).Draw(t, "n")
		var rs []incident.SourcedReport
		for i := range n {
			rs = append(rs, say{
				article: string(rune('a' + i)), outlet: rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "outlet"),
				at:      rapid.SampledFrom([]string{"", "2024-05-10", "2024-05-10T09:00:00Z", "2024-05-10T12:00:00Z"}).Draw(t, "at"),
				speaker: rapid.SampledFrom([]string{"", "Igor Terekhov", "police"}).Draw(t, "speaker"),
				killed:  rapid.Int32Range(0, 4).Draw(t, "killed"), injured: rapid.Int32Range(0, 4).Draw(t, "injured"),
				clock:   rapid.SampledFrom([]string{"", "", "night", "18:30", "morning"}).Draw(t, "clock"),
				day:     rapid.IntRange(0, 2).Draw(t, "day"),
				weapons: rapid.SampledFrom([][]incident.Weapon{nil, {incident.Drone}, {incident.Missile}}).Draw(t, "weapons"),
			}.report())
		}
		want := Events(rs)
		got := Events(rapid.Permutation(rs).Draw(t, "order"))
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("another order, other events:\n%s", d)
		}
		kept := 0
		for _, e := range want {
			kept += len(e.Reports)
		}
		if kept != n {
			t.Fatalf("%d reports in, %d kept", n, kept)
		}
	})
}

// TestIDsStay is the other promise: whatever comes later, an id that was handed
// out leads to the attack that it named: to the event that holds the report which
// gave it, and to one event only.
func TestIDsStay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 8).Draw(t, "n")
		handed := map[string]string{} // id -> the article that was the event's first
		var rs []incident.SourcedReport
		for i := range n {
			rs = append(rs, say{
				article: string(rune('a' + i)), outlet: "O", seq: uint64(i + 1),
				at:      rapid.SampledFrom([]string{"", "2024-05-10T09:00:00Z", "2024-05-10T12:00:00Z", "2024-05-11T12:00:00Z"}).Draw(t, "at"),
				killed:  rapid.Int32Range(0, 3).Draw(t, "killed"),
				clock:   rapid.SampledFrom([]string{"", "night", "18:30", "morning"}).Draw(t, "clock"),
				day:     rapid.IntRange(0, 1).Draw(t, "day"),
				weapons: rapid.SampledFrom([][]incident.Weapon{nil, {incident.Drone}, {incident.Missile}}).Draw(t, "weapons"),
			}.report())
			es := Events(rs)
			for j := range es {
				if _, ok := handed[es[j].ID]; !ok {
					handed[es[j].ID] = byEventID(&es[j], es[j].ID)
				}
			}
			for id, article := range handed {
				var held []string
				for j := range es {
					if es[j].Known(id) {
						held = append(held, byEventID(&es[j], id))
					}
				}
				if len(held) != 1 || held[0] != article {
					t.Fatalf("after %d articles the id %s of %q leads to %q", i+1, id, article, held)
				}
			}
		}
	})
}

// byEventID returns the article whose report gave the id.
func byEventID(e *incident.Event, id string) string {
	for _, r := range e.Reports {
		if r.EventID == id {
			return r.Article
		}
	}
	return ""
}

// Three attacks of one day, two of which begin with the same weapon, have three ids.
func TestIDsAreUnique(t *testing.T) {
	w := func(ws ...incident.Weapon) []incident.Weapon { return ws }
	es := merged(
		say{article: "a", outlet: "A", at: "2024-05-10T07:00:00Z", killed: 1, weapons: w(incident.Artillery)},
		say{article: "b", outlet: "B", at: "2024-05-10T08:00:00Z", killed: 2, weapons: w(incident.Missile, incident.Drone)},
		say{article: "c", outlet: "C", at: "2024-05-10T09:00:00Z", killed: 3, weapons: w(incident.Drone, incident.Bomb)},
		say{article: "d", outlet: "D", at: "2024-05-10T10:00:00Z", killed: 4, weapons: w(incident.Bomb)},
		say{article: "e", outlet: "E", at: "2024-05-10T11:00:00Z", killed: 5, weapons: w(incident.Drone)},
	)
	seen := map[string]bool{}
	for _, e := range es {
		if seen[e.ID] {
			t.Errorf("two events have the id %s", e.ID)
		}
		seen[e.ID] = true
	}
}
