package exportview

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// bench is a project of some stories, of which anna has tagged one article, and the export dialog.
type bench struct {
	*testing.T
	session *session.Session
	window  fyne.Window
	view    *View
	folder  string
	left    int
	failed  []string
	work    chan func() // from the background to the window's goroutine
}

func newBench(t *testing.T, stories int) *bench {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	b := &bench{T: t, folder: t.TempDir(), work: make(chan func(), 10000)}
	data, _ := assets.Codebook("default")
	cb, err := codebook.Parse(data)
	b.must(err)
	project, err := store.Create(context.Background(), filepath.Join(b.folder, "ports.parallax"), cb)
	b.must(err)
	b.session, err = session.New(project, annotate.NewAnnotator("anna"))
	b.must(err)
	t.Cleanup(func() { b.session.Close() })
	b.session.OnError = func(s string) { b.failed = append(b.failed, s) }
	_, ok := b.session.Do("import", "Imported", func(tx *store.Tx) error {
		for n := range stories {
			story, _, err := tx.Story(fmt.Sprintf("Story %d", n))
			if err != nil {
				return err
			}
			d := annotate.Document{StoryID: story.ID, Title: fmt.Sprintf("Ports %d", n), SourceName: "a.txt", SourceFormat: "text",
				Text: fmt.Sprintf("⚓ الوزارة 港口 The ministry says that port %d stays shut. Nobody else spoke.", n)}
			if err := tx.AddDocument(&d, nil); err != nil {
				return err
			}
			if n > 0 {
				continue
			}
			span := annotate.Span{DocumentID: d.ID, LabelID: annotate.DerivedID("label", "actor"), Confidence: 1,
				Segments: []annotate.Segment{{Start: 13, End: 25}}}
			if err := tx.CreateSpan(&span); err != nil {
				return err
			}
		}
		return nil
	})
	if !ok {
		t.Fatal(b.failed)
	}
	b.session.OnUI = func(fn func()) { b.work <- fn }
	b.window = test.NewTempWindow(t, container.NewStack())
	b.window.Resize(fyne.NewSize(1000, 700))
	b.view = New(b.session, b.window, func() { b.left++ })
	t.Cleanup(b.view.Close)
	b.window.SetContent(b.view)
	return b
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) want(what string, got, want any) {
	b.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		b.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// until lets background work come in until something holds.
func (b *bench) until(holds func() bool) {
	for !holds() {
		(<-b.work)()
	}
}

func (b *bench) export() {
	b.Helper()
	if b.view.run.Disabled() {
		b.Fatalf("cannot export: %s", b.view.pathNote.Text())
	}
	test.Tap(b.view.run)
	b.until(func() bool { return b.view.working == nil })
}

func (b *bench) press(keys ...fyne.KeyName) {
	b.Helper()
	for _, key := range keys {
		if key == fyne.KeyTab {
			b.window.Canvas().FocusNext()
		} else {
			b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
		}
	}
}

func TestExportBesideTheProject(t *testing.T) {
	b := newBench(t, 3)
	path := filepath.Join(b.folder, "ports.jsonl")
	b.want("path", b.view.path.Text, path)
	b.until(func() bool { return strings.Contains(b.view.preview.text.Text, "parallax/1") })
	b.want("preview", strings.Contains(b.view.preview.text.Text, `"text": "The ministry"`), true)
	b.export()
	b.want("result", b.view.result.Text, "Wrote 3 records with 1 span and 0 relations to "+path+".")
	data, err := os.ReadFile(path)
	b.must(err)
	var same bytes.Buffer
	_, err = store.ExportFiles(context.Background(), b.session.Project, store.ExportOptions{Format: "jsonl", Writer: &same}, nil)
	b.must(err)
	b.want("bytes", string(data), same.String())
	b.want("note", b.view.pathNote.Text(), "The file exists and is replaced.")
	b.want("failures", b.failed, []string(nil))
}

func TestSplitByKeyboardOnly(t *testing.T) {
	b := newBench(t, 12)
	b.window.Canvas().Focus(b.view.format)
	b.press(fyne.KeyTab, fyne.KeyRight)
	b.want("layer", b.view.layer.Selected, "anna")
	b.press(fyne.KeyLeft)
	for _, typed := range []string{"2", " ", " "} { // by sentence, without text, split
		b.press(fyne.KeyTab)
		test.Type(b.window.Canvas().Focused(), typed)
	}
	b.want("without text", b.view.withoutText.Checked, true)
	b.want("path", b.view.path.Text, filepath.Join(b.folder, "ports-dataset"))
	for b.window.Canvas().Focused() != fyne.Focusable(b.view.run) {
		b.press(fyne.KeyTab)
	}
	b.press(fyne.KeyReturn)
	b.until(func() bool { return b.view.working == nil })
	b.want("result", b.view.result.Text, "Wrote 24 records with 1 span and 0 relations in 3 files to "+b.view.path.Text+".")
	for _, name := range []string{"train", "dev", "test"} {
		if _, err := os.Stat(filepath.Join(b.view.path.Text, name+".jsonl")); err != nil {
			t.Error(err)
		}
	}
	b.press(fyne.KeyEscape)
	b.want("left", b.left, 1)
}

func TestTypeAPathAndReturn(t *testing.T) {
	b := newBench(t, 1)
	b.view.FocusFirst()
	path := filepath.Join(b.folder, "typed.jsonl")
	test.Type(b.window.Canvas().Focused(), path)
	b.press(fyne.KeyReturn)
	b.until(func() bool { return b.view.working == nil })
	b.want("result", b.view.result.Text, "Wrote 1 record with 1 span and 0 relations to "+path+".")
}

func TestWhatCannotBeIsSaid(t *testing.T) {
	b := newBench(t, 1)
	for path, want := range map[string]string{
		b.folder: "This is a folder: name a file in it.", "": "Say where to.", "x.jsonl": "Write the whole path, from the root on.",
		filepath.Join(b.folder, "no", "x.jsonl"): "The folder does not exist.",
	} {
		b.view.path.SetText(path)
		b.view.path.Commit()
		b.want(path, b.view.pathNote.Text(), want)
		b.want(path, b.view.run.Disabled(), true)
	}
	b.view.path.SetText(filepath.Join(b.folder, "dataset"))
	b.view.splitting.SetChecked(true)
	b.view.split.SetText("train=lots")
	b.view.split.Commit()
	b.want("no share", b.view.run.Disabled(), true)
}

func TestACancelledExportLeavesNothing(t *testing.T) {
	b := newBench(t, 400)
	test.Tap(b.view.run)
	b.view.form.Leave() // Escape or Cancel while it works
	b.until(func() bool { return b.view.working == nil })
	_, err := os.Stat(filepath.Join(b.folder, "ports.jsonl"))
	if b.view.result.Text == "The export was cancelled. Nothing was written." {
		b.want("there is no file", os.IsNotExist(err), true)
	} else {
		b.must(err)
	}
	b.want("not left by the cancel alone", b.left, 0)
}
