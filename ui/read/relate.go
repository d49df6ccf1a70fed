package read

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/suggest"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// relating is a relation that is being made: one end is chosen, the other is the span in hand, once it is another, else the nearest
// that is likely.
type relating struct {
	from     annotate.Span
	linking  suggest.Linking
	nearest  annotate.Span // what Enter relates it to where nothing else is chosen; zero where there is none
	proposed bool          // the choices are for the nearest
	choices  []suggest.Link
	chosen   int
}

// relations are made between two spans.
type relations struct {
	view   *View
	making *relating // nil unless one is being made
	banner *banner
}

// begun reads what is needed to relate a span.
func (m *relations) begun(spanID string) (r *relating, ok bool) {
	s := m.view.session
	span, err := s.Project.Span(s.Context(), spanID)
	r = &relating{from: span, linking: suggest.Linking{Codebook: s.Codebook()}}
	if err == nil {
		r.linking.Done, err = s.Project.RelationsDone(s.Context(), span.AnnotatorID)
	}
	if err == nil {
		r.linking.There, err = s.Project.RelationsOf(s.Context(), span.ID)
	}
	var beside []annotate.Span
	if err == nil {
		beside, err = m.beside(span)
	}
	if err != nil {
		s.Fail(err)
		return nil, false
	}
	if len(r.linking.Codebook.RelationTypes) == 0 {
		s.Tell("The codebook has no relation types.")
		return nil, false
	}
	r.nearest, _ = r.linking.Nearest(span, beside)
	return r, true
}

// beside are the spans of a span's article, read anew where no pane has them.
func (m *relations) beside(span annotate.Span) ([]annotate.Span, error) {
	v := m.view
	for _, p := range v.panes.of(span.DocumentID) {
		if p.spans != nil {
			return slices.Collect(maps.Values(p.spans)), nil
		}
	}
	return v.session.Project.Spans(v.session.Context(), span.DocumentID, span.AnnotatorID)
}

// start begins a relation at a span.
func (m *relations) start(spanID string) {
	v := m.view
	r, ok := m.begun(spanID)
	if !ok {
		return
	}
	m.making = r
	m.refresh()
	v.spans.showRelated()
	v.desk.Focus()
}

