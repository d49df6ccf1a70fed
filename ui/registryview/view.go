// Package registryview lists the actors and claims of a project, and whatever else its codebook lets spans refer to: what each is called,
// where it is mentioned, what nothing refers to, and which two may be one. There they are renamed, merged, split and deleted.
//
// View reads the registry and lists it; details is the form of the one at hand, mentions the places that refer to it, acts.go what is done.
//
// It makes no guess of its own: what may be one, package annotate/alike says. It knows neither the window around it nor the other views.
// Start with View.
package registryview

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate/alike"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/stage"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// chosen is what is chosen in the view. It comes back when the project is opened again.
type chosen struct {
	Kind   string `json:"kind,omitempty"` // id of a label, "" for all
	Show   int    `json:"show,omitempty"` // place in shows
	Order  int    `json:"order,omitempty"`
	Entity string `json:"entity,omitempty"` // the one at hand
}

// What is shown, and in which order, as it is called.
const (
	everyKind = "All kinds"

	showAll = iota - 1
	showPairs
	showUnused
)

var (
	shows  = []string{"All", "May be one", "Unused"}
	orders = []string{"By name", "Most mentions", "Most articles"}
)

// View is the registry of a project. Its methods are many because each command of the registry, and each reason why one cannot run, is one of a
// few lines.
type View struct {
	widget.BaseWidget
	desk    stage.Desk
	session *session.Session
	form    *control.Form
	chosen  chosen
	all     []store.Registered
	pairs   map[string][]alike.Pair // by the id of either
	rows    []store.Registered      // those in the list
	current *stage.Current

	filter            *part.Field
	kind, show, order *control.Select
	count             *control.Caption
	list              *control.List
	details           *details
	mentions          *mentions
	columns           *part.Columns
	empty             *fyne.Container
	content           fyne.CanvasObject
}

// New returns the registry of the desk's project, as a state says that it was left; the state may be nil.
func New(desk stage.Desk, state json.RawMessage) *View {
	v := &View{desk: desk, session: desk.Session}
	v.chosen, _ = stage.Kept[chosen](state)
	v.chosen.Show, v.chosen.Order = max(0, min(v.chosen.Show, len(shows)-1)), max(0, min(v.chosen.Order, len(orders)-1))
	v.form = &control.Form{Window: desk.Window, OnUI: v.session.OnUI, Leave: v.Focus}
	v.build()
	v.current = stage.KeepCurrent(v.session, v.Visible, v.load, v.mentions.texts.Forget)
	v.ExtendBaseWidget(v)
	v.load()
	return v
}

// CreateRenderer is called by Fyne.
func (v *View) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.content) }

// Close ends listening to the session.
func (v *View) Close() { v.current.Close() }

func (v *View) build() {
	v.filter = part.NewField("Find by name", func() { v.arrange() }, v.typed, v.Focus)
	choose := func(into *int) func(string) {
		return func(string) {
			*into = map[*int]*control.Select{&v.chosen.Show: v.show, &v.chosen.Order: v.order}[into].SelectedIndex()
			v.arrange()
		}
	}
	v.show, v.order = control.NewSelect(shows, choose(&v.chosen.Show), v.form), control.NewSelect(orders, choose(&v.chosen.Order), v.form)
	v.kind = control.NewSelect(nil, func(name string) { v.pickKind(v.kind.SelectedIndex()) }, v.form)
	v.count = control.NewCaption("")
	v.list = control.NewList(func() int { return len(v.rows) }, control.NewLineRow, v.fill, &control.Form{Window: v.desk.Window, Leave: v.desk.Leave})
	v.list.HideSeparators = true
	v.list.OnChosen, v.list.OnReturn = v.moved, func() { v.desk.Commands.StartID("registry.mentions") }
	v.list.OnRemove = func(int) { v.desk.Commands.StartID("registry.delete") }
	v.list.OnRune = func(r rune) { v.desk.Commands.Rune(r) }
	v.details, v.mentions = newDetails(v), newMentions(v)

	tidy := control.NewSign(base.DeleteIcon(), "Delete all unused…", func() { v.desk.Commands.StartID("registry.tidy") }, v.form)
	drops := container.NewGridWithColumns(3, control.Boxed(v.kind), control.Boxed(v.show), control.Boxed(v.order))
	head := container.New(layout.NewCustomPaddedLayout(8, 4, 8, 8), control.NewColumn(6, part.SectionTitle("Registry"), v.filter, drops,
		container.NewBorder(nil, nil, nil, tidy, container.NewVBox(layout.NewSpacer(), v.count, layout.NewSpacer()))))
	left := container.NewStack(part.NewGround(theme.ColorNameChrome), container.NewBorder(head, nil, nil, nil, v.list))
	v.columns = part.NewColumns(&part.Column{Object: left, Width: 400, Least: 280}, &part.Column{Object: v.details.object, Width: 350, Least: 260},
		&part.Column{Object: v.mentions.object, Share: 1, Least: 280})
	v.empty = container.NewStack()
	v.content = container.NewStack(v.columns, v.empty)
}

