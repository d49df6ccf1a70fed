package coverageview

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/coverage"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// mentions are the places behind the cell, or the claim, that is chosen.
type mentions struct {
	view   *View
	texts  *session.Texts
	claim  *widget.Label
	where  *control.Caption
	about  *widget.Label // what an empty cell means
	list   *control.List
	shown  []mention
	object fyne.CanvasObject
}

// mention is a place, and whose mark it is where two layers are shown.
type mention struct {
	coverage.Mention
	layer string
}

// mostWords is how many characters of a mention are shown.
const mostWords = 600

func newMentions(v *View) *mentions {
	m := &mentions{view: v, texts: v.session.Texts(64), claim: part.Wrapped(""), where: control.NewCaption(""), about: part.Wrapped("")}
	m.claim.TextStyle, m.about.Importance = fyne.TextStyle{Bold: true}, widget.LowImportance
	m.list = control.NewList(func() int { return len(m.shown) }, control.NewFileRow, func(i int, row *control.FileRow) { m.fill(row, m.shown[i]) },
		&control.Form{Window: v.desk.Window, Leave: v.FocusGrid})
	m.list.OnChosen, m.list.OnRemove, m.list.OnReturn = m.quote, func(int) {}, m.visit
	m.list.OnRune = func(r rune) { v.desk.Commands.Rune(r) }
	head := control.NewColumn(4, control.Flush(m.claim), m.where, control.Flush(m.about))
	m.object = container.NewStack(part.NewGround(theme.ColorNameChrome), container.NewPadded(container.NewBorder(head, nil, nil, nil, m.list)))
	return m
}

// show shows what stands behind a line, in one column or, with -1, in all.
func (m *mentions) show(l line, column int) {
	m.shown = nil
	b := m.view.book
	if l.heading != "" || l.any() == nil {
		m.say(l.heading, "", "")
		return
	}
	take := func(c *coverage.Claim, layer string) {
		if c == nil {
			return
		}
		for _, cell := range c.Cells {
			if column < 0 || cell.Column == column {
				for _, one := range cell.Mentions {
					m.shown = append(m.shown, mention{one, layer})
				}
			}
		}
	}
	names := b.layers
	if b.against == nil {
		names = [2]string{}
	}
	take(l.claim, names[0])
	take(l.other, names[1])
	where, about := "", ""
	if column >= 0 {
		where = b.table.Columns[column].Name + " · "
		switch b.field(l, column).standing {
		case isLeftOut:
			about = b.table.Columns[column].Name + " leaves this claim out."
			if inColumn(l.whole, column) != nil {
				about = b.table.Columns[column].Name + " reports this claim, as made by others."
			}
		case isUnmarked:
			about = "Nothing at all is marked there yet: that this claim is missing says nothing."
		}
	}
	if len(m.shown) == 1 {
		about = wording.Quoted(m.words(m.shown[0].Span), mostWords)
	}
	m.say(l.any().Name, where+wording.Count(len(m.shown), "mention"), about)
}

// quote shows all words of the mention that is chosen, of which its row has only the first.
func (m *mentions) quote() {
	if at := m.list.Chosen(); at >= 0 {
		m.about.SetText(wording.Quoted(m.words(m.shown[at].Span), mostWords))
		m.about.Show()
		m.object.Refresh()
	}
}

func (m *mentions) say(claim, where, about string) {
	m.claim.SetText(claim)
	m.where.Say(where, "")
	m.about.SetText(about)
	m.about.Hidden = about == ""
	m.list.Refresh()
	m.list.Changed(-1)
	m.object.Refresh()
}

// fill shows a mention in a row: its words, who says them, and how.
func (m *mentions) fill(row *control.FileRow, one mention) {
	row.Secondary = func(at fyne.Position) { m.view.desk.PopUp(at, fyne.NewMenuItem("Go to the place", m.visit)) }
	row.Say(wording.Quoted(m.words(one.Span), 90), said(one.Chains), m.details(one), base.ColorNameForeground)
}

func (m *mentions) words(s annotate.Span) string {
	return wording.OneLine(m.texts.Quote(s.DocumentID, s.Segments))
}

// said says who makes a claim, through whom.
func said(chains [][]coverage.Actor) string {
	var all []string
	for _, chain := range chains {
		var names []string
		for _, a := range chain {
			names = append(names, a.Name)
		}
		if one := strings.Join(names, " says that "); !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	if len(all) == 0 {
		return "by nobody named"
	}
	return "by " + strings.Join(all, "; ")
}

// details is in which article a mention stands, whose mark it is, and what it is said to be.
func (m *mentions) details(one mention) string {
	var parts []string
	for _, d := range m.view.book.table.Documents {
		if d.ID == one.Span.DocumentID {
			parts = append(parts, d.Name())
			if d.Outlet != "" {
				parts[0] = d.Outlet
			}
		}
	}
	if one.layer != "" {
		parts = append(parts, one.layer)
	}
	label, _ := m.view.session.Codebook().LabelByID(one.Span.LabelID)
	for _, a := range label.Attributes {
		if words := one.Span.Value(a.Name).Words(); words != "" {
			if a.Type == annotate.Boolean || a.Type == annotate.Number {
				words = fmt.Sprintf("%s: %s", a.Name, words)
			}
			parts = append(parts, words)
		}
	}
	return strings.Join(parts, " · ")
}

// visit goes to the words of the mention that is chosen.
func (m *mentions) visit() {
	if at := m.list.Chosen(); at >= 0 {
		m.view.desk.GoTo(m.shown[at].Span.ID)
	}
}
