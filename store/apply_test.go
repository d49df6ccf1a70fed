package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/parallax-annotation/parallax/store/table"
)

const module = "github.com/parallax-annotation/parallax/"

// source is a file of the program. The path is from the module's folder on.
type source struct {
	path string
	set  *token.FileSet
	file *ast.File
}

// sources parses all files of the program but its tests, once.
var sources = sync.OnceValues(func() (all []source, err error) {
	return all, filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (strings.HasPrefix(entry.Name(), ".") && entry.Name() != ".." || entry.Name() == "build" && filepath.Dir(path) == "..") {
			return fs.SkipDir // what is made is no part of the program
		}
		if entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.ParseComments|parser.SkipObjectResolution)
		all = append(all, source{filepath.ToSlash(strings.TrimPrefix(path, ".."+string(filepath.Separator))), set, file})
		return err
	})
})

// eachSource calls fn for all files of the program but its tests.
func eachSource(t *testing.T, fn func(path string, set *token.FileSet, file *ast.File)) {
	t.Helper()
	all, err := sources()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		fn(s.path, s.set, s.file)
	}
}

// TestOneHandWritesRows reads the program itself: only apply calls what writes rows, and no statement but those of a kind, which
// these use, names a table of which the log tells.
func TestOneHandWritesRows(t *testing.T) {
	tables := []string{"change"}
	for _, k := range table.Kinds {
		tables = append(tables, k.Name)
		if k.List != nil {
			tables = append(tables, k.List.Table)
		}
	}
	writes := regexp.MustCompile(`(?i)\b(INSERT\s+(OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(` + strings.Join(tables, "|") + `)\b`)
	hands := map[string]bool{"InsertRow": true, "UpdateRow": true, "DeleteRow": true}
	called := map[string]int{}
	eachSource(t, func(path string, set *token.FileSet, file *ast.File) {
		for _, d := range file.Decls {
			f, isFunc := d.(*ast.FuncDecl)
			isHand := isFunc && f.Recv != nil && path == "store/apply.go"
			ast.Inspect(d, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CallExpr:
					if s, ok := n.Fun.(*ast.SelectorExpr); ok && hands[s.Sel.Name] {
						called[s.Sel.Name]++
						if !isHand || !strings.EqualFold(f.Name.Name, "apply") {
							t.Errorf("%s: %s is called beside apply", set.Position(n.Pos()), s.Sel.Name)
						}
					}
				case *ast.BasicLit:
					if n.Kind == token.STRING && writes.MatchString(n.Value) && !(isHand && f.Name.Name == "log") {
						t.Errorf("%s: a statement of its own writes what the log tells of: %s", set.Position(n.Pos()), n.Value)
					}
				}
				return true
			})
		}
	})
	for hand := range hands {
		if called[hand] != 1 {
			t.Errorf("%s is called %d times", hand, called[hand])
		}
	}
}

// TestArrowsRunOneWay reads the program itself: which package may know which.
func TestArrowsRunOneWay(t *testing.T) {
	// A package that is not named may import no other of these; what stands before another knows nothing of it.
	order := []string{"annotate", "store/output", "store/table", "store/derived", "store/revise", "store/check", "store/disk", "store",
		"store/restore", "store/adjudicate", "store/merge", "store/exchange", "store/storetest", "ui", "cmd"}
	place := map[string]int{}
	for i, name := range order {
		place[name] = i
	}
	of := func(folder string) (string, int) {
		for name := folder; ; name = strings.TrimSuffix(name, "/"+filepath.Base(name)) {
			if i, there := place[name]; there {
				return name, i
			}
			if !strings.Contains(name, "/") {
				return "", -1
			}
		}
	}
	seen := 0
	eachSource(t, func(path string, set *token.FileSet, file *ast.File) {
		own, from := of(filepath.ToSlash(filepath.Dir(path)))
		if from < 0 {
			return
		}
		for _, i := range file.Imports {
			imported, _ := strconv.Unquote(i.Path.Value)
			folder, ours := strings.CutPrefix(imported, module)
			name, to := of(folder)
			if !ours || to < 0 || name == own {
				continue
			}
			seen++
			if to > from {
				t.Errorf("%s: %s knows %s", set.Position(i.Pos()), own, name)
			}
			if name == "store/table" && !strings.HasPrefix(own, "store") {
				t.Errorf("%s: %s knows how rows lie in the file", set.Position(i.Pos()), own)
			}
		}
	})
	if seen < 100 {
		t.Errorf("only %d imports were looked at", seen)
	}
}
