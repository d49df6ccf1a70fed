package store_test

import (
	"go/ast"
	"go/token"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layers of the packages that know no project, and of those of the window: what stands in one line may know what stands in the lines
// before it, and nothing else of the list. A star stands for all folders in one that are not named.
var layers = map[string][]string{
	"annotate": {
		"annotate",
		"annotate/agreement/pairing annotate/agreement/agreementtest annotate/ingest/charset annotate/textpos/lexicon annotate/duplicate annotate/alike annotate/lazy",
		"annotate/agreement/gamma annotate/textpos annotate/codebook annotate/review annotate/history annotate/ingest",
		"annotate/agreement annotate/align annotate/align/passage annotate/suggest/quotation annotate/dataset annotate/search",
		"annotate/align/event annotate/suggest",
		"annotate/format/form annotate/suggest/outside",
		"annotate/coverage",
		"annotate/network",
		"annotate/format/*",
		"annotate/format",
	},
	"ui": {
		"ui/wording ui/theme ui/keyboard ui/command ui/clip ui/reader/layout ui/reader/readertest",
		"ui/control ui/reader/paint ui/session",
		"ui/part ui/reader ui/uitest ui/sample ui/ribbon",
		"ui/sheet ui/picture ui/drawing",
		"ui/choose ui/stage ui/spanform ui/thread ui/compare",
		"ui/inspector",
		"ui/*", // a view knows no other
		"ui/shell",
	},
}

func TestLayersKnowWhatIsBelow(t *testing.T) {
	place := map[string]int{}
	for _, list := range layers {
		for i, names := range list {
			for _, name := range strings.Fields(names) {
				place[name] = i
			}
		}
	}
	of := func(folder string) (int, bool) {
		i, there := place[folder]
		for at := folder; !there && strings.Contains(at, "/"); at = path.Dir(at) {
			i, there = place[path.Dir(at)+"/*"]
		}
		return i, there
	}
	seen := 0
	eachSource(t, func(name string, set *token.FileSet, file *ast.File) {
		folder := path.Dir(name)
		top, _, _ := strings.Cut(folder, "/")
		if layers[top] == nil {
			return
		}
		from, there := of(folder)
		if !there {
			t.Errorf("%s has no place in the house", folder)
		}
		for _, i := range file.Imports {
			imported, _ := strconv.Unquote(i.Path.Value)
			other, ours := strings.CutPrefix(imported, module)
			to, there := of(other)
			if !ours || !there || !strings.HasPrefix(other+"/", top+"/") {
				continue
			}
			seen++
			helps := from == to && strings.HasPrefix(folder, "annotate/format/")
			if to >= from && !helps {
				t.Errorf("%s: %s knows %s", set.Position(i.Pos()), folder, other)
			}
		}
	})
	if seen < 100 {
		t.Errorf("only %d imports were looked at", seen)
	}
}

// TestTheTextViewKnowsNoProject holds ui/reader and what it is made of, and the words and keys of the window, to values.
func TestTheTextViewKnowsNoProject(t *testing.T) {
	eachSource(t, func(name string, set *token.FileSet, file *ast.File) {
		folder := path.Dir(name) + "/"
		for _, alone := range []string{"ui/reader/", "ui/wording/", "ui/keyboard/", "ui/control/", "ui/command/", "ui/theme/"} {
			for _, i := range file.Imports {
				if strings.HasPrefix(folder, alone) && strings.HasPrefix(i.Path.Value, `"`+module+"store") {
					t.Errorf("%s: %s knows the project", set.Position(i.Pos()), path.Dir(name))
				}
			}
		}
	})
}

// manyMethods is from how many methods on an object says at its head why it is not several.
const manyMethods = 30

func TestLargeObjectsSayWhy(t *testing.T) {
	methods, heads := map[string]int{}, map[string]string{}
	eachSource(t, func(name string, _ *token.FileSet, file *ast.File) {
		folder := path.Dir(name) + "."
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv != nil {
					methods[folder+receiver(d.Recv.List[0].Type)]++
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if typed, is := s.(*ast.TypeSpec); is {
						heads[folder+typed.Name.Name] = d.Doc.Text() + typed.Doc.Text()
					}
				}
			}
		}
	})
	for _, name := range slices.Sorted(maps.Keys(methods)) {
		if methods[name] > manyMethods && !regexp.MustCompile(`\bmethods?\b`).MatchString(heads[name]) {
			t.Errorf("%s has %d methods, and does not say at its head why", name, methods[name])
		}
	}
	if len(methods) < 300 {
		t.Errorf("only %d types were looked at", len(methods))
	}
}

func receiver(of ast.Expr) string {
	switch of := of.(type) {
	case *ast.StarExpr:
		return receiver(of.X)
	case *ast.IndexExpr:
		return receiver(of.X)
	case *ast.IndexListExpr:
		return receiver(of.X)
	case *ast.Ident:
		return of.Name
	}
	return ""
}

// TestEveryPackageSaysWhereToStart looks at the comments that go doc shows.
func TestEveryPackageSaysWhereToStart(t *testing.T) {
	said := map[string]string{}
	eachSource(t, func(name string, _ *token.FileSet, file *ast.File) {
		said[path.Dir(name)] += strings.Join(strings.Fields(file.Doc.Text()), " ")
	})
	for _, folder := range slices.Sorted(maps.Keys(said)) {
		text := said[folder]
		if !strings.HasPrefix(text, "Package "+path.Base(folder)+" ") && !strings.HasPrefix(text, "Command "+path.Base(folder)+" ") {
			t.Errorf("the comment of %s does not begin with what it is: %.60q", folder, text)
		}
		if !regexp.MustCompile(`(?i)\bstart (reading )?(with|at)\b`).MatchString(text) {
			t.Errorf("%s does not say where to start reading", folder)
		}
		if !regexp.MustCompile(`(?i)\b(no|not|nor|nothing|never|neither|nobody|none|only|without|alone)\b`).MatchString(text) {
			t.Errorf("%s does not say what it must not know or do", folder)
		}
	}
}
