package reader

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// TestKeysMoveTheCaret types keys one after the other and says what is to the right of the caret after each.
func TestKeysMoveTheCaret(t *testing.T) {
	test.NewTempApp(t)
	r, _, _ := newTestReader(t, article, nil, fyne.NewSize(760, 300), Options{})
	const word = fyne.KeyModifierControl
	start := at(article, "Officials", 0).Start
	r.SetCaret(start)
	for _, c := range []struct {
		key    fyne.KeyName
		held   fyne.KeyModifier
		before string
	}{
		{fyne.KeyRight, 0, "fficials close"},
		{fyne.KeyRight, word, " close to"},
		{fyne.KeyRight, word, " to the"},
		{fyne.KeyLeft, word, "close to"},
		{fyne.KeyLeft, 0, " close"},
		{fyne.KeyHome, 0, "Officials"},
		{fyne.KeyLeft, 0, "\nOfficials"},
		{fyne.KeyLeft, word, "tale”.\nOff"},
		{fyne.KeyHome, word, "Harbour"},
		{fyne.KeyEnd, 0, "\nPORT"},
		{fyne.KeyDown, 0, ""},
		{fyne.KeyUp, 0, "\nPORT"},
		{fyne.KeyUp, 0, "Harbour"},
		{fyne.KeyEnd, word, ""},
	} {
		typeKey(r, c.key, c.held)
		rest := r.text.Slice(r.Caret(), r.text.Len())
		if c.before != "" && len(rest) >= len(c.before) && rest[:len(c.before)] != c.before {
			t.Fatalf("after %s %v the caret is before %.20q, want %q", c.key, c.held, rest, c.before)
		}
	}
	if r.Caret() != r.text.Len() {
		t.Errorf("Ctrl+End went to %d of %d", r.Caret(), r.text.Len())
	}
}

func TestShiftExtendsTheSelection(t *testing.T) {
	test.NewTempApp(t)
	r, _, _ := newTestReader(t, article, nil, fyne.NewSize(760, 520), Options{})
	const shift, word = fyne.KeyModifierShift, fyne.KeyModifierControl
	r.SetCaret(at(article, "later 👩", 0).Start)
	for _, c := range []struct {
		key  fyne.KeyName
		held fyne.KeyModifier
		want string
	}{
		{fyne.KeyRight, shift | word, "later"},
		{fyne.KeyRight, shift, "later "},
		{fyne.KeyRight, shift, "later 👩🏽‍🚒"}, // one step over four code points
		{fyne.KeyRight, shift | word, "later 👩🏽‍🚒 without"},
		{fyne.KeyLeft, shift, "later 👩🏽‍🚒 withou"},
		{fyne.KeyLeft, shift | word, "later 👩🏽‍🚒 "},
		{fyne.KeyHome, shift | word, article[:len("Harbour talks collapse")]},
	} {
		typeKey(r, c.key, c.held)
		if got := selected(r); c.key != fyne.KeyHome && got != c.want {
			t.Fatalf("after %s: %q, want %q", c.key, got, c.want)
		}
	}
	if s := r.Selection(); s[0].Start != 0 || s[0].End != at(article, "later 👩", 0).Start {
		t.Errorf("Ctrl+Shift+Home selected %v", s)
	}
	typeKey(r, fyne.KeyRight, 0)
	if len(r.Selection()) != 0 || r.Caret() != at(article, "later 👩", 0).Start {
		t.Errorf("an arrow left %v selected, caret at %d", r.Selection(), r.Caret())
	}
	r.TypedShortcut(&fyne.ShortcutSelectAll{})
	if s := r.Selection(); len(s) != 1 || s[0].Start != 0 || s[0].End != r.text.Len() {
		t.Errorf("Ctrl+A selected %v", s)
	}
	clipboard := test.NewClipboard()
	r.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	if clipboard.Content() != article {
		t.Errorf("copied %q", clipboard.Content())
	}
}

// TestUpAndDownKeepTheirPlace walks down over short lines and comes back to where it began.
func TestUpAndDownKeepTheirPlace(t *testing.T) {
	test.NewTempApp(t)
	text := "a long line of text to begin with\nshort\n\nanother long line of text to end with\n"
	r, _, _ := newTestReader(t, text, nil, fyne.NewSize(760, 300), Options{})
	r.SetCaret(20)
	for range 3 {
		typeKey(r, fyne.KeyDown, 0)
	}
	if got := r.Caret() - len("a long line of text to begin with\nshort\n\n"); got < 17 || got > 23 {
		t.Errorf("came down at character %d, not near 20", got)
	}
	for range 3 {
		typeKey(r, fyne.KeyUp, 0)
	}
	if r.Caret() != 20 {
		t.Errorf("came back to %d, not 20", r.Caret())
	}
}

