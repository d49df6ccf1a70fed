package assignview

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
)

// Progress shows how far everybody is.
type Progress struct {
	widget.BaseWidget
	session *session.Session
	loads   []store.Workload
	reads   int // counts readings: the result of an earlier one is dropped
	unheard func()

	form    *control.Form
	which   *control.Chips
	rows    *widget.List
	summary *control.Caption
	content fyne.CanvasObject
}

// NewProgress returns the view. assign opens the dialog that shares articles out, leave is called when the view wants to
// be closed. Close it when it is.
func NewProgress(s *session.Session, w fyne.Window, assign, leave func()) *Progress {
	v := &Progress{session: s}
	v.form = &control.Form{Window: w, OnUI: s.OnUI, Leave: leave}
	v.which = control.NewChips(control.Options(allStories), false, v.read, v.form)
	if s.Story().ID != "" {
		v.which.SetOptions(control.Options(allStories, thisStory))
	}
	v.which.SetRequired(true)
	v.which.Set(allStories)
	v.which.Resize(fyne.NewSize(500, 30)) // chips ask for as many rows as the width that they have makes them need
	v.summary = control.NewCaption("")
	v.rows = widget.NewList(func() int { return len(v.loads) }, func() fyne.CanvasObject { return newLoadRow() },
		func(i widget.ListItemID, o fyne.CanvasObject) { o.(*loadRow).show(v.loads[i]) })
	v.rows.HideSeparators = true
	buttons := container.NewHBox(control.NewButton("Assign…", nil, true, assign, v.form), control.NewButton("Close", nil, false, leave, v.form))
	bottom := container.NewBorder(nil, nil, nil, buttons, container.NewVBox(layout.NewSpacer(), v.summary, layout.NewSpacer()))
	v.content = container.NewBorder(container.NewVBox(v.which, newLoadHead()), container.NewVBox(widget.NewSeparator(), container.NewPadded(bottom)), nil, nil, v.rows)
	v.ExtendBaseWidget(v)
	v.unheard = s.Listen(func(store.Act) { v.read() })
	v.read()
	return v
}

// CreateRenderer is called by Fyne.
func (v *Progress) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.content) }

// FocusFirst gives the keyboard to the choice of stories.
func (v *Progress) FocusFirst() { v.form.Focus(v.which) }

// Close lets go of the session.
func (v *Progress) Close() { v.unheard() }

func (v *Progress) read() {
	v.reads++
	reads, storyID := v.reads, ""
	if chosen := v.which.Chosen(); len(chosen) > 0 && chosen[0] == thisStory {
		storyID = v.session.Story().ID
	}
	var loads []store.Workload
	v.session.Read(func(ctx context.Context) (err error) {
		loads, err = v.session.Project.Workloads(ctx, storyID)
		return err
	}, func() {
		if reads != v.reads {
			return
		}
		v.loads = loads
		done, total := 0, 0
		for _, w := range loads {
			if w.Annotator.Kind == annotate.Human {
				done, total = done+w.Done, total+w.Total()
			}
		}
		if total == 0 {
			v.summary.Say("Nobody has anything to do yet.", "")
		} else {
			v.summary.Say(fmt.Sprintf("The people have done %d of %d.", done, total), "")
		}
		v.rows.Refresh()
	})
}
