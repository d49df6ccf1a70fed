package shell

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/sample"
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

func TestDroppedFilesJoinTheImport(t *testing.T) {
	d := newDesk(t)
	folder := t.TempDir()
	for _, name := range []string{"one.txt", "two.txt"} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte("Kabul — Nobody knows "+name+", a diplomat said.\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		d.w.dialogs.dropped([]fyne.URI{storage.NewFileURI(path)})
		d.settle()
	}
	if d.w.sheets.Len() != 1 || d.w.dialogs.importing == nil {
		t.Fatalf("%d sheets", d.w.sheets.Len())
	}
	d.w.sheets.CloseAll()
	if d.w.dialogs.importing != nil {
		t.Error("the import is kept after it was closed")
	}
}

func TestTheSampleOpensAsItsAnnotatorUntilANameIsGiven(t *testing.T) {
	d := bareDesk(t)
	d.w.app.Preferences().SetString("annotator", "")
	path, err := sample.Path()
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

func TestEmptyProjectSaysWhatToDo(t *testing.T) {
	d := bareDesk(t)
	if err := d.w.projects.create(filepath.Join(t.TempDir(), "Empty.parallax"), "default"); err != nil {
		t.Fatal(err)
	}
	d.settle()
	d.shot("empty-light")
	d.shortcut("story.done")
	d.shortcut("edit.find")
	d.shortcut("view.close")
	d.w.projects.askNew()
	d.shot("new-light")
}

func TestViewsLieOverTheWindow(t *testing.T) {
	d := newDesk(t)
	file := filepath.Join(t.TempDir(), "new.txt")
	if err := os.WriteFile(file, []byte("A third way\n\nKabul — Nobody knows, a diplomat said.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.w.dialogs.dropped([]fyne.URI{storage.NewFileURI(file)})
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

// An article on the clipboard has the same preview as one in a file, and what is dropped or pasted then joins it.
func TestAnArticleIsPasted(t *testing.T) {
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	d := newDesk(t)
	d.w.app.Clipboard().SetContent("  ")
	d.shortcut("file.paste")
	d.settle()
	if d.w.sheets.Len() != 0 {
		t.Fatal("a preview of nothing")
	}
	d.w.app.Clipboard().SetContent("A fourth way\n\nKabul — Nobody will know, a diplomat said.\n")
	d.shortcut("file.paste")
	d.settle()
	d.shot("paste-light")
	if d.w.sheets.Len() != 1 || d.w.dialogs.importing == nil {
		t.Fatal("no import preview after pasting")
	}
	view := d.w.dialogs.importing
	d.w.app.Clipboard().SetContent("<!doctype html><html><body><h1>A fifth way</h1><p>Nobody will ever know, a diplomat said in Kabul on Monday.</p></body></html>")
	d.w.dialogs.paste()
	d.settle()
	page := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(page, []byte("<!doctype html><html><body><h1>A sixth way</h1><p>Everybody knows, a diplomat said in Kabul on Tuesday.</p></body></html>"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.w.dialogs.dropped([]fyne.URI{storage.NewFileURI(page)})
	d.settle()
	if d.w.dialogs.importing != view || d.w.sheets.Len() != 1 {
		t.Fatal("pasted and dropped articles did not join the import")
	}
	view.Confirm()
	d.settle()
	documents, err := d.w.session.Project.Documents(context.Background(), d.w.session.Story().ID)
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, document := range documents {
		titles = append(titles, document.Title)
	}
	for _, want := range []string{"A fourth way", "A fifth way", "A sixth way"} {
		if !slices.Contains(titles, want) {
			t.Errorf("%q was not imported: %q", want, titles)
		}
	}
}
