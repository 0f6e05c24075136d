package handlers

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text renders an answer as plain text for a terminal: "[1]" stands where a
// figure names its source, the sources are listed below, buttons are shown as
// the questions they ask. Lines are folded at width characters; 0 folds none.
func Text(a Answer, width int) string {
	var b strings.Builder
	quotes := false
	for _, blk := range a.Blocks {
		if blk.Kind == Quote && !quotes {
			b.WriteByte('\n')
			quotes = true
		}
		line := indent(blk.Kind) + spansText(blk.Spans)
		if r, _ := utf8.DecodeRuneInString(line); blk.Kind == Item && unicode.IsLetter(r) { // others begin with a number or a command
			line = "• " + line
		}
		fold(&b, line, len(indent(blk.Kind)), width)
	}
	if a.Picture != nil {
		for line := range strings.SplitSeq(a.Picture.Caption, "\n") {
			fold(&b, line, 0, width)
		}
	}
	if a.File != nil {
		fmt.Fprintf(&b, "%s (%d bytes)\n", a.File.Name, len(a.File.Data))
	}
	if len(a.Sources) > 0 {
		b.WriteByte('\n')
	}
	for _, s := range a.Sources {
		fold(&b, sourceText(s), 4, width)
	}
	buttonsText(&b, a.Buttons)
	return b.String()
}

func indent(k BlockKind) string {
	switch k {
	case Line, Note, Quote:
		return "  "
	}
	return ""
}

func spansText(spans []Span) string {
	var b strings.Builder
	for i, s := range spans {
		if s.Source > 0 {
			if i > 0 && spans[i-1].Source == 0 && !strings.HasSuffix(b.String(), " ") {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "[%d]", s.Source)
			continue
		}
		b.WriteString(s.Text)
		if s.URL != "" && s.Text != s.URL {
			b.WriteString(" <" + s.URL + ">")
		}
	}
	return b.String()
}

// sourceText is one line of the list of sources.
func sourceText(s Source) string {
	parts := []string{}
	for _, p := range []string{s.Outlet, s.Title, s.Published, s.URL} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if s.Outlet == "" {
		parts = append([]string{clean(s.Article)}, parts...)
	}
	return fmt.Sprintf("[%d] %s", s.N, commas(parts))
}

// buttonsText lists what a tap would ask, as one can type it.
func buttonsText(b *strings.Builder, rows [][]Button) {
	first := true
	for _, row := range rows {
		for _, bt := range row {
			typed := bt.Typed
			if typed == "" {
				typed = bt.URL
			}
			if typed == "" {
				continue
			}
			if first {
				b.WriteByte('\n')
				first = false
			}
			fmt.Fprintf(b, "→ %s: %s\n", bt.Label, typed)
		}
	}
}

// fold writes a line, broken between words at width characters.
func fold(b *strings.Builder, line string, hang, width int) {
	col := 0
	for i, w := range strings.SplitAfter(line, " ") {
		n := utf8.RuneCountInString(w)
		if width > 0 && i > 0 && col+utf8.RuneCountInString(strings.TrimRight(w, " ")) > width && col > hang {
			b.WriteString("\n" + strings.Repeat(" ", hang))
			col = hang
		}
		b.WriteString(w)
		col += n
	}
	b.WriteByte('\n')
}
