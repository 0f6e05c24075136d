package handlers_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"incidentbot/handlers"
	"incidentbot/index/incident"
)

// ids reads the English catalog's ids.
func ids(t *testing.T) map[string]any {
	t.Helper()
	b, err := os.ReadFile("i18n/active.en.json")
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// said lists the strings of the package's code, and the ids it hands to a
// printer: those it begins only ("weapon." + …) end in a point.
func said(t *testing.T) (all, printed []string) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if s, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
					all = append(all, s)
				}
			case *ast.CallExpr:
				sel, ok := n.Fun.(*ast.SelectorExpr)
				if ok && slices.Contains([]string{"T", "N", "mistake"}, sel.Sel.Name) && len(n.Args) > 0 {
					printed = append(printed, literal(n.Args[0]))
				}
			}
			return true
		})
	}
	return all, printed
}

func literal(e ast.Expr) string {
	if b, ok := e.(*ast.BinaryExpr); ok {
		e = b.X
	}
	lit, ok := e.(*ast.BasicLit)
	if !ok {
		return ""
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return ""
	}
	return s
}

func TestEveryWordIsInTheCatalog(t *testing.T) {
	have := ids(t)
	_, printed := said(t)
	for _, id := range printed {
		if _, ok := have[id]; id != "" && !strings.HasSuffix(id, ".") && !ok {
			t.Errorf("%q is said but in no catalog", id)
		}
	}
	var want []string
	for _, w := range append(incident.Weapons[:], incident.MissileDrone) {
		want = append(want, "weapon."+strings.ReplaceAll(string(w), "+", "_"))
	}
	for _, d := range incident.Damages {
		want = append(want, "damage."+string(d))
	}
	for _, u := range []incident.Utility{incident.Electricity, incident.Heating, incident.Water, incident.Gas, incident.Internet} {
		want = append(want, "utility."+string(u))
	}
	for _, b := range []incident.DateBasis{
		incident.BasisStated, incident.BasisWeekday, incident.BasisRelative, incident.BasisPublished, incident.BasisInferred, incident.BasisNone,
	} {
		want = append(want, "basis."+string(b))
	}
	for _, g := range []incident.Grade{incident.GradeOne, incident.GradeConfirmed, incident.GradeDiffer, incident.GradeCorrected, incident.GradeWithdrawn} {
		want = append(want, "grade."+strings.ReplaceAll(string(g), " ", "_"))
	}
	for _, id := range want {
		if _, ok := have[id]; !ok {
			t.Errorf("%q is in no catalog", id)
		}
	}
}

func TestNoWordIsUnused(t *testing.T) {
	all, _ := said(t)
	more, err := os.ReadFile("i18n/dates.go")
	if err != nil {
		t.Fatal(err)
	}
	for id := range ids(t) {
		family, _, _ := strings.Cut(id, ".")
		used := slices.Contains(all, id) || slices.Contains(all, family+".") || strings.Contains(string(more), strconv.Quote(id))
		if !used {
			t.Errorf("%q is in the catalogs but never said", id)
		}
	}
}

func TestCommandsAreDescribed(t *testing.T) {
	h := newHandlers(t)
	for _, l := range incident.Langs {
		for _, c := range h.Commands(l) {
			if c.Description == "" || c.Description == "command."+c.Name || len([]rune(c.Description)) > 256 || len(c.Name) > 32 {
				t.Errorf("%s /%s: %q", l, c.Name, c.Description)
			}
			a := h.Handle(t.Context(), handlers.Request{Text: "/" + c.Name, Lang: l, Now: now})
			if len(a.Blocks) == 0 {
				t.Errorf("%s /%s says nothing", l, c.Name)
			}
			check(t, "/"+c.Name, a)
		}
	}
}