// typed does what a key means while a name is typed: up and down go through the list.
func (v *View) typed(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyDown, fyne.KeyUp, fyne.KeyPageDown, fyne.KeyPageUp:
		v.list.TypedKey(&fyne.KeyEvent{Name: name})
	case fyne.KeyReturn, fyne.KeyEnter:
		v.Focus()
	default:
		return false
	}
	return true
}

// load reads the registry, beside the window.
func (v *View) load() {
	var all []store.Registered
	var pairs []alike.Pair
	v.current.Read(func(ctx context.Context) (err error) {
		all, pairs, err = v.session.Project.Registry(ctx)
		return err
	}, func() {
		v.all, v.pairs = all, map[string][]alike.Pair{}
		for _, p := range pairs {
			v.pairs[p.A.ID], v.pairs[p.B.ID] = append(v.pairs[p.A.ID], p), append(v.pairs[p.B.ID], p)
		}
		v.offerKinds()
		if v.arrange(); v.Visible() && v.desk.Window.Canvas().Focused() == nil {
			v.Focus()
		}
	})
}

// kinds are the labels that may be chosen: those that something is called by.
func (v *View) kinds() (ids, names []string) {
	ids, names = []string{""}, []string{everyKind}
	for _, l := range v.session.Codebook().Labels {
		if slices.ContainsFunc(v.all, func(r store.Registered) bool { return r.LabelID == l.ID }) {
			ids, names = append(ids, l.ID), append(names, wording.Capital(wording.LabelPlural(l.Name)))
		}
	}
	return ids, names
}

func (v *View) offerKinds() {
	ids, names := v.kinds()
	at := max(0, slices.Index(ids, v.chosen.Kind))
	v.chosen.Kind = ids[at]
	v.kind.Options = names
	v.kind.Set(names[at])
	v.kind.Refresh()
	v.show.Set(shows[v.chosen.Show])
	v.order.Set(orders[v.chosen.Order])
}

func (v *View) pickKind(i int) {
	if ids, _ := v.kinds(); i >= 0 && i < len(ids) {
		v.chosen.Kind = ids[i]
	}
	v.arrange()
}

// turnKind goes to the next kind.
func (v *View) turnKind() {
	ids, _ := v.kinds()
	v.chosen.Kind = ids[(slices.Index(ids, v.chosen.Kind)+1)%len(ids)]
	v.offerKinds()
	v.arrange()
}

// turn goes to the next of so many choices.
func (v *View) turn(choice *int, of int) {
	*choice = (*choice + 1) % of
	v.offerKinds()
	v.arrange()
}

