package ui

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/sheet"
)

func TestStartWindowShowsTheWaysIn(t *testing.T) {
	d := bareDesk(t)
	d.w.ShowStart()
	d.settle()
	d.shot("start-empty-light")
	d.w.prefs.addRecent("/nowhere/A project that was moved away.parallax")
	d.w.ShowStart()
	d.settle()
	d.shot("start-light")
	d.w.win.Resize(fyne.NewSize(1600, 1000))
	d.w.setMode("dark")
	d.settle()
	d.shot("start-dark")
}

func TestOpensSideBySide(t *testing.T) {
	d := newDesk(t)
	d.shot("project-light")
	panes, documents := d.w.workspace.panes.list, d.w.workspace.documents
	if len(panes) != len(articles) || len(documents) != len(articles) {
		t.Fatalf("%d panes for %d articles", len(panes), len(documents))
	}
	for i, p := range panes {
		if p.documentID != documents[i].ID || p.text.String() != articles[i].Text {
			t.Errorf("pane %d shows another article", i+1)
		}
	}
	d.w.win.Resize(fyne.NewSize(1600, 1000))
	d.w.setMode("dark")
	d.settle()
	d.shot("project-dark")
}

func TestGoingToAPaneOpensFurtherArticles(t *testing.T) {
	d := newDesk(t)
	panes := d.w.workspace.panes
	for len(panes.list) > 1 {
		panes.close(panes.list[0])
	}
	d.settle()
	d.shortcut("view.pane.3")
	d.settle()
	if len(panes.list) != 3 || panes.active != 2 {
		t.Fatalf("%d panes, %d active", len(panes.list), panes.active)
	}
	if d.w.win.Canvas().Focused() != panes.list[2].reader {
		t.Error("the keyboard is not in the third pane")
	}
	shown := map[string]bool{}
	for _, p := range panes.list {
		shown[p.documentID] = true
	}
	if len(shown) != 3 {
		t.Error("an article is shown twice while another is not shown")
	}
	if reason := d.w.commands.ByID("view.pane.4").Reason(); reason == "" {
		t.Error("a story of three articles has a fourth pane")
	}
}

func TestDroppedFilesJoinTheImport(t *testing.T) {
	d := newDesk(t)
	folder := t.TempDir()
	for _, name := range []string{"one.txt", "two.txt"} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte("Kabul — Nobody knows "+name+", a diplomat said.\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		d.w.dropped([]fyne.URI{storage.NewFileURI(path)})
		d.settle()
	}
	if d.w.sheets.Len() != 1 || d.w.importing == nil {
		t.Fatalf("%d sheets", d.w.sheets.Len())
	}
	d.w.sheets.CloseAll()
	if d.w.importing != nil {
		t.Error("the import is kept after it was closed")
	}
}

func TestTheSampleOpensAsItsAnnotatorUntilANameIsGiven(t *testing.T) {
	d := bareDesk(t)
	d.w.app.Preferences().SetString("annotator", "")
	path, err := samplePath()
	if err != nil {
		t.Fatal(err)
	}
	if name := d.w.prefs.annotatorIn(path); name != assets.SampleAnnotator {
		t.Errorf("the sample opens as %q", name)
	}
	d.w.prefs.setAnnotator("zoë")
	if name := d.w.prefs.annotatorIn(path); name != "zoë" {
		t.Errorf("the sample opens as %q", name)
	}
}

func TestSampleShowsTwoAnnotators(t *testing.T) {
	d := bareDesk(t)
	d.path = filepath.Join(t.TempDir(), "Sample.parallax")
	if err := CreateSample(context.Background(), d.path, nil); err != nil {
		t.Fatal(err)
	}
	d.w.win.Resize(fyne.NewSize(1600, 1000))
	d.open()
	d.shot("sample-light")
	d.typed("n")
	d.shot("sample-selected-light")
	d.w.setMode("dark")
	d.w.workspace.setTags(true)
	d.w.workspace.setOthers(true)
	d.settle()
	d.shot("sample-others-dark")
	others := false
	for _, p := range d.w.workspace.panes.list {
		for _, span := range p.spans {
			others = others || span.AnnotatorID != d.w.session.Annotator().ID
		}
	}
	if !others {
		t.Error("the other annotator is not shown")
	}
}

func TestComesBackAsItWasLeft(t *testing.T) {
	d := newDesk(t)
	v := d.w.workspace
	v.panes.close(v.panes.list[1])
	v.panes.focus(1)
	d.settle()
	d.words("haqqani", 0)
	d.typed("1")
	v.panes.list[0].reader.SetCaret(40)
	d.shortcut("view.lines")
	d.shortcut("view.linked")
	d.w.ShowStart()
	d.settle()
	if d.w.session != nil {
		t.Fatal("the project is still open")
	}
	d.open()
	v = d.w.workspace
	if len(v.panes.list) != 2 || v.panes.active != 1 {
		t.Errorf("%d panes, pane %d active", len(v.panes.list), v.panes.active)
	}
	if v.numbers != reader.LineNumbers || !v.linked {
		t.Error("the numbers, or that articles scroll together, are forgotten")
	}
	if at := v.panes.list[0].reader.Caret(); at != 40 {
		t.Errorf("the caret of the first article is at %d", at)
	}
	if len(d.spans(2)) != 1 {
		t.Error("the span is gone")
	}
	d.shortcut("edit.undo")
	if len(d.spans(2)) != 0 {
		t.Error("undo does not reach over a restart")
	}
}

