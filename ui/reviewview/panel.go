package reviewview

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"github.com/parallax-annotation/parallax/store/adjudicate"

	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// panel shows the item at hand.
type panel struct {
	view   *View
	whole  fyne.CanvasObject // the review, once it is on the screen
	kind   *line
	number *line
	ask    *line
	add    *fyne.Container // shown while text is selected
	cards  *fyne.Container
	state  *fyne.Container // what became of the item
	said   *widget.Label
	values *fyne.Container // of what became gold, where no card says them
	silent *fyne.Container // who marked nothing here
	quiet  *widget.Label   // its words
	reason *control.Complete
	why    *fyne.Container
	asked  *questions
	layer  *control.Layer
	keys   *fyne.Container
	object *fyne.Container
}

func newPanel(v *View) *panel {
	p := &panel{view: v, add: control.NewColumn(6), cards: control.NewColumn(8), keys: container.NewStack()}
	p.kind = newLine("", base.ColorNameForeground, base.SizeNameSubHeadingText, true)
	p.number = newLine("", theme.ColorNameMuted, base.SizeNameCaptionText, false)
	p.number.wide = true
	p.ask = newLine("", theme.ColorNameMuted, base.SizeNameCaptionText, false)
	p.quiet = widget.NewLabel("")
	p.quiet.Wrapping, p.quiet.Importance = fyne.TextWrapWord, widget.WarningImportance
	p.silent = control.Flush(p.quiet)
	p.said = widget.NewLabel("")
	p.said.Wrapping = fyne.TextWrapWord
	p.values = control.NewColumn(2)
	p.state = container.NewStack(newFrame(theme.ColorNameRow), container.NewPadded(control.NewColumn(0, p.said, container.New(part.Indent(6), p.values))))

	content := control.NewColumn(10)
	p.layer = control.NewLayer(content)
	p.reason = control.NewComplete("Why? (optional)", p.layer, p.reasons, func(s control.Suggestion, _ string) { p.setReason(s.Text) }, p.keepReason, v.form)
	p.why = control.NewColumn(4, control.NewCaption("Reason, kept with the decision"), p.reason)
	head := control.NewColumn(1, container.NewBorder(nil, nil, nil, centred(p.number), p.kind), p.ask)
	p.asked = newQuestions(v)
	content.Objects = []fyne.CanvasObject{p.add, head, p.state, p.cards, p.asked.box, p.silent, p.why}
	v.form.Scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(12, 14, 14, 14), p.layer.Container))
	p.asked.threads.OnChanged = v.form.Relayout
	p.object = container.NewBorder(nil, container.NewBorder(newRule(), nil, nil, nil,
		container.New(layout.NewCustomPaddedLayout(6, 8, 14, 8), p.keys)), nil, nil, v.form.Scroll)
	return p
}

// reasons lists what was typed, then the reasons that the project has already.
func (p *panel) reasons(typed string) (found []control.Suggestion) {
	typed = strings.TrimSpace(typed)
	if typed != "" {
		found = append(found, control.Suggestion{ID: "", Text: typed, Hint: "as typed"})
	}
	known, err := adjudicate.Reasons(p.view.session.Context(), p.view.session.Project)
	if err != nil {
		p.view.session.Fail(err)
	}
	for _, r := range known {
		if r != typed && strings.Contains(strings.ToLower(r), strings.ToLower(typed)) && len(found) < 9 {
			found = append(found, control.Suggestion{ID: r, Text: r, Hint: "used before"})
		}
	}
	return found
}

// refresh shows the item at hand anew.
func (p *panel) refresh() {
	v := p.view
	p.count()
	show(p.why, v.hand.item.ID != "" && v.hand.item.Kind != review.Added)
	p.showAdd()
	p.showState()
	switch {
	case v.hand.item.ID == "":
		p.kind.say("Nothing at hand", base.ColorNameForeground)
		p.ask.say("Choose an item at the left.", theme.ColorNameMuted)
		p.cards.Objects = nil
	case v.hand.draft != nil:
		p.kind.say("Edit before taking", base.ColorNameForeground)
		p.ask.say(v.hand.draft.hint(), theme.ColorNameMuted)
		p.cards.Objects = []fyne.CanvasObject{v.hand.draft.object}
	default:
		words := kindWords[v.hand.item.Kind]
		p.kind.say(words.name, base.ColorNameForeground)
		p.ask.say(words.question, theme.ColorNameMuted)
		if v.hand.several {
			p.ask.say("Pick what is to stand, then Enter.", base.ColorNamePrimary)
		}
		p.cards.Objects = v.cards.all()
		if v.hand.item.Kind == review.Added {
			p.cards.Objects = v.cards.added()
		}
	}
	p.asked.show()
	p.quiet.SetText(v.names.silent())
	show(p.silent, v.hand.item.ID != "" && v.hand.draft == nil && v.names.silent() != "")
	p.showKeys()
	p.relayout()
}