// atOnce relates a span to the nearest that it is likely to be related to, without asking.
func (m *relations) atOnce(spanID string) {
	v := m.view
	m.stop()
	r, ok := m.begun(spanID)
	if !ok {
		return
	}
	label, _ := v.session.Codebook().LabelByID(r.from.LabelID)
	if r.nearest.ID == "" {
		partner := cmp.Or(r.linking.Partner(r.from), "span")
		v.session.Tell(fmt.Sprintf("There is no %s in this article to relate the %s to.", partner, label.Name))
		return
	}
	all := r.linking
	all.There = nil
	likeliest := all.Between(r.from, r.nearest)[0]
	if left := r.linking.Between(r.from, r.nearest); len(left) == 0 || left[0].Type.ID != likeliest.Type.ID {
		v.session.Tell(fmt.Sprintf("%s %s %s already.", v.spans.words(likeliest.Head, 30), likeliest.Type.Name, v.spans.words(likeliest.Tail, 30)))
		return
	}
	m.make(likeliest)
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

// offer takes the span at a place of an article, where the caret or a hit of a search stands, as the other end, if it can be one.
func (m *relations) offer(p *pane, at int) {
	v, r := m.view, m.making
	if r == nil {
		return
	}
	for _, id := range p.reader.MarksAt(at) {
		if span := p.spans[id]; span.ID != "" && id != r.from.ID && len(r.linking.Between(r.from, span)) > 0 {
			v.session.SelectSpan(id)
			break
		}
	}
	v.panes.each(func(p *pane) { // a key that moves the caret lets go of what is marked
		if own := p.own(v.session.Selected()); p.reader.SelectedMark() != own {
			p.reader.ShowSelected(own)
		}
	})
}

// refresh shows which relation the span in hand, or else the nearest, would make.
func (m *relations) refresh() {
	v := m.view
	r := m.making
	if r == nil {
		return
	}
	r.choices, r.chosen = nil, 0
	from := v.spans.words(r.from, 30)
	to, ok := v.spans.selected()
	if r.proposed = !ok || to.ID == r.from.ID; r.proposed {
		to = r.nearest
	}
	if to.ID != "" {
		r.choices = r.linking.Between(r.from, to)
	}
	switch {
	case len(r.choices) == 0 && r.proposed:
		m.banner.show(m.wouldMake(r.from)+": choose the other end of "+from+" (n, p, a click, a hit of Find, another pane), Enter confirms, Esc cancels.", nil, 0, nil)
		return
	case len(r.choices) == 0:
		m.banner.show(m.whyNone(r.from, to)+" Choose another span, or Esc to cancel.", nil, 0, nil)
		return
	}
	ask := "A digit decides at once, Enter takes the first, Esc cancels."
	if r.proposed {
		ask = "Enter relates it to the nearest, a digit otherwise; or choose another end (n, p, a click, a hit of Find, another pane). Esc cancels."
	}
	m.banner.show(ask, m.names(r.choices), r.chosen, func(i int) { r.chosen = i; m.confirm() })
}

// names are what may be chosen, the verb first: that is where they differ.
func (m *relations) names(links []suggest.Link) []string {
	room := 24
	if len(links) > 2 {
		room = 16
	}
	names := make([]string, len(links))
	for i, l := range links {
		arrow := "›"
		if l.Type.Symmetric {
			arrow = "and"
		}
		names[i] = fmt.Sprintf("%s  %s %s %s", l.Type.Name, m.view.spans.words(l.Head, room), arrow, m.view.spans.words(l.Tail, room))
	}
	return names
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
	here := b
	here.DocumentID = a.DocumentID
	switch linking := (suggest.Linking{Codebook: codebook}); {
	case len(linking.Between(a, b)) > 0:
		return "The two are related already in every way that there is."
	case len(linking.Between(a, here)) > 0:
		return fmt.Sprintf("A relation between %s and %s stays within one article.", wording.LabelPlural(first.Name), wording.LabelPlural(second.Name))
	}
	return fmt.Sprintf("The codebook has no relation type between %s and %s.", wording.LabelPlural(first.Name), wording.LabelPlural(second.Name))
}

// choose makes the relation of that number, where there is one.
func (m *relations) choose(number int) {
	r := m.making
	if number < 1 || number > len(r.choices) {
		return
	}
	r.chosen = number - 1
	m.confirm()
}

// confirm makes the relation that is shown.
func (m *relations) confirm() {
	v := m.view
	r := m.making
	if r == nil || len(r.choices) == 0 {
		v.session.Tell("Choose the other span first.")
		return
	}
	m.make(r.choices[r.chosen])
}

// make makes a relation and says which.
func (m *relations) make(c suggest.Link) {
	v := m.view
	relation := annotate.Relation{TypeID: c.Type.ID, HeadSpanID: c.Head.ID, TailSpanID: c.Tail.ID}
	summary := fmt.Sprintf("Related %s %s %s", v.spans.words(c.Head, 30), c.Type.Name, v.spans.words(c.Tail, 30))
	if _, ok := v.session.Do("relate", summary, func(tx *store.Tx) error {
		relation.AnnotatorID = tx.Annotator().ID
		return tx.CreateRelation(&relation)
	}); ok {
		m.stop()
		v.session.Tell(summary + ".")
		v.contradictions.after(relation, summary+".")
	}
	v.desk.Focus()
}

// banner is the line below the articles that asks for the next step.
type banner struct {
	text    *widget.Label
	choices *fyne.Container
	flow    *part.Flow // of the choices
	tapped  func(int)
	names   []string
	object  *fyne.Container
	around  *fyne.Container // makes room for it
}

func newBanner() *banner {
	b := &banner{text: widget.NewLabel(""), flow: &part.Flow{Gap: base.Padding()}}
	b.text.Wrapping, b.choices = fyne.TextWrapWord, container.New(b.flow)
	b.object = container.NewStack(part.NewFill(theme.ColorNameNotice), container.NewVBox(b.text, b.choices))
	b.object.Hide()
	return b
}

// show asks for the next step; names are what can be chosen, by number or by a click.
func (b *banner) show(text string, names []string, chosen int, tapped func(int)) {
	b.flow.Width = b.around.Size().Width
	b.text.Resize(fyne.NewSize(b.flow.Width, b.text.Size().Height)) // it says how high it is at this width
	b.text.SetText(text)
	b.names, b.tapped = names, tapped
	b.choose(chosen)
	b.object.Show()
	b.around.Refresh()
}

// choose shows which of the names is chosen.
func (b *banner) choose(chosen int) {
	b.choices.Objects = nil
	room := b.flow.Width - 2*base.InnerPadding()
	for i, name := range b.names {
		name = control.Cut(fmt.Sprintf("%d  %s", i+1, name), room, base.TextSize(), fyne.TextStyle{Bold: true})
		button := widget.NewButton(name, func() { b.tapped(i) })
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
