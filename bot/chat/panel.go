package chat

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"incidentbot/bot"
	"incidentbot/bot/alert"
	"incidentbot/handlers"
	"incidentbot/index/incident"
)

// target is the chat and topic that a panel is for.
type target struct {
	chat   int64
	thread int
}

func targetOf(t *bot.Turn) target { return target{t.Chat.ID, thread(t)} }

// String is the target's form in a button or a deep link.
func (g target) String() string {
	return strconv.FormatInt(g.chat, 36) + "_" + strconv.FormatInt(int64(g.thread), 36)
}

func readTarget(s string) (target, bool) {
	a, b, ok := strings.Cut(s, "_")
	chat, err1 := strconv.ParseInt(a, 36, 64)
	thread, err2 := strconv.ParseInt(b, 36, 32)
	return target{chat, int(thread)}, ok && err1 == nil && err2 == nil && chat != 0 && thread >= 0
}

// sendPanel shows a target's subscription with its buttons.
func (d *Desk) sendPanel(t *bot.Turn, g target) {
	a := d.panelText(t.Lang, g, g.chat == t.Chat.ID)
	t.Send(bot.Compose(&a, d.panelButtons(t, g)...))
}

// panelText says in words what the target hears of. here is set where the panel
// stands in the chat that it is about.
func (d *Desk) panelText(l incident.Lang, g target, here bool) handlers.Answer {
	p := d.say(l)
	s := d.Store.Get(g.chat, g.thread).Sub
	switch {
	case s == nil && here:
		return plain(l, p.T("chat.alerts.none"), p.T("chat.alerts.how"))
	case s == nil:
		return plain(l, p.T("chat.alerts.there.none"))
	}
	lines := d.terms(l, s)
	if here {
		lines = append(append([]string{p.T("chat.alerts.on")}, lines...), p.T("chat.alerts.change"))
	} else {
		lines = append([]string{p.T("chat.alerts.there")}, lines...)
	}
	return plain(l, lines...)
}

// terms says what a subscription is about, a line each.
func (d *Desk) terms(l incident.Lang, s *alert.Subscription) []string {
	p := d.say(l)
	lines := []string{p.T("chat.alerts.where", "Places", d.placeNames(s, l))}
	if len(s.Weapons) > 0 {
		lines = append(lines, p.T("chat.alerts.weapons", "Weapons", weaponNames(p.T, s.Weapons)))
	}
	if what := severity(p.T, s); what != "" {
		lines = append(lines, p.T("chat.alerts.severity", "What", what))
	}
	if s.Quiet != nil {
		id := "chat.alerts.quiet"
		if s.QuietKilled > 0 {
			id += ".broken"
		}
		lines = append(lines, p.T(id, "From", clock(s.Quiet.From), "To", clock(s.Quiet.To), "N", s.QuietKilled))
	}
	if s.Digest != nil {
		lines = append(lines, p.T("chat.alerts.digest", "At", clock(*s.Digest*60)))
	}
	if s.Silent {
		lines = append(lines, p.T("chat.alerts.silent"))
	}
	if s.OnlyNew {
		lines = append(lines, p.T("chat.alerts.new"))
	}
	return lines
}

func clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

func (d *Desk) placeNames(s *alert.Subscription, l incident.Lang) string {
	var out []string
	for _, id := range s.Places {
		if g := d.Archive.Places().ByID(id); g != nil {
			out = append(out, g.Name(l))
		}
	}
	if s.Near != nil {
		out = append(out, d.nearName(s.Near, l))
	}
	if len(out) == 0 {
		return d.say(l).T("chat.alerts.everywhere")
	}
	return strings.Join(out, ", ")
}

func weaponNames(say func(string, ...any) string, ws []incident.Weapon) string {
	var out []string
	for _, w := range ws {
		out = append(out, say("weapon."+string(w)))
	}
	return strings.Join(out, ", ")
}

func severity(say func(string, ...any) string, s *alert.Subscription) string {
	var out []string
	for _, f := range []struct {
		id string
		n  int
	}{{"field.killed", int(s.MinKilled)}, {"field.injured", int(s.MinInjured)}, {"field.launched", s.MinLaunched}} {
		if f.n > 0 {
			out = append(out, say(f.id)+" ≥ "+strconv.Itoa(f.n))
		}
	}
	if s.Outage {
		out = append(out, say("field.outages"))
	}
	return strings.Join(out, " / ")
}

// panelWeapons are the kinds that the panel's buttons switch.
var panelWeapons = []incident.Weapon{incident.Drone, incident.Missile, incident.Bomb, incident.Artillery}