// TestPagesAndLineEnds pages through a long text and back, and stands at the end of a wrapped line.
func TestPagesAndLineEnds(t *testing.T) {
	test.NewTempApp(t)
	long := ""
	for range 12 {
		long += article
	}
	r, _, _ := newTestReader(t, long, nil, fyne.NewSize(420, 300), Options{})
	typeKey(r, fyne.KeyPageDown, 0)
	first := r.Caret()
	if first == 0 || r.page.offset < 150 {
		t.Fatalf("a page down went to %d at %.0f", first, r.page.offset)
	}
	typeKey(r, fyne.KeyPageDown, fyne.KeyModifierShift)
	if s := r.Selection(); len(s) != 1 || s[0].Start != first {
		t.Errorf("Shift with a page down selected %v", s)
	}
	for range 80 {
		typeKey(r, fyne.KeyPageUp, 0)
	}
	if r.page.offset != 0 {
		t.Errorf("paging up ended at %.0f", r.page.offset)
	}
	wrapped := r.lay.Line(r.lay.LineOf(r.text.Byte(at(article, "PORT", 0).Start)))
	r.SetCaret(r.text.CodePoint(wrapped.Start))
	typeKey(r, fyne.KeyEnd, 0)
	if line := r.lay.Line(r.caretLine()); line.Start != wrapped.Start {
		t.Errorf("End went to another line")
	}
	typeKey(r, fyne.KeyHome, 0)
	if r.Caret() != r.text.CodePoint(wrapped.Start) {
		t.Errorf("Home behind End went to %d", r.Caret())
	}
}

// TestArrowsFollowTheDirectionOfTheParagraph: in Arabic, to the left is forwards.
func TestArrowsFollowTheDirectionOfTheParagraph(t *testing.T) {
	test.NewTempApp(t)
	r, _, _ := newTestReader(t, article, nil, fyne.NewSize(760, 520), Options{})
	start := at(article, "قالت", 0).Start
	r.SetCaret(start)
	typeKey(r, fyne.KeyLeft, 0)
	if r.Caret() != start+1 {
		t.Errorf("the left arrow went to %d, not %d", r.Caret(), start+1)
	}
}

// TestKeysReachTheWindowOnce counts what the callbacks hear of each way a key can take.
func TestKeysReachTheWindowOnce(t *testing.T) {
	test.NewTempApp(t)
	var runes []rune
	var keys []fyne.KeyName
	var shortcuts []string
	var activated string
	r, w, _ := newTestReader(t, article, nil, fyne.NewSize(760, 520), Options{
		OnRune:          func(c rune) bool { runes = append(runes, c); return true },
		OnKey:           func(k fyne.KeyName, _ fyne.KeyModifier) bool { keys = append(keys, k); return k == fyne.KeyDelete },
		OnShortcut:      func(s fyne.Shortcut) { shortcuts = append(shortcuts, s.ShortcutName()) },
		OnMarkActivated: func(id string) { activated = id },
	})
	r.SetMarks(articleMarks())
	w.Canvas().Focus(r)
	for _, c := range "1n?" {
		r.TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(c)}) // Fyne sends both for one press
		test.Type(r, string(c))
	}
	if string(runes) != "1n?" || len(keys) != 0 {
		t.Errorf("heard runes %q and keys %v", string(runes), keys)
	}
	r.SelectMark("c1")
	for _, key := range []fyne.KeyName{desktop.KeyShiftLeft, fyne.KeyDelete, fyne.KeyReturn, fyne.KeyEscape} {
		r.TypedKey(&fyne.KeyEvent{Name: key})
	}
	if len(keys) != 3 || activated != "c1" || r.SelectedMark() != "" {
		t.Errorf("keys %v, activated %q, selected %q", keys, activated, r.SelectedMark())
	}
	typeKey(r, fyne.KeyD, fyne.KeyModifierControl)
	r.TypedShortcut(&fyne.ShortcutUndo{})
	if len(shortcuts) != 2 {
		t.Errorf("shortcuts %v", shortcuts)
	}
	if r.AcceptsTab() {
		t.Error("Tab does not leave the view")
	}
}
