package source

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// PlainText renders a tree of HTML as text: blocks become paragraphs with an empty
// line between them, line breaks and list items lines, white space one space.
// Scripts, styles, forms and media have no text.
func PlainText(n *html.Node) string {
	var w textWriter
	w.walk(n)
	return strings.TrimSpace(w.b.String())
}

// textOf renders a fragment of HTML, as feeds carry it. Text without markup
// keeps its lines.
func textOf(fragment string) string {
	if !strings.ContainsAny(fragment, "<&") {
		return strings.TrimSpace(fragment)
	}
	body := &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"}
	nodes, err := html.ParseFragment(strings.NewReader(fragment), body)
	if err != nil {
		return ""
	}
	var w textWriter
	for _, n := range nodes {
		w.walk(n)
	}
	return strings.TrimSpace(w.b.String())
}

// textWriter collects text; breaks are due, not written, so that none stand
// doubled or at the ends.
type textWriter struct {
	b     strings.Builder
	due   int // line breaks before the next word
	space bool
}

func (w *textWriter) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.words(n.Data)
		return
	case html.ElementNode:
		if silent(tag(n)) {
			return
		}
	}
	gap := breaks(tag(n))
	w.due = max(w.due, gap)
	if tag(n) == atom.Br {
		w.due++
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
	w.due = max(w.due, gap)
}

// tag returns an element's name; trees made by others may carry it as text only.
func tag(n *html.Node) atom.Atom {
	if n.DataAtom != 0 {
		return n.DataAtom
	}
	return atom.Lookup([]byte(n.Data))
}

func (w *textWriter) words(s string) {
	for i, r := range s {
		if r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' {
			w.space = true
			continue
		}
		w.gap()
		w.b.WriteString(s[i : i+len(string(r))])
	}
}

// gap writes the break or space that is due before the next character.
func (w *textWriter) gap() {
	switch {
	case w.b.Len() == 0:
	case w.due > 0:
		w.b.WriteString("\n\n"[:min(w.due, 2)])
	case w.space:
		w.b.WriteByte(' ')
	}
	w.due, w.space = 0, false
}

func silent(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Form, atom.Iframe,
		atom.Button, atom.Select, atom.Textarea, atom.Video, atom.Audio, atom.Head, atom.Object:
		return true
	}
	return false
}

// breaks returns how many line ends an element sets itself apart with.
func breaks(a atom.Atom) int {
	switch a {
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Article,
		atom.Section, atom.Ul, atom.Ol, atom.Table, atom.Figure, atom.Header, atom.Footer, atom.Pre, atom.Hr:
		return 2
	case atom.Div, atom.Li, atom.Tr, atom.Dt, atom.Dd, atom.Figcaption, atom.Main, atom.Aside:
		return 1
	}
	return 0
}
