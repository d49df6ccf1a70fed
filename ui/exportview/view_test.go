package exportview

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// bench is a project of some stories, of which anna has tagged one article, and the export dialog.
type bench struct {
	*uitest.Desk
	view   *View
	folder string
	left   int
}

func newBench(t *testing.T, stories int) *bench {
	t.Helper()
	b := &bench{folder: t.TempDir()}
	project := uitest.Project(t, filepath.Join(b.folder, "ports.parallax"))
	anna := annotate.NewAnnotator("anna")
	uitest.Do(t, project, anna, func(tx *store.Tx) error {
		for n := range stories {
			story, _, err := tx.EnsureStory(fmt.Sprintf("Story %d", n))
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
			span := annotate.Span{DocumentID: d.ID, LabelID: annotate.DerivedID("label", "actor"), Confidence: 1, Note: "as reported",
				Segments: []annotate.Segment{{Start: 13, End: 25}}}
			if err := tx.CreateSpan(&span); err != nil {
				return err
			}
		}
		return nil
	})
	b.Desk = uitest.NewDesk(t, project, anna, theme.Light, fyne.NewSize(1000, 700))
	b.view = New(b.Session, b.Window, func() { b.left++ })
	t.Cleanup(b.view.Close)
	b.Window.SetContent(b.view)
	return b
}

func (b *bench) export() {
	b.Helper()
	if b.view.run.Disabled() {
		b.Fatalf("cannot export: %s", b.view.pathNote.Text)
	}
	test.Tap(b.view.run)
	b.Until("it is written", func() bool { return b.view.working == nil })
}

func TestExportBesideTheProject(t *testing.T) {
	b := newBench(t, 3)
	path := filepath.Join(b.folder, "ports.jsonl")
	b.Want("path", b.view.path.Text, path)
	b.Until("the records are shown", func() bool { return strings.Contains(b.view.preview.text.Text, "parallax/1") })
	b.Want("preview", strings.Contains(b.view.preview.text.Text, `"text": "The ministry"`), true)
	b.export()
	b.Want("result", b.view.result.Text, "Wrote 3 records with 1 span and 0 relations to "+path+".")
	data, err := os.ReadFile(path)
	b.Must(err)
	var same bytes.Buffer
	_, err = exchange.ExportFiles(context.Background(), b.Session.Project, exchange.ExportOptions{Format: "jsonl", Writer: &same}, nil)
	b.Must(err)
	b.Want("bytes", string(data), same.String())
	b.Want("note", b.view.pathNote.Text, "The file exists and is replaced.")
	b.view.flags.SetChecked(true)
	b.export()
	data, err = os.ReadFile(path)
	b.Must(err)
	b.Want("questions, where they are asked for", strings.Count(string(data), `,"flags":[]}`), 3)
	b.Want("failures", b.Errors, []string(nil))
}

func TestSplitByKeyboardOnly(t *testing.T) {
	b := newBench(t, 12)
	b.Window.Canvas().Focus(b.view.format)
	b.Press(fyne.KeyTab, fyne.KeyRight)
	b.Want("layer", b.view.layer.Selected, "anna")
	b.Press(fyne.KeyLeft)
	for _, typed := range []string{"2", " ", " "} { // by sentence, without text, split
		b.Press(fyne.KeyTab)
		test.Type(b.Window.Canvas().Focused(), typed)
	}
	b.Want("without text", b.view.withoutText.Checked, true)
	b.Want("path", b.view.path.Text, filepath.Join(b.folder, "ports-dataset"))
	for b.Window.Canvas().Focused() != fyne.Focusable(b.view.run) {
		b.Press(fyne.KeyTab)
	}
	b.Press(fyne.KeyReturn)
	b.Until("it is written", func() bool { return b.view.working == nil })
	b.Want("result", b.view.result.Text, "Wrote 24 records with 1 span and 0 relations in 3 files to "+b.view.path.Text+".")
	for _, name := range []string{"train", "dev", "test"} {
		if _, err := os.Stat(filepath.Join(b.view.path.Text, name+".jsonl")); err != nil {
			t.Error(err)
		}
	}
	b.Press(fyne.KeyEscape)
	b.Want("left", b.left, 1)
}

func TestTypeAPathAndReturn(t *testing.T) {
	b := newBench(t, 1)
	b.view.FocusFirst()
	path := filepath.Join(b.folder, "typed.jsonl")
	test.Type(b.Window.Canvas().Focused(), path)
	b.Press(fyne.KeyReturn)
	b.Until("it is written", func() bool { return b.view.working == nil })
	b.Want("result", b.view.result.Text, "Wrote 1 record with 1 span and 0 relations to "+path+".")
	for _, o := range []fyne.Focusable{b.view.unit, b.view.rejected} { // Enter confirms from there too
		b.view.result.SetText("")
		b.Window.Canvas().Focus(o)
		b.Press(fyne.KeyReturn)
		b.Until("it is written again", func() bool { return b.view.working == nil && b.view.result.Text != "" })
	}
}

