package reviewview

import (
	"encoding/json"
	"slices"

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
	if !v.filled() {
		return "There is nothing to review yet."
	}
	return ""
}

// Show brings the review up to date with what was done while another view was shown.
func (v *View) Show() {
	v.BaseWidget.Show()
	switch {
	case !v.stale && (v.read || v.filling):
		return
	case v.filled():
		v.texts.forget()
		v.reopen()
		v.refreshList()
	}
	v.stale = false
	v.fill()
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
}

// State is what the list shows, and the item at hand.
func (v *View) State() json.RawMessage {
	f := v.filter
	at := state{f.Kind, f.LabelID, f.Annotator, f.Show, v.sorting, v.blind, v.item.DocumentID, v.item.ID}
	if at.Item == "" {
		at.Document, at.Item = v.before.documentID, v.before.itemID
	}
	data, err := json.Marshal(at)
	if err != nil {
		return nil
	}
	return data
}

// restore begins as a state says; one that cannot be read is as good as none.
func (v *View) restore(data json.RawMessage) {
	var at state
	if json.Unmarshal(data, &at) != nil {
		return
	}
	v.filter, v.sorting = review.Filter{Kind: at.Kind, LabelID: at.Label, Annotator: at.Annotator, Show: at.Show}, at.Order
	v.blind, v.before = at.Blind, place{at.Document, at.Item}
}

// dropUnknown takes away a choice of what is not in the project any more: nothing would be left to see.
func (v *View) dropUnknown() {
	f := v.filter
	if !slices.Contains(review.Kinds, f.Kind) {
		f.Kind = ""
	}
	if f.Show != review.ShowOpen && f.Show != review.ShowDecided {
		f.Show = review.ShowAll
	}
	if _, there := v.session.Codebook().LabelByID(f.LabelID); !there {
		f.LabelID = ""
	}
	if _, there := v.people[f.Annotator]; !there || v.blind {
		f.Annotator = ""
	}
	if f != v.filter {
		v.filter = f
		v.sift()
	}
}

// follow reviews the story that was opened, where only the open story is reviewed.
func (v *View) follow(story annotate.Story) {
	if v.story == "" || v.story == story.ID {
		return
	}
	v.story = story.ID
	if v.Visible() {
		v.fill()
		return
	}
	v.stale = true
}
