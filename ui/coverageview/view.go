// Package coverageview shows which article reports which claim, by whom it is said to be made and how, and who leaves it out: as a grid in the
// window, and written to a file.
//
// View holds the choices and reads what they ask for; book is what they make of it, grid draws that, mentions are the places behind a cell.
// Titled is what is written, by the command line too.
//
// It computes nothing: what a claim is, and who makes it, package coverage says. Start with View.
package coverageview

import (
	"context"
	"encoding/json"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/coverage"
	"github.com/parallax-annotation/parallax/store/across"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/stage"
)

// chosen is what is chosen in the view. It comes back when the project is opened again.
type chosen struct {
	Layer     string `json:"layer,omitempty"`   // an annotator's id, "" for the usual one
	Against   string `json:"against,omitempty"` // another's, "" for none
	Attribute string `json:"attribute,omitempty"`
	Order     int    `json:"order,omitempty"`
	ByActor   bool   `json:"by_actor,omitempty"`
	Outlets   bool   `json:"outlets,omitempty"`

	Folded []string `json:"folded,omitempty"` // ids of themes
}

// orders are the ways in which claims can be sorted, in the order of their names.
var orders = []struct {
	name string
	by   coverage.Order
}{{"Most reported", coverage.ByReports}, {"Most left out", coverage.ByGaps}, {"Most mentioned", coverage.ByMentions}, {"By name", coverage.ByName}}

// What the drop-downs say where nothing is chosen.
const (
	noLayer     = "—"
	noAttribute = "(no attribute)"
)

// View is the coverage of the story that is open.
type View struct {
	widget.BaseWidget
	desk    stage.Desk
	session *session.Session
	form    *control.Form
	chosen  chosen
	read    tables
	book    *book
	current *stage.Current

	title                            *widget.Label
	layer, against, attribute, order *control.Select
	outlets, byActor                 *control.Check
	filter                           *control.Entry
	grid                             *grid
	mentions                         *mentions
	result                           *control.Caption
	actions                          []*control.Button
	body, empty                      *fyne.Container
	content                          fyne.CanvasObject
}

// tables are what was read for the choices.
type tables struct {
	layers       []across.Layer
	layer        annotate.Annotator
	against      annotate.Annotator
	table, other *coverage.Table
	codebook     annotate.Codebook
	story        annotate.Story
}

