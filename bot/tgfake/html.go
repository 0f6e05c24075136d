package tgfake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Entity is a stretch of a text, in UTF-16 units.
type Entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	URL    string `json:"url,omitempty"`
}

// maxEntities is how many entities a message keeps; Telegram drops the others.
const maxEntities = 100

// htmlTags are the tags of HTML mode and the entities they make.
var htmlTags = map[string]string{
	"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
	"code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link",
}

// htmlParser reads HTML mode strictly: what Telegram would take leniently, or
// refuse, is an error.
type htmlParser struct {
	rest     string
	text     strings.Builder
	length   int // of text, in UTF-16 units
	open     []openTag
	entities []Entity
}

type openTag struct {
	name string
	Entity
}

// ParseHTML returns the text that HTML-mode markup shows and its entities.
// Unknown or crossing tags, bare "<", ">" and "&", and empty or nested equal
// entities are errors.
func ParseHTML(s string) (string, []Entity, error) {
	p := htmlParser{rest: s}
	for p.rest != "" {
		if err := p.step(); err != nil {
			return "", nil, fmt.Errorf("at byte %d: %w", len(s)-len(p.rest), err)
		}
	}
	if len(p.open) > 0 {
		return "", nil, fmt.Errorf("<%s> is never closed", p.open[len(p.open)-1].name)
	}
	slices.SortStableFunc(p.entities, func(a, b Entity) int { return a.Offset - b.Offset })
	return p.text.String(), p.entities, nil
}

func (p *htmlParser) step() error {
	switch p.rest[0] {
	case '<':
		end := strings.IndexByte(p.rest, '>')
		if end < 0 {
			return fmt.Errorf("bare <")
		}
		tag := p.rest[1:end]
		if err := p.tag(tag); err != nil {
			return err
		}
		p.rest = p.rest[end+1:]
	case '>':
		return fmt.Errorf("bare >")
	case '&':
		return p.reference()
	default:
		n := strings.IndexAny(p.rest, "<>&")
		if n < 0 {
			n = len(p.rest)
		}
		p.add(p.rest[:n])
		p.rest = p.rest[n:]
	}
	return nil
}

func (p *htmlParser) add(s string) {
	p.text.WriteString(s)
	p.length += utf16Len(s)
}

// reference reads one of the four named references, or a numeric one.
func (p *htmlParser) reference() error {
	end := strings.IndexByte(p.rest, ';')
	if end < 0 {
		return fmt.Errorf("bare &")
	}
	name := p.rest[1:end]
	named := map[string]string{"lt": "<", "gt": ">", "amp": "&", "quot": `"`}
	if s, ok := named[name]; ok {
		p.add(s)
	} else if n, err := strconv.ParseUint(strings.TrimPrefix(name, "#"), 10, 21); err == nil && name[0] == '#' {
		p.add(string(rune(n)))
	} else {
		return fmt.Errorf("unknown reference &%.10s;", name)
	}
	p.rest = p.rest[end+1:]
	return nil
}

func (p *htmlParser) tag(tag string) error {
	if name, ok := strings.CutPrefix(tag, "/"); ok {
		return p.close(name)
	}
	name, attr, _ := strings.Cut(tag, " ")
	kind, ok := htmlTags[name]
	if !ok {
		return fmt.Errorf("unsupported tag <%s>", name)
	}
	e := Entity{Type: kind, Offset: p.length}
	switch {
	case name == "a":
		href, ok := strings.CutPrefix(attr, `href="`)
		if !ok || !strings.HasSuffix(href, `"`) || strings.Count(href, `"`) != 1 {
			return fmt.Errorf("<a> wants one href in double quotes")
		}
		e.URL = href[:len(href)-1]
	case name == "blockquote" && attr == "expandable":
		e.Type = "expandable_blockquote"
	case attr != "":
		return fmt.Errorf("<%s> with attribute %q", name, attr)
	}
	if slices.ContainsFunc(p.open, func(o openTag) bool { return o.clashes(kind) }) {
		return fmt.Errorf("<%s> inside what cannot hold it", name)
	}
	p.open = append(p.open, openTag{name, e})
	return nil
}

// clashes reports whether an open entity cannot hold one of a kind.
func (o openTag) clashes(kind string) bool {
	quote := strings.Contains(o.Type, "blockquote") && kind == "blockquote"
	return o.Type == kind || o.Type == "code" || o.Type == "pre" || quote
}

func (p *htmlParser) close(name string) error {
	if len(p.open) == 0 || p.open[len(p.open)-1].name != name {
		return fmt.Errorf("</%s> closes nothing", name)
	}
	e := p.open[len(p.open)-1].Entity
	p.open = p.open[:len(p.open)-1]
	if e.Length = p.length - e.Offset; e.Length == 0 {
		return fmt.Errorf("empty <%s>", name)
	}
	p.entities = append(p.entities, e)
	return nil
}
