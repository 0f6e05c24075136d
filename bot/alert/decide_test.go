package alert

import (
	"testing"
	"time"

	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

var (
	kyiv   = time.FixedZone("Kyiv", 2*3600)
	noon   = time.Date(2024, 1, 2, 12, 0, 0, 0, kyiv)
	policy = Policy{MaxAge: 48 * time.Hour, Gather: 30 * time.Minute, Zone: kyiv}
)

// event is an event at a place that the empty gazetteer does not know.
func event(f func(*incident.Event)) *incident.Event {
	e := &incident.Event{
		ID: "e1", Revision: 1, Independent: 1, Articles: 1, Grade: incident.GradeOne, Date: incident.NewDay(2024, 1, 2),
		Place: incident.Place{ID: "706483", Name: "Kharkiv", Kind: incident.City, Lat: 49.98, Lon: 36.25}, Weapons: []incident.Weapon{incident.Missile},
	}
	if f != nil {
		f(e)
	}
	return e
}

func killed(n int32) func(*incident.Event) {
	return func(e *incident.Event) {
		e.Killed = &incident.Figure{Interval: incident.Exactly(n), Lead: incident.Exactly(n)}
		e.Revision = int(n) + 1
	}
}

func TestDecideFirst(t *testing.T) {
	all := Subscription{}
	for name, c := range map[string]struct {
		sub  *Subscription
		e    *incident.Event
		now  time.Time
		act  Act
		want Reason
	}{
		"no subscription":      {nil, event(nil), noon, Nothing, NotSubscribed},
		"everything":           {&all, event(nil), noon, Send, FirstReport},
		"its place":            {&Subscription{Places: []string{"706483"}}, event(nil), noon, Send, FirstReport},
		"another place":        {&Subscription{Places: []string{"703448"}}, event(nil), noon, Nothing, OtherPlace},
		"near":                 {&Subscription{Near: &Circle{50, 36.2, 10}}, event(nil), noon, Send, FirstReport},
		"not near":             {&Subscription{Near: &Circle{50.4, 30.5, 10}}, event(nil), noon, Nothing, OtherPlace},
		"its weapon":           {&Subscription{Weapons: []incident.Weapon{incident.Drone, incident.Missile}}, event(nil), noon, Send, FirstReport},
		"another weapon":       {&Subscription{Weapons: []incident.Weapon{incident.Drone}}, event(nil), noon, Nothing, OtherWeapon},
		"severe enough":        {&Subscription{MinKilled: 1, MinInjured: 5}, event(killed(1)), noon, Send, FirstReport},
		"not severe enough":    {&Subscription{MinKilled: 2}, event(killed(1)), noon, Nothing, BelowSeverity},
		"too old":              {&all, event(nil), noon.AddDate(0, 0, 4), Nothing, TooOld},
		"undated":              {&all, event(func(e *incident.Event) { e.Date = 0 }), noon, Nothing, Undated},
		"background":           {&all, event(func(e *incident.Event) { e.Background = true }), noon, Nothing, Background},
		"withdrawn before":     {&all, event(func(e *incident.Event) { e.Grade = incident.GradeWithdrawn }), noon, Nothing, Withdrawal},
		"known before":         {&Subscription{OnlyNew: true, Since: noon.AddDate(0, 0, 1)}, event(nil), noon, Nothing, KnownBefore},
		"quiet hours":          {&Subscription{Quiet: &Hours{11 * 60, 13 * 60}}, event(nil), noon, Hold, QuietHours},
		"severity breaks them": {&Subscription{Quiet: &Hours{11 * 60, 13 * 60}, QuietKilled: 3}, event(killed(3)), noon, Send, FirstReport},
		"digest instead":       {&Subscription{Digest: new(int)}, event(nil), noon, Nothing, InDigest},
	} {
		v := Decide(&Chat{ID: 1, Sub: c.sub}, c.e, c.now, c.now, &policy, &gazetteer.Gazetteer{})
		if v.Act != c.act || v.Reason != c.want {
			t.Errorf("%s: %v because %q, want %v because %q", name, v.Act, v.Reason, c.act, c.want)
		}
	}
}

func TestDecideUpdate(t *testing.T) {
	for name, c := range map[string]struct {
		f    func(*incident.Event)
		act  Act
		want Reason
	}{
		"the same":         {nil, Nothing, Unchanged},
		"injured change":   {func(e *incident.Event) { e.Revision++ }, Edit, Changed},
		"killed rises":     {func(e *incident.Event) { killed(5)(e) }, Reply, KilledRises},
		"killed falls":     {func(e *incident.Event) { killed(1)(e) }, Reply, Correction},
		"second source":    {func(e *incident.Event) { e.Independent, e.Revision = 2, 9 }, Reply, SecondSource},
		"an outage":        {func(e *incident.Event) { e.Outages, e.Revision = []incident.Outage{{Utility: incident.Water}}, 9 }, Reply, OutageRises},
		"a correction":     {func(e *incident.Event) { e.Grade, e.Revision = incident.GradeCorrected, 9 }, Reply, Correction},
		"withdrawn":        {func(e *incident.Event) { e.Grade, e.Revision = incident.GradeWithdrawn, 9 }, Reply, Withdrawal},
		"much later still": {func(e *incident.Event) { killed(4)(e) }, Reply, KilledRises},
	} {
		chat := &Chat{ID: 1, Sub: &Subscription{}}
		chat.Record(Verdict{Act: Send, Post: -1}, 7, noon, event(killed(2)))
		e := event(killed(2))
		if c.f != nil {
			c.f(e)
		}
		v := Decide(chat, e, noon, noon.Add(time.Hour), &policy, &gazetteer.Gazetteer{})
		if v.Act != c.act || v.Reason != c.want || v.Post != 0 {
			t.Errorf("%s: %v because %q of post %d, want %v because %q", name, v.Act, v.Reason, v.Post, c.act, c.want)
		}
	}
}

func TestOldEventsWakeNobody(t *testing.T) {
	later := noon.AddDate(0, 0, 30)
	for _, c := range []struct {
		f    func(*incident.Event)
		act  Act
		want Reason
	}{
		{killed(5), Edit, KilledRises},
		{func(e *incident.Event) { e.Grade, e.Revision = incident.GradeWithdrawn, 9 }, Reply, Withdrawal},
	} {
		chat := &Chat{ID: 1, Sub: &Subscription{}}
		chat.Record(Verdict{Act: Send, Post: -1}, 7, noon, event(killed(2)))
		e := event(killed(2))
		c.f(e)
		if v := Decide(chat, e, noon, later, &policy, &gazetteer.Gazetteer{}); v.Act != c.act || v.Reason != c.want {
			t.Errorf("a month later: %v because %q, want %v because %q", v.Act, v.Reason, c.act, c.want)
		}
	}
}

func TestThirdSourceIsNoReason(t *testing.T) {
	chat := &Chat{ID: 1, Sub: &Subscription{}}
	two := event(func(e *incident.Event) { e.Independent = 2 })
	chat.Record(Verdict{Act: Send, Post: -1}, 7, noon, two)
	three := event(func(e *incident.Event) { e.Independent, e.Revision = 3, 2 })
	if v := Decide(chat, three, noon, noon, &policy, &gazetteer.Gazetteer{}); v.Act != Edit {
		t.Errorf("act %v because %q", v.Act, v.Reason)
	}
}

func TestBurstJoinsOnePost(t *testing.T) {
	chat := &Chat{ID: 1, Sub: &Subscription{}}
	chat.Record(Verdict{Act: Send, Post: -1}, 7, noon, event(nil))
	other := event(func(e *incident.Event) { e.ID = "e2" })
	if v := Decide(chat, other, noon.Add(10*time.Minute), noon.Add(10*time.Minute), &policy, &gazetteer.Gazetteer{}); v.Act != Edit || v.Reason != Burst || v.Post != 0 {
		t.Errorf("ten minutes later: %+v", v)
	}
	if v := Decide(chat, other, noon.Add(time.Hour), noon.Add(time.Hour), &policy, &gazetteer.Gazetteer{}); v.Act != Send {
		t.Errorf("an hour later: %+v", v)
	}
	other.Date++
	if v := Decide(chat, other, noon.Add(10*time.Minute), noon.Add(10*time.Minute), &policy, &gazetteer.Gazetteer{}); v.Act != Send {
		t.Errorf("another day: %+v", v)
	}
}

func TestPublicationDelay(t *testing.T) {
	p := policy
	p.Delay = map[incident.Weapon]time.Duration{"": time.Hour, incident.Missile: 3 * time.Hour}
	chat := &Chat{ID: 1, Sub: &Subscription{}}
	g := &gazetteer.Gazetteer{}
	if v := Decide(chat, event(nil), noon, noon.Add(2*time.Hour), &p, g); v.Act != Hold || v.Reason != Delayed || !v.Until.Equal(noon.Add(3*time.Hour)) {
		t.Errorf("two hours later: %+v", v)
	}
	if v := Decide(chat, event(nil), noon, noon.Add(3*time.Hour), &p, g); v.Act != Send {
		t.Errorf("three hours later: %+v", v)
	}
}

func TestQuietHoursWrapMidnight(t *testing.T) {
	h := &Hours{22 * 60, 7 * 60}
	for at, want := range map[string]string{
		"2024-01-02T21:59": "", "2024-01-02T22:00": "2024-01-03T07:00", "2024-01-03T03:00": "2024-01-03T07:00", "2024-01-03T07:00": "",
	} {
		now, _ := time.ParseInLocation("2006-01-02T15:04", at, kyiv)
		until, quiet := h.Until(now)
		if got := until.Format("2006-01-02T15:04"); quiet != (want != "") || quiet && got != want {
			t.Errorf("%s: %v until %s, want %q", at, quiet, got, want)
		}
	}
}

// TestDigestDue: once a day, from its hour on, and not at once where it is chosen later in the day.
func TestDigestDue(t *testing.T) {
	eight, twenty := 8, 20
	c := &Chat{ID: 1}
	at := func(day, hour int) time.Time { return time.Date(2024, 1, day, hour, 30, 0, 0, kyiv) }
	c.Subscribe(&Subscription{Digest: &eight}, at(2, 12), &policy)
	for _, step := range []struct {
		now  time.Time
		want bool
	}{
		{at(2, 12), false}, {at(3, 7), false}, {at(3, 8), true}, {at(3, 15), true}, // the bot was away at eight
	} {
		if got := DigestDue(c, step.now, &policy); got != step.want {
			t.Errorf("%v: %v", step.now, got)
		}
	}
	c.LastDigest = incident.NewDay(2024, 1, 3)
	c.Subscribe(&Subscription{Digest: &twenty}, at(3, 16), &policy)
	if DigestDue(c, at(3, 21), &policy) || !DigestDue(c, at(4, 20), &policy) {
		t.Error("not one a day")
	}
}

func TestWithdrawnPostGathersNothing(t *testing.T) {
	chat := &Chat{ID: 1, Sub: &Subscription{}}
	first := event(killed(2))
	chat.Record(Verdict{Act: Send, Post: -1}, 7, noon, first)
	other := event(func(e *incident.Event) { e.ID = "e2" })
	if v := Decide(chat, other, noon, noon, &policy, &gazetteer.Gazetteer{}); v.Act != Edit || v.Reason != Burst {
		t.Errorf("%v because %q", v.Act, v.Reason)
	}
	first.Grade = incident.GradeWithdrawn
	chat.Record(Verdict{Act: Reply, Post: 0}, 0, noon, first)
	if v := Decide(chat, other, noon, noon, &policy, &gazetteer.Gazetteer{}); v.Act != Send || v.Reason != FirstReport {
		t.Errorf("after the withdrawal: %v because %q", v.Act, v.Reason)
	}
}
