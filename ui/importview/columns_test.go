package importview

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate/format"
)

const harbourNews = "id,kicker,lead,paper,day,event\n" +
	"1,Ports stay shut,\"The ministry said on Monday that the ports stay shut, and that no ship may enter before the storm has passed the coast.\",Morning Beacon,2011-10-06,Storm\n" +
	"2,Ferry sold,\"The island's only ferry was sold to a company from the mainland, which promised on Tuesday to keep all the sailings of the winter.\",Tide,2011-10-07,Ferry\n"

// Which column of a table is what can be said, and is seen at once; each article goes to the story of its row.
func TestColumnsOfATableAreChosen(t *testing.T) {
	b := newBench(t)
	b.write("news.csv", harbourNews)
	b.open(filepath.Join(b.folder, "news.csv"))
	r := b.view.details.reading
	b.Want("two articles", len(b.view.files), 2)
	b.Want("what the columns were taken for", strings.Contains(b.fates()[0], "the text was told by its length"), true)
	b.Want("likewise, beside the article", strings.Contains(b.view.details.found.Text, "the text was told by its length"), true)
	b.Want("offered", [2]bool{r.button.Visible(), r.columns.content.Visible()}, [2]bool{true, false})
	test.Tap(r.button)
	b.Want("shown", r.columns.content.Visible(), true)
	b.Want("the text was told by its length", r.columns.roles[0].Selected, "lead")
	for i, column := range map[int]string{1: "kicker", 2: "paper", 4: "day", 7: "event"} {
		r.columns.roles[i].SetSelected(column)
		b.wait()
	}
	f := b.view.files[1]
	b.Want("the second", []string{f.doc.Title, f.doc.Outlet, f.doc.Published, f.planned.Story}, []string{"Ferry sold", "Tide", "2011-10-07", "Ferry"})
	b.Want("its line", strings.HasSuffix(f.about(), "story Ferry"), true)
	r.columns.roles[2].SetSelected(noColumn)
	b.wait()
	b.Want("none", b.view.files[0].doc.Outlet, "")
	test.Tap(b.view.run)
	b.wait()
	b.Want("stories", [2]int{len(b.documents("Storm")), len(b.documents("Ferry"))}, [2]int{1, 1})
	b.open(filepath.Join(b.folder, "news.csv"))
	b.view.details.reading.columns.roles[7].SetSelected("event")
	b.wait()
	b.Want("again", b.view.summary.Text(), "2 already there")
	b.Want("failures", b.Errors, []string(nil))
}

// A file that was taken for something else is read in another format.
func TestAnotherFormatIsChosen(t *testing.T) {
	b := newBench(t)
	b.write("5 page.html", "<!doctype html><title>Ferry sold</title><article><h1>Ferry sold</h1><p>The island's only ferry was sold on Monday, its captain said.</p></article>")
	b.open(filepath.Join(b.folder, "5 page.html"))
	r := b.view.details.reading
	b.Want("not asked for a page that is called one", r.formats.Visible(), false)
	b.write("6 page.dat", "<!doctype html><title>Ferry sold</title><article><h1>Ferry sold</h1><p>The island's only ferry was sold on Tuesday, its captain said.</p></article>")
	b.open(filepath.Join(b.folder, "6 page.dat"))
	r = b.view.details.reading
	page, _ := format.Named("html")
	text, _ := format.Named("text")
	b.Want("known for a page", [2]any{r.formats.Visible(), r.format.Selected}, [2]any{true, page.Title})
	b.Want("its text", strings.Contains(b.view.files[0].doc.Text, "<"), false)
	r.format.SetSelected(text.Title)
	b.wait()
	b.Want("as it stands", strings.Contains(b.view.files[0].doc.Text, "<article>"), true)
	r.format.SetSelected(asItLooks)
	b.wait()
	b.Want("and back", r.format.Selected, page.Title)
	b.Want("failures", b.Errors, []string(nil))
}

func TestNamesOfFilesSayWhatTheyAre(t *testing.T) {
	b := newBench(t)
	b.write("Tide_2011-10-07_Ferry-sold_off.txt", "Ferry sold\n\nThe ferry was sold, its captain said.\n")
	b.open(b.folder)
	n := b.view.names
	b.Want("not shown unasked", n.content.Visible(), false)
	n.toggle()
	b.Want("the keyboard is there", b.Window.Canvas().Focused() == n.entry, true)
	n.entry.SetText("{outlet}_{date}")
	n.entry.Commit()
	n.entry.SetText("{outlet}_{when}_{title}")
	n.entry.Commit()
	b.Want("what is wrong", strings.Contains(n.fits.Text(), "{when}"), true)
	n.entry.SetText("{outlet}_{date}_{*}_{*}.txt")
	n.entry.Commit()
	b.Want("what it gives", n.fits.Text(), "1 of 4 names fit · Tide_2011-10-07_Ferry-sold_off.txt gives outlet “Tide”, date “2011-10-07”")
	f := b.view.files[len(b.view.files)-1]
	b.Want("at once", [2]string{f.doc.Outlet, f.doc.Published}, [2]string{"Tide", "2011-10-07"})
	n.toggle()
	b.Want("taken back", [2]string{f.doc.Outlet, f.doc.Published}, [2]string{"", ""})
	b.Want("failures", b.Errors, []string(nil))
}

func TestAnArticleIsPasted(t *testing.T) {
	b := newBench(t)
	b.open()
	b.view.story.SetText("Harbour")
	b.view.story.Commit()
	b.view.Paste([]byte("Harbour closed\n\nThe mayor disagreed with the closure in a long speech.\n"), "")
	b.wait()
	b.view.Paste([]byte("<!doctype html><html><body><h1>Ferry sold</h1><p>The island's only ferry was sold on Monday, its captain said.</p></body></html>"), "")
	b.wait()
	b.view.Paste([]byte("<meta charset=utf-8><h1>Dockers strike</h1><p>Dockers laid down their <b>work</b> on Friday, their union said.</p>"), "html")
	b.wait()
	b.Want("files", b.fates(), []string{"Pasted: New", "Pasted 2: New", "Pasted 3: New"})
	b.Want("titles", []string{b.view.files[0].title(), b.view.files[1].title(), b.view.files[2].title()}, []string{"Harbour closed", "Ferry sold", "Dockers strike"})
	b.Want("without its tags", strings.Contains(b.view.files[2].doc.Text, "Dockers laid down their work on Friday, their union said."), true)
	b.Want("the last is shown", b.view.current() == b.view.files[2], true)
	test.Tap(b.view.run)
	b.wait()
	b.Want("documents", len(b.documents("Harbour")), 3)
	b.Want("failures", b.Errors, []string(nil))
}
