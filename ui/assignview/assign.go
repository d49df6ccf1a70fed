// Package assignview shares articles out among annotators, and shows how far each of them is.
//
// It knows neither the window around it nor the other views. Start with Assign and Progress.
package assignview

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// everybody stands for all annotators among the numbers of annotators that an article gets.
const everybody = "everybody"

// Which articles are shared out.
const (
	thisStory  = "The open story"
	allStories = "All stories"
)

// Assign is the dialog that shares articles out.
type Assign struct {
	widget.BaseWidget
	session *session.Session
	leave   func()

	people    []annotate.Annotator // those who can be chosen
	stories   []store.StorySummary
	documents []annotate.Document   // of the stories that are chosen
	begun     []annotate.Assignment // in these documents
	present   []annotate.Assignment // as they are now
	wanted    []annotate.Assignment // as they would be
	names     map[string]string     // annotators by id
	reads     int                   // counts readings: the result of an earlier one is dropped

	form             *control.Form
	who, which, each *control.Chips
	other            *control.Entry
	byStory          *control.Check
	choices          *container.Scroll
	list             *widget.List
	summary          *widget.Label
	none, run        *control.Button
	content          fyne.CanvasObject
}

// NewAssign returns the dialog. leave is called when it wants to be closed.
func NewAssign(s *session.Session, w fyne.Window, leave func()) *Assign {
	v := &Assign{session: s, leave: leave, names: map[string]string{}}
	v.form = &control.Form{Window: w, OnUI: s.OnUI, Leave: leave, Enter: v.Confirm}
	v.who = control.NewChips(nil, true, v.share, v.form)
	v.other = control.NewEntry("Name of another annotator, then Return", v.add, v.form)
	v.which = control.NewChips(control.Options(allStories), false, v.read, v.form)
	if s.Story().ID != "" {
		v.which.SetOptions(control.Options(allStories, thisStory))
	}
	v.which.SetRequired(true)
	v.which.Set(allStories)
	v.each = control.NewChips(control.Options("1", "2", "3", "4", everybody), false, v.share, v.form)
	v.each.SetRequired(true)
	v.each.Set(everybody)
	v.byStory = control.NewCheck("The articles of a story go to the same annotators", func(bool) { v.share() }, v.form)
	v.list = widget.NewList(func() int { return len(v.documents) }, func() fyne.CanvasObject { return newArticleRow() },
		func(i widget.ListItemID, o fyne.CanvasObject) {
			o.(*articleRow).show(v.documents[i], v.namesOf(v.documents[i].ID))
		})
	v.summary = widget.NewLabel("")
	v.summary.Wrapping = fyne.TextWrapWord
	v.none = control.NewButton("Everybody annotates all", nil, true, v.takeBack, v.form)
	v.run = control.NewButton("Assign", theme.ConfirmIcon(), false, v.assign, v.form)
	v.run.Importance = widget.HighImportance

	v.choices = container.NewVScroll(container.NewPadded(control.NewColumn(14,
		control.Section("Annotators", v.who), v.other, control.Section("Articles", v.which), control.Section("Each article is annotated by", v.each), v.byStory)))
	split := container.NewHSplit(v.choices, container.NewBorder(container.NewPadded(control.NewCaption("Who would annotate what")), nil, nil, nil, v.list))
	split.Offset = 0.45
	buttons := container.NewVBox(layout.NewSpacer(), container.NewHBox(v.none, control.NewButton("Cancel", nil, false, leave, v.form), v.run), layout.NewSpacer())
	bottom := container.NewBorder(nil, nil, nil, buttons, container.NewVBox(layout.NewSpacer(), control.Least(0, 36, control.Flush(v.summary)), layout.NewSpacer()))
	v.content = container.NewBorder(nil, container.NewVBox(widget.NewSeparator(), container.NewPadded(bottom)), nil, nil, split)
	v.ExtendBaseWidget(v)
	v.load()
	return v
}

// Confirm assigns, where that can be done.
func (v *Assign) Confirm() {
	if !v.run.Disabled() {
		v.assign()
	}
}

// CreateRenderer is called by Fyne.
func (v *Assign) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.content) }

// FocusFirst gives the keyboard to the annotators.
func (v *Assign) FocusFirst() { v.form.Focus(v.who) }

