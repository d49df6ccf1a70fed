package importview

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Enter imports from wherever one is: the list, a field of the story or of an article, and also while the files are still being read.
func TestEnterImportsFromEverywhere(t *testing.T) {
	for name, enter := range map[string]func(b *bench){
		"the list":  func(b *bench) { b.view.FocusFirst() },
		"the story": func(b *bench) { b.Window.Canvas().Focus(b.view.story); b.Press(fyne.KeyEnd); b.Type("s") },
		"the title": func(b *bench) { b.Window.Canvas().Focus(b.view.details.title); b.Press(fyne.KeyEnd); b.Type("!") },
		"the date": func(b *bench) {
			b.Window.Canvas().Focus(b.view.details.published)
			test.Type(b.view.details.published, "Oct 7 2011")
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.open(b.folder + "/2 tide.txt")
			enter(b)
			b.Press(fyne.KeyReturn)
			b.wait()
			story := "Harbour"
			if name == "the story" {
				story = "Harbours"
			}
			got := b.documents(story)
			if len(got) != 1 || len(b.done) != 1 {
				t.Fatalf("imported %d articles", len(got))
			}
			switch {
			case name == "the title":
				b.Want("its title", got[0].Title, "Harbour closed!")
			case name == "the date":
				b.Want("its date", got[0].Published, "2011-10-07")
			}
		})
	}
	t.Run("while it is read", func(t *testing.T) {
		b := newBench(t)
		b.view = New(b.Session, b.Window, []string{b.folder + "/2 tide.txt"}, func(id string) { b.done = append(b.done, id) }, func() { b.left++ })
		b.Window.SetContent(b.view)
		b.view.FocusFirst()
		b.Press(fyne.KeyReturn)
		b.Until("it is imported", func() bool { return len(b.done) == 1 })
		b.Want("articles", len(b.documents("Harbour")), 1)
	})
	t.Run("an impossible date", func(t *testing.T) {
		b := newBench(t)
		b.open(b.folder + "/2 tide.txt")
		b.Window.Canvas().Focus(b.view.details.published)
		test.Type(b.view.details.published, "30 Feb 2011")
		b.Press(fyne.KeyReturn)
		b.wait()
		b.Want("articles", len(b.documents("Harbour")), 0)
		b.Want("why not", b.view.details.published.Wrong.Text(), "There is no 30 February: February has 28 days")
	})
}
