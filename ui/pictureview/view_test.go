package pictureview

import (
	"bytes"
	"context"
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// bench is the project of the story of the tests, and the dialog.
type bench struct {
	*uitest.Desk
	view    *View
	folder  string
	left    int
	written []string
	broken  error // what opening fails with
}

func newBench(t *testing.T, article int) *bench {
	t.Helper()
	b := &bench{folder: t.TempDir()}
	path := filepath.Join(b.folder, "geneva.parallax")
	uitest.Story(t, path)
	project, err := store.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	b.Desk = uitest.NewDesk(t, project, annotate.NewAnnotator("anna"), theme.Light, fyne.NewSize(1000, 700))
	stories, err := b.Session.Project.Stories(b.Session.Context())
	b.Must(err)
	b.Session.SetStory(stories[0].Story)
	documents, err := b.Session.Project.Documents(b.Session.Context(), stories[0].ID)
	b.Must(err)
	o := Options{Leave: func() { b.left++ }, Written: func(path, format string) error {
		b.written = append(b.written, format+" "+path)
		return b.broken
	}}
	if article >= 0 {
		o.Article = documents[article].ID
	}
	b.view = New(b.Session, b.Window, o)
	t.Cleanup(b.view.Close)
	b.Window.SetContent(b.view)
	return b
}

func (b *bench) draw() {
	b.Helper()
	if b.view.run.Disabled() {
		b.Fatalf("cannot draw: %s", b.view.note.Text())
	}
	test.Tap(b.view.run)
	b.Until("it is drawn", func() bool { return b.view.working == nil })
}

func TestTheArticleAtHandIsDrawnAndOpened(t *testing.T) {
	b := newBench(t, 0)
	path := filepath.Join(b.folder, "Envoy met militants, official says.pdf")
	b.Want("path", b.view.path.Text, path)
	b.draw()
	b.Want("opened", strings.Join(b.written, ";"), "pdf "+path)
	data, err := os.ReadFile(path)
	b.Must(err)
	b.Want("a PDF", bytes.HasPrefix(data, []byte("%PDF-")), true)
	b.Want("result", strings.HasPrefix(b.view.result.Text, "Wrote 1 page with 0 highlights to "+path+"."), true)
	b.Want("note", b.view.note.Text(), "The file exists and is replaced.")

	b.view.format.SetIndex(1)
	b.view.changed()
	path = strings.TrimSuffix(path, ".pdf") + ".png"
	b.Want("path of a picture", b.view.path.Text, path)
	b.Window.Canvas().Focus(b.view.format)
	b.Press(fyne.KeyReturn)
	b.Until("it is drawn", func() bool { return b.view.working == nil && strings.Contains(b.view.result.Text, ".png") })
	data, err = os.ReadFile(path)
	b.Must(err)
	_, err = png.Decode(bytes.NewReader(data))
	b.Must(err)
	b.Want("failures", b.Errors, []string(nil))
}

func TestAStoryIsDrawnAndWhereNothingOpensItThatIsSaid(t *testing.T) {
	b := newBench(t, -1)
	b.broken = errors.New("no viewer")
	path := filepath.Join(b.folder, "The meeting in Geneva.pdf")
	b.Want("path", b.view.path.Text, path)
	b.draw()
	b.Want("pages", strings.HasPrefix(b.view.result.Text, "Wrote 3 pages"), true)
	b.Want("said", strings.Contains(b.view.result.Text, "Nothing on this computer opened it"), true)
}

func TestNothingIsDrawnWhereItCannotBePut(t *testing.T) {
	b := newBench(t, 0)
	for typed, want := range map[string]string{
		"": "Say where to.", "here.pdf": "Write the whole path", filepath.Join(b.folder, "geneva.parallax"): "never replaced",
		filepath.Join(b.folder, "none", "a.pdf"): "there is no folder", b.folder: "is a folder",
	} {
		b.view.path.SetText(typed)
		b.Want(typed+" can be drawn to", b.view.run.Disabled(), true)
		if said := b.view.note.Text(); !strings.Contains(strings.ToLower(said), strings.ToLower(want)) {
			t.Errorf("%q: it says %q", typed, said)
		}
	}
	b.view.path.SetText(filepath.Join(b.folder, "fine.pdf"))
	b.Want("a fine path", b.view.run.Disabled(), false)
	b.view.FocusFirst()
	b.Press(fyne.KeyEscape)
	b.Want("closed", b.left, 1)
	b.Want("files", len(b.written), 0)
}
