package exchange_test

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
)

// exportTo writes a project in a format and returns its files.
func exportTo(t *testing.T, p *store.Project, name, path string) map[string]string {
	t.Helper()
	if _, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: name, Path: path}, nil); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if f, _ := format.Named(name); f.Shape == form.Folder {
		return formtest.Files(t, path)
	}
	return formtest.Files(t, filepath.Dir(path))
}

func TestFormatsComeBackIntoAnEmptyProject(t *testing.T) {
	from := annotated(t)
	for _, name := range []string{"brat", "refi-qda", "dna", "webanno"} {
		f, _ := format.Named(name)
		one, other := filepath.Join(t.TempDir(), "out"+f.Extension()), filepath.Join(t.TempDir(), "out"+f.Extension())
		want := exportTo(t, from, name, one)
		p := newProject(t)
		for _, status := range []exchange.ImportStatus{exchange.Added, exchange.Present} {
			results := importFiles(t, p, exchange.ImportOptions{}, one)
			if len(results) != 1 || results[0].Status != status || len(results[0].Notes) > 0 && name != "dna" { // which says what became of names
				t.Fatalf("%s: %+v", name, results)
			}
		}
		if diff := cmp.Diff(want, exportTo(t, p, name, other)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		sound(t, p)
		if name == "dna" { // which knows no ids
			continue
		}
		if results := importFiles(t, from, exchange.ImportOptions{}, one); len(results) != 1 || results[0].Status != exchange.Present {
			t.Errorf("%s, into the project that it came from: %+v", name, results)
		}
		sound(t, from)
	}
}
