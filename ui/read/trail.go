package read

import (
	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/command"
)

const (
	mostSteps = 100  // places that the trail goes back through
	stepFrom  = 1000 // code points: what lies nearer is the same place
)

// trail is the way through the articles: a place is left where the caret, or the span in hand, leaps far or to another article.
type trail struct {
	view   *View
	steps  []step
	now    int  // index of the step where one is
	toward bool // it is being gone to steps[now], which is not reached yet
}

// step is a place on the way, in code points.
type step struct {
	document string
	at       int
}

func (s step) near(other step) bool {
	return s.document == other.document && max(s.at-other.at, other.at-s.at) < stepFrom
}

// note takes down where one is now.
func (t *trail) note() {
	p := t.view.panes.current()
	if p == nil || p.text == nil {
		return
	}
	here := step{p.documentID, p.reader.Caret()}
	if span, ok := p.spans[p.reader.SelectedMark()]; ok {
		here.at = span.Start()
	}
	switch {
	case len(t.steps) == 0:
		t.steps = []step{here}
	case t.steps[t.now].near(here):
		t.steps[t.now], t.toward = here, false
	case !t.toward:
		t.steps = append(t.steps[:t.now+1], here)
		t.steps = t.steps[max(0, len(t.steps)-mostSteps):]
		t.now = len(t.steps) - 1
	}
}

// goTo goes one place back (-1) or forward (1).
func (t *trail) goTo(by int) {
	v := t.view
	t.now, t.toward = t.now+by, true
	to := t.steps[t.now]
	v.session.SelectSpan("")
	v.showPlace(to.document, annotate.Segment{Start: to.at, End: to.at})
}

// trailCommands go back and forward.
func (w commands) trailCommands() []*command.Command {
	stop := func(by int, reason string) func() string {
		return func() string {
			if w.needsAnyPane() != "" {
				return w.needsAnyPane()
			}
			if t := w.view().trail; t.now+by < 0 || t.now+by >= len(t.steps) {
				return reason
			}
			return ""
		}
	}
	return []*command.Command{
		{ID: "go.back", Name: "Back to the place before", View: Name, Menu: "Annotate", Group: "go", Keys: []command.Key{command.Named(fyne.KeyF4)},
			Stop: stop(-1, "There is no place before this one."), Run: func() { w.view().trail.goTo(-1) }},
		{ID: "go.forward", Name: "Forward to the place after", View: Name, Menu: "Annotate", Group: "go",
			Keys: []command.Key{command.Named(fyne.KeyF4, fyne.KeyModifierShift)},
			Stop: stop(1, "There is no place after this one."), Run: func() { w.view().trail.goTo(1) }},
	}
}
