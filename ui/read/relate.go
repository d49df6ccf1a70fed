package read

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// relating is a relation that is being made: one end is chosen, the other is the span in hand, once it is another.
type relating struct {
	from    annotate.Span
	choices []choice // what may link the two ends
	chosen  int
}

// choice is one way to link two spans.
type choice struct {
	kind       annotate.RelationType
	head, tail annotate.Span
}

// choices lists the relation types that may link two spans, those that start at the first one before those that end
// there. Where a type fits both ways, the span that was chosen first is its head.
func choices(codebook annotate.Codebook, first, second annotate.Span) []choice {
	name := func(s annotate.Span) string { l, _ := codebook.LabelByID(s.LabelID); return l.Name }
	across := first.DocumentID != second.DocumentID
	var found []choice
	seen := map[string]bool{}
	for _, t := range codebook.RelationTypesBetween(name(first), name(second), across) {
		found, seen[t.ID] = append(found, choice{t, first, second}), true
	}
	for _, t := range codebook.RelationTypesBetween(name(second), name(first), across) {
		if !seen[t.ID] {
			found = append(found, choice{t, second, first})
		}
	}
	return found
}

// relations are made between two spans.
type relations struct {
	view   *View
	making *relating // nil unless one is being made
	banner *banner
}

// start begins a relation at a span.
func (m *relations) start(spanID string) {
	v := m.view
	span, err := v.session.Project.Span(v.session.Context(), spanID)
	if err != nil {
		v.session.Fail(err)
		return
	}
	if len(v.session.Codebook().RelationTypes) == 0 {
		v.session.Tell("The codebook has no relation types.")
		return
	}
	m.making = &relating{from: span}
	m.refresh()
	v.spans.showRelated()
	v.desk.Focus()
}

// stop ends the making of a relation without one.
func (m *relations) stop() {
	v := m.view
	if m.making == nil {
		return
	}
	m.making = nil
	m.banner.hide()
	v.spans.showRelated()
}

// refresh shows which relation the span in hand would make.
func (m *relations) refresh() {
	v := m.view
	r := m.making
	if r == nil {
		return
	}
	r.choices, r.chosen = nil, 0
	from := v.spans.words(r.from, 30)
	to, ok := v.spans.selected()
	if !ok || to.ID == r.from.ID {
		m.banner.show(m.wouldMake(r.from)+": choose the other end of "+from+" (n, p, a click, another pane), Enter confirms, Esc cancels.", nil, 0, nil)
		return
	}
	r.choices = choices(v.session.Codebook(), r.from, to)
	if len(r.choices) == 0 {
		m.banner.show(m.whyNone(r.from, to)+" Choose another span, or Esc to cancel.", nil, 0, nil)
		return
	}
	var names []string
	for _, c := range r.choices {
		names = append(names, fmt.Sprintf("%s %s %s", v.spans.words(c.head, 24), c.kind.Name, v.spans.words(c.tail, 24)))
	}
	ask := "Enter confirms, Esc cancels."
	if len(names) > 1 {
		ask = "A digit chooses, Enter confirms, Esc cancels."
	}
	m.banner.show(ask, names, r.chosen, func(i int) { r.chosen = i; m.confirm() })
}

// wouldMake names the relation types that can start or end at a span: "makes, targets".
func (m *relations) wouldMake(span annotate.Span) string {
	v := m.view
	label, _ := v.session.Codebook().LabelByID(span.LabelID)
	var names []string
	for _, t := range v.session.Codebook().RelationTypes {
		if t.HeadLabel == "" || t.TailLabel == "" || t.HeadLabel == label.Name || t.TailLabel == label.Name {
			names = append(names, t.Name)
		}
	}
	if len(names) == 0 || len(names) > 4 {
		return "Relation"
	}
	return strings.Join(names, ", ")
}

// whyNone says why nothing links two spans.
func (m *relations) whyNone(a, b annotate.Span) string {
	v := m.view
	codebook := v.session.Codebook()
	first, _ := codebook.LabelByID(a.LabelID)
	second, _ := codebook.LabelByID(b.LabelID)
	if a.AnnotatorID != b.AnnotatorID {
		return "That span is another annotator's: a relation stays within one layer."
	}
	if a.DocumentID != b.DocumentID && len(choices(codebook, a, annotate.Span{LabelID: b.LabelID, DocumentID: a.DocumentID})) > 0 {
		return fmt.Sprintf("What links %s and %s stays within one article.", wording.Plural(first.Name), wording.Plural(second.Name))
	}
	return fmt.Sprintf("No relation type of the codebook links %s and %s.", wording.Plural(first.Name), wording.Plural(second.Name))
}

// choose takes the relation type of that number, where there is one.
func (m *relations) choose(number int) {
	r := m.making
	if number < 1 || number > len(r.choices) {
		return
	}
	r.chosen = number - 1
	m.banner.choose(r.chosen)
}

// confirm makes the relation that is shown.
func (m *relations) confirm() {
	v := m.view
	r := m.making
	if r == nil || len(r.choices) == 0 {
		v.session.Tell("Choose the other span first.")
		return
	}
	c := r.choices[r.chosen]
	relation := annotate.Relation{TypeID: c.kind.ID, HeadSpanID: c.head.ID, TailSpanID: c.tail.ID}
	summary := fmt.Sprintf("Related %s %s %s", v.spans.words(c.head, 30), c.kind.Name, v.spans.words(c.tail, 30))
	if _, ok := v.session.Do("relate", summary, func(tx *store.Tx) error {
		relation.AnnotatorID = tx.Annotator().ID
		return tx.CreateRelation(&relation)
	}); ok {
		m.stop()
		v.session.Tell(summary + ".")
	}
	v.desk.Focus()
}

// banner is the line below the articles that asks for the next step.
type banner struct {
	text    *widget.Label
	choices *fyne.Container
	tapped  func(int)
	names   []string
	object  *fyne.Container
	around  *fyne.Container // makes room for it
}

func newBanner() *banner {
	b := &banner{text: widget.NewLabel(""), choices: container.NewHBox()}
	b.text.Truncation = fyne.TextTruncateEllipsis
	scroll := container.NewHScroll(b.choices)
	b.object = container.NewStack(part.NewFill(theme.ColorNameNotice), container.NewVBox(b.text, scroll))
	b.object.Hide()
	return b
}

// show asks for the next step; names are what can be chosen, by number or by a click.
func (b *banner) show(text string, names []string, chosen int, tapped func(int)) {
	b.text.SetText(text)
	b.names, b.tapped = names, tapped
	b.choose(chosen)
	b.object.Show()
	b.around.Refresh()
}

// choose shows which of the names is chosen.
func (b *banner) choose(chosen int) {
	b.choices.Objects = nil
	for i, name := range b.names {
		text := name
		if len(b.names) > 1 {
			text = fmt.Sprintf("%d  %s", i+1, name)
		}
		button := widget.NewButton(text, func() { b.tapped(i) })
		if i == chosen {
			button.Importance = widget.HighImportance
		}
		b.choices.Add(button)
	}
	b.choices.Refresh()
}

func (b *banner) hide() {
	b.object.Hide()
	b.around.Refresh()
}
