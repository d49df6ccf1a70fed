package shell

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/sheet"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// shownActs bounds how many acts the history lists.
const shownActs = 1000

// showHistory lists what was done, by anybody, to take an act back or do it again.
func (u undoing) showHistory() {
	w := u.window
	var acts []store.PastAct
	var annotators []annotate.Annotator
	w.session.Read(func(ctx context.Context) (err error) {
		if annotators, err = w.session.Project.Layers(ctx); err != nil {
			return err
		}
		acts, err = w.session.Project.Past(ctx, shownActs)
		return err
	}, func() {
		shown := w.session.Names(annotators)
		for i, act := range acts {
			switch name, there := shown[act.AnnotatorID]; {
			case there:
				acts[i].Who = name
			case act.AnnotatorID != "" && (act.Who == "" || w.session.Blind()):
				acts[i].Who = "somebody else" // who has nothing else in the project
			}
		}
		u.offerActs(acts)
	})
}

// offerActs shows acts to choose from.
func (u undoing) offerActs(acts []store.PastAct) {
	w := u.window
	if len(acts) == 0 {
		w.sheets.Say("History", "Nothing was done in this project yet.")
		return
	}
	var s *sheet.Sheet
	list := control.NewList(func() int { return len(acts) }, control.NewFileRow, func(i int, row *control.FileRow) {
		stands := ""
		if acts[i].Undone {
			stands = "undone"
		}
		row.Say(wording.Capital(acts[i].Summary), whoAndWhen(acts[i]), stands, base.ColorNameWarning)
	}, w.sheets.Form())
	list.OnChosen, list.OnRemove = func() {}, func(int) {}
	list.OnReturn = func() { s.Confirm() }
	about := "Choose an act to take it back, or to do it again if it is undone. You are asked first, and what was done later stays."
	if len(acts) == shownActs {
		about += fmt.Sprintf(" The last %s are shown.", wording.CountOf(shownActs, "act", "acts"))
	}
	back := control.NewButton("Go back to here…", base.HistoryIcon(), false, func() { u.askBack(acts, list.Chosen(), s) }, w.sheets.Form())
	s = w.sheets.Show(sheet.Options{
		Title: "History", Body: container.NewBorder(part.Wrapped(about), container.NewHBox(back), nil, nil, list), Width: 620, Height: 560, Action: "Undo or redo…", Close: "Close",
		Run: func() bool {
			if i := list.Chosen(); i >= 0 {
				u.askAbout(acts[i], s)
			}
			return false
		},
		Focus: list, Closed: w.stage.Focus,
	})
	list.Choose(0)
}

// askBack asks whether to take back what the person at the desk did after an act, and does it: the newest first, as many presses of
// Undo would. What others did stays.
func (u undoing) askBack(acts []store.PastAct, at int, list *sheet.Sheet) {
	w := u.window
	if at < 0 {
		return
	}
	var own []store.PastAct
	for _, act := range acts[:at] {
		if !act.Undone && act.AnnotatorID == w.session.Annotator().ID {
			own = append(own, act)
		}
	}
	here := wording.Quoted(acts[at].Summary, 60)
	if len(own) == 0 {
		w.sheets.Say("You are there", "You have done nothing after "+here+" that still holds.")
		return
	}
	w.sheets.Confirm("Go back to here?", fmt.Sprintf("What you did after %s is taken back: %s. What others did stays, and Redo brings yours back.",
		here, wording.CountOf(len(own), "act", "acts")), "Go back", func() {
		taken := 0
		for _, act := range own {
			if _, ok := w.session.UndoAct(act.Seq); !ok {
				break // it has been said why
			}
			taken++
		}
		list.Dismiss()
		w.tell(fmt.Sprintf("Took back %s, to %s.", wording.CountOf(taken, "act", "acts"), here))
	})
}

// whoAndWhen says of an act whose it is and of what time.
func whoAndWhen(act store.PastAct) string {
	at := act.At.Local().Format("2 January 2006, 15:04:05")
	if act.Who == "" {
		return at
	}
	return act.Who + " · " + at
}

// askAbout asks whether to take an act back, or to do it again, and says whose it is. Where that is done the history goes.
func (u undoing) askAbout(act store.PastAct, list *sheet.Sheet) {
	w := u.window
	if act.Undone && !act.Redoable {
		w.sheets.Say("It cannot be done again", wording.Quoted(act.Summary, 80)+" was undone, and something else was done since.")
		return
	}
	verb, done, run := "Undo", "Undone", w.session.UndoAct
	if act.Undone {
		verb, done, run = "Redo", "Redone", w.session.RedoAct
	}
	title, whose := verb+" this?", ""
	switch {
	case act.AnnotatorID == w.session.Annotator().ID:
		title, whose = verb+" what you did?", " It is yours."
	case act.Who != "":
		title, whose = verb+" what "+act.Who+" did?", " It is "+act.Who+"’s, not yours."
	}
	w.sheets.Confirm(title, wording.Quoted(act.Summary, 80)+", "+act.At.Local().Format("2 January 2006, 15:04:05")+"."+whose, verb, func() {
		if _, ok := run(act.Seq); ok {
			list.Dismiss()
			w.tell(undoTitle(done, &act.Act) + ".")
		}
	})
}
