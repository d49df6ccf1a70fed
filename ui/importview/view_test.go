package importview

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// bench is an empty project and a folder "Harbour" of scraped files.
type bench struct {
	*uitest.Desk
	folder string
	view   *View
	done   []string
	left   int
}

const beacon = `Ports stay shut, says ministry

VARRENHAVN — The ministry said on Monday that the ports stay shut. 🚢

Dockers called it a farce.

Read more:
More in World
`

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{folder: filepath.Join(t.TempDir(), "Harbour")}
	project := uitest.Project(t, filepath.Join(t.TempDir(), "test.parallax"))
	b.Desk = uitest.NewDesk(t, project, annotate.NewAnnotator("anna"), theme.Light, fyne.NewSize(1040, 700))
	b.Must(os.Mkdir(b.folder, 0o777))
	b.write("10 beacon.txt", beacon)
	b.write("2 tide.txt", "Harbour closed\n\nالوزارة قالت 港口 closed. The mayor disagreed with the closure in a long speech.\n")
	b.write("3 empty.txt", "")
	b.write("4 copy.txt", beacon)
	b.write(".hidden", "nothing to see")
	return b
}

func (b *bench) open(paths ...string) {
	b.Helper()
	b.view = New(b.Session, b.Window, paths, func(id string) { b.done = append(b.done, id) }, func() { b.left++ })
	b.Window.SetContent(b.view)
	b.wait()
}

// wait lets background work end.
func (b *bench) wait() {
	b.Until("the work is done", func() bool { return !(b.view.working != nil) })
}

func (b *bench) write(name, text string) {
	b.Helper()
	b.Must(os.MkdirAll(filepath.Dir(filepath.Join(b.folder, name)), 0o777))
	b.Must(os.WriteFile(filepath.Join(b.folder, name), []byte(text), 0o666))
}

func (b *bench) documents(story string) (documents []annotate.Document) {
	b.Helper()
	stories, err := b.Session.Project.Stories(context.Background())
	b.Must(err)
	for _, s := range stories {
		if s.Name == story {
			documents, err = b.Session.Project.Documents(context.Background(), s.ID)
			b.Must(err)
		}
	}
	return documents
}

func (b *bench) fates() (fates []string) {
	for _, f := range b.view.files {
		fate, _ := f.fate()
		fates = append(fates, f.name+": "+fate)
	}
	return fates
}

