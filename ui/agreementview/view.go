// Package agreementview shows how well annotators agree: heat maps of pairs and of the labels that two annotators gave,
// tables of every figure with its confidence interval and the number of items behind it, and the spans behind each. It
// exports the figures, the heat map and a paragraph that says how they were computed.
//
// View holds the parts together: the choices, the comparison of those who are chosen, the evidence behind a figure, and what is saved.
//
// It computes nothing, and knows neither the window around it nor the other views. Start with View.
package agreementview

import (
	"encoding/json"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/stage"
)

// View is the agreement view.
type View struct {
	widget.BaseWidget
	session *session.Session
	window  fyne.Window
	desk    stage.Desk

	choices    *choices
	comparison *comparison
	evidence   *evidence
	saving     *saving
	stale      bool          // something was marked while another view was shown
	again      *session.Soon // computes the figures anew
	cancel     func()        // ends listening

	form        *control.Form
	heat        *heat
	heatScroll  *container.Scroll
	table       *table
	legend      *legend
	note        *widget.Label // what the figure at hand is, or what stands in the way of figures
	result      *control.Caption
	actions     []*control.Button
	left, right *fyne.Container
	content     fyne.CanvasObject
}

// New returns the view of the desk's project and begins to compare the people with each other, or what a state says was
// chosen when the project was left; the state may be nil.
func New(desk stage.Desk, state json.RawMessage) *View {
	v := &View{session: desk.Session, window: desk.Window, desk: desk}
	v.form = &control.Form{Window: v.window, OnUI: v.session.OnUI, Leave: desk.Leave}
	v.comparison, v.saving = &comparison{view: v}, &saving{v}
	v.choices, v.evidence = newChoices(v), newEvidence(v)
	v.again = v.session.Soon(againDelay, v.comparison.load)
	v.build()
	v.choices.chosen, _ = stage.Kept[choice](state)
	v.cancel = v.session.Listen(v.hear)
	v.ExtendBaseWidget(v)
	v.comparison.load()
	return v
}

// CreateRenderer is called by Fyne.
func (v *View) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.content) }

// FocusFirst gives the keyboard to the heat map, or to the table that is shown.
func (v *View) FocusFirst() {
	if v.choices.tabs.Index() >= figuresPart {
		v.form.Focus(v.table)
		return
	}
	v.form.Focus(v.heat)
}

// Close ends what is under way.
func (v *View) Close() {
	v.cancel()
	v.again.Stop()
	v.comparison.stop()
	v.evidence.stop()
}
