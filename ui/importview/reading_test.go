package importview

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// The list says what was guessed; another encoding shows its text at once, and keeps what a person has corrected.
func TestAnotherEncodingIsChosenAndShownAtOnce(t *testing.T) {
	b := newBench(t)
	b.write("5 island.txt", "Eyjan Br\xfe\n\nH\xf6fnin ver\xf0ur loku\xf0 \xe1fram, sag\xf0i r\xe1\xf0herra.\n") // Icelandic in windows-1252
	b.open(filepath.Join(b.folder, "5 island.txt"))
	f, d := b.view.files[0], b.view.details
	fate, tone := f.fate()
	b.Want("said in the list", fate, "New · encoding: windows-1252, guessed from its letters")
	b.Want("tone", tone, fyne.ThemeColorName("warning"))
	b.Want("shown as", d.reading.encoding.Selected, "windows-1252")
	b.Want("nothing to mend", d.reading.mend.Visible(), false)
	b.Want("text", strings.Contains(d.text.String(), "verður lokuð"), true)

	b.Window.Canvas().Focus(d.outlet)
	test.Type(b.Window.Canvas().Focused(), "Morning Beacon")
	d.reading.encoding.SetSelected("windows-1254")
	b.wait()
	b.Want("text in Turkish letters", strings.Contains(d.text.String(), "verğur lokuğ"), true)
	b.Want("reader", strings.Contains(f.doc.Text, "verğur lokuğ"), true)
	b.Want("title", d.title.Text, "Eyjan Brş")
	b.Want("what was typed stays", d.outlet.Text, "Morning Beacon")
	fate, _ = f.fate()
	b.Want("chosen, not guessed", fate, "New")

	d.reading.encoding.SetSelected("UTF-32LE") // in which it is no text
	b.wait()
	b.Want("refused", f.status, refused)
	b.Want("another can be chosen", d.reading.encodings.Visible(), true)
	d.reading.encoding.SetSelected(asItLooks)
	b.wait()
	b.Want("as at first", d.reading.encoding.Selected, "windows-1252")
	test.Tap(b.view.run)
	b.wait()
	documents := b.documents("Harbour")
	b.Want("documents", len(documents), 1)
	imported, err := b.Session.Project.Document(context.Background(), documents[0].ID)
	b.Must(err)
	b.Want("imported", imported.Text, "Eyjan Brþ\n\nHöfnin verður lokuð áfram, sagði ráðherra.")
	b.Want("outlet", documents[0].Outlet, "Morning Beacon")
	b.Want("failures", b.Errors, []string(nil))
}

func TestTextDecodedTwiceIsMendedWhereItIsAsked(t *testing.T) {
	b := newBench(t)
	b.write("5 ferry.txt", "Ferry sold\n\nIt wasnâ€™t Olgaâ€™s cafÃ©, the mayor said.\n")
	b.open(filepath.Join(b.folder, "5 ferry.txt"))
	f, mend := b.view.files[0], b.view.details.reading.mend
	fate, _ := f.fate()
	b.Want("said in the list", fate, "New · decoded twice: in 3 places it looks as if UTF-8 had been read as windows-1252 (“wasnâ€™t” for “wasn’t”); it was left so")
	b.Want("offered", mend.Visible(), true)
	mend.SetChecked(true)
	b.wait()
	b.Want("mended", f.doc.Text, "Ferry sold\n\nIt wasn’t Olga’s café, the mayor said.")
	b.Want("shown", b.view.details.text.String(), f.doc.Text)
	mend.SetChecked(false)
	b.wait()
	b.Want("and back", strings.Contains(f.doc.Text, "Olgaâ€™s"), true)
}
