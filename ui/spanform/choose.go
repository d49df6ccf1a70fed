package spanform

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2/container"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/sheet"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// Another asks for another entity than one, of its label.
type Another struct {
	Than                    annotate.Entity
	Title, Sentence, Action string
	New                     bool // one that is typed and not there is made; its id is "" then
	Run                     func(annotate.Entity)
	Closed                  func() // after the sheet went
}

// AskMerge asks with which other entity of its label one is to be merged, and does it.
func AskMerge(s *session.Session, sheets *sheet.Stack, e annotate.Entity, closed func()) {
	Another{
		Than: e, Title: "Merge “" + wording.Short(e.Name, 40) + "” with…", Action: "Merge", Closed: closed,
		Sentence: "All mentions of “" + e.Name + "” refer to the one that you choose, and its name becomes one of the other names. Undo parts them again.",
		Run:      func(into annotate.Entity) { Merge(s, into, e) },
	}.Ask(s, sheets)
}

// Ask reads what there is to choose from, and asks.
func (a Another) Ask(s *session.Session, sheets *sheet.Stack) {
	label, _ := s.Codebook().LabelByID(a.Than.LabelID)
	var all []store.EntitySummary
	s.Read(func(ctx context.Context) (err error) {
		all, err = s.Project.Entities(ctx, store.EntityQuery{LabelID: a.Than.LabelID})
		return err
	}, func() {
		all = slices.DeleteFunc(all, func(other store.EntitySummary) bool { return other.ID == a.Than.ID })
		if len(all) == 0 && !a.New {
			s.Tell("There is no other " + label.Name + " to merge it with.")
			return
		}
		a.among(all, sheets)
	})
}

func (a Another) among(all []store.EntitySummary, sheets *sheet.Stack) {
	var s *sheet.Sheet
	shown := all
	list := control.NewList(func() int { return len(shown) }, control.NewFileRow, func(i int, row *control.FileRow) {
		if shown[i].ID == "" {
			row.Say(newEntityPrefix+shown[i].Name, "", "", "")
			return
		}
		row.Say(shown[i].Name, wording.Count(shown[i].Mentions, "mention"), "", "")
	}, sheets.Form())
	list.OnChosen, list.OnRemove, list.OnReturn = func() {}, func(int) {}, func() { s.Confirm() }
	field := sheet.NewField("", &s)
	field.OnChanged = func(text string) {
		shown = nil
		for _, other := range all {
			if textpos.Fold(other.Name, true).Contains(text) {
				shown = append(shown, other)
			}
		}
		name := strings.TrimSpace(text)
		if a.New && name != "" && !slices.ContainsFunc(shown, func(e store.EntitySummary) bool { return e.Name == name }) {
			shown = append(shown, store.EntitySummary{Entity: annotate.Entity{LabelID: a.Than.LabelID, Name: name}})
		}
		list.Refresh()
		list.Changed(0)
	}
	s = sheets.Show(sheet.Options{
		Title: a.Title, Body: container.NewBorder(container.NewVBox(part.Wrapped(a.Sentence), field), nil, nil, nil, list), Width: 520, Height: 460,
		Action: a.Action, Focus: field, Closed: a.Closed,
		Run: func() bool {
			i := list.Chosen()
			if i < 0 {
				return false
			}
			a.Run(shown[i].Entity)
			return true
		},
	})
	list.Choose(0)
}