// panelButtons are the switches of a subscription; of none, the one that begins it.
func (d *Desk) panelButtons(t *bot.Turn, g target) [][]handlers.Button {
	p := d.say(t.Lang)
	tap := func(on bool, label, op string) handlers.Button {
		if on {
			label = "✓ " + label
		}
		return handlers.Button{Label: label, Data: bot.EncodeTap(spaceAlerts, g.String()+" "+op)}
	}
	var rows [][]handlers.Button
	s := d.Store.Get(g.chat, g.thread).Sub
	if s == nil {
		rows = append(rows, []handlers.Button{tap(false, p.T("chat.button.all"), "all")})
	} else {
		rows = append(rows, d.placeButtons(s, t.Lang, tap)...)
		var weapons []handlers.Button
		for _, w := range panelWeapons {
			weapons = append(weapons, tap(slices.Contains(s.Weapons, w), p.T("weapon."+string(w)), "w"+string(w)))
		}
		rows = append(rows, weapons[:2], weapons[2:],
			[]handlers.Button{
				tap(s.MinKilled > 0, least(p.T("field.killed"), int(s.MinKilled), killedSteps), "k"),
				tap(s.MinInjured > 0, least(p.T("field.injured"), int(s.MinInjured), injuredSteps), "i"),
			},
			[]handlers.Button{
				tap(s.MinLaunched > 0, least(p.T("field.launched"), s.MinLaunched, launchedSteps), "l"), tap(s.Outage, p.T("field.outages"), "o"),
			},
			[]handlers.Button{tap(s.Silent, p.T("chat.button.silent"), "s"), tap(s.OnlyNew, p.T("chat.button.new"), "n")},
			[]handlers.Button{tap(s.Quiet != nil, p.T("chat.button.quiet"), "q"), tap(s.Digest != nil, p.T("chat.button.digest"), "d")},
			[]handlers.Button{tap(false, p.T("chat.button.test"), "t"), tap(false, p.T("chat.button.off"), "off")})
	}
	if name := d.post.Username(); name != "" && !t.Private() {
		rows = append(rows, []handlers.Button{{Label: p.T("chat.button.private"), URL: "https://t.me/" + name + "?start=cfg_" + g.String()}})
	}
	return rows
}

// tapAlerts switches what a panel's button says and shows the panel as it is then.
func (d *Desk) tapAlerts(ctx context.Context, t *bot.Turn, data string) string {
	p := d.say(t.Lang)
	to, op, ok := strings.Cut(data, " ")
	g, good := readTarget(to)
	switch {
	case !ok || !good:
		return p.T("stale")
	case !d.mayChange(ctx, t, g.chat):
		return "!" + p.T("chat.admins")
	case op == "t":
		d.sendTest(ctx, t, g)
		return ""
	case strings.HasPrefix(op, "=") && g == targetOf(t):
		return d.tapPlace(ctx, t, op[1:])
	}
	known := true
	err := d.Store.Change(ctx, g.chat, g.thread, func(c *chatRecord) { known = turnSwitch(c, op, d, t.Lang) })
	switch {
	case err != nil:
		d.Log.Error("chat's record not changed", "chat", g.chat, "err", err)
		return p.T("failed")
	case !known:
		return p.T("stale")
	}
	a := d.panelText(t.Lang, g, g.chat == t.Chat.ID)
	m := bot.Compose(&a, d.panelButtons(t, g)...)
	if t.Message != nil {
		m.Ref, m.Edit = bot.NewRef(t.Message.ID), true
	}
	t.Send(m)
	return ""
}

// turnSwitch changes one thing of a record's subscription; false for an unknown switch.
func turnSwitch(c *chatRecord, op string, d *Desk, l incident.Lang) bool {
	switch {
	case op == "all":
		if c.Sub == nil {
			c.Sub = &alert.Subscription{Since: d.Now().UTC()}
			c.Lang = cmpLang(c.Lang, l)
		}
		return true
	case op == "off":
		c.Sub = nil
		return true
	case c.Sub == nil:
		return false
	}
	s := *c.Sub
	c.Sub = &s
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
		s.OnlyNew, s.Since = !s.OnlyNew, d.Now().UTC()
	case "q":
		s.Quiet, s.QuietKilled = nextQuiet(s.Quiet)
	case "d":
		s.Digest = nextDigest(s.Digest)
	default:
		return switchWeapon(&s, op) || dropPlace(&s, op)
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

// least labels a threshold's button: the one that is set, else the one that a tap sets.
func least(name string, n int, steps []int) string {
	if n == 0 {
		n = steps[0]
	}
	return name + " ≥ " + strconv.Itoa(n)
}

// panelPlaces is how many places the panel has buttons for.
const panelPlaces = 12

// placeButtons take single places out of a subscription.
func (d *Desk) placeButtons(s *alert.Subscription, l incident.Lang, tap func(bool, string, string) handlers.Button) [][]handlers.Button {
	var all []handlers.Button
	for _, id := range s.Places[:min(len(s.Places), panelPlaces)] {
		if g := d.Archive.Places().ByID(id); g != nil {
			all = append(all, tap(false, "✕ "+g.Name(l), "p"+id))
		}
	}
	if s.Near != nil {
		all = append(all, tap(false, "✕ "+d.nearName(s.Near, l), "r"))
	}
	return slices.Collect(slices.Chunk(all, 3))
}

func (d *Desk) nearName(c *alert.Circle, l incident.Lang) string {
	return d.say(l).T("chat.alerts.near", "Km", strconv.FormatFloat(c.Km, 'f', -1, 64))
}

func cmpLang(a, b incident.Lang) incident.Lang {
	if a == "" {
		return b
	}
	return a
}

func switchWeapon(s *alert.Subscription, op string) bool {
	w := incident.Weapon(strings.TrimPrefix(op, "w"))
	if !strings.HasPrefix(op, "w") || !slices.Contains(panelWeapons, w) {
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
