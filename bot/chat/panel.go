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
	off, how, on, change := "chat.alerts.none", "chat.alerts.how", "chat.alerts.on", "chat.alerts.change"
	if !here {
		off, how, on, change = "chat.alerts.there.none", "chat.alerts.there.change", "chat.alerts.there", "chat.alerts.there.change"
	}
	s := d.Store.Get(g.chat, g.thread).Sub
	if s == nil {
		return plain(l, p.T(off), p.T(how))
	}
	a := plain(l, slices.Concat([]string{p.T(on)}, d.terms(l, s), []string{p.T(change)})...)
	if text := s.Line(d.Archive.Places(), l); text != "" {
		a.Blocks = append(a.Blocks, handlers.Block{Kind: handlers.Line, Spans: []handlers.Span{{Text: p.T("chat.alerts.line") + " "}, {Text: "/alerts " + text, Style: handlers.Code}}})
	}
	return a
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

// tapper makes a button of the panel.
type tapper func(on bool, label, op string) handlers.Button

// weaponButtons switch the panel's kinds and those that were chosen in words.
func weaponButtons(say func(string, ...any) string, s *alert.Subscription, tap tapper) [][]handlers.Button {
	var all []handlers.Button
	for _, w := range incident.Weapons {
		if on := slices.Contains(s.Weapons, w); on || slices.Contains(panelWeapons, w) {
			all = append(all, tap(on, say("weapon."+string(w)), "w"+string(w)))
		}
	}
	return slices.Collect(slices.Chunk(all, 2))
}

// quietButtons switch the quiet hours and the toll that breaks them.
func quietButtons(say func(string, ...any) string, s *alert.Subscription, tap tapper) []handlers.Button {
	if s.Quiet == nil {
		return []handlers.Button{tap(false, say("chat.button.quiet"), "q")}
	}
	unless := say("chat.button.unless", "N", max(int(s.QuietKilled), killedSteps[0]))
	return []handlers.Button{tap(true, say("chat.button.quiet"), "q"), tap(s.QuietKilled > 0, unless, "b")}
}

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
		rows = append(rows, weaponButtons(p.T, s, tap)...)
		rows = append(rows,
			[]handlers.Button{
				tap(s.MinKilled > 0, least(p.T("field.killed"), int(s.MinKilled), killedSteps), "k"),
				tap(s.MinInjured > 0, least(p.T("field.injured"), int(s.MinInjured), injuredSteps), "i"),
			},
			[]handlers.Button{
				tap(s.MinLaunched > 0, least(p.T("field.launched"), s.MinLaunched, launchedSteps), "l"), tap(s.Outage, p.T("field.outages"), "o"),
			},
			[]handlers.Button{tap(s.Silent, p.T("chat.button.silent"), "s"), tap(s.OnlyNew, p.T("chat.button.new"), "n")},
			quietButtons(p.T, s, tap), []handlers.Button{tap(s.Digest != nil, p.T("chat.button.digest"), "d")},
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
	case strings.HasPrefix(op, "="):
		return d.tapPlace(ctx, t, g, op[1:])
	}
	known, restricted := true, false
	err := d.Store.Change(ctx, g.chat, g.thread, func(c *chatRecord) {
		restricted = c.Sub.Somewhere()
		known = turnSwitch(c, op, d, t.Lang)
		restricted = restricted && c.Sub != nil && !c.Sub.Somewhere()
	})
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
	if restricted {
		return "!" + p.T("chat.alerts.nowhere")
	}
	return ""
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
func (d *Desk) placeButtons(s *alert.Subscription, l incident.Lang, tap tapper) [][]handlers.Button {
	var all []handlers.Button
	for _, id := range s.Places[:min(len(s.Places), panelPlaces)] {
		if g := d.Archive.Places().ByID(id); g != nil {
			all = append(all, tap(false, "✕ "+g.Name(l), "p"+id))
		}
	}
	if s.Near != nil {
		all = append(all, tap(false, "✕ "+d.nearName(s.Near, l), "r"))
	}
	rows := slices.Collect(slices.Chunk(all, 3))
	if s.Near != nil {
		km := max(step(int(s.Near.Km), kmSteps), kmSteps[0])
		rows = append(rows, []handlers.Button{tap(false, d.say(l).T("chat.button.km", "Km", km), "c")})
	}
	return rows
}

func (d *Desk) nearName(c *alert.Circle, l incident.Lang) string {
	return d.say(l).T("chat.alerts.near", "Km", strconv.FormatFloat(c.Km, 'f', -1, 64))
}
