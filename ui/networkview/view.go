// Package networkview shows who makes which claim as a network, which claims dispute each other, and how outlets attribute what they report; and
// writes that to a file.
//
// View holds the choices and reads what they ask for, web shows the network, beside it stand the mentions of the node that is chosen. Titled is
// what is written, by the command line too.
//
// It computes nothing: what is linked to what, and where it lies, package network says. Start with View.
package networkview

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/coverage"
	"github.com/parallax-annotation/parallax/annotate/network"
	"github.com/parallax-annotation/parallax/store/across"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/stage"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// chosen is what is chosen in the view. It comes back when the project is opened again.
type chosen struct {
	Layer  string `json:"layer,omitempty"`  // an annotator's id, "" for the usual one
	Outlet string `json:"outlet,omitempty"` // only what this outlet reports
	Stance string `json:"stance,omitempty"` // only claims that are made with this stance

	Zoom float64 `json:"zoom,omitempty"` // above 1 for closer
}

// What the drop-downs say where all are shown.
const (
	everyOutlet = "All outlets"
	everyStance = "Any stance"
)

// made is what was read for the choices.
type made struct {
	Titled
	at       []network.Point
	layers   []across.Layer
	layer    annotate.Annotator
	outlets  []string
	stances  []string
	mentions map[string]coverage.Mention
}

// View is the network of the story that is open.
type View struct {
	widget.BaseWidget
	desk    stage.Desk
	session *session.Session
	form    *control.Form
	chosen  chosen
	shown   made
	current *stage.Current
	texts   *session.Texts

	title                 *widget.Label
	layer, outlet, stance *control.Select
	find                  *control.Entry
	web                   *web
	node                  *widget.Label
	about, voices         *widget.Label
	list                  *control.List
	spans                 []string // those in the list
	saving                *control.Button
	result                *control.Caption
	body, empty           *fyne.Container
	content               fyne.CanvasObject
}

// New returns the network of the story that is open in the desk's project, as a state says that it was left; the state may be nil.
func New(desk stage.Desk, state json.RawMessage) *View {
	v := &View{desk: desk, session: desk.Session, shown: made{Titled: Titled{Graph: &network.Graph{}}}}
	v.chosen, _ = stage.Kept[chosen](state)
	v.form = &control.Form{Window: desk.Window, OnUI: v.session.OnUI, Leave: v.Focus}
	v.texts = v.session.Texts(64)
	v.build()
	v.current = stage.KeepCurrent(v.session, v.Visible, v.load, v.texts.Forget)
	v.ExtendBaseWidget(v)
	v.load()
	return v
}

// CreateRenderer is called by Fyne.
func (v *View) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.content) }

// Close ends listening to the session.
func (v *View) Close() {
	v.current.Close()
}

