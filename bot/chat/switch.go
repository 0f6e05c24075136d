package chat

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"incidentbot/bot/alert"
	"incidentbot/index/incident"
)

// turnSwitch changes one thing of a record's subscription; false for an unknown switch.
func turnSwitch(c *chatRecord, op string, d *Desk, l incident.Lang) bool {
	switch {
	case op == "all":
		if c.Sub == nil {
			c.Subscribe(&alert.Subscription{Since: d.Now().UTC()}, d.Now(), &d.Policy)
			c.Lang = cmp.Or(c.Lang, l)
		}
		return true
	case op == "off":
		c.Sub = nil
		return true
	case c.Sub == nil:
		return false
	}
	s := *c.Sub
	known := switchOne(&s, op, d.Now())
	c.Subscribe(&s, d.Now(), &d.Policy)
	return known
}

// switchOne changes one thing of a subscription; false for an unknown switch.
func switchOne(s *alert.Subscription, op string, now time.Time) bool {
	switch op {
	case "k":
		s.MinKilled = int32(step(int(s.MinKilled), killedSteps))
	case "i":
		s.MinInjured = int32(step(int(s.MinInjured), injuredSteps))
	case "l":
		s.MinLaunched = step(s.MinLaunched, launchedSteps)
	case "r":
		s.Near = nil
	case "o":
		s.Outage = !s.Outage
	case "s":
		s.Silent = !s.Silent
	case "n":
		s.OnlyNew, s.Since = !s.OnlyNew, now.UTC()
	case "q":
		s.Quiet, s.QuietKilled = nextQuiet(s.Quiet)
	case "b":
		if s.Quiet == nil {
			return false
		}
		s.QuietKilled = int32(step(int(s.QuietKilled), killedSteps))
	case "c":
		if s.Near == nil {
			return false
		}
		s.Near = &alert.Circle{Lat: s.Near.Lat, Lon: s.Near.Lon, Km: float64(max(step(int(s.Near.Km), kmSteps), kmSteps[0]))}
	case "d":
		s.Digest = nextDigest(s.Digest)
	default:
		return switchWeapon(s, op) || dropPlace(s, op)
	}
	return true
}

// dropPlace takes the place out whose id follows "p".
func dropPlace(s *alert.Subscription, op string) bool {
	id, ok := strings.CutPrefix(op, "p")
	i := slices.Index(s.Places, id)
	if !ok || i < 0 {
		return false
	}
	s.Places = slices.Delete(slices.Clone(s.Places), i, i+1)
	return true
}

// The steps that a button of the panel goes round.
var (
	killedSteps   = []int{1, 5, 10}
	injuredSteps  = []int{1, 10, 50}
	launchedSteps = []int{10, 50, 100}
	kmSteps       = []int{10, 30, 50, 100}
)

// step returns the first step above n, 0 after the last.
func step(n int, steps []int) int {
	for _, s := range steps {
		if s > n {
			return s
		}
	}
	return 0
}

func switchWeapon(s *alert.Subscription, op string) bool {
	w := incident.Weapon(strings.TrimPrefix(op, "w"))
	if !strings.HasPrefix(op, "w") || !slices.Contains(panelWeapons, w) && !slices.Contains(s.Weapons, w) {
		return false
	}
	ws := slices.Clone(s.Weapons)
	if i := slices.Index(ws, w); i >= 0 {
		s.Weapons = slices.Delete(ws, i, i+1)
	} else {
		s.Weapons = append(ws, w)
	}
	return true
}

// quietKilled is the toll that breaks quiet hours set by a button.
const quietKilled = 5

// nextQuiet goes round: none, 22 to 7, 23 to 6, none.
func nextQuiet(h *alert.Hours) (*alert.Hours, int32) {
	switch {
	case h == nil:
		return &alert.Hours{From: 22 * 60, To: 7 * 60}, quietKilled
	case h.From == 22*60:
		return &alert.Hours{From: 23 * 60, To: 6 * 60}, quietKilled
	}
	return nil, 0
}

// nextDigest goes round: none, 8:00, 20:00, none.
func nextDigest(hour *int) *int {
	next := 8
	switch {
	case hour == nil:
	case *hour == 8:
		next = 20
	default:
		return nil
	}
	return &next
}
