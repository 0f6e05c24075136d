package bot

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Telegram's lengths, in UTF-16 units of the text without its markup.
const (
	textLimit    = 4096
	captionLimit = 1024
)

// entityLimit is how many entities of a message Telegram keeps.
const entityLimit = 100

// Split cuts HTML made by Render and Escape into messages of at most limit
// UTF-16 units and 100 entities: between paragraphs, else lines, else words,
// else characters. Tags that are open at a cut are closed and opened again.
// The pieces' texts, joined, are the text, but for white space at the cuts.
func Split(html string, limit int) []string {
	var pieces []string
	rest := html
	var open []string
	for {
		s := splitter{limit: limit, open: open}
		piece, after, still := s.cut(rest)
		if piece != "" {
			pieces = append(pieces, piece)
		}
		if after == "" {
			return pieces
		}
		rest, open = after, still
	}
}

// splitter makes one piece.
type splitter struct {
	limit    int
	open     []string // tags that are open, as written
	units    int
	entities int
	last     [kinds]border
}

// The kinds of borders, the worst first.
const (
	noBorder = iota
	character
	word
	line
	paragraph
	kinds
)

// border is a place to cut at: the last one of its kind.
type border struct {
	at    int // byte where the piece ends
	next  int // byte where the rest begins
	units int // in the piece
	open  []string
}

// cut returns the first piece of html with its tags closed, the rest, and the
// tags that the rest is to be opened with.
func (s *splitter) cut(html string) (piece, rest string, open []string) {
	prefix := strings.Join(s.open, "")
	s.entities = len(s.open)
	i := 0
	for i < len(html) {
		if html[i] == '<' {
			i += s.tag(html[i:])
		} else {
			n, units := atom(html[i:])
			s.note(html, i)
			if s.units+units > s.limit {
				break
			}
			s.units += units
			i += n
		}
		if s.entities > entityLimit {
			break
		}
	}
	if i >= len(html) {
		return tidy(prefix + html), "", nil
	}
	b := s.best()
	if b.next == 0 { // a limit of less than one character
		return "", "", nil
	}
	return tidy(prefix + strings.TrimRight(html[:b.at], " \n") + closing(b.open)), html[b.next:], b.open
}

// best chooses the border to cut at: the best kind in the last two thirds of
// the piece, else between words, else anywhere.
func (s *splitter) best() border {
	for _, k := range []int{paragraph, line, word} {
		if b := s.last[k]; b.units > s.limit/3 {
			return b
		}
	}
	for _, k := range []int{word, line, paragraph} {
		if b := s.last[k]; b.next > 0 {
			return b
		}
	}
	return s.last[character]
}

// tag follows a tag and returns its length.
func (s *splitter) tag(html string) int {
	end := strings.IndexByte(html, '>') + 1
	if end == 0 {
		return len(html)
	}
	if strings.HasPrefix(html, "</") {
		if len(s.open) > 0 {
			s.open = s.open[: len(s.open)-1 : len(s.open)-1]
		}
	} else {
		s.open = append(s.open[:len(s.open):len(s.open)], html[:end])
		s.entities++
	}
	return end
}

// note remembers the border before the atom at i.
func (s *splitter) note(html string, i int) {
	if s.units == 0 {
		return
	}
	kind, next := borderKind(html, i), i
	if kind > character {
		for next < len(html) && (html[next] == '\n' || html[next] == ' ') {
			next++
		}
	}
	if next < len(html) {
		s.last[kind] = border{i, next, s.units, s.open}
	}
}

func borderKind(html string, i int) int {
	switch {
	case strings.HasPrefix(html[i:], "\n\n"):
		return paragraph
	case html[i] == '\n':
		return line
	case html[i] == ' ':
		return word
	}
	return character
}

// atom returns the bytes and UTF-16 units of what must not be cut at the start
// of s: a character reference or a grapheme cluster.
func atom(s string) (n, units int) {
	if s[0] == '&' {
		if end := strings.IndexByte(s, ';'); end > 0 && end < 10 {
			return end + 1, 1
		}
	}
	if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return 1, 1
	}
	g := graphemes.FromString(firstBytes(s))
	g.Next()
	cluster := g.Value()
	if at := strings.IndexAny(cluster, "<&"); at > 0 {
		cluster = cluster[:at]
	}
	return len(cluster), unitsOf(cluster)
}

// firstBytes bounds how far a cluster is looked for: hostile text stacks marks without end.
func firstBytes(s string) string {
	const most = 128
	if len(s) <= most {
		return s
	}
	n := most
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// unitsOf counts UTF-16 units.
func unitsOf(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

func closing(open []string) string {
	var b strings.Builder
	for i := len(open) - 1; i >= 0; i-- {
		name, _, _ := strings.Cut(strings.Trim(open[i], "<>"), " ")
		b.WriteString("</" + name + ">")
	}
	return b.String()
}

// emptyTags are what a cut can leave without content; Telegram refuses them.
var emptyTags = []string{"<b></b>", "<i></i>", "<code></code>", "<blockquote expandable></blockquote>"}

// tidy drops elements without content and white space at the ends.
func tidy(html string) string {
	for {
		before := len(html)
		for _, e := range emptyTags {
			html = strings.ReplaceAll(html, e, "")
		}
		html = dropEmptyLinks(html)
		if len(html) == before {
			return strings.Trim(html, " \n")
		}
	}
}

func dropEmptyLinks(html string) string {
	end := strings.Index(html, `"></a>`)
	if end < 0 {
		return html
	}
	return html[:strings.LastIndex(html[:end], "<a ")] + html[end+len(`"></a>`):]
}
