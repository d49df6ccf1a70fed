package shell

import (
	"os"
	"path/filepath"
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