func TestWhatCannotBeIsSaid(t *testing.T) {
	b := newBench(t, 1)
	for path, want := range map[string]string{
		b.folder: "This is a folder: name a file in it.", "": "Say where to.", "x.jsonl": "Write the whole path, from the root on.",
		filepath.Join(b.folder, "no", "x.jsonl"): "The folder does not exist.",
		b.Session.Project.Path():                 "This is a project, which is never replaced: name another file.",
	} {
		b.view.path.SetText(path)
		b.view.path.Commit()
		b.Want(path, b.view.pathNote.Text, want)
		b.Want(path, b.view.run.Disabled(), true)
	}
	b.view.path.SetText(filepath.Join(b.folder, "dataset"))
	b.view.splitting.SetChecked(true)
	b.view.split.SetText("train=lots")
	b.view.split.Commit()
	b.Want("no share", b.view.run.Disabled(), true)
}

func TestACancelledExportLeavesNothing(t *testing.T) {
	b := newBench(t, 400)
	test.Tap(b.view.run)
	b.view.form.Leave() // Escape or Cancel while it works
	b.Until("it is written", func() bool { return b.view.working == nil })
	_, err := os.Stat(filepath.Join(b.folder, "ports.jsonl"))
	if b.view.result.Text == "The export was cancelled. Nothing was written." {
		b.Want("there is no file", os.IsNotExist(err), true)
	} else {
		b.Must(err)
	}
	b.Want("not left by the cancel alone", b.left, 0)
}

// foreseen waits until the records are counted and returns what is said of them.
func (b *bench) foreseen() string {
	b.Helper()
	b.Until("the records are counted", func() bool {
		return strings.Contains(b.view.foreseen.Text, "record") && !strings.HasPrefix(b.view.foreseen.Text, "Counting")
	})
	return b.view.foreseen.Text
}

func TestWhatEachPartGetsIsSaidAndWhatIsEmpty(t *testing.T) {
	b := newBench(t, 12)
	b.Want("one file", b.foreseen(), "12 records.")
	b.view.splitting.SetChecked(true)
	b.Until("the parts are counted", func() bool { return strings.Contains(b.view.foreseen.Text, "Train gets") })
	said := b.foreseen()
	b.export()
	for _, part := range []string{"train", "dev", "test"} {
		data, err := os.ReadFile(filepath.Join(b.view.path.Text, part+".jsonl"))
		b.Must(err)
		want := fmt.Sprintf("%s gets %d record", part, bytes.Count(data, []byte("\n")))
		b.Want(part+" in "+said, strings.Contains(strings.ToLower(said), want), true)
	}
	few := newBench(t, 1)
	few.view.splitting.SetChecked(true)
	few.Until("the emptiness is said", func() bool { return strings.Contains(few.view.foreseen.Text, "Nothing falls to ") })
}

func TestTheLastExportIsRemembered(t *testing.T) {
	b := newBench(t, 12)
	var kept Choice
	b.view.Remember(Choice{}, func(c Choice) { kept = c })
	other := t.TempDir()
	b.view.layer.Set("anna")
	b.view.rejected.SetChecked(true)
	b.view.splitting.SetChecked(true)
	b.view.split.SetText("train=50,test=50")
	b.view.split.Commit()
	b.view.path.SetText(filepath.Join(other, "set"))
	b.view.path.Commit()
	b.export()
	b.Want("kept", kept, Choice{Format: "jsonl", Layer: "anna", Unit: "document", Rejected: true, Split: "train=50,test=50", Seed: "1", Folder: other})
	again := New(b.Session, b.Window, func() {})
	defer again.Close()
	again.Remember(kept, nil)
	b.Want("form", again.choice(), kept)
	b.Want("path", again.path.Text, filepath.Join(other, "ports-dataset"))
	again.Remember(Choice{Format: "gone", Layer: "gone", Split: "x", Folder: filepath.Join(other, "gone")}, nil)
	b.Want("layer that is gone", again.layer.Selected, "anna")
}

func TestAFormatOfSeveralFilesGoesToAFolder(t *testing.T) {
	b := newBench(t, 2)
	f, _ := format.Named("brat")
	b.view.format.SetSelected(f.Title)
	folder := filepath.Join(b.folder, "ports-brat")
	b.Want("path", b.view.path.Text, folder)
	b.Want("asked for", b.view.pathCaption.Text(), "Folder")
	b.export()
	b.Want("result", strings.HasPrefix(b.view.result.Text, "Wrote 2 records with 1 span and 0 relations to "+folder+"."), true)
	if _, err := os.Stat(filepath.Join(folder, "annotation.conf")); err != nil {
		t.Error(err)
	}
	b.view.check()
	b.Want("its own earlier folder", b.view.pathNote.Text, "The folder was exported before and is replaced.")
	b.export()
	b.Want("again", strings.HasPrefix(b.view.result.Text, "Wrote 2 records"), true)
	b.Must(os.WriteFile(filepath.Join(folder, "mine.txt"), []byte("mine"), 0o600))
	b.view.check()
	b.Want("somebody's file", strings.Contains(b.view.pathNote.Text, "mine.txt"), true)
	b.Want("and nothing begins", b.view.run.Disabled(), true)
	b.Want("failures", b.Errors, []string(nil))
}