func TestAFolderIsShownCorrectedAndImported(t *testing.T) {
	b := newBench(t)
	b.open(b.folder)
	b.Want("story", b.view.story.Text, "Harbour")
	b.Want("files", b.fates()[:2], []string{"2 tide.txt: New", "3 empty.txt: " + b.view.files[1].reason})
	b.Want("copies", b.fates()[2:], []string{"4 copy.txt: New", "10 beacon.txt: The same text stands above in this list"})
	b.Want("summary", b.view.summary.Text(), "2 new articles · 1 already there · 1 refused")

	b.view.FocusFirst()
	b.Press(fyne.KeyDown, fyne.KeyDown, fyne.KeyTab, fyne.KeyTab) // the copy; past its encoding, its title
	b.Want("title", b.view.details.title.Text, "Ports stay shut, says ministry")
	b.view.details.title.TypedShortcut(&fyne.ShortcutSelectAll{})
	test.Type(b.Window.Canvas().Focused(), "Ports stay shut")
	b.Window.Canvas().Focus(b.view.details.outlet)
	test.Type(b.Window.Canvas().Focused(), "Morning Beacon")
	b.Window.Canvas().Focus(b.view.details.published)
	test.Type(b.Window.Canvas().Focused(), "30 Feb 2011") // no date: not taken

	f := b.view.current()
	text := textpos.New(f.doc.Text)
	farce := find(f.doc.Text, "Dockers called it a farce.")
	b.view.details.reader.Select(annotate.Segment{Start: farce.Start + 3, End: farce.Start + 9})
	b.view.details.kind.SetSelected("comments")
	b.view.details.reader.SetCaret(find(f.doc.Text, "Ports stay shut").Start)
	test.Tap(b.view.details.remove)
	for _, r := range f.doc.Regions {
		if r.Kind == annotate.RegionTitle {
			t.Errorf("the title region %q was not removed", text.Slice(r.Start, r.End))
		}
	}
	test.Tap(b.view.run)
	b.wait()
	b.Want("nothing is imported with a date that cannot be", len(b.documents("Harbour")), 0)
	b.Want("why not", b.view.details.published.Wrong.Text(), "There is no 30 February: February has 28 days")
	b.Want("the keyboard is at the date", b.Window.Canvas().Focused() == b.view.details.published, true)
	b.view.details.published.SetText("")
	test.Type(b.Window.Canvas().Focused(), "Oct 7 2011")
	test.Tap(b.view.run)
	b.wait()
	documents := b.documents("Harbour")
	b.Want("documents", len(documents), 2)
	d := documents[1]
	b.Want("title", d.Title, "Ports stay shut")
	b.Want("outlet", d.Outlet, "Morning Beacon")
	b.Want("date", d.Published, "2011-10-07")
	regions, err := b.Session.Project.Regions(context.Background(), d.ID)
	b.Must(err)
	var marked []string
	for _, r := range regions {
		if r.Kind == annotate.RegionComments {
			marked = append(marked, text.Slice(r.Start, r.End))
		}
	}
	b.Want("marked lines", marked, []string{"Dockers called it a farce."})
	b.Want("said", b.Said, []string{"Imported 2 articles; 1 refused."})
	b.Want("what was refused stays", b.fates(), []string{"3 empty.txt: " + b.view.files[0].reason})
	b.Want("not done before they were read", b.done, []string(nil))
	test.Tap(b.view.cancel)
	b.Want("done", b.done, []string{d.StoryID})
	b.Want("failures", b.Errors, []string(nil))

	b.open(b.folder)
	b.Want("again", b.view.summary.Text(), "3 already there · 1 refused")
	b.Want("nothing to import", b.view.run.Disabled(), true)
	b.Want("note", b.view.storyNote.Text(), "Has 2 articles already")
}

func TestDroppedFilesJoinTheList(t *testing.T) {
	b := newBench(t)
	b.open(filepath.Join(b.folder, "2 tide.txt"))
	b.view.Add([]string{filepath.Join(b.folder, "2 tide.txt"), filepath.Join(b.folder, "10 beacon.txt"), filepath.Join(b.folder, "missing.txt")})
	b.wait()
	b.Want("files", len(b.view.files), 3)
	b.Want("refused", strings.HasPrefix(b.fates()[2], "missing.txt: There is no such file"), true)
	b.view.FocusFirst()
	b.Press(fyne.KeyEnd, fyne.KeyDelete)
	b.Want("taken off", len(b.view.files), 2)
	test.Tap(b.view.run)
	b.wait()
	b.Want("done", len(b.done), 1)
	b.Want("documents", len(b.documents("Harbour")), 2)
	b.Session.Undo()
	b.Want("one act to undo", len(b.documents("Harbour")), 0)
}

func TestACancelledImportChangesNothing(t *testing.T) {
	b := newBench(t)
	b.open(b.folder)
	b.view.importFiles()
	b.view.form.Leave() // Escape or Cancel while it works
	b.wait()
	if len(b.documents("Harbour")) == 0 {
		b.Want("said", b.Said, []string{"The import was cancelled. Nothing was changed."})
		b.Want("the list stays", len(b.view.files), 4)
	} else {
		b.Want("it was faster", len(b.documents("Harbour")), 2)
	}
	b.Want("not left by the cancel alone", b.left, 0)
}

func find(text, words string) annotate.Segment {
	before, _, _ := strings.Cut(text, words)
	start := len([]rune(before))
	return annotate.Segment{Start: start, End: start + len([]rune(words))}
}
