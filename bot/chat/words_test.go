package chat

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"incidentbot/bot/alert"
	"incidentbot/index/incident"
)

// catalog reads a language's words: each id with its forms, "" for the only one.
func catalog(t *testing.T, l incident.Lang) map[string]map[string]string {
	t.Helper()
	b, err := Words.ReadFile("active." + string(l) + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]string{}
	for id, r := range raw {
		forms := map[string]string{}
		var one string
		if json.Unmarshal(r, &one) == nil {
			forms[""] = one
		} else if err := json.Unmarshal(r, &forms); err != nil {
			t.Fatalf("%s: %s: %v", l, id, err)
		}
		out[id] = forms
	}
	return out
}

var placeholder = regexp.MustCompile(`{{\.\w+}}`)

// TestCatalogsAgree: every language has the same ids, with the same placeholders
// and all plural forms that the language needs.
func TestCatalogsAgree(t *testing.T) {
	plurals := map[incident.Lang][]string{
		incident.English: {"one", "other"}, incident.Ukrainian: {"few", "many", "one", "other"}, incident.Russian: {"few", "many", "one", "other"},
	}
	en := catalog(t, incident.English)
	for _, l := range incident.Langs {
		words := catalog(t, l)
		for id := range en {
			if words[id] == nil {
				t.Errorf("%s: %q is missing", l, id)
			}
		}
		for id, forms := range words {
			base := en[id]
			if base == nil {
				t.Errorf("%s: %q is not in English", l, id)
				continue
			}
			if _, single := base[""]; !single && !slices.Equal(slices.Sorted(maps.Keys(forms)), plurals[l]) {
				t.Errorf("%s: %q has the forms %v", l, id, slices.Sorted(maps.Keys(forms)))
			}
			for form, text := range forms {
				if text == "" || !slices.Equal(names(text), names(base[orOther(base, form)])) {
					t.Errorf("%s: %q: %q has other placeholders than English", l, id, text)
				}
			}
		}
	}
}

func orOther(forms map[string]string, form string) string {
	if _, ok := forms[form]; ok {
		return form
	}
	return "other"
}

func names(text string) []string {
	found := placeholder.FindAllString(text, -1)
	slices.Sort(found)
	return found
}

// stringsOf lists the string literals of the package's code.
func stringsOf(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil {
					all = append(all, s)
				}
			}
			return true
		})
	}
	return all
}

// reasons are all that can stand in a verdict that a user sees.
var reasons = []alert.Reason{
	alert.FirstReport, alert.KilledRises, alert.SecondSource, alert.OutageRises, alert.Correction, alert.Withdrawal,
	alert.OtherPlace, alert.OtherWeapon, alert.BelowSeverity, alert.TooOld, alert.Undated, alert.Background, alert.KnownBefore,
	alert.InDigest, alert.NotSubscribed, alert.ChatGone,
}

// TestEveryWordIsSaid: what the code says is in the catalog, and the catalog has nothing else.
func TestEveryWordIsSaid(t *testing.T) {
	said := stringsOf(t)
	used := map[string]bool{}
	for _, s := range said {
		used[s] = true
	}
	for _, r := range reasons {
		used["chat.reason."+reasonID(r)] = true
	}
	for _, name := range CommandNames() {
		used["chat.command."+name] = true
	}
	for _, v := range []string{"accepted", "refused"} {
		used["chat.ledger."+v] = true
	}
	used["chat.alerts.quiet.broken"] = true
	en := catalog(t, incident.English)
	for id := range en {
		if !used[id] {
			t.Errorf("%q is in the catalogs but never said", id)
		}
	}
	for id := range used {
		if strings.HasPrefix(id, "chat.") && !strings.HasSuffix(id, ".") && en[id] == nil {
			t.Errorf("%q is said but in no catalog", id)
		}
	}
}