func TestHearsOfChangesByAnotherProcess(t *testing.T) {
	d := newDesk(t)
	d.w.session.Poll(5 * time.Millisecond)
	other, err := store.Open(context.Background(), d.path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	document := d.w.workspace.documents[0]
	if _, err := other.Do(context.Background(), d.w.session.Annotator(), "tag", "Tagged elsewhere", func(tx *store.Tx) error {
		label := d.w.session.Codebook().Labels[0].ID
		return tx.CreateSpan(&annotate.Span{DocumentID: document.ID, AnnotatorID: tx.Annotator().ID, LabelID: label,
			Segments: []annotate.Segment{{Start: 36, End: 41}}, Confidence: 1})
	}); err != nil {
		t.Fatal(err)
	}
	d.until("the span is shown", func() bool { return len(d.w.workspace.panes.list[0].spans) == 1 })
}

func TestEmptyProjectSaysWhatToDo(t *testing.T) {
	d := bareDesk(t)
	if err := d.w.createProject(filepath.Join(t.TempDir(), "Empty.parallax"), "default"); err != nil {
		t.Fatal(err)
	}
	d.settle()
	d.shot("empty-light")
	d.shortcut("story.done")
	d.shortcut("edit.find")
	d.shortcut("view.close")
	d.w.newProject()
	d.shot("new-light")
}

func TestMouseSelectionShowsTheLabels(t *testing.T) {
	d := newDesk(t)
	d.words("haqqani network", 0)
	v := d.w.workspace
	v.selectionReleased(v.panes.current(), fyne.NewPos(420, 300))
	d.shot("floating-light")
	if len(v.floating.object.Objects) != 1 {
		t.Fatal("no labels at the pointer")
	}
	if d.w.win.Canvas().Focused() != v.panes.current().reader {
		t.Error("the labels take the keyboard")
	}
	d.typed("1")
	if len(v.floating.object.Objects) != 0 {
		t.Error("the labels stay")
	}
	v.textMenu(v.panes.current(), fyne.NewPos(420, 300), d.w.session.Selected())
	d.settle()
	d.shot("context-light")
}

func TestViewsLieOverTheWindow(t *testing.T) {
	d := newDesk(t)
	file := filepath.Join(t.TempDir(), "new.txt")
	if err := os.WriteFile(file, []byte("A third way\n\nKabul — Nobody knows, a diplomat said.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.w.dropped([]fyne.URI{storage.NewFileURI(file)})
	d.settle()
	d.shot("import-light")
	if d.w.sheets.Len() != 1 {
		t.Fatal("no import preview after a drop")
	}
	d.w.sheets.CloseAll()
	d.shortcut("file.export")
	d.shot("export-light")
	if d.w.sheets.Len() != 1 {
		t.Fatal("no export view")
	}
	d.w.sheets.CloseAll()
	d.shortcut("file.codebook")
	d.shot("codebook-light")
	d.w.sheets.CloseAll()
	d.shortcut("help.guidelines")
	d.shot("guidelines-light")
	d.w.sheets.CloseAll()
	d.shortcut("story.details")
	d.shot("details-light")
	d.w.sheets.CloseAll()
	d.shortcut("file.annotator")
	d.shot("annotator-light")
}

func TestClickingAnEntityStepsThroughItsMentions(t *testing.T) {
	d := bareDesk(t)
	d.path = filepath.Join(t.TempDir(), "Sample.parallax")
	if err := CreateSample(context.Background(), d.path, nil); err != nil {
		t.Fatal(err)
	}
	d.w.win.Resize(fyne.NewSize(1600, 1000))
	d.open()
	s := d.w.workspace.sidebar
	d.until("the entities are listed", func() bool { return len(s.entities) > 3 })
	var row sideRow
	for _, r := range s.entities {
		if r.entity != nil && r.count > 2 {
			row = r
			break
		}
	}
	seen := map[string]bool{}
	for range row.count + 1 {
		before := d.w.session.Selected()
		s.tapped(row)
		d.until("another mention is in hand", func() bool { return d.w.session.Selected() != before })
		d.settle()
		span, ok := d.w.workspace.selectedSpan()
		if !ok || span.EntityID != row.entity.ID {
			t.Fatalf("%+v is no mention of %s", span, row.entity.Name)
		}
		seen[span.ID] = true
	}
	if len(seen) != row.count {
		t.Errorf("stepped through %d mentions of %d", len(seen), row.count)
	}
}

func TestQuitAsksForChangesThatWouldBeLost(t *testing.T) {
	d := newDesk(t)
	leave := false
	d.w.sheets.Show(sheet.Options{Title: "A view", Body: part.Wrapped("with changes"), Width: 300, May: func() bool { return leave }})
	d.w.quit()
	if d.w.session == nil {
		t.Fatal("the window closed over changes")
	}
	leave = true
	d.w.quit()
	if d.w.session != nil {
		t.Error("the window did not close")
	}
}
