package reviewview

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// What the drop-downs say where they admit all.
const (
	anyLabel     = "Any label"
	anyAnnotator = "Anybody"
	allStories   = "All stories"
	thisStory    = "This story"
	byArticle    = "By article"
	byScore      = "By dispute"
)

// shows are the choices of what is shown, in the order in which the key goes through them.
var shows = []struct {
	show review.Show
	name string
}{{review.ShowOpen, "Open"}, {review.ShowDecided, "Decided"}, {review.ShowAll, "All"}}

// filters choose what the list shows.
type filters struct {
	view                           *View
	kinds                          *fyne.Container
	rows                           []*kindRow
	show                           *control.Chips
	label, annotator, order, scope *control.Select
	none                           *line
	object                         fyne.CanvasObject
}

// kindRow is one kind with its counts; a click shows only items of that kind.
type kindRow struct {
	kind   review.Kind
	ground *ground
	name   *line
	counts *line
	object *part.Press
}

func newFilters(v *View) *filters {
	f := &filters{view: v, kinds: control.NewColumn(0)}
	for _, kind := range append([]review.Kind{""}, review.Kinds...) {
		f.addKind(kind)
	}
	form := &control.Form{Window: v.window, OnUI: v.session.OnUI, Leave: v.focusText}
	f.show = control.NewChips(control.Options("Open", "Decided", "All"), false, func() { f.setShow(shows[f.show.Index()].show) }, form)
	f.show.SetRequired(true)
	f.show.SetIndex(0)
	choose := func(change func(string)) *control.Select {
		return control.NewSelect(nil, func(chosen string) { change(chosen); f.apply(); v.focusText() }, form)
	}
	f.label = choose(func(name string) { v.queue.filter.LabelID = f.labelID(name) })
	f.annotator = choose(func(name string) {
		v.queue.filter.Annotator = ""
		for id, a := range v.queue.people {
			if a.Name == name {
				v.queue.filter.Annotator = id
			}
		}
	})
	f.order = choose(func(name string) {
		v.queue.sorting = review.ByArticle
		if name == byScore {
			v.queue.sorting = review.ByDisagreement
		}
	})
	f.scope = control.NewSelect([]string{allStories, thisStory}, f.setScope, form)
	f.order.Options = []string{byArticle, byScore}
	f.none = newLine("", theme.ColorNameMuted, base.SizeNameCaptionText, false)
	two := func(a, b fyne.CanvasObject) fyne.CanvasObject {
		return container.NewGridWithColumns(2, control.Boxed(a), control.Boxed(b))
	}
	f.object = container.NewBorder(nil, newRule(), nil, nil, container.New(layout.NewCustomPaddedLayout(6, 8, 8, 8),
		control.NewColumn(6, f.kinds, f.show, two(f.label, f.annotator), two(f.order, f.scope), f.none)))
	return f
}

func (f *filters) addKind(kind review.Kind) {
	r := &kindRow{kind: kind, ground: newGround(""), counts: wide("")}
	r.ground.rect.CornerRadius = 4
	name := "All kinds"
	if kind != "" {
		name = kindWords[kind].name
	}
	r.name = newLine(name, base.ColorNameForeground, base.SizeNameText, false)
	r.object = part.NewPress(container.NewStack(r.ground, container.New(layout.NewCustomPaddedLayout(2, 2, 6, 6),
		container.NewBorder(nil, nil, nil, centred(r.counts), r.name))), func() {
		f.view.queue.filter.Kind = kind
		f.apply()
		f.view.focusText()
	})
	f.rows = append(f.rows, r)
	f.kinds.Add(r.object)
}

