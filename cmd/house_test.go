// Package house_test keeps the rules of the house: which package may import which,
// the folders, the size of files and functions, a comment on every package.
package house_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	root   = ".."
	module = "incidentbot/"
	// longestFile and longestFunc are in lines; tables may be longer.
	longestFile = 400
	longestFunc = 60
)

// layers are the packages from the top down: a package may import those of the
// layers below its own, never those above it or beside it. A pattern that ends
// in "/" stands for all that lies in that folder.
var layers = [][]string{
	{"cmd/incidentbot"},
	{"config", "bot/"},
	{"handlers", "handlers/export"},
	{"handlers/i18n", "handlers/picture"},
	{"index"},
	{"index/sample"},
	{"index/source/poll", "index/source/fetch", "index/source/opml", "index/source/push"},
	{"index/source"},
	{"index/extract"},
	{"index/merge", "index/journal", "index/table"},
	{"index/extract/"},
	{"index/gazetteer"},
	{"index/token", "index/pack"},
	{"index/incident"},
}

// within lists what may be imported inside one layer: from -> what.
var within = map[string][]string{
	"bot/alert":          {"bot"},
	"bot/chat":           {"bot", "bot/alert"},
	"bot/intake":         {"bot", "bot/chat"},
	"index/source/poll":  {"index/source/fetch"},
	"index/source/opml":  {"index/source/poll"},
	"handlers":           {"handlers/export"},
	"index/extract/date": {"index/extract/quantity"},
}

// generators make embedded data and belong to no binary.
func generator(pkg string) bool { return strings.HasSuffix(pkg, "/gen") }

func layerOf(pkg string) int {
	best, at := -1, -1
	for i, layer := range layers {
		for _, p := range layer {
			if pkg == p {
				return i
			}
			fits := strings.HasSuffix(p, "/") && (pkg+"/" == p || strings.HasPrefix(pkg, p))
			if fits && len(p) > best {
				best, at = len(p), i
			}
		}
	}
	return at
}

// mayImport says why from may not import to, "" if it may.
func mayImport(from, to string) string {
	f, t := layerOf(from), layerOf(to)
	switch {
	case f < 0:
		return "is in no layer: give it one"
	case t < 0:
		return "is in no layer: give it one"
	case generator(to):
		return "is a generator: nothing imports it"
	case to == "config" && f > 0:
		return "is for cmd alone"
	case t > f || slices.Contains(within[from], to):
		return ""
	}
	return "is above or beside it"
}

// sources walks the Go files of the house.
func sources(t *testing.T, visit func(path, pkg string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" {
			return fs.SkipDir
		}
		if !d.IsDir() && strings.HasSuffix(path, ".go") {
			rel, _ := filepath.Rel(root, path)
			visit(path, filepath.ToSlash(filepath.Dir(rel)))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestImportsRunOneWay(t *testing.T) {
	edges := 0
	sources(t, func(path, pkg string) {
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return
		}
		for _, im := range f.Imports {
			to, ours := strings.CutPrefix(strings.Trim(im.Path.Value, `"`), module)
			if !ours || to == pkg || strings.HasSuffix(path, "_test.go") && layerOf(to) >= 0 && !strings.HasPrefix(to, "config") && !strings.HasPrefix(to, "cmd") {
				continue // a test may set up what its package serves
			}
			edges++
			if why := mayImport(pkg, to); why != "" {
				t.Errorf("%s imports %s, which %s", path, to, why)
			}
		}
	})
	if edges < 20 {
		t.Fatalf("only %d imports seen: the test is blind", edges)
	}
}

// TestLayersRefuse shows that the rules above can say no.
func TestLayersRefuse(t *testing.T) {
	for _, e := range [][2]string{
		{"index", "handlers"},
		{"handlers", "bot"},
		{"bot", "config"},
		{"index/incident", "index/token"},
		{"index/merge", "index"},
		{"config", "bot"},
		{"handlers", "handlers/picture/gen"},
		{"elsewhere", "index"},
	} {
		if mayImport(e[0], e[1]) == "" {
			t.Errorf("%s may import %s", e[0], e[1])
		}
	}
}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") || e.Name() == "data" {
			continue
		}
		if !slices.Contains([]string{"cmd", "config", "bot", "handlers", "index"}, e.Name()) {
			t.Errorf("%s/ is no folder of this house (see ARCHITECTURE.md)", e.Name())
		}
	}
}

// TestSizes keeps files and functions to what a reader can hold.
func TestSizes(t *testing.T) {
	sources(t, func(path, _ string) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
			return
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, path, text, parser.ParseComments)
		if err != nil {
			t.Error(err)
			return
		}
		lines, test := bytes.Count(text, []byte("\n")), strings.HasSuffix(path, "_test.go")
		if lines > longestFile && !test && !ast.IsGenerated(f) && !table(f, fset, lines) {
			t.Errorf("%s has %d lines, want %d at most", path, lines, longestFile)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || test {
				continue
			}
			n := fset.Position(fn.End()).Line - fset.Position(fn.Pos()).Line + 1
			if n > longestFunc {
				t.Errorf("%s: %s has %d lines, want %d at most", path, fn.Name, n, longestFunc)
			}
		}
	})
}

// table reports whether most of a file is data.
func table(f *ast.File, fset *token.FileSet, lines int) bool {
	data := 0
	for _, d := range f.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok != token.IMPORT {
			data += fset.Position(g.End()).Line - fset.Position(g.Pos()).Line + 1
		}
	}
	return 2*data > lines
}

// TestPackagesAreDocumented wants a package comment in every package.
func TestPackagesAreDocumented(t *testing.T) {
	documented := map[string]bool{}
	sources(t, func(path, pkg string) {
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.PackageClauseOnly|parser.ParseComments)
		if err == nil && !strings.HasSuffix(path, "_test.go") {
			documented[pkg] = documented[pkg] || f.Doc != nil
		}
	})
	for pkg, ok := range documented {
		if !ok {
			t.Errorf("%s has no package comment", pkg)
		}
	}
}