// arrange lists what was read as it is narrowed and sorted. The one at hand stays so if it is still in the list; else the next takes its place.
func (v *View) arrange() {
	at := max(0, v.list.Chosen())
	v.rows = nil
	for _, r := range v.all {
		if v.wanted(r) {
			v.rows = append(v.rows, r)
		}
	}
	slices.SortStableFunc(v.rows, func(a, b store.Registered) int {
		switch v.chosen.Order {
		case 1:
			return cmp.Compare(b.Mentions, a.Mentions)
		case 2:
			return cmp.Or(cmp.Compare(b.Articles, a.Articles), cmp.Compare(b.Mentions, a.Mentions))
		}
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	if i := slices.IndexFunc(v.rows, func(r store.Registered) bool { return r.ID == v.chosen.Entity }); i >= 0 {
		at = i
	}
	v.count.Say(v.counted(), "")
	v.list.Refresh()
	v.list.Changed(at)
	if v.list.Chosen() < 0 {
		v.moved()
	}
	v.sayEmpty()
}

// wanted says whether an entity is listed.
func (v *View) wanted(r store.Registered) bool {
	switch {
	case v.chosen.Kind != "" && r.LabelID != v.chosen.Kind,
		v.chosen.Show == showPairs && len(v.pairs[r.ID]) == 0,
		v.chosen.Show == showUnused && r.Mentions > 0:
		return false
	}
	called := func(name string) bool { return textpos.Fold(name, true).Contains(v.filter.Text) }
	return called(r.Name) || slices.ContainsFunc(r.Aliases, called)
}

func (v *View) counted() string {
	said := wording.CountOf(len(v.rows), "entry", "entries")
	if n := len(v.rows); n != len(v.all) {
		said = wording.Number(n) + " of " + wording.CountOf(len(v.all), "entry", "entries")
	}
	if n := len(v.unused()); n > 0 {
		said += " · " + wording.Number(n) + " unused"
	}
	n := 0
	for _, pairs := range v.pairs {
		n += len(pairs)
	}
	if n > 0 {
		said += " · " + wording.CountOf(n/2, "pair may be one", "pairs may be one")
	}
	return said
}

// unused are the entities that nothing refers to and nothing belongs to.
func (v *View) unused() (all []store.Registered) {
	themes := map[string]bool{} // which others belong to
	for _, r := range v.all {
		themes[r.ParentID] = true
	}
	for _, r := range v.all {
		if r.Mentions == 0 && !themes[r.ID] {
			all = append(all, r)
		}
	}
	return all
}

// fill shows an entity in a row of the list.
func (v *View) fill(i int, row *control.LineRow) {
	r := v.rows[i]
	note, told := "unused", "nothing refers to it"
	if r.Mentions > 0 {
		note = wording.Number(r.Mentions) + " in " + wording.Count(r.Articles, "article")
		told = wording.Count(r.Mentions, "mention") + " in " + wording.Count(r.Articles, "article")
	}
	if len(r.Aliases) > 0 {
		told += "\nalso " + strings.Join(r.Aliases, ", ")
	}
	for _, p := range v.pairs[r.ID] {
		told += "\n" + said(p, r.ID)
	}
	if len(v.pairs[r.ID]) > 0 {
		note = "≈ · " + note
	}
	row.Secondary = func(at fyne.Position) {
		v.desk.PopUp(at, v.desk.Items("registry.mentions", "registry.name", "registry.merge", "registry.take", "registry.reject", "registry.delete")...)
	}
	row.Say(control.Line{Words: wording.OneLine(r.Name), Note: note, Tip: r.Name + "\n" + told})
}

// atHand is the entity that is chosen, nil for none.
func (v *View) atHand() *store.Registered {
	if at := v.list.Chosen(); at >= 0 && at < len(v.rows) {
		return &v.rows[at]
	}
	return nil
}

// Choose takes an entity in hand, whatever the list was narrowed to.
func (v *View) Choose(id string) {
	v.chosen.Entity, v.chosen.Kind, v.chosen.Show = id, "", showAll
	v.filter.SetText("")
	v.offerKinds()
	v.arrange()
}

// moved shows the entity that is chosen.
func (v *View) moved() {
	if e := v.atHand(); e != nil {
		v.chosen.Entity = e.ID
	}
	v.details.show()
	v.mentions.load()
	v.desk.Changed()
}

// sayEmpty says why there is nothing to see, where there is nothing.
func (v *View) sayEmpty() {
	v.empty.Objects = nil
	if len(v.all) == 0 {
		v.empty.Objects = []fyne.CanvasObject{part.EmptyState("Nobody and nothing is named yet",
			"Say in the inspector whom a span means (Ctrl+Enter): here you see all actors and claims by name, and where they are mentioned.", widget.NewButton("Back to reading", v.desk.Leave))}
	}
	v.columns.Hidden = len(v.all) == 0
	v.content.Refresh()
}
