// Package i18n holds every word that answers are made of, in English, Ukrainian
// and Russian, and says dates and numbers in them.
//
// The catalogs are active.en.json, active.uk.json and active.ru.json, in
// go-i18n's form: an id, and either one text or the texts of the language's
// plural forms. Placeholders are {{.Name}}. A test holds the three together: the
// same ids, the same placeholders, every plural form of the language.
//
// A Printer is safe for concurrent use.
package i18n

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"

	"incidentbot/index/incident"
)

//go:embed active.*.json
var catalogs embed.FS

// Catalog is the words of all languages.
type Catalog struct {
	printers map[incident.Lang]*Printer
}

// Load reads the embedded catalogs and those of more: files named
// active.<lang>.json in each root, whose ids must be their own.
func Load(more ...fs.FS) (*Catalog, error) {
	b := i18n.NewBundle(language.English)
	c := &Catalog{map[incident.Lang]*Printer{}}
	for _, l := range incident.Langs {
		name := "active." + string(l) + ".json"
		for _, fsys := range append([]fs.FS{catalogs}, more...) {
			if _, err := b.LoadMessageFileFS(fsys, name); err != nil {
				return nil, fmt.Errorf("catalog %s: %w", name, err)
			}
		}
		c.printers[l] = &Printer{lang: l, loc: i18n.NewLocalizer(b, string(l))}
	}
	return c, nil
}

// In returns the printer of a language, English for one we do not speak.
func (c *Catalog) In(l incident.Lang) *Printer {
	if p := c.printers[l]; p != nil {
		return p
	}
	return c.printers[incident.English]
}

// Printer says things in one language.
type Printer struct {
	lang incident.Lang
	loc  *i18n.Localizer
}

// Lang returns the printer's language.
func (p *Printer) Lang() incident.Lang { return p.lang }

// T returns the text of an id with its placeholders filled from pairs of name
// and value. An unknown id is returned as it is: the tests see to it that none is.
func (p *Printer) T(id string, pairs ...any) string { return p.say(id, nil, pairs) }

// N is T for a text that counts n: it takes the plural form of n and fills
// {{.Count}} with n, its thousands set apart.
func (p *Printer) N(id string, n int, pairs ...any) string {
	return p.say(id, n, append(pairs, "Count", p.Number(n)))
}

func (p *Printer) say(id string, count any, pairs []any) string {
	data := make(map[string]string, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		data[fmt.Sprint(pairs[i])] = fmt.Sprint(pairs[i+1])
	}
	s, err := p.loc.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: data, PluralCount: count, TemplateParser: parser{}})
	if err != nil {
		return id
	}
	return s
}

// parser fills {{.Name}} and nothing else: texts are no programs, and this is
// ten times as fast as text/template.
type parser struct{}

func (parser) Cacheable() bool { return true }

func (parser) Parse(src, _, _ string) (template.ParsedTemplate, error) {
	var t filled
	for {
		i := strings.Index(src, "{{.")
		if i < 0 {
			return append(t, piece{text: src}), nil
		}
		j := strings.Index(src[i:], "}}")
		if j < 0 {
			return nil, fmt.Errorf("placeholder without end: %q", src[i:])
		}
		t = append(t, piece{text: src[:i], name: src[i+3 : i+j]})
		src = src[i+j+2:]
	}
}

// piece is a text and the placeholder that follows it, if any.
type piece struct{ text, name string }

type filled []piece

// Execute implements template.ParsedTemplate; data is what say makes.
func (t filled) Execute(data any) (string, error) {
	values, _ := data.(map[string]string)
	var b strings.Builder
	for _, p := range t {
		b.WriteString(p.text)
		if p.name == "" {
			continue
		}
		v, ok := values[p.name]
		if !ok {
			return "", fmt.Errorf("no value for %q", p.name)
		}
		b.WriteString(v)
	}
	return b.String(), nil
}
