package config

import (
	"fmt"
	"io"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Setting is one row of the table of settings.
type Setting struct {
	Key     string // "telegram.api_url"
	Env     string // "INCIDENTBOT_TELEGRAM_API_URL"; "" where only the file can say it
	Default string // as config print writes it
	Help    string
}

// Settings lists every setting in the order of Config's fields.
func Settings() []Setting {
	var rows []Setting
	d := Default()
	walk("", reflect.ValueOf(d), func(key, help string, v reflect.Value) {
		row := Setting{Key: key, Default: show(v), Help: help}
		if k := v.Kind(); k != reflect.Map && (k != reflect.Slice || v.Type().Elem().Kind() != reflect.Struct) {
			row.Env = EnvPrefix + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
		}
		rows = append(rows, row)
	})
	return rows
}

// walk calls f for every setting of a struct of sections.
func walk(prefix string, v reflect.Value, f func(key, help string, v reflect.Value)) {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		key := prefix + field.Tag.Get("mapstructure")
		help, leaf := field.Tag.Lookup("help")
		if leaf {
			f(key, help, v.Field(i))
			continue
		}
		walk(key+".", v.Field(i), f)
	}
}

// show writes a value as TOML does.
func show(v reflect.Value) string {
	switch x := v.Interface().(type) {
	case string:
		return text(x)
	case Secret:
		return strconv.Quote(x.String())
	case time.Duration:
		return strconv.Quote(x.String())
	case []int64:
		return "[" + strings.Trim(strings.ReplaceAll(fmt.Sprint(x), " ", ", "), "[]") + "]"
	case []string:
		return showTexts(x)
	case map[string]time.Duration:
		return showDelays(x)
	case []Feed:
		return fmt.Sprintf("[] # %d feeds", len(x))
	}
	return fmt.Sprint(v.Interface())
}

func showTexts(texts []string) string {
	quoted := make([]string, len(texts))
	for i, t := range texts {
		quoted[i] = text(t)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

func showDelays(m map[string]time.Duration) string {
	var parts []string
	for k, d := range m {
		parts = append(parts, fmt.Sprintf("%s = %q", k, d))
	}
	sort.Strings(parts)
	return "{" + strings.Join(parts, ", ") + "}"
}

// Print writes the settings in force as TOML that Load reads, secrets redacted,
// each with the place its value came from.
func (l *Loaded) Print(w io.Writer) error {
	var b strings.Builder
	if l.File != "" {
		fmt.Fprintf(&b, "# file: %s\n", l.File)
	}
	walk("", reflect.ValueOf(l.Config), func(key, _ string, v reflect.Value) {
		if key != "feeds" {
			fmt.Fprintf(&b, "%s = %s # %s\n", key, show(v), l.Origin[key])
		}
	})
	for _, f := range l.Feeds {
		b.WriteString("\n" + f.TOML())
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// TOML writes the feed as the configuration file lists it.
func (f Feed) TOML() string {
	s := fmt.Sprintf("[[feeds]]\nname = %s\nurl = %s\nkind = %q\nlang = %q\nenabled = %v\nnote = %s\n",
		text(f.Name), text(f.URL), f.Kind, f.Lang, f.Enabled, text(f.Note))
	if f.Every != 0 {
		s += fmt.Sprintf("every = %q\n", f.Every)
	}
	if f.Silent != 0 {
		s += fmt.Sprintf("silent = %q\n", f.Silent)
	}
	return s
}

// text quotes foreign text as TOML does: unlike Go it has no \x, \a and \v.
func text(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError {
			return ' '
		}
		return r
	}, s)
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// Table writes the settings as a Markdown table, the README's.
func Table() string {
	var b strings.Builder
	b.WriteString("| setting | environment | default | what it is |\n| --- | --- | --- | --- |\n")
	for _, s := range Settings() {
		env, def := "(file only)", "`"+s.Default+"`"
		if s.Env != "" {
			env = "`" + s.Env + "`"
		}
		if s.Default == `""` || strings.HasPrefix(s.Default, "[]") || s.Default == "{}" {
			def = "none"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", s.Key, env, def, strings.ReplaceAll(s.Help, "|", "\\|"))
	}
	return b.String()
}

// didYouMean suggests the setting nearest to a misspelt key.
func didYouMean(key string) string {
	best, least := "", 4
	for _, s := range Settings() {
		if d := distance(key, s.Key); d < least {
			best, least = s.Key, d
		}
	}
	if best == "" {
		return "; \"incidentbot config print\" lists all"
	}
	return "; did you mean " + best + "?"
}

// distance is Levenshtein's.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diag := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diag
			if a[i] != b[j] {
				cost++
			}
			diag = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