func (v *View) build() {
	v.title = widget.NewLabelWithStyle("Network", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	v.title.SizeName, v.title.Truncation = base.SizeNameSubHeadingText, fyne.TextTruncateEllipsis
	v.layer = control.NewSelect(nil, func(string) {
		if at := v.layer.SelectedIndex(); at >= 0 && at < len(v.shown.layers) {
			v.chosen.Layer = v.shown.layers[at].ID
		}
		v.load()
	}, v.form)
	v.layer.PlaceHolder = "nobody"
	pick := func(into *string, all string) func(string) {
		return func(value string) {
			if *into = value; value == all {
				*into = ""
			}
			v.load()
		}
	}
	v.outlet = control.NewSelect(nil, pick(&v.chosen.Outlet, everyOutlet), v.form)
	v.stance = control.NewSelect(nil, pick(&v.chosen.Stance, everyStance), v.form)
	v.find = control.NewEntry("Find an actor or a claim", v.seek, v.form)
	v.web = newWeb()
	v.web.zoom = min(mostZoom, max(1, v.chosen.Zoom))
	v.web.moved, v.web.opened, v.web.leave = v.moved, v.opened, v.desk.Leave
	v.web.typed = func(r rune) { v.desk.Commands.Rune(r) }
	v.web.pulled = func(closer bool) {
		if closer {
			v.zoom(1.25)
			return
		}
		v.zoom(1 / 1.25)
	}
	v.node, v.about, v.voices = part.Wrapped(""), part.Wrapped(""), part.Wrapped("")
	v.node.TextStyle, v.about.Importance, v.voices.Importance = fyne.TextStyle{Bold: true}, widget.LowImportance, widget.LowImportance
	v.list = control.NewList(func() int { return len(v.spans) }, control.NewFileRow, func(i int, row *control.FileRow) { v.fill(row, v.spans[i]) },
		&control.Form{Window: v.desk.Window, Leave: v.Focus})
	v.list.OnChosen, v.list.OnRemove, v.list.OnReturn = func() {}, func(int) {}, v.visit
	v.list.OnRune = func(r rune) { v.desk.Commands.Rune(r) }
	v.result = control.NewCaption("")
	v.saving = control.NewButton("Save…", base.DocumentSaveIcon(), true, v.offer, v.form)
	drop := func(caption string, width float32, s *control.Select) fyne.CanvasObject {
		return control.Section(caption, control.Least(width, 0, control.Boxed(s)))
	}
	top := container.NewVBox(
		container.NewBorder(nil, nil, nil, container.NewHBox(v.saving, control.NewButton("Back to reading", nil, false, v.desk.Leave, v.form)), v.title),
		container.NewPadded(container.NewBorder(nil, nil, container.NewHBox(drop("Marks of", 140, v.layer), drop("Outlet", 220, v.outlet), drop("Stance", 140, v.stance)), nil,
			control.Section("Find", v.find))), widget.NewSeparator())
	side := container.NewStack(part.NewGround(theme.ColorNameChrome), container.NewPadded(container.NewBorder(
		control.NewColumn(4, control.Flush(v.node), control.Flush(v.about)), control.NewColumn(4, part.SectionTitle("Said by"), control.Flush(v.voices)), nil, nil, v.list)))
	v.empty = container.NewStack()
	v.body = container.NewStack(part.NewColumns(&part.Column{Object: v.web, Share: 1, Least: 400}, &part.Column{Object: side, Width: 290, Least: 220}), v.empty)
	v.content = container.NewBorder(container.NewPadded(top), container.NewPadded(v.result), nil, nil, v.body)
}

// load reads what the choices ask for and lays it out, beside the window.
func (v *View) load() {
	want, story := v.chosen, v.session.Story()
	var m made
	v.current.Read(func(ctx context.Context) (err error) {
		m, err = v.make(ctx, story, want)
		return err
	}, func() { v.show(m) })
}

func (v *View) make(ctx context.Context, story annotate.Story, want chosen) (m made, err error) {
	m.Titled = Titled{Graph: &network.Graph{}, Name: story.Name}
	if story.ID == "" {
		return m, nil
	}
	if m.layers, err = across.ClaimLayers(ctx, v.session.Project, story.ID); err != nil {
		return m, err
	}
	m.layer = across.Usual(m.layers).Annotator
	for _, l := range m.layers {
		if l.ID == want.Layer {
			m.layer = l.Annotator
		}
	}
	marks, err := across.Marks(ctx, v.session.Project, story.ID, m.layer.ID)
	if err != nil {
		return m, err
	}
	table := coverage.Of(marks, coverage.Outlets)
	outlets := map[string]string{} // of documents
	for _, c := range table.Columns {
		m.outlets = append(m.outlets, c.Name)
		for _, i := range slices.Concat(c.Articles, c.Copies) {
			outlets[table.Documents[i].ID] = c.Name
		}
	}
	claim, _ := marks.Codebook.LabelByName(marks.Codebook.Roles().Claim)
	stance, _ := claim.Stance()
	m.stances = stance.Options
	m.Voices = network.Voices(table)
	table = table.Where(func(one coverage.Mention) bool {
		return (want.Outlet == "" || outlets[one.Span.DocumentID] == want.Outlet) && (want.Stance == "" || one.Span.Value(stance.Name).Words() == want.Stance)
	})
	m.mentions = map[string]coverage.Mention{}
	for _, c := range table.Claims {
		for _, cell := range c.Cells {
			for _, one := range cell.Mentions {
				m.mentions[one.Span.ID] = one
			}
		}
	}
	m.Graph = network.Of(table, marks)
	m.at = network.Layout(m.Graph, drawn...)
	return m, ctx.Err()
}

// show shows what was made.
func (v *View) show(m made) {
	v.shown = m
	var all []annotate.Annotator
	for _, l := range m.layers {
		all = append(all, l.Annotator)
	}
	names := v.session.Names(all)
	v.shown.Layer = names[m.layer.ID]
	v.layer.Options = nil
	for _, l := range m.layers {
		v.layer.Options = append(v.layer.Options, names[l.ID])
	}
	v.layer.Set(v.shown.Layer)
	set := func(s *control.Select, all string, options []string, value *string) {
		s.Options = append([]string{all}, options...)
		if !slices.Contains(options, *value) {
			*value = ""
		}
		if s.Set(all); *value != "" {
			s.Set(*value)
		}
		s.Refresh()
	}
	set(v.outlet, everyOutlet, m.outlets, &v.chosen.Outlet)
	set(v.stance, everyStance, m.stances, &v.chosen.Stance)
	v.layer.Refresh()
	v.title.SetText(stage.Heading("Network", m.Name))
	v.web.show(v.shown.Titled, m.at)
	v.moved()
	v.sayVoices()
	v.sayEmpty()
	if v.Visible() && v.desk.Window.Canvas().Focused() == nil {
		v.Focus()
	}
}

// mostVoices is of how many outlets it is said how they attribute what they report.
const mostVoices = 5

// sayVoices says how outlets attribute what they report.
func (v *View) sayVoices() {
	var lines []string
	for i, s := range v.shown.Voices {
		if i == mostVoices {
			lines = append(lines, fmt.Sprintf("and %s, which JSON and pictures have too", wording.Count(len(v.shown.Voices)-i, "outlet")))
			break
		}
		percent := func(n int) int { return (200*n/s.Mentions() + 1) / 2 }
		lines = append(lines, fmt.Sprintf("%s: named %d %%, unnamed %d %%, own voice %d %%", s.Outlet, percent(s.Attributed), percent(s.Anonymous), percent(s.Own)))
	}
	v.voices.SetText(strings.Join(lines, "\n"))
}

// sayEmpty says why there is nothing to see, where there is nothing.
func (v *View) sayEmpty() {
	heading, sentence := "", ""
	switch {
	case len(v.shown.Nodes) > 0:
	case v.session.Story().ID == "":
		heading, sentence = "No story is open", "Import articles, or open a story, first."
	case v.chosen.Outlet != "" || v.chosen.Stance != "":
		heading, sentence = "Nothing of the kind", "No claim is made so. Choose all outlets and any stance to see the others."
	default:
		heading, sentence = "No claims yet", "Mark claims and who makes them: here you see who makes which of them."
	}
	v.empty.Objects = nil
	if heading != "" {
		v.empty.Objects = []fyne.CanvasObject{part.EmptyState(heading, sentence)}
	}
	v.body.Objects[0].(*part.Columns).Hidden = heading != ""
	v.body.Refresh()
}

// moved shows what is known of the node that is chosen.
func (v *View) moved() {
	v.spans = nil
	name, about := "", ""
	if at := v.web.chosen; at >= 0 {
		n := v.shown.Nodes[at]
		name, v.spans = n.Name, n.Spans
		about = wording.Capital(n.Kind) + " · " + wording.Count(n.Mentions, "mention") + "\n" + v.links(at)
	}
	v.node.SetText(name)
	v.about.SetText(strings.TrimSpace(about))
	v.list.Refresh()
	v.list.Changed(-1)
}

// mostLinks is how many links of a node are named.
const mostLinks = 6

// passive is what relations are called from the other end.
var passive = map[string]string{network.Makes: "made by", network.Reports: "reported by", network.Supports: "supported by", network.Disputes: "disputed by"}

// links says with what a node is linked.
func (v *View) links(at int) string {
	var lines []string
	more := 0
	for _, e := range v.shown.Edges {
		if e.From != at && e.To != at {
			continue
		}
		if len(lines) == mostLinks {
			more++
			continue
		}
		said := e.Relation + " " + wording.Quoted(v.shown.Nodes[e.To].Name, 40)
		if e.To == at {
			said = cmp.Or(passive[e.Relation], e.Relation) + " " + wording.Quoted(v.shown.Nodes[e.From].Name, 40)
		}
		if e.Weight > 1 {
			said += fmt.Sprintf(" (%d)", e.Weight)
		}
		lines = append(lines, said)
	}
	if more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(lines, "\n")
}

// fill shows a mention in a row: its words, who makes it, and in which article.
func (v *View) fill(row *control.FileRow, id string) {
	m := v.shown.mentions[id]
	var names []string
	for _, a := range m.Actors() {
		names = append(names, a.Name)
	}
	by := "by nobody named"
	if len(names) > 0 {
		by = "by " + strings.Join(names, ", ")
	}
	where := ""
	if a, ok := v.texts.Article(m.Span.DocumentID); ok {
		where = a.Document.Name()
		if a.Document.Outlet != "" {
			where = a.Document.Outlet
		}
	}
	row.Secondary = func(at fyne.Position) { v.desk.PopUp(at, fyne.NewMenuItem("Go to the place", v.visit)) }
	row.Say(wording.Quoted(wording.OneLine(v.texts.Quote(m.Span.DocumentID, m.Span.Segments)), 90), by, where, base.ColorNameForeground)
}

// opened gives the keyboard to the mentions of the node that is chosen, or goes to the only one.
func (v *View) opened() {
	switch len(v.spans) {
	case 0:
	case 1:
		v.desk.GoTo(v.spans[0])
	default:
		v.form.Focus(v.list)
		v.list.Choose(0)
	}
}

// visit goes to the words of the mention that is chosen.
func (v *View) visit() {
	if at := v.list.Chosen(); at >= 0 {
		v.desk.GoTo(v.spans[at])
	}
}

// register shows the node that is chosen in the registry, where it has a name.
func (v *View) register() {
	if v.web.chosen < 0 {
		v.session.Tell("Choose an actor or a claim first.")
		return
	}
	id := v.shown.Nodes[v.web.chosen].ID
	switch _, err := v.session.Project.Entity(v.session.Context(), id); {
	case errors.Is(err, annotate.ErrNotFound):
		v.session.Tell("It has no name yet: give it one in the inspector.")
	case err != nil:
		v.session.Fail(err)
	default:
		v.session.ShowEntity(id)
	}
}

// seek goes to the first node whose name holds a text, after the one that is chosen.
func (v *View) seek(text string) {
	text = annotate.FoldName(text)
	n := len(v.shown.Nodes)
	for k := range n {
		i := (max(0, v.web.chosen) + 1 + k) % n
		if text != "" && strings.Contains(annotate.FoldName(v.shown.Nodes[i].Name), text) {
			v.web.choose(i)
			return
		}
	}
	if text != "" {
		v.session.Tell("No actor and no claim is called so.")
	}
}

// zoom comes closer by a factor.
func (v *View) zoom(by float64) {
	before := v.web.zoom
	if v.web.zoom = min(mostZoom, max(1, v.web.zoom*by)); v.web.zoom == before {
		v.session.Tell("The network cannot be shown any larger or smaller.")
		return
	}
	v.chosen.Zoom = v.web.zoom
	v.web.Refresh()
}
