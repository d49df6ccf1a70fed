package choose

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/ui/sheet"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// bench is a window over which files of a folder are asked for.
type bench struct {
	*uitest.Loop
	window fyne.Window
	folder string
	took   []string
}

func newBench(t *testing.T) *bench {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	b := &bench{Loop: uitest.NewLoop(t), folder: t.TempDir()}
	b.window = test.NewTempWindow(t, container.NewStack())
	b.window.Resize(fyne.NewSize(1000, 700))
	b.Must(os.Mkdir(filepath.Join(b.folder, "Artikel"), 0o755))
	for _, name := range []string{"Quay.parallax", "Quay.parallax-wal", "Quay.parallax-shm", "Quay.parallax-journal", "notes.txt", "Überblick.TXT", ".hidden", "Artikel/inner.txt"} {
		b.Must(os.WriteFile(filepath.Join(b.folder, name), []byte("x"), 0o644))
	}
	return b
}

func (b *bench) take(paths []string) { b.took = append(b.took, paths...) }

func (b *bench) takeOne(path string) { b.took = append(b.took, path) }

// names are what the sheet offers, as it is written there.
func (b *bench) names() (names []string) {
	uitest.Walk(b.window.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if r, is := o.(*row); is {
			names = append(names, r.title.Text)
		}
	})
	return names
}

func (b *bench) typed(text string) { b.Helper(); uitest.Type(b, b.window, text) }

func (b *bench) pressed(keys ...fyne.KeyName) {
	b.Helper()
	for _, key := range keys {
		uitest.Press(b.window, key, func(key fyne.KeyName) { sheet.On(b.window).Key(key) })
	}
}

func (b *bench) tookFrom(what string, names ...string) {
	b.Helper()
	var want []string
	for _, name := range names {
		want = append(want, filepath.Join(b.folder, name))
	}
	if !slices.Equal(b.took, want) || sheet.On(b.window).Len() != 0 {
		b.Errorf("%s: took %v, want %v; %d sheets are left", what, b.took, want, sheet.On(b.window).Len())
	}
	b.took = nil
	sheet.On(b.window).CloseAll()
}

func TestOffersFilesWithTheirEndingsAndNothingOfSQLite(t *testing.T) {
	b := newBench(t)
	Files{Window: b.window}.Open(b.folder, b.takeOne)
	b.Want("names", b.names(), []string{"Artikel", "notes.txt", "Quay.parallax", "Überblick.TXT"})
	uitest.Shot(t, b.window, "choose-light")
	sheet.On(b.window).CloseAll()
	Files{Window: b.window}.Open(b.folder, b.takeOne, ".txt")
	b.Want("names", b.names(), []string{"Artikel", "notes.txt", "Überblick.TXT"})
}

func TestEnterTakesWhatIsTypedOrPointedAt(t *testing.T) {
	b := newBench(t)
	ask := func() { Files{Window: b.window}.Open(b.folder, b.takeOne) }
	ask()
	b.typed(filepath.Join(b.folder, "notes.txt"))
	b.pressed(fyne.KeyReturn)
	b.tookFrom("a path", "notes.txt")
	ask()
	b.typed("Artikel/inner.txt")
	b.pressed(fyne.KeyReturn)
	b.tookFrom("a path from the folder on", "Artikel/inner.txt")
	ask()
	b.typed("U\u0308berb") // fits one
	b.pressed(fyne.KeyReturn)
	b.tookFrom("a part of a name", "Überblick.TXT")
	ask()
	b.pressed(fyne.KeyDown, fyne.KeyReturn) // into the folder
	b.pressed(fyne.KeyDown, fyne.KeyReturn)
	b.tookFrom("by the arrow keys", "Artikel/inner.txt")
	ask()
	b.pressed(fyne.KeyReturn)
	if len(b.took) > 0 || sheet.On(b.window).Len() != 1 {
		t.Error("nothing was chosen, and something was taken")
	}
	b.typed("gone.txt")
	b.pressed(fyne.KeyReturn)
	if len(b.took) > 0 || sheet.On(b.window).Len() != 1 {
		t.Error("a file that is not there was taken")
	}
	b.window.Canvas().Unfocus()
	b.pressed(fyne.KeyEscape)
	b.tookFrom("left by Escape")
	if asked := fyne.CurrentApp().Preferences().String(lastFolder); asked != filepath.Join(b.folder, "Artikel") {
		t.Errorf("what was taken last is said to be in %q", asked)
	}
	Files{Window: b.window}.Open("", b.takeOne)
	b.Want("it begins where something was taken last", b.names(), []string{"inner.txt"})
}

func TestSeveralFilesAreTakenAtOnce(t *testing.T) {
	b := newBench(t)
	Files{Window: b.window}.OpenMany(b.folder, b.take)
	uitest.Walk(b.window.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if r, is := o.(*row); is && strings.HasSuffix(strings.ToLower(r.name), ".txt") {
			test.Tap(r)
		}
	})
	uitest.Shot(t, b.window, "choose-many-light")
	b.pressed(fyne.KeyReturn)
	b.tookFrom("two that were clicked", "notes.txt", "Überblick.TXT")
}

// Enter takes the files that are marked, also where the path of their folder still stands in the field.
func TestMarkedFilesAreTakenFromAFolderThatWasTyped(t *testing.T) {
	b := newBench(t)
	Files{Window: b.window}.OpenMany("", b.take)
	b.typed(b.folder + string(filepath.Separator))
	uitest.Walk(b.window.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if r, is := o.(*row); is && r.name == "notes.txt" {
			test.Tap(r)
		}
	})
	b.pressed(fyne.KeyReturn)
	b.tookFrom("one that was clicked after the folder was typed", "notes.txt")
}

func TestAFolderIsTakenOrMade(t *testing.T) {
	b := newBench(t)
	ask := func() { Files{Window: b.window}.Folder(b.folder, b.takeOne) }
	ask()
	b.pressed(fyne.KeyReturn)
	b.tookFrom("the one that is shown", "")
	ask()
	b.typed("Artikel")
	b.pressed(fyne.KeyReturn)
	b.pressed(fyne.KeyReturn)
	b.tookFrom("one that is typed", "Artikel")
	ask()
	b.typed(filepath.Join("new", "er"))
	b.pressed(fyne.KeyReturn)
	b.window.Canvas().Unfocus()
	b.pressed(fyne.KeyReturn) // the question
	b.tookFrom("one that was made", "new/er")
	if !IsFolder(filepath.Join(b.folder, "new", "er")) {
		t.Error("it was not made")
	}
}

func TestSavingAddsTheEndingAndAsksBeforeItReplaces(t *testing.T) {
	b := newBench(t)
	ask := func() { Files{Window: b.window}.Save(b.folder, "notes.txt", b.takeOne) }
	ask()
	b.typed("fresh")
	b.pressed(fyne.KeyReturn)
	b.tookFrom("a new one", "fresh.txt")
	ask()
	b.pressed(fyne.KeyReturn)
	if len(b.took) > 0 || sheet.On(b.window).Len() != 2 {
		t.Fatal("a file that is there is replaced without a question")
	}
	b.window.Canvas().Unfocus()
	b.pressed(fyne.KeyReturn)
	b.tookFrom("after the question", "notes.txt")
}
