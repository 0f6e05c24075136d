package handlers

import "incidentbot/index/incident"

// Command is one command for a menu.
type Command struct {
	Name        string // without "/"
	Description string
}

// menu lists the commands that Handle answers, in the order of a menu.
var menu = []string{
	"city", "date", "latest", "search", "near", "toll", "map", "chart", "export", "compare", "event",
	"sources", "accuracy", "about", "privacy", "help",
}

// Commands lists the commands in a language, for registration and help.
func (h *Handlers) Commands(lang incident.Lang) []Command {
	p := h.words.In(lang)
	out := make([]Command, len(menu))
	for i, name := range menu {
		out[i] = Command{name, p.T("command." + name)}
	}
	return out
}

func (t *turn) start() {
	t.block(Title, Span{Text: t.p.T("start.title"), Style: Bold})
	t.say(Line, t.p.T("start.text"))
	t.examples()
	t.coverage()
	t.row(t.to(t.p.T("button.latest"), Question{Kind: KindLatest}), t.to(t.p.T("button.help"), Question{Kind: KindHelp}))
}

func (t *turn) help() {
	t.block(Title, Span{Text: t.p.T("help.title"), Style: Bold})
	for _, c := range t.h.Commands(t.p.Lang()) {
		t.block(Item, Span{Text: "/" + c.Name}, Span{Text: " – " + c.Description})
	}
	if t.r.Bot != "" {
		for _, name := range t.h.opt.Beside {
			t.block(Item, Span{Text: "/" + name}, Span{Text: " – " + t.p.T("chat.command."+name)})
		}
	}
	t.a.Blocks = append(t.a.Blocks, Block{Kind: Gap})
	t.examples()
	t.say(Note, t.p.T("help.reading"))
	if t.r.Bot != "" {
		t.say(Note, t.p.T("help.telegram", "Bot", t.r.Bot))
	}
}

func (t *turn) about() {
	t.block(Title, Span{Text: t.p.T("about.title"), Style: Bold})
	t.say(Line, t.p.T("about.text"))
	t.block(Note, Span{Text: "GeoNames", URL: "https://www.geonames.org/"}, Span{Text: " (CC BY 4.0) · "},
		Span{Text: "Natural Earth", URL: "https://www.naturalearthdata.com/"}, Span{Text: " (" + t.p.T("about.domain") + ")"})
	if t.h.opt.Version != "" {
		t.say(Note, t.p.T("about.version", "Version", t.h.opt.Version))
	}
	t.operator()
	t.coverage()
}

func (t *turn) privacy() {
	t.block(Title, Span{Text: t.p.T("privacy.title"), Style: Bold})
	t.say(Line, t.p.T("privacy.text"))
	t.operator()
}

func (t *turn) operator() {
	if t.h.opt.Operator != "" {
		t.say(Note, t.p.T("operator", "Operator", t.h.opt.Operator))
	}
}
