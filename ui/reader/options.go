package reader

import (
	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
)

// Options are what the text view tells the rest of the window. Every field may be left empty. All functions run on
// the goroutine of the user interface.
type Options struct {
	// OnUI runs a function on that goroutine; work in the background ends with it. The default is fyne.Do.
	OnUI func(func())
	// OnFocus runs when the view gets the keyboard.
	OnFocus func()
	// OnRune gets every letter, digit or sign that is typed, as the key that it stands for: label keys, n, p, r, o, R with
	// Shift, ?. It says whether it did something with it.
	OnRune func(r rune) bool
	// OnKey gets every key that types no character, before the view itself uses it: Enter, Escape, Delete,
	// Backspace, arrows, function keys. Where it returns true the view does nothing more.
	OnKey func(key fyne.KeyName, modifiers fyne.KeyModifier) bool
	// OnShortcut gets the key combinations with Ctrl, Alt or Cmd that the view has no use for.
	OnShortcut func(fyne.Shortcut)
	// OnMarkSelected runs when the user selects another mark by mouse, or NextMark or PrevMark does; id is "" when
	// none is selected any more. SelectMark does not call it.
	OnMarkSelected func(id string)
	// OnSelectionReleased runs when the mouse has made a selection; pos is the pointer on the canvas.
	OnSelectionReleased func(pos fyne.Position)
	// OnSelectionChanged runs when the caret or the selection changed, whatever changed it.
	OnSelectionChanged func()
	// OnMoved runs when a key has moved the caret, OnPressed when the mouse was pressed in the text, also where the caret
	// was there already.
	OnMoved, OnPressed func()
	// OnMarkResized runs when the user gave an own mark other boundaries, by a handle or ResizeSelected, or a
	// further segment by Ctrl-drag. The view goes on showing the old ones until PutMark.
	OnMarkResized func(id string, segments []annotate.Segment)
	// OnContextMenu runs on a click with the secondary button; pos is the pointer on the canvas, markID the mark
	// beneath it, the selected one rather than another, or "".
	OnContextMenu func(pos fyne.Position, markID string)
	// OnMarkActivated runs when Enter is pressed on the selected mark and OnKey did not take it.
	OnMarkActivated func(id string)
	// OnScrolled runs when another part of the text came into view, except through SetScrollPosition.
	OnScrolled func()
	// OnPlaced runs whenever the lines may lie elsewhere in the view, whatever moved them.
	OnPlaced func()
	// OnSideways gets what the wheel is turned sideways, by so much of its own measure.
	OnSideways func(dx float32)
	// Linking hears of handles that are dragged out of the view; where it is empty they stay at its edge.
	Linking Linking
	// Fold says what stands in place of a region that is folded: "23 comments · 1,240 words"; "" for one that is not folded, as
	// none is where Fold is nil. Only whole paragraphs are.
	Fold func(region annotate.Region) string
	// Describe returns what the view shows when the pointer rests on a mark, lines parted by "\n". Where it is nil,
	// that is the mark's label, name and layer.
	Describe func(id string) string
}

// Typography says how the text is set. Zero fields keep the default.
type Typography struct {
	Size   float32 // of the letters, in Fyne's device-independent pixels; default 16
	Column float32 // width of the column in average characters; default 72
	Serif  bool
}

// Edge is one end of a mark.
type Edge int

// The ends of a mark.
const (
	StartEdge Edge = iota
	EndEdge
)

// Unit is a stretch by which a boundary moves.
type Unit int

// The units of a move.
const (
	ByCharacter Unit = iota // a grapheme cluster
	ByWord
)
