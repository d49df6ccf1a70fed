package shell

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/uitest"
)

// What is said of an act goes when another act follows, whatever it says itself.
func TestWhatWasSaidGoesWithTheNextAct(t *testing.T) {
	d := newDesk(t)
	said := func() string { return d.w.bottom.status.Text }
	d.words("haqqani network", 0)
	d.typed("1")
	d.shortcut("edit.undo")
	if !strings.HasPrefix(said(), "Undone: ") {
		t.Fatalf("after undo it says %q", said())
	}
	d.typed("q")
	d.typed("Which one?")
	d.pressed(fyne.KeyReturn)
	if !strings.HasPrefix(said(), "Flagged ") {
		t.Fatalf("after the question it says %q", said())
	}
	d.shortcut("review.questions")
	d.typed("e")
	if strings.HasPrefix(said(), "Flagged ") || strings.HasPrefix(said(), "Undone") {
		t.Errorf("once it is resolved it still says %q", said())
	}
	d.shortcut("edit.undo")
	d.shortcut("edit.undo")
	if words := said(); !strings.HasPrefix(words, "Undone: ") {
		t.Errorf("after undo it says %q", words)
	}
	d.shortcut("edit.redo")
	if words := said(); !strings.HasPrefix(words, "Redone: ") {
		t.Errorf("after redo it says %q", words)
	}
}

func TestItSaysSavedOnceItIs(t *testing.T) {
	d := newDesk(t)
	d.w.bottom.aside = "" // that a font is missing
	d.w.bottom.hush()
	d.words("haqqani network", 0)
	uitest.Type(d, d.w.win, "1")
	if words := d.w.bottom.status.Text; !strings.HasSuffix(words, " · saving") {
		t.Errorf("in the picture that shows it as tagged it says %q", words)
	}
	d.settle()
	if words := d.w.bottom.status.Text; !strings.HasSuffix(words, " · saved") {
		t.Errorf("after it it says %q", words)
	}
}

// What is said beside the acts, such as that a font is missing, waits until what they say has gone.
func TestWhatIsSaidAsideWaits(t *testing.T) {
	d := newDesk(t)
	b := d.w.bottom
	b.aside, b.beside = "", "" // that a font is missing
	b.hush()
	d.w.session.Aside("One.")
	d.Want("where nothing is said", b.status.Text, "One.")
	d.w.session.Tell("Tagged something.")
	d.w.session.Aside("Two.")
	d.w.session.Aside("Three.")
	d.Want("while something is said", b.status.Text, "Tagged something.")
	d.until("it goes", func() bool { return b.status.Text != "Tagged something." })
	d.Want("after it, with what had to give way before it could be read", b.status.Text, "One. Two. Three.")
	d.words("haqqani network", 0)
	d.typed("1")
	d.Want("after an act that says nothing", b.status.Text, "One. Two. Three.")
}