// load reads who there is; the annotator at work is always among them.
func (v *Assign) load() {
	v.session.Read(func(ctx context.Context) (err error) {
		if v.stories, err = v.session.Project.Stories(ctx); err == nil {
			v.people, err = v.session.Project.Annotators(ctx)
		}
		return err
	}, func() {
		for _, a := range v.people {
			v.names[a.ID] = a.Name
		}
		v.people = slices.DeleteFunc(v.people, func(a annotate.Annotator) bool { return a.Kind != annotate.Human })
		if own := v.session.Annotator(); !slices.ContainsFunc(v.people, func(a annotate.Annotator) bool { return a.Name == own.Name }) && own.Kind == annotate.Human {
			v.people = append(v.people, own)
		}
		var all []string
		for _, a := range v.people {
			v.names[a.ID] = a.Name
			all = append(all, a.Name)
		}
		v.who.SetOptions(control.Options(all...))
		v.who.Set(all...)
		v.choices.Content.Refresh() // for as many rows as they need
		v.read()
	})
}

// add offers one more annotator.
func (v *Assign) add(name string) {
	a := annotate.NewAnnotator(name)
	if a.Name == "" || slices.ContainsFunc(v.people, func(b annotate.Annotator) bool { return b.Name == a.Name }) {
		v.other.Reset("")
		return
	}
	if err := a.Validate(); err != nil || a.Kind != annotate.Human {
		v.summary.SetText("An annotator cannot be called that.")
		return
	}
	chosen := append(v.who.Chosen(), a.Name)
	v.people = append(v.people, a)
	v.names[a.ID] = a.Name
	var all []string
	for _, b := range v.people {
		all = append(all, b.Name)
	}
	v.who.SetOptions(control.Options(all...))
	v.who.Set(chosen...)
	v.other.Reset("")
	v.choices.Content.Refresh()
	v.share()
}

// read reads the articles that are to be shared out, what was begun and what was assigned.
func (v *Assign) read() {
	v.reads++
	reads, storyID := v.reads, ""
	if slices.Contains(v.which.Chosen(), thisStory) {
		storyID = v.session.Story().ID
	}
	var documents []annotate.Document
	var begun, present []annotate.Assignment
	v.session.Read(func(ctx context.Context) (err error) {
		for _, story := range v.stories {
			if storyID != "" && story.ID != storyID {
				continue
			}
			of, err := v.session.Project.Documents(ctx, story.ID)
			if err != nil {
				return err
			}
			documents = append(documents, of...)
		}
		if begun, err = v.session.Project.Begun(ctx, storyID); err == nil {
			present, err = v.session.Project.Assignments(ctx, storyID)
		}
		return err
	}, func() {
		if reads == v.reads {
			v.documents, v.begun, v.present = documents, begun, present
			v.share()
		}
	})
}

// share finds out who would get what.
func (v *Assign) share() {
	d := annotate.Distribution{ByStory: v.byStory.Checked}
	if !slices.Contains(v.each.Chosen(), everybody) {
		d.Each = v.each.Index() + 1
	}
	chosen := v.who.Chosen()
	for _, a := range v.people {
		if slices.Contains(chosen, a.Name) {
			d.Annotators = append(d.Annotators, a.ID)
		}
	}
	v.wanted = nil
	if len(d.Annotators) > 0 {
		v.wanted = d.Distribute(v.documents, v.begun)
	}
	v.list.Refresh()
	v.summary.SetText(v.sentence(d))
	if len(v.documents) == 0 || len(d.Annotators) == 0 || slices.Equal(v.wanted, v.present) {
		v.run.Disable()
	} else {
		v.run.Enable()
	}
	if len(v.present) == 0 {
		v.none.Disable()
	} else {
		v.none.Enable()
	}
}

// sentence says how much everybody would have.
func (v *Assign) sentence(d annotate.Distribution) string {
	switch {
	case len(v.documents) == 0:
		return "There are no articles yet."
	case len(d.Annotators) == 0:
		return "Choose annotators."
	}
	load := map[string]int{}
	for _, a := range v.wanted {
		load[a.AnnotatorID]++
	}
	var parts []string
	for _, a := range v.people {
		if load[a.ID] > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", a.Name, load[a.ID]))
		}
	}
	text := wording.Count(len(v.documents), "article") + ": " + strings.Join(parts, ", ") + "."
	if len(v.begun) > 0 {
		text += " Who has begun an article keeps it."
	}
	if slices.Equal(v.wanted, v.present) {
		text += " It is so already."
	}
	return text
}

// namesOf are those who would annotate a document.
func (v *Assign) namesOf(documentID string) []string {
	var names []string
	for _, a := range v.wanted {
		if a.DocumentID == documentID {
			names = append(names, v.names[a.AnnotatorID])
		}
	}
	return names
}
