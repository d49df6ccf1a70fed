package exchange_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
)

// written is the layer of anna in a format, and what it lost.
func written(t *testing.T, p *store.Project, f form.Format) ([]byte, []form.Loss) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "out"+f.Extensions[0])
	result, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: f.Name, Layer: "anna", Path: path}, nil)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data, result.LeftOut
}

// What a format of one file with texts holds comes back into an empty project with the same codebook: written once more it is the same.
func TestEveryFormatComesBackTheSame(t *testing.T) {
	from := annotated(t)
	for _, f := range format.Written() {
		if f.Shape != form.File || f.Read == nil || !f.Records || !f.Holds.Texts {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			want, lost := written(t, from, f)
			if !f.Holds.Origins && !strings.Contains(losses(lost), "origins of spans") {
				t.Errorf("nothing says what is lost: %v", lost)
			}
			p := newProject(t)
			path := file(t, "in"+f.Extensions[0], want)
			for _, status := range []exchange.ImportStatus{exchange.Added, exchange.Present} {
				if got := importFiles(t, p, exchange.ImportOptions{Annotator: "anna"}, path); len(got) != 1 || got[0].Status != status {
					t.Errorf("%+v", got)
				}
			}
			sound(t, p)
			if got, _ := written(t, p, f); !bytes.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func losses(all []form.Loss) string {
	var said []string
	for _, l := range all {
		said = append(said, l.String())
	}
	return strings.Join(said, ", ")
}
