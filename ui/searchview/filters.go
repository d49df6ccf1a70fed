package searchview

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/find"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// filters choose among what is searched.
type filters struct {
	view   *View
	kind   *control.Chips
	picks  []*pick
	entity *control.Complete
	since  *control.Entry
	until  *control.Entry
	people map[string]string // names of annotators
	object fyne.CanvasObject
}

// choice is an item of a drop-down, and the word that stands for it.
type choice struct{ name, word string }

// pick is a drop-down that narrows the search by a word of what is asked; the empty word narrows nothing.
type pick struct {
	all     string // what the empty word is called
	choices []choice
	word    func(*asked) *string
	box     *control.Select
}

func newFilters(v *View) *filters {
	f := &filters{view: v}
	f.kind = control.NewChips(control.Options("Texts", "Spans"), false, func() { v.lookIn(f.kind.Index() == 1) }, v.form)
	f.kind.SetRequired(true)
	rows := control.NewColumn(7, part.SectionTitle("Look in"), f.kind)
	add := func(all string, word func(*asked) *string) *pick {
		p := &pick{all: all, word: word}
		p.box = control.NewSelect(nil, func(string) { f.picked(p) }, v.form)
		f.picks = append(f.picks, p)
		rows.Add(p.box)
		return p
	}
	add("All stories", func(a *asked) *string { return &a.Story })
	add("Any outlet", func(a *asked) *string { return &a.Outlet })
	add("Anywhere in the text", func(a *asked) *string { return (*string)(&a.Region) })
	add("Any progress", func(a *asked) *string { return (*string)(&a.State) })
	f.since, f.until = control.NewEntry("2011-10-01", func(text string) { f.day(&v.asked.Since, f.since, text) }, v.form), control.NewEntry("2011-10-31", func(text string) { f.day(&v.asked.Until, f.until, text) }, v.form)
	rows.Add(control.Section("Published from", f.since))
	rows.Add(control.Section("to", f.until))
	rows.Add(part.SectionTitle("Spans, or within spans"))
	add("Any label", func(a *asked) *string { return &a.Label })
	add("Any value", func(a *asked) *string { return &a.Value })
	add("Anybody", func(a *asked) *string { return &a.Annotator })
	scroll := container.NewVScroll(container.New(layout.NewCustomPaddedLayout(8, 10, 12, 12), rows))
	layer := control.NewLayer(scroll)
	f.entity = control.NewComplete("Any actor or claim", layer, f.suggest, func(s control.Suggestion, _ string) { f.mean(s.ID, s.Text) }, f.named, v.form)
	rows.Add(f.entity)
	f.object = container.NewStack(part.NewGround(theme.ColorNameChrome), layer.Container)
	return f
}

// fill offers what there is, and shows what is asked for.
func (f *filters) fill() {
	v := f.view
	f.showKind()
	ctx, codebook := v.session.Context(), v.session.Codebook()
	people, err := v.session.Project.Annotators(ctx)
	if err != nil {
		v.session.Fail(err)
	}
	f.people = v.session.Names(people)
	story := v.session.Story()
	f.offer(0, []choice{{"This story", story.ID}})
	var kinds []choice
	for _, k := range append([]annotate.RegionKind{find.Prose}, annotate.RegionKinds...) {
		kinds = append(kinds, choice{map[bool]string{true: "The article’s own prose", false: "Only " + string(k)}[k == find.Prose], string(k)})
	}
	f.offer(2, kinds)
	f.offer(3, []choice{{"Not begun", string(annotate.Todo)}, {"Being done", string(annotate.Doing)}, {"Done", string(annotate.Done)}})
	var all, values, layers []choice
	for _, l := range codebook.Labels {
		all = append(all, choice{wording.Capital(l.Name), l.ID})
		if l.ID != v.asked.Label {
			continue
		}
		for _, a := range l.Attributes {
			options := a.Options
			if a.Type == annotate.Boolean {
				options = []string{"true", "false"}
			}
			for _, o := range options {
				values = append(values, choice{a.Name + ": " + o, a.Name + "=" + o})
			}
		}
	}
	f.offer(4, all)
	f.offer(5, values)
	for _, a := range people {
		if !v.session.Blind() || a.ID == v.session.Annotator().ID {
			layers = append(layers, choice{f.people[a.ID], a.ID})
		}
	}
	f.offer(6, layers)
	f.since.Reset(v.asked.Since)
	f.until.Reset(v.asked.Until)
	f.entity.Reset(f.entityName())
	var outlets []string
	v.session.Read(func(ctx context.Context) (err error) {
		outlets, err = v.finder.Outlets(ctx)
		return err
	}, func() {
		var all []choice
		for _, o := range outlets {
			all = append(all, choice{o, o})
		}
		f.offer(1, all)
	})
}

