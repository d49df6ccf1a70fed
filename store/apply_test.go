package store

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestOneHandWritesRows reads the package itself: only apply calls what writes rows, and no statement but those of a kind, which
// these use, names a table of which the log tells.
func TestOneHandWritesRows(t *testing.T) {
	tables := []string{"change"}
	for _, k := range kinds {
		tables = append(tables, k.name)
		if k.list != nil {
			tables = append(tables, k.list.table)
		}
	}
	writes := regexp.MustCompile(`(?i)\b(INSERT\s+(OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(` + strings.Join(tables, "|") + `)\b`)
	hands := map[string]bool{"insertRow": true, "updateRow": true, "deleteRow": true}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	called := map[string]int{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, isFunc := d.(*ast.FuncDecl)
			allowed := isFunc && f.Recv != nil && f.Name.Name == "apply" && name == "apply.go"
			logs := isFunc && f.Recv != nil && f.Name.Name == "log" && name == "apply.go"
			ast.Inspect(d, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CallExpr:
					if s, ok := n.Fun.(*ast.SelectorExpr); ok && hands[s.Sel.Name] {
						called[s.Sel.Name]++
						if !allowed {
							t.Errorf("%s: %s is called beside apply", set.Position(n.Pos()), s.Sel.Name)
						}
					}
				case *ast.BasicLit:
					if n.Kind == token.STRING && writes.MatchString(n.Value) && !logs {
						t.Errorf("%s: a statement of its own writes what the log tells of: %s", set.Position(n.Pos()), n.Value)
					}
				}
				return true
			})
		}
	}
	for hand := range hands {
		if called[hand] != 1 {
			t.Errorf("%s is called %d times", hand, called[hand])
		}
	}
}
