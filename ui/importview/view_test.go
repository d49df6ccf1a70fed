package importview

import (
	"context"
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
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// bench is an empty project and a folder "Harbour" of scraped files.
type bench struct {
	*testing.T
	session      *session.Session
	window       fyne.Window
	folder       string
	view         *View
	done         []string
	left         int
	said, failed []string
	work         chan func() // from the background to the window's goroutine
}

const beacon = `Ports stay shut, says ministry

VARRENHAVN — The ministry said on Monday that the ports stay shut. 🚢

Dockers called it a farce.

Read more:
More in World
`

func newBench(t *testing.T) *bench {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	b := &bench{T: t, work: make(chan func(), 1000), folder: filepath.Join(t.TempDir(), "Harbour")}
	data, _ := assets.Codebook("default")
	cb, err := codebook.Parse(data)
	b.must(err)
	project, err := store.Create(context.Background(), filepath.Join(t.TempDir(), "test.parallax"), cb)
	b.must(err)
	b.session, err = session.New(project, annotate.NewAnnotator("anna"))
	b.must(err)
	t.Cleanup(func() { b.session.Close() })
	b.session.OnError = func(s string) { b.failed = append(b.failed, s) }
	b.session.OnTell = func(s string) { b.said = append(b.said, s) }
	b.session.OnUI = func(fn func()) { b.work <- fn }
	b.must(os.Mkdir(b.folder, 0o777))
	b.write("10 beacon.txt", beacon)
	b.write("2 tide.txt", "Harbour closed\n\nالوزارة قالت 港口 closed. The mayor disagreed with the closure in a long speech.\n")
	b.write("3 empty.txt", "")
	b.write("4 copy.txt", beacon)
	b.write(".hidden", "nothing to see")
	b.window = test.NewTempWindow(t, container.NewStack())
	b.window.Resize(fyne.NewSize(1040, 700))
	return b
}

func (b *bench) open(paths ...string) {
	b.Helper()
	b.view = New(b.session, b.window, paths, func(id string) { b.done = append(b.done, id) }, func() { b.left++ })
	b.window.SetContent(b.view)
	b.wait()
}

// wait lets background work end.
func (b *bench) wait() {
	for b.view.working != nil {
		(<-b.work)()
	}
}

func (b *bench) write(name, text string) {
	b.Helper()
	b.must(os.WriteFile(filepath.Join(b.folder, name), []byte(text), 0o666))
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

func (b *bench) press(keys ...fyne.KeyName) {
	b.Helper()
	for _, key := range keys {
		b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
	}
}

func (b *bench) documents(story string) (documents []annotate.Document) {
	b.Helper()
	stories, err := b.session.Project.Stories(context.Background())
	b.must(err)
	for _, s := range stories {
		if s.Name == story {
			documents, err = b.session.Project.Documents(context.Background(), s.ID)
			b.must(err)
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
	b.want("story", b.view.story.Text, "Harbour")
	b.want("files", b.fates()[:2], []string{"2 tide.txt: New", "3 empty.txt: " + b.view.files[1].reason})
	b.want("copies", b.fates()[2:], []string{"4 copy.txt: New", "10 beacon.txt: The same text stands above in this list"})
	b.want("summary", b.view.summary.Text(), "2 new articles · 1 already there · 1 refused")

	b.view.FocusFirst()
	b.press(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn) // the copy; its title
	b.want("title", b.view.details.title.Text, "Ports stay shut, says ministry")
	b.view.details.title.TypedShortcut(&fyne.ShortcutSelectAll{})
	test.Type(b.window.Canvas().Focused(), "Ports stay shut")
	b.window.Canvas().Focus(b.view.details.outlet)
	test.Type(b.window.Canvas().Focused(), "Morning Beacon")
	b.window.Canvas().Focus(b.view.details.published)
	test.Type(b.window.Canvas().Focused(), "yesterday") // no date: not taken

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
	documents := b.documents("Harbour")
	b.want("documents", len(documents), 2)
	d := documents[1]
	b.want("title", d.Title, "Ports stay shut")
	b.want("outlet", d.Outlet, "Morning Beacon")
	b.want("date", d.Published, "")
	regions, err := b.session.Project.Regions(context.Background(), d.ID)
	b.must(err)
	var marked []string
	for _, r := range regions {
		if r.Kind == annotate.RegionComments {
			marked = append(marked, text.Slice(r.Start, r.End))
		}
	}
	b.want("marked lines", marked, []string{"Dockers called it a farce."})
	b.want("said", b.said, []string{"Imported 2 files; 1 refused."})
	b.want("what was refused stays", b.fates(), []string{"3 empty.txt: " + b.view.files[0].reason})
	b.want("not done before they were read", b.done, []string(nil))
	test.Tap(b.view.cancel)
	b.want("done", b.done, []string{d.StoryID})
	b.want("failures", b.failed, []string(nil))

	b.open(b.folder)
	b.want("again", b.view.summary.Text(), "3 already there · 1 refused")
	b.want("nothing to import", b.view.run.Disabled(), true)
	b.want("note", b.view.storyNote.Text(), "Has 2 articles already")
}

func TestDroppedFilesJoinTheList(t *testing.T) {
	b := newBench(t)
	b.open(filepath.Join(b.folder, "2 tide.txt"))
	b.view.Add([]string{filepath.Join(b.folder, "2 tide.txt"), filepath.Join(b.folder, "10 beacon.txt"), filepath.Join(b.folder, "missing.txt")})
	b.wait()
	b.want("files", len(b.view.files), 3)
	b.want("refused", strings.HasPrefix(b.fates()[2], "missing.txt: There is no such file"), true)
	b.view.FocusFirst()
	b.press(fyne.KeyEnd, fyne.KeyDelete)
	b.want("taken off", len(b.view.files), 2)
	test.Tap(b.view.run)
	b.wait()
	b.want("done", len(b.done), 1)
	b.want("documents", len(b.documents("Harbour")), 2)
	b.session.Undo()
	b.want("one act to undo", len(b.documents("Harbour")), 0)
}

func TestACancelledImportChangesNothing(t *testing.T) {
	b := newBench(t)
	b.open(b.folder)
	b.view.importFiles()
	b.view.form.Leave() // Escape or Cancel while it works
	b.wait()
	if len(b.documents("Harbour")) == 0 {
		b.want("said", b.said, []string{"The import was cancelled. Nothing was changed."})
		b.want("the list stays", len(b.view.files), 4)
	} else {
		b.want("it was faster", len(b.documents("Harbour")), 2)
	}
	b.want("not left by the cancel alone", b.left, 0)
}

func find(text, words string) annotate.Segment {
	before, _, _ := strings.Cut(text, words)
	start := len([]rune(before))
	return annotate.Segment{Start: start, End: start + len([]rune(words))}
}
