package reviewview

import (
	"encoding/json"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/stage"
)

// name is the name of the view, menu the one in which its commands stand.
const (
	name = "review"
	menu = "Review"
)

// Kind is the review on the stage.
var Kind = stage.Kind{
	Name: name, Back: key, Closed: "Open the review first.", Commands: commands,
	Show: command.Command{ID: "review.open", Name: "Review disagreements", Menu: menu, Keys: []command.Key{key},
		Help: "Decides what annotators disagree on, item by item; again goes back to reading"},
	New: func(desk stage.Desk, state json.RawMessage) stage.View { return New(desk, state) },
}

var key = command.Ctrl(fyne.KeyR)

// Focus gives the keyboard to the review.
func (v *View) Focus() { v.focusText() }

// Untaggable says why nothing can be put into gold by a label.
func (v *View) Untaggable() string {
	if !v.queue.filled() {
		return "Labels are put on words, and there is nothing to review yet. " + key.String() + " goes back to reading."
	}
	return ""
}

// Show brings the review up to date with what was done while another view was shown.
func (v *View) Show() {
	v.BaseWidget.Show()
	switch {
	case !v.queue.stale && (v.queue.read || v.queue.filling):
		return
	case v.queue.filled():
		v.texts.Forget()
		v.trail.reopen()
		v.list.refresh()
	}
	v.queue.stale = false
	v.queue.fill()
}

// state is what of the review comes back when the project is opened again.
type state struct {
	Kind      review.Kind    `json:"kind,omitempty"`
	Label     string         `json:"label,omitempty"`     // its id
	Annotator string         `json:"annotator,omitempty"` // its id
	Show      review.Show    `json:"show"`
	Order     review.Sorting `json:"order"`
	Blind     bool           `json:"blind,omitempty"`
	Document  string         `json:"document,omitempty"` // of the item at hand
	Item      string         `json:"item,omitempty"`
	Begun     []begun        `json:"begun,omitempty"`
}

// State is what the list shows, the item at hand, and what was begun and not decided.
func (v *View) State() json.RawMessage {
	f := v.queue.filter
	at := state{f.Kind, f.LabelID, f.Annotator, f.Show, v.queue.sorting, v.names.blind, v.hand.item.DocumentID, v.hand.item.ID, v.waiting.all()}
	if at.Item == "" {
		at.Document, at.Item = v.trail.before.DocumentID, v.trail.before.ItemID
	}
	return stage.Keep(at)
}

// restore begins as a state says.
func (v *View) restore(data json.RawMessage) {
	at, ok := stage.Kept[state](data)
	if !ok {
		return
	}
	v.queue.filter, v.queue.sorting = review.Filter{Kind: at.Kind, LabelID: at.Label, Annotator: at.Annotator, Show: at.Show}, at.Order
	v.waiting.list = at.Begun
	v.names.blind, v.trail.before = at.Blind, review.Place{DocumentID: at.Document, ItemID: at.Item}
}

// follow reviews the story that was opened, where only the open story is reviewed.
func (v *View) follow(story annotate.Story) {
	if v.queue.story == "" || v.queue.story == story.ID {
		return
	}
	v.queue.story = story.ID
	if v.Visible() {
		v.queue.fill()
		return
	}
	v.queue.stale = true
}