func (f *filters) showKind() {
	f.kind.SetIndex(0)
	if f.view.asked.Spans {
		f.kind.SetIndex(1)
	}
}

// offer fills a drop-down, and shows what is chosen.
func (f *filters) offer(i int, choices []choice) {
	p := f.picks[i]
	p.choices = append([]choice{{p.all, ""}}, choices...)
	p.box.Options = nil
	shown := p.all
	for _, c := range p.choices {
		p.box.Options = append(p.box.Options, c.name)
		if c.word == *p.word(&f.view.asked) {
			shown = c.name
		}
	}
	p.box.Set(shown)
	p.box.Refresh()
}

// picked narrows the search by what was picked.
func (f *filters) picked(p *pick) {
	v := f.view
	i := slices.IndexFunc(p.choices, func(c choice) bool { return c.name == p.box.Selected })
	if i < 0 || *p.word(&v.asked) == p.choices[i].word {
		return
	}
	*p.word(&v.asked) = p.choices[i].word
	if p == f.picks[4] { // another label has other values
		v.asked.Value = ""
		f.fill()
	}
	v.search()
}

// day narrows the search by a day that was typed.
func (f *filters) day(to *string, field *control.Entry, text string) {
	v := f.view
	text = strings.TrimSpace(text)
	if _, err := time.Parse(time.DateOnly, text); text != "" && err != nil {
		v.session.Tell("A day is written like 2011-10-31.")
		field.Reset(*to)
		return
	}
	if *to != text {
		*to = text
		v.search()
	}
}

// manySuggestions is how many actors and claims are offered at once.
const manySuggestions = 8

// suggest offers actors and claims whose names begin so.
func (f *filters) suggest(typed string) (all []control.Suggestion) {
	v := f.view
	if typed == "" {
		return nil
	}
	found, err := v.session.Project.Entities(v.session.Context(), store.EntityQuery{LabelID: v.asked.Label, Prefix: typed, Limit: manySuggestions})
	if err != nil {
		v.session.Fail(err)
	}
	for _, e := range found {
		all = append(all, control.Suggestion{ID: e.ID, Text: e.Name, Hint: wording.Count(e.Mentions, "mention")})
	}
	return all
}

// mean narrows the search by an actor or a claim.
func (f *filters) mean(id, name string) {
	f.entity.Reset(name)
	if f.view.asked.Entity != id {
		f.view.asked.Entity = id
		f.view.search()
	}
}

// named takes a name as it was typed: none ends the narrowing.
func (f *filters) named(typed string) bool {
	if strings.TrimSpace(typed) != "" {
		return typed == f.entityName()
	}
	f.mean("", "")
	return true
}

// entityName is what the actor or the claim is called by which the search is narrowed, "" for none.
func (f *filters) entityName() string {
	v := f.view
	if v.asked.Entity == "" {
		return ""
	}
	e, err := v.session.Project.Entity(v.session.Context(), v.asked.Entity)
	if err != nil { // it is gone
		v.asked.Entity = ""
	}
	return e.Name
}

// labels are what labels and annotators are called.
type labels struct{ codebook, people map[string]string }

func (f *filters) labels() labels {
	l := labels{map[string]string{}, f.people}
	for _, label := range f.view.session.Codebook().Labels {
		l.codebook[label.ID] = wording.Capital(label.Name)
	}
	return l
}

// of says what a span is, and whose.
func (l labels) of(s annotate.Span) string {
	return l.codebook[s.LabelID] + " · " + l.people[s.AnnotatorID]
}