// refresh shows what is chosen, and the counts of the kinds that there are.
func (f *filters) refresh() {
	v, chosen := f.view, f.view.queue.filter
	counts, relaid := v.queue.Counts(), false
	for _, r := range f.rows {
		n := counts.ByKind[r.kind]
		if r.kind == "" {
			n = review.KindCount{Items: counts.Items, Open: counts.Open}
		}
		if there := n.Items > 0 || r.kind == chosen.Kind; there != r.object.Visible() {
			show(r.object, there)
			relaid = true
		}
		tone := theme.ColorNameMuted
		if n.Open == 0 {
			r.counts.say(wording.Number(n.Items)+" done", tone)
		} else {
			r.counts.say(wording.Number(n.Open)+" of "+wording.Number(n.Items), base.ColorNameForeground)
		}
		fill := fyne.ThemeColorName("")
		if r.kind == chosen.Kind {
			fill = theme.ColorNameRow
		}
		r.ground.set(fill, "", 0)
	}
	f.show.SetIndex(slices.IndexFunc(shows, func(s struct {
		show review.Show
		name string
	}) bool {
		return s.show == chosen.Show
	}))
	f.choices()
	said := ""
	if v.queue.Shown() == 0 {
		said = "Nothing here. Another choice above shows more."
		if counts.Open == 0 && chosen.Show == review.ShowOpen {
			said = "Nothing is open any more."
		}
	}
	if f.none.text != said || relaid {
		f.none.say(said, theme.ColorNameMuted)
		show(f.none, said != "")
		v.content.Refresh()
	}
}

// choices fills the drop-downs.
func (f *filters) choices() {
	v, chosen := f.view, f.view.queue.filter
	labels, at := []string{anyLabel}, anyLabel
	for _, l := range v.session.Codebook().Labels {
		labels = append(labels, l.Name)
		if l.ID == chosen.LabelID {
			at = l.Name
		}
	}
	f.label.Options = labels
	f.label.Set(at)
	people, who := []string{}, anyAnnotator
	for id, a := range v.queue.people {
		if a.Kind != annotate.Gold {
			people = append(people, a.Name)
		}
		if id == chosen.Annotator {
			who = a.Name
		}
	}
	slices.Sort(people)
	f.annotator.Options = append([]string{anyAnnotator}, people...)
	f.annotator.Set(who)
	if v.names.blind != f.annotator.Disabled() {
		if v.names.blind {
			f.annotator.Disable()
		} else {
			f.annotator.Enable()
		}
	}
	order := byArticle
	if v.queue.sorting == review.ByDisagreement {
		order = byScore
	}
	f.order.Set(order)
	scope := allStories
	if v.queue.story != "" {
		scope = thisStory
	}
	f.scope.Set(scope)
}

func (f *filters) labelID(name string) string {
	l, _ := f.view.session.Codebook().LabelByName(name)
	return l.ID
}

// apply shows the list as it is filtered now. The item at hand stays where the list has it; else its first is.
func (f *filters) apply() {
	v := f.view
	v.queue.sift()
	if _, there := v.queue.Row(v.hand.item.Place()); !there && v.queue.Shown() > 0 {
		e := v.queue.At(0)
		v.trail.show(e.Place(), true)
	}
	v.list.refresh()
	v.panel.refresh()
}

func (f *filters) setShow(show review.Show) {
	f.view.queue.filter.Show = show
	f.apply()
}

// cycle shows the open, the decided, or all items in turn.
func (f *filters) cycle() {
	for i, s := range shows {
		if s.show == f.view.queue.filter.Show {
			f.setShow(shows[(i+1)%len(shows)].show)
			return
		}
	}
}

// nextKind shows the items of the next kind that there is, after the last kind all.
func (f *filters) nextKind() {
	filter := &f.view.queue.filter
	at := slices.IndexFunc(f.rows, func(r *kindRow) bool { return r.kind == filter.Kind })
	for range f.rows {
		at = (at + 1) % len(f.rows)
		if f.rows[at].object.Visible() {
			break
		}
	}
	filter.Kind = f.rows[at].kind
	f.apply()
}

// turnOrder puts the greatest disagreement first, or goes back to the order of the articles.
func (f *filters) turnOrder() {
	order := &f.view.queue.sorting
	if *order == review.ByDisagreement {
		*order = review.ByArticle
	} else {
		*order = review.ByDisagreement
	}
	f.apply()
}

// setScope reviews the open story alone, or all.
func (f *filters) setScope(name string) {
	v := f.view
	v.queue.story = ""
	if name == thisStory {
		v.queue.story = v.session.Story().ID
	}
	v.queue.fill()
	v.focusText()
}
