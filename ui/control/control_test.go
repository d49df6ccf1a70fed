package control

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func want(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func key(o fyne.Focusable, names ...fyne.KeyName) {
	for _, name := range names {
		o.TypedKey(&fyne.KeyEvent{Name: name})
	}
}

// show puts o into a window of that size.
func show(t *testing.T, o fyne.CanvasObject, width, height float32) fyne.Window {
	t.Helper()
	test.NewTempApp(t)
	w := test.NewTempWindow(t, o)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return w
}

func TestChipsByMouseWhereTheyWrap(t *testing.T) {
	var chosen []string
	var chips *Chips
	chips = NewChips(Options("person", "organisation", "armed group", "other"), false, func() { chosen = chips.Chosen() }, &Form{})
	show(t, NewColumn(0, chips), 150, 300)
	if rows := chips.places[3].Y / chips.places[1].Y; rows != 3 {
		t.Fatalf("%v rows above the last chip, want 3", rows)
	}
	for i, option := range chips.options {
		p := chips.places[i]
		test.TapAt(chips, fyne.NewPos(p.X+p.Width/2, p.Y+p.Height/2))
		want(t, "chosen", chosen, []string{option.Text})
	}
	test.TapAt(chips, fyne.NewPos(149, chips.places[3].Y+5)) // beside the last
	want(t, "still chosen", chosen, []string{"other"})
	if least := chips.MinSize().Height; least < chips.places[3].Y+chips.places[3].Height {
		t.Errorf("a height of %v cuts the last row off", least)
	}
}

// TestButtonsAreNotLaidOutWhereTheyStand: what moves while a window is painted has all of it painted once more.
func TestButtonsAreNotLaidOutWhereTheyStand(t *testing.T) {
	b := NewButton("Relate", theme.ContentAddIcon(), true, func() {}, &Form{})
	show(t, NewColumn(0, b), 200, 100)
	r := test.TempWidgetRenderer(t, b)
	icon := r.Objects()[len(r.Objects())-1]
	stood, moved := icon.Position(), fyne.NewPos(1, 1)
	icon.Move(moved)
	r.Layout(b.Size())
	want(t, "place after a layout in the same size", icon.Position(), moved)
	b.Refresh()
	want(t, "place after a refresh", icon.Position(), stood)
	b.SetText("Relate to another span")
	b.Resize(fyne.NewSize(190, 40))
	if icon.Position() == stood {
		t.Error("the icon stays where it stood in a button of another text and size")
	}
}

func TestChipsByKeyboard(t *testing.T) {
	changes, left := 0, 0
	form := &Form{Leave: func() { left++ }}
	one := NewChips(Options("a", "b", "c"), false, func() { changes++ }, form)
	many := NewChips(Options("a", "b", "c"), true, func() { changes++ }, form)
	w := show(t, NewColumn(0, one, many), 200, 200)
	w.Canvas().Focus(one)
	test.Type(one, "39x")
	want(t, "digit", one.Chosen(), []string{"c"})
	key(one, fyne.KeyHome, fyne.KeyRight, fyne.KeySpace)
	want(t, "arrow", one.Chosen(), []string{"b"})
	key(one, fyne.KeyReturn)
	want(t, "again takes it back", one.Chosen(), []string(nil))
	one.SetRequired(true)
	test.Type(one, "1")
	key(one, fyne.KeyReturn, fyne.KeyBackspace)
	want(t, "required stays", one.Chosen(), []string{"a"})
	test.Type(many, "31")
	want(t, "several", many.Chosen(), []string{"a", "c"})
	key(many, fyne.KeyDelete)
	want(t, "cleared", many.Chosen(), []string(nil))
	want(t, "changes", changes, 7)
	many.Set("b")
	want(t, "Set is silent", changes, 7)
	many.Disable()
	test.Type(many, "1")
	want(t, "read-only", many.Chosen(), []string{"b"})
	key(one, fyne.KeyEscape)
	want(t, "left", left, 1)
	entered := 0
	form.Enter = func() { entered++ }
	key(one, fyne.KeyRight, fyne.KeyReturn)
	want(t, "Return chooses what the arrows have reached", one.Chosen(), []string{"b"})
	want(t, "and does not answer the form yet", entered, 0)
	key(one, fyne.KeyReturn)
	want(t, "Return answers the form", entered, 1)
	want(t, "and chooses nothing", one.Chosen(), []string{"b"})
	key(one, fyne.KeyLeft, fyne.KeySpace)
	want(t, "space still chooses", one.Chosen(), []string{"a"})
	many.Enable()
	key(many, fyne.KeyRight, fyne.KeyReturn)
	want(t, "Return answers the form where several can be chosen", entered, 2)
}

func TestEntryHandsOnOnceAndKeepsWhatIsBeingTyped(t *testing.T) {
	var handed []string
	var due func()
	form := &Form{Later: func(_ time.Duration, fn func()) func() { due = fn; return func() { due = nil } }}
	e := NewEntry("", func(text string) { handed = append(handed, text) }, form)
	e.Pause = time.Second
	w := show(t, e, 200, 50)
	w.Canvas().Focus(e)
	test.Type(e, "añ👩‍👩‍👧")
	e.Set("from outside")
	want(t, "typing goes on", e.Text, "añ👩‍👩‍👧")
	due()
	w.Canvas().Unfocus()
	want(t, "handed on", handed, []string{"añ👩‍👩‍👧"})
	e.Set("from outside")
	want(t, "at rest it follows", e.Text, "from outside")
	want(t, "silently", len(handed), 1)
	want(t, "Tab leaves a note", NewNote("", 2, nil, form).AcceptsTab(), false)
}

func TestCompleteByMouseAndKeyboard(t *testing.T) {
	var taken []string
	words := []string{"harbour", "harbour master", "haven"}
	layer := NewLayer(container.NewStack())
	suggest := func(typed string) (fit []Suggestion) {
		for _, word := range words {
			if strings.HasPrefix(word, typed) {
				fit = append(fit, Suggestion{ID: word, Text: word})
			}
		}
		return fit
	}
	c := NewComplete("", layer, suggest, func(s Suggestion, typed string) { taken = append(taken, s.ID+" for "+typed) }, func(typed string) bool {
		taken = append(taken, "as typed: "+typed)
		return typed != "?"
	}, &Form{})
	layer.layout.content = NewColumn(0, c)
	layer.Container.Objects[0] = layer.layout.content
	w := show(t, layer.Container, 200, 300)
	w.Canvas().Focus(c)
	test.Type(c, "har")
	want(t, "lines", len(c.lines), 2)
	key(c, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	test.Type(c, "hav")
	c.lines[0].MouseDown(&desktop.MouseEvent{})
	test.Type(c, "x")
	want(t, "nothing fits", c.Open(), false)
	key(c, fyne.KeyReturn)
	want(t, "taken", taken, []string{"harbour master for har", "haven for hav"})
	c.Reset("")
	key(c, fyne.KeyDown)
	want(t, "all", len(c.lines), 3)
	w.Canvas().Unfocus()
	want(t, "the list goes with the keyboard", c.Open(), false)
	want(t, "nothing floats", len(layer.Container.Objects), 1)
	want(t, "nothing was typed", len(taken), 2)

	w.Canvas().Focus(c)
	test.Type(c, "mole")
	w.Canvas().Unfocus()
	want(t, "what is typed is handed on", taken[2:], []string{"as typed: mole"})
	w.Canvas().Focus(c)
	test.Type(c, "?")
	w.Canvas().Unfocus()
	want(t, "what cannot be taken stands", c.Text, "?")
	w.Canvas().Focus(c)
	key(c, fyne.KeyEscape)
	w.Canvas().Unfocus()
	want(t, "Escape drops it", c.Text+" "+strings.Join(taken[3:], ", "), " as typed: ?")
}

func TestTabBringsAFieldIntoSight(t *testing.T) {
	form := &Form{}
	column := NewColumn(0)
	for range 30 {
		column.Add(NewEntry("", nil, form))
	}
	form.Scroll = container.NewVScroll(column)
	w := show(t, form.Scroll, 200, 150)
	inSight := func(o fyne.CanvasObject) bool {
		top := o.Position().Y - form.Scroll.Offset.Y
		return top >= 0 && top+o.Size().Height <= form.Scroll.Size().Height
	}
	for i, o := range column.Objects {
		w.Canvas().FocusNext()
		if !inSight(o) {
			t.Fatalf("field %d has the keyboard out of sight", i)
		}
	}
	form.Focus(column.Objects[0])
	want(t, "and back", inSight(column.Objects[0]), true)
}

func TestColumnGivesWrappedWordsTheirHeight(t *testing.T) {
	label := widget.NewLabel(strings.Repeat("words that wrap ", 20))
	label.Wrapping = fyne.TextWrapWord
	below := widget.NewLabel("below")
	show(t, NewColumn(5, label, below), 150, 600)
	if label.Size().Height < label.MinSize().Height || below.Position().Y != label.Size().Height+5 {
		t.Errorf("the label has %v of %v, below starts at %v", label.Size().Height, label.MinSize().Height, below.Position().Y)
	}
}

func TestCutFits(t *testing.T) {
	test.NewTempApp(t)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zäß é👍港وز]{0,60}`).Draw(t, "text")
		width := rapid.Float32Range(0, 400).Draw(t, "width")
		cut := Cut(text, width, 14, fyne.TextStyle{})
		if got := fyne.MeasureText(cut, 14, fyne.TextStyle{}).Width; cut != "" && got > width {
			t.Fatalf("%q is %v wide, more than %v", cut, got, width)
		}
		if cut != text && cut != "" && !strings.HasPrefix(text, strings.TrimSuffix(cut, "…")) {
			t.Fatalf("%q does not begin %q", cut, text)
		}
	})
}