// count says which of the items in the list is at hand.
func (p *panel) count() {
	q, item := p.view.queue, p.view.hand.item
	said := "not in this list"
	if row, there := q.Row(item.Place()); there {
		said = fmt.Sprintf("%s of %s", wording.Number(row+1), wording.Number(q.Shown()))
	}
	if item.ID == "" {
		said = ""
	}
	p.number.say(said, theme.ColorNameMuted)
}

// relayout gives every part its place, and the scroll its content's size.
func (p *panel) relayout() {
	p.object.Layout.Layout(p.object.Objects, p.object.Size()) // there may be more keys than before
	p.view.form.Relayout()
	p.view.form.Scroll.ScrollToTop()
	canvas.Refresh(p.view.panel.object)
}

// showState says what became of the item.
func (p *panel) showState() {
	item := p.view.hand.item
	settled := item.ID != "" && p.view.hand.draft == nil && (!item.Open || len(item.Decisions)+len(item.Earlier) > 0)
	show(p.state, settled)
	if !settled {
		return
	}
	said := p.view.names.verdict(item) + "."
	frame := p.state.Objects[0].(*ground)
	if item.Open {
		frame.set(theme.ColorNameNotice, base.ColorNameInputBorder, 1)
	} else {
		frame.set(theme.ColorNameRow, base.ColorNameSuccess, 1)
	}
	p.values.Objects = nil
	for _, g := range item.Gold {
		if item.Kind == review.Added {
			continue // its card says all
		}
		said += "\n" + p.view.names.label(g.LabelID) + " " + wording.Quoted(p.view.texts.Quote(g.DocumentID, g.Segments), 160)
		d := p.view.cards.details(g)
		if len(d.segments) > 0 && !slices.ContainsFunc(item.Candidates, func(c review.Candidate) bool { return p.view.hand.says(g, c) }) {
			p.values.Add(control.Flush(rich(d.segments)))
		}
	}
	show(p.values, len(p.values.Objects) > 0)
	p.said.SetText(said)
}

// showAdd offers the labels while text is selected.
func (p *panel) showAdd() {
	v := p.view
	selected := v.page.selected()
	show(p.add, len(selected) > 0 && v.hand.draft == nil)
	if len(selected) == 0 || v.hand.draft != nil {
		return
	}
	buttons := container.New(layout.NewRowWrapLayout())
	for i, l := range v.session.Codebook().Labels {
		keys := l.Hotkey
		if i < 9 {
			keys = strings.TrimSpace(fmt.Sprint(i+1) + " " + l.Hotkey)
		}
		buttons.Add(part.NewPress(container.NewHBox(control.NewKey(keys), v.cards.tag(l.ID, base.ColorNameForeground, false), widget.NewLabel("")), func() { v.verdicts.addGold(l) }))
	}
	text := widget.NewLabel("Add " + wording.Quoted(v.texts.Quote(v.page.document.ID, selected), 80) + " to gold as")
	text.Wrapping = fyne.TextWrapWord
	p.add.Objects = []fyne.CanvasObject{container.NewStack(newFrame(theme.ColorNameNotice),
		container.NewPadded(control.NewColumn(2, text, container.New(part.Indent(6), buttons))))}
}

func show(o fyne.CanvasObject, on bool) {
	switch {
	case on && !o.Visible():
		o.Show()
	case !on && o.Visible():
		o.Hide()
	}
}

// askReason gives the keyboard to the reason, with those that were given before beneath it.
func (p *panel) askReason() {
	v := p.view
	if v.hand.item.Kind == review.Added {
		v.session.Tell("What was added by hand has no decision to give a reason for.")
		return
	}
	v.form.Focus(p.reason)
	p.offerReasons()
}

// keepReason leaves in the field what was typed there: it goes with the decision, whichever way that is given.
func (p *panel) keepReason(typed string) bool {
	p.reason.Reset(typed)
	return true
}

// showReason shows the reason that was begun for an item. Where it is the one that is being typed, it stays so.
func (p *panel) showReason(begun string) {
	if p.reason.Text != begun {
		p.reason.Reset(begun)
	}
}

// given is the reason for the item at hand.
func (p *panel) given() string { return strings.TrimSpace(p.reason.Text) }

// reasonGiven empties the field after a decision took what stood in it.
func (p *panel) reasonGiven() {
	p.reason.Reset("")
}

// setReason keeps a reason for the decision that comes.
func (p *panel) setReason(text string) {
	p.reason.Reset(text)
	p.view.focusText()
}
