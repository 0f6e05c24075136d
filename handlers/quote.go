package handlers

import (
	"slices"
	"strconv"
	"strings"

	"incidentbot/index/incident"
)

const maxQuote = 320 // characters of a quoted sentence

// quote keeps a claim's sentence, with who says it where and when.
func (t *turn) quote(e *incident.Event, claim int) {
	c := &e.Claims[claim]
	n := t.ref(e, c.Source)
	key := strconv.Itoa(n) + c.Sentence
	if c.Sentence == "" {
		key += c.Quote
	}
	sentence := passage(c.Sentence, c.Quote)
	if n == 0 || sentence == "" {
		return
	}
	if i, again := t.quoted[key]; again {
		if i < len(t.needs) {
			t.needs[i] = max(t.needs[i], need(c.Field))
		}
		return
	}
	t.quoted[key] = len(t.quotes)
	spans := []Span{{Source: n}, {Text: " “" + sentence + "”", Style: Italic}}
	by := t.credit(c, sourceOf(e, c.Source))
	switch {
	case c.Withdrawn:
		by = append(by, t.p.T("quote.withdrawn"))
	case c.Superseded:
		by = append(by, t.p.T("quote.superseded"))
	}
	if len(by) > 0 {
		spans = append(spans, Span{Text: " — " + commas(by)})
	}
	if s := sourceOf(e, c.Source); webAddress(s.URL) {
		spans = append(spans, Span{Text: ", "}, Span{Text: t.p.T("quote.link"), URL: s.URL})
	}
	t.quotes = append(t.quotes, Block{Quote, spans})
	t.needs = append(t.needs, need(c.Field))
}

// need ranks what a sentence is needed for: a toll before a count, a count before the rest.
func need(f incident.Field) int {
	switch f {
	case incident.FieldKilled, incident.FieldInjured:
		return 2
	case incident.FieldLaunched, incident.FieldIntercepted, incident.FieldOutage:
		return 1
	}
	return 0
}

// maxAnswer is how many characters an answer has with its quotes: one message of
// Telegram holds 4,096 and its marks, and the list of sources takes some.
const maxAnswer = 3_400

// shorten leaves out the last sentences of an answer that would be too long, the
// weightiest last of all, and says so. An event's own page has them all.
func (t *turn) shorten() {
	if t.q.Kind == KindEvent || t.q.Kind == KindCompare {
		return
	}
	room := maxAnswer - length(t.a.Blocks)
	if length(t.quotes) <= room {
		return
	}
	rest := Block{Quote, []Span{{Text: t.p.T("quote.rest")}}}
	over := length(t.quotes) + length([]Block{rest}) - room
	for w := 0; w <= 2; w++ {
		for i := len(t.quotes) - 1; i >= 0 && over > 0; i-- {
			if t.needs[i] == w {
				over -= length(t.quotes[i : i+1])
				t.quotes = slices.Delete(t.quotes, i, i+1)
				t.needs = slices.Delete(t.needs, i, i+1)
			}
		}
	}
	t.quotes = append(t.quotes, rest)
}

// credit says who speaks, in which outlet or file, and when it was published.
func (t *turn) credit(c *incident.EventClaim, s *incident.Source) []string {
	var by []string
	switch who, office := clean(c.Speaker), clean(c.Office); {
	case who != "" && office != "" && !strings.Contains(who, office):
		by = append(by, who+" ("+office+")")
	case who != "":
		by = append(by, who)
	}
	return append(by, t.origin(s.Outlet, s.Article, s.Published)...)
}

// origin names an outlet, or the article where nobody says the outlet, and the
// time; nothing of what was pasted into a chat.
func (t *turn) origin(outlet, article, published string) []string {
	var out []string
	switch name, file := clean(outlet), clean(article); {
	case name != "":
		out = append(out, name)
	case file != "":
		out = append(out, t.p.T("source.file", "Name", file))
	}
	if at := t.published(published); at != "" {
		out = append(out, at)
	}
	return out
}

// passage returns the sentence, or if it is long the part of it around the quote.
func passage(sentence, quote string) string {
	if sentence == "" {
		sentence = quote
	}
	s := strings.Join(strings.Fields(strings.ToValidUTF8(strings.Map(visible, sentence), "")), " ")
	q := strings.Join(strings.Fields(strings.ToValidUTF8(strings.Map(visible, quote), "")), " ")
	if cut(s, maxQuote) == s {
		return s
	}
	at := strings.Index(s, q)
	if at < maxQuote/2 {
		return short(s, maxQuote)
	}
	from := at - maxQuote/3
	if sp := strings.IndexByte(s[from:], ' '); sp >= 0 && from+sp < at {
		from += sp + 1
	}
	return "…" + short(strings.ToValidUTF8(s[from:], ""), maxQuote)
}

// webAddress reports whether a link may be shown as one.
func webAddress(u string) bool {
	return (strings.HasPrefix(u, "https://") || strings.HasPrefix(u, "http://")) && clean(u) == u && len(u) < 2048
}
