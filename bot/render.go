package bot

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"incidentbot/handlers"
)

// escaper is the only way by which foreign text becomes HTML.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// Escape makes a text safe inside HTML markup and attributes. Bytes that are no
// UTF-8 and control characters, which Telegram refuses or shows as nothing, go.
func Escape(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "�")
	}
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, s)
	return escaper.Replace(s)
}

// Render returns an answer as HTML, of any length: Split cuts it. Successive
// quotes form one expandable block; sources that no quote shows are listed in it.
func Render(a *handlers.Answer) string {
	r := renderer{sources: map[int]handlers.Source{}}
	for _, s := range a.Sources {
		r.sources[s.N] = s
	}
	quoted := false
	quotes := r.quotedSources(a.Blocks)
	rest := unquoted(a.Sources, quotes)
	for i := 0; i < len(a.Blocks); i++ {
		if a.Blocks[i].Kind != handlers.Quote {
			r.line(r.block(a.Blocks[i]))
			continue
		}
		j := i
		for j < len(a.Blocks) && a.Blocks[j].Kind == handlers.Quote {
			j++
		}
		r.quote(a.Blocks[i:j], rest)
		quoted, rest, i = true, nil, j-1
	}
	if !quoted && len(rest) > 0 {
		r.quote(nil, rest)
	}
	return strings.Trim(r.out.String(), "\n")
}

type renderer struct {
	out     strings.Builder
	sources map[int]handlers.Source
}

func (r *renderer) line(s string) {
	r.out.WriteString(s)
	r.out.WriteByte('\n')
}

// quotedSources returns the numbers that stand in quotes.
func (r *renderer) quotedSources(blocks []handlers.Block) map[int]bool {
	seen := map[int]bool{}
	for _, b := range blocks {
		for _, s := range b.Spans {
			if b.Kind == handlers.Quote && s.Source > 0 {
				seen[s.Source] = true
			}
		}
	}
	return seen
}

func unquoted(sources []handlers.Source, quotes map[int]bool) []handlers.Source {
	var rest []handlers.Source
	for _, s := range sources {
		if !quotes[s.N] {
			rest = append(rest, s)
		}
	}
	return rest
}

// quote writes an expandable block of quotes and sources.
func (r *renderer) quote(blocks []handlers.Block, rest []handlers.Source) {
	var lines []string
	for _, b := range blocks {
		if s := r.spans(b.Spans, handlers.Plain); s != "" {
			lines = append(lines, s)
		}
	}
	for _, s := range rest {
		lines = append(lines, r.source(s))
	}
	if len(lines) > 0 {
		r.line("<blockquote expandable>" + strings.Join(lines, "\n") + "</blockquote>")
	}
}

// source writes an entry of the list of sources.
func (r *renderer) source(s handlers.Source) string {
	parts := []string{Escape(firstOf(s.Outlet, s.Title, s.Article))}
	if s.Published != "" {
		day, _, _ := strings.Cut(s.Published, "T") // the hour and its zone are for machines
		parts = append(parts, Escape(day))
	}
	return r.reference(s.N) + " " + strings.Join(parts, ", ")
}

func firstOf(ss ...string) string {
	for _, s := range ss {
		if s != "" {
			return s
		}
	}
	return "—"
}

func (r *renderer) block(b handlers.Block) string {
	switch b.Kind {
	case handlers.Title:
		return wrap("b", r.spans(b.Spans, handlers.Bold))
	case handlers.Item:
		return "• " + r.spans(b.Spans, handlers.Plain)
	case handlers.Note:
		return wrap("i", r.spans(b.Spans, handlers.Italic))
	case handlers.Gap:
		return ""
	}
	return r.spans(b.Spans, handlers.Plain)
}

// spans writes spans within an outer style, which none repeats.
func (r *renderer) spans(spans []handlers.Span, outer handlers.Style) string {
	var b strings.Builder
	for i, s := range spans {
		if s.Source > 0 {
			if i > 0 && needsSpace(spans[i-1]) {
				b.WriteByte(' ')
			}
			b.WriteString(r.reference(s.Source))
			continue
		}
		text := Escape(s.Text)
		if s.Style != outer {
			text = wrap(styleTags[s.Style], text)
		}
		b.WriteString(link(s.URL, text))
	}
	return b.String()
}

// needsSpace reports whether a reference after a span wants a space before it:
// after a word or figure, but not after white space, a bracket or another reference.
func needsSpace(before handlers.Span) bool {
	last, _ := utf8.DecodeLastRuneInString(before.Text)
	return before.Source == 0 && before.Text != "" && !unicode.IsSpace(last) && last != '('
}

var styleTags = [...]string{handlers.Bold: "b", handlers.Italic: "i", handlers.Code: "code"}

// wrap puts a text into a tag; a blank text stays bare, since empty entities are refused.
func wrap(tag, text string) string {
	if tag == "" || strings.TrimSpace(text) == "" {
		return text
	}
	return "<" + tag + ">" + text + "</" + tag + ">"
}

// reference writes "[n]", linked if the source has an address.
func (r *renderer) reference(n int) string {
	return link(r.sources[n].URL, fmt.Sprintf("[%d]", n))
}

// link puts a text into a link if the address is one of the web.
func link(address, text string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.TrimSpace(text) == "" {
		return text
	}
	return `<a href="` + Escape(address) + `">` + text + "</a>"
}