// New returns the coverage of the story that is open in the desk's project, as a state says that it was left; the state may be nil.
func New(desk stage.Desk, state json.RawMessage) *View {
	v := &View{desk: desk, session: desk.Session, book: &book{table: &coverage.Table{}}}
	v.chosen, _ = stage.Kept[chosen](state)
	v.form = &control.Form{Window: desk.Window, OnUI: v.session.OnUI, Leave: v.FocusGrid}
	v.build()
	v.current = stage.KeepCurrent(v.session, v.Visible, v.load, v.mentions.texts.Forget)
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
	v.title = widget.NewLabelWithStyle("Coverage", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	v.title.SizeName, v.title.Truncation = base.SizeNameSubHeadingText, fyne.TextTruncateEllipsis
	v.layer = control.NewSelect(nil, func(string) { v.chosen.Layer = v.read.layerAt(v.layer.SelectedIndex()); v.load() }, v.form)
	v.layer.PlaceHolder = "nobody"
	v.against = control.NewSelect(nil, func(string) { v.chosen.Against = v.read.layerAt(v.against.SelectedIndex() - 1); v.load() }, v.form)
	v.attribute = control.NewSelect(nil, func(name string) { v.chosen.Attribute = name; v.arrange() }, v.form)
	var names []string
	for _, o := range orders {
		names = append(names, o.name)
	}
	v.order = control.NewSelect(names, func(string) { v.chosen.Order = v.order.SelectedIndex(); v.arrange() }, v.form)
	v.byActor = control.NewCheck("Group by actor", func(on bool) {
		if on != v.chosen.ByActor && v.read.other == nil {
			v.chosen.ByActor = on
			v.arrange()
		}
	}, v.form)
	v.outlets = control.NewCheck("Outlets", func(on bool) {
		if on != v.chosen.Outlets {
			v.chosen.Outlets = on
			v.load()
		}
	}, v.form)
	v.filter = control.NewEntry("Find claims and actors", func(string) { v.arrange() }, v.form)
	v.grid = newGrid(v.moved, v.opened, v.menu, func(r rune) { v.desk.Commands.Rune(r) }, v.desk.Leave)
	v.mentions = newMentions(v)
	v.result = control.NewCaption("")
	v.actions = []*control.Button{control.NewButton("Save…", base.DocumentSaveIcon(), true, v.offer, v.form), control.NewButton("Back to reading", nil, false, v.desk.Leave, v.form)}
	drops := container.NewHBox(drop("Marks of", 130, v.layer), drop("Against", 130, v.against), drop("Shown", 140, v.attribute), drop("Order", 150, v.order),
		control.Section("", container.NewHBox(v.outlets, v.byActor)))
	top := container.NewVBox(container.NewBorder(nil, nil, nil, container.NewHBox(v.actions[0], v.actions[1]), v.title),
		container.NewPadded(container.NewBorder(nil, nil, drops, nil, control.Section("Find", v.filter))), widget.NewSeparator())
	columns := part.NewColumns(&part.Column{Object: container.NewPadded(v.grid), Share: 1, Least: 480}, &part.Column{Object: v.mentions.object, Width: 290, Least: 220})
	v.empty = container.NewStack()
	v.body = container.NewStack(columns, v.empty)
	v.content = container.NewBorder(container.NewPadded(top), container.NewPadded(v.result), nil, nil, v.body)
}

func drop(caption string, width float32, s *control.Select) fyne.CanvasObject {
	return control.Section(caption, control.Least(width, 0, control.Boxed(s)))
}

// FocusGrid gives the keyboard to the grid.
func (v *View) FocusGrid() {
	if len(v.book.lines) == 0 && v.filter.Text == "" {
		v.desk.Window.Canvas().Unfocus()
		return
	}
	v.form.Focus(v.grid)
}

// load reads what the choices ask for, beside the window.
func (v *View) load() {
	want, story := v.chosen, v.session.Story()
	var t tables
	v.current.Read(func(ctx context.Context) (err error) {
		t, err = v.tables(ctx, story, want)
		return err
	}, func() {
		v.read = t
		if v.arrange(); v.Visible() && v.desk.Window.Canvas().Focused() == nil {
			v.FocusGrid()
		}
	})
}

func (v *View) tables(ctx context.Context, story annotate.Story, want chosen) (t tables, err error) {
	t.story, t.table = story, &coverage.Table{}
	if story.ID == "" {
		return t, nil
	}
	if t.layers, err = across.ClaimLayers(ctx, v.session.Project, story.ID); err != nil {
		return t, err
	}
	t.layer = across.Usual(t.layers).Annotator
	for _, l := range t.layers {
		switch l.ID {
		case want.Layer:
			t.layer = l.Annotator
		case want.Against:
			t.against = l.Annotator
		}
	}
	by := coverage.Articles
	if want.Outlets {
		by = coverage.Outlets
	}
	marks, err := across.Marks(ctx, v.session.Project, story.ID, t.layer.ID)
	if err != nil {
		return t, err
	}
	t.table, t.codebook = coverage.Of(marks, by), marks.Codebook
	if t.against.ID == "" || t.against.ID == t.layer.ID {
		return t, nil
	}
	if marks, err = across.Marks(ctx, v.session.Project, story.ID, t.against.ID); err == nil {
		t.other = coverage.Of(marks, by)
	}
	return t, err
}

// arrange shows what was read as it is sorted, grouped and filtered.
func (v *View) arrange() {
	t := v.read
	if t.table == nil {
		return // nothing was read yet
	}
	v.offerChoices(t)
	names := v.names()
	b := &book{table: t.table, against: t.other, layers: [2]string{names[t.layer.ID], names[t.against.ID]}, attribute: v.attribute.Selected, folded: map[string]bool{}}
	for _, id := range v.chosen.Folded {
		b.folded[id] = true
	}
	b.arrange(orders[v.chosen.Order].by, v.chosen.ByActor, v.filter.Text)
	v.book = b
	titled := Titled{Table: t.table}
	var heads []head
	for _, c := range t.table.Columns {
		heads = append(heads, head{c.Name, titled.below(c)})
	}
	v.title.SetText(stage.Heading("Coverage", t.story.Name))
	v.grid.show(b, heads)
	v.moved(v.grid.at)
	v.sayEmpty()
}

// offerChoices shows what there is to choose from, and what is chosen of it.
func (v *View) offerChoices(t tables) {
	named, names := v.names(), []string{}
	for _, l := range t.layers {
		names = append(names, named[l.ID])
	}
	v.layer.Options, v.against.Options = names, append([]string{noLayer}, names...)
	v.layer.Set(named[t.layer.ID])
	v.against.Set(noLayer)
	if t.other != nil {
		v.against.Set(named[t.against.ID])
	}
	claim, _ := t.codebook.LabelByName(t.codebook.Roles().Claim)
	v.attribute.Options = []string{noAttribute}
	for _, a := range claim.Attributes {
		v.attribute.Options = append(v.attribute.Options, a.Name)
	}
	if v.chosen.Attribute == "" || !slices.Contains(v.attribute.Options, v.chosen.Attribute) {
		v.chosen.Attribute = FirstAttribute(t.codebook)
	}
	v.attribute.Set(v.chosen.Attribute)
	v.chosen.Order = min(max(0, v.chosen.Order), len(orders)-1)
	v.order.Set(orders[v.chosen.Order].name)
	v.byActor.SetChecked(v.chosen.ByActor && t.other == nil)
	v.outlets.SetChecked(v.chosen.Outlets)
	if t.other != nil {
		v.byActor.Disable()
	} else {
		v.byActor.Enable()
	}
	for _, s := range []*control.Select{v.layer, v.against, v.attribute, v.order} {
		s.Refresh()
	}
}

// names is what the annotators are called, by id.
func (v *View) names() map[string]string {
	var all []annotate.Annotator
	for _, l := range v.read.layers {
		all = append(all, l.Annotator)
	}
	return v.session.Names(all)
}

// layerAt is the id of the annotator at a place of the list, "" for none.
func (t tables) layerAt(i int) string {
	if i < 0 || i >= len(t.layers) {
		return ""
	}
	return t.layers[i].ID
}

// turn goes to the next of so many choices.
func (v *View) turn(choice *int, of int) {
	*choice = (*choice + 1) % of
	v.arrange()
}

// sayEmpty says why there is nothing to see, where there is nothing.
func (v *View) sayEmpty() {
	heading, sentence := "", ""
	switch {
	case v.read.story.ID == "":
		heading, sentence = "No story is open", "Import articles, or open a story, first."
	case len(v.read.table.Claims) == 0 && v.read.other == nil:
		heading, sentence = "No claims yet", "Mark claims in the articles of this story: here you see which article reports which of them, and which leaves it out."
	case len(v.book.lines) == 0:
		heading, sentence = "Nothing found", "No claim and no actor is called so."
	}
	v.empty.Objects = nil
	if heading != "" {
		v.empty.Objects = []fyne.CanvasObject{part.EmptyState(heading, sentence)}
	}
	v.body.Objects[0].(*part.Columns).Hidden = heading != ""
	v.body.Refresh()
}

// moved shows what stands behind the cell that is chosen.
func (v *View) moved(at place) {
	if at.row < len(v.book.lines) {
		v.mentions.show(v.book.lines[at.row], at.column)
	} else {
		v.mentions.show(line{}, -1)
	}
}

// opened goes to the one mention of a cell, or gives the keyboard to the several; a claim's name opens all articles that report it.
func (v *View) opened(at place) {
	shown := v.mentions.shown
	switch {
	case len(shown) == 0:
	case at.column < 0:
		v.beside()
	case len(shown) == 1:
		v.desk.GoTo(shown[0].Span.ID)
	default:
		v.form.Focus(v.mentions.list)
		v.mentions.list.Choose(0)
	}
}

// fold shows only one line of the theme that is chosen, or again all that belongs to it. The theme is chosen then.
func (v *View) fold() {
	theme := v.book.themeAt(v.grid.at.row)
	if at := slices.Index(v.chosen.Folded, theme); at >= 0 {
		v.chosen.Folded = slices.Delete(v.chosen.Folded, at, at+1)
	} else {
		v.chosen.Folded = append(v.chosen.Folded, theme)
	}
	v.arrange()
	if at := slices.IndexFunc(v.book.lines, func(l line) bool { return l.theme == theme }); at >= 0 {
		v.grid.choose(place{at, v.grid.at.column})
	}
}

// foldAll folds all themes, or unfolds them where all are.
func (v *View) foldAll() {
	all := v.book.themes()
	if slices.ContainsFunc(all, func(id string) bool { return !v.book.folded[id] }) {
		v.chosen.Folded = all
	} else {
		v.chosen.Folded = nil
	}
	v.arrange()
}

// claim is the claim that is chosen, nil for none.
func (v *View) claim() *coverage.Claim {
	if v.grid.at.row >= len(v.book.lines) {
		return nil
	}
	return v.book.lines[v.grid.at.row].any()
}

// beside goes to the claim that is chosen in all articles that report it, side by side.
func (v *View) beside() {
	c := v.claim()
	if c == nil {
		return
	}
	var spans []string
	for _, cell := range c.Cells {
		spans = append(spans, cell.Mentions[0].Span.ID)
	}
	v.session.ShowBeside(spans)
}

func (v *View) menu(at place, where fyne.Position) {
	items := []*fyne.MenuItem{fyne.NewMenuItem("Go to the place", func() { v.opened(at) })}
	items[0].Disabled = len(v.mentions.shown) == 0
	v.desk.PopUp(where, append(items, v.desk.Items("coverage.beside", "coverage.registry", "coverage.fold", "coverage.group", "coverage.columns")...)...)
}