func TestOnlyWhatIsAskedForIsExported(t *testing.T) {
	b := newBench(t, 3)
	b.view.story.SetSelected("Story 0")
	b.view.label.SetSelected("claim")
	b.export()
	b.Want("result", strings.HasPrefix(b.view.result.Text, "Wrote 1 record with 0 spans and 0 relations to "), true)
	b.view.label.SetSelected("actor")
	b.export()
	b.Want("result", strings.HasPrefix(b.view.result.Text, "Wrote 1 record with 1 span and 0 relations to "), true)
	var kept Choice
	again := New(b.Session, b.Window, func() {})
	t.Cleanup(again.Close)
	again.Remember(b.view.choice(), func(c Choice) { kept = c })
	b.Want("remembered", again.choice(), b.view.choice())
	b.Want("label", again.label.Selected, "actor")
	b.Want("nothing was exported", kept, Choice{})
}

// Another place to write to changes neither the first records nor their number: nothing is read or counted again for it.
func TestAnotherPlaceCountsNothingAgain(t *testing.T) {
	b := newBench(t, 12)
	b.Want("at first", b.foreseen(), "12 records.")
	b.view.path.SetText(filepath.Join(t.TempDir(), "elsewhere.jsonl"))
	b.view.path.Commit()
	b.Want("with another place", b.view.foreseen.Text, "12 records.")
	b.Want("work under way", b.Session.Busy(), false)
	b.view.layer.SetSelected("anna")
	b.Want("with another layer it is counted", b.view.foreseen.Text == "12 records.", false)
	b.foreseen()
}

// What is written as a database or packed is not shown as if it were text.
func TestWhatIsNoTextIsNotShownAsText(t *testing.T) {
	b := newBench(t, 2)
	for _, name := range []string{"dna", "parquet"} {
		files, err := exchange.ExportStart(context.Background(), b.Session.Project, exchange.ExportOptions{Format: name, Unit: "document"}, previewRecords)
		b.Must(err)
		b.Want(name, pretty(files), "This is no text that could be shown. What it gets stands beside.\n")
	}
}

// What the format has no place for is said before anything is written, and is what the export says then.
func TestLossesAreForeseen(t *testing.T) {
	b := newBench(t, 2)
	for _, name := range []string{"jsonl", "conll", "brat", "hf"} {
		f, _ := format.Named(name)
		b.view.format.SetSelected(f.Title)
		b.foreseen()
		var lost []string
		b.export()
		result := b.view.result.Text
		seen, err := exchange.Foresee(context.Background(), b.Session.Project, exchange.ExportOptions{Format: name, Unit: "document"}, mostForeseen)
		b.Must(err)
		for _, l := range seen.LeftOut {
			lost = append(lost, l.String())
			b.Want(name+" says "+l.String()+" afterwards", strings.Contains(result, l.String()), true)
			b.Want(name+" says "+l.String()+" before", strings.Contains(b.view.preview.lost.Text, l.String()), true)
		}
		b.Want(name+" loses the note", slices.Contains(lost, "notes (1)"), name == "conll" || name == "hf")
		b.Want(name+" says nothing without need", !b.view.preview.losses.Visible(), len(lost)+len(seen.Changed) == 0)
	}
}

// Of a folder the preview shows its files, the README first.
func TestTheFilesOfAFolderAreShown(t *testing.T) {
	b := newBench(t, 2)
	f, _ := format.Named("hf")
	b.view.format.SetSelected(f.Title)
	b.view.license.SetText("cc-by-4.0")
	b.view.license.Commit()
	b.Until("the files are shown", func() bool { return strings.Contains(b.view.preview.text.Text, "license: \"cc-by-4.0\"") })
	b.foreseen()
	text := b.view.preview.text.Text
	b.Want("files", strings.HasPrefix(text, "4 files:\n  README.md\n  data/train.jsonl\n  metadata.json\n  relations/train.jsonl\n\nREADME.md\n---------\n"), true)
	b.Want("the text", b.view.withoutText.Disabled(), true)
	b.Want("why", b.view.withoutNote.Text(), "This format is of no use without it.")
	b.view.splitting.SetChecked(true)
	b.Until("the parts are shown", func() bool { return strings.Contains(b.view.preview.text.Text, "\n  data/dev.jsonl\n") })
}

// What is lost is counted in the first articles only, and that is said.
func TestForesightIsBounded(t *testing.T) {
	b := newBench(t, 6)
	seen, err := exchange.Foresee(context.Background(), b.Session.Project, exchange.ExportOptions{Format: "brat", Unit: "document", Path: b.folder}, 2)
	b.Must(err)
	b.Want("looked", [2]int{seen.Looked, seen.Articles}, [2]int{2, 6})
	b.Want("records", seen.Parts[0].Records, 6)
	seen.Changed = append(seen.Changed, form.Loss{Count: 1, What: "names were changed"})
	b.Want("said", strings.HasSuffix(losses(seen), "Names were changed (1). Counted in the first 2 of 6 articles."), true)
}
