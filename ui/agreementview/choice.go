package agreementview

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/control"
)

// What the drop-downs say where they admit all.
const (
	everyStory = "All stories"
	everyLabel = "All labels"
)

// The parts of the view, in the order of their digits.
var parts = []string{"Pairs", "Labels", "Figures", "Stories", "Articles"}

const (
	pairsPart = iota
	labelsPart
	figuresPart
	storiesPart
	articlesPart
)

// choices are who is compared, on what, and which part and figure of it are shown.
type choices struct {
	view                         *View
	chosen                       choice // what is chosen once annotators and stories were read
	withGold                     bool   // gold is to be among those who are compared
	who                          *control.Chips
	story, measure, label, pairs *control.Select
	pairsBox                     *fyne.Container
	tabs                         *control.Chips
	differing                    *control.Check
}

func newChoices(v *View) *choices {
	ch := &choices{view: v}
	ch.who = control.NewChips(nil, true, v.comparison.compute, v.form)
	ch.story = control.NewSelect([]string{everyStory}, func(string) { v.comparison.compute() }, v.form)
	ch.story.Set(everyStory)
	var names []string
	for _, m := range paired() {
		names = append(names, m.name)
	}
	ch.measure = control.NewSelect(names, func(string) { v.show() }, v.form)
	ch.measure.Set(names[0])
	ch.label = control.NewSelect([]string{everyLabel}, func(string) { v.show() }, v.form)
	ch.label.Set(everyLabel)
	ch.tabs = control.NewChips(control.Options(parts...), false, v.show, v.form)
	ch.tabs.SetRequired(true)
	ch.tabs.SetIndex(pairsPart)
	ch.pairs = control.NewSelect(nil, func(string) { v.comparison.pair = ch.pairs.SelectedIndex(); v.show() }, v.form)
	ch.differing = control.NewCheck("Differences only", func(bool) { v.evidence.list(v.evidence.query, v.evidence.shown, v.evidence.take) }, v.form)
	chips := fyne.NewSize(640, 30) // chips ask for as many rows as the width that they have makes them need
	ch.who.Resize(chips)
	ch.tabs.Resize(chips)
	ch.pairsBox = control.Boxed(ch.pairs)
	return ch
}

// choice is what is chosen in the view. It comes back when the project is opened again.
type choice struct {
	Who     []string `json:"who,omitempty"` // names; nil for all people
	Story   string   `json:"story,omitempty"`
	Measure string   `json:"measure,omitempty"`
	Label   string   `json:"label,omitempty"`
	Part    int      `json:"part,omitempty"`
	Differ  bool     `json:"differ,omitempty"` // only differences are listed
}

// storyID is the id of the story that is chosen, "" for all.
func (ch *choices) storyID() string {
	for i, story := range ch.view.comparison.stories {
		if ch.story.SelectedIndex() == i+1 {
			return story.ID
		}
	}
	return ""
}

// setPairs lists the pairs whose labels can be looked at.
func (ch *choices) setPairs() {
	v := ch.view
	names := make([]string, len(v.comparison.report.Pairs))
	for i, p := range v.comparison.report.Pairs {
		names[i] = p.A + " and " + p.B
	}
	v.comparison.pair = min(v.comparison.pair, len(names)-1)
	ch.pairs.Options = names
	ch.pairs.Set(names[v.comparison.pair])
	ch.pairs.Refresh()
}

// figure is the measure that is chosen, and the path of its figure beneath a pair.
func (ch *choices) figure() (measure, string) {
	m := paired()[max(0, ch.measure.SelectedIndex())]
	if label := ch.label.Selected; label != everyLabel && m.label != "" {
		return m, strings.Replace(m.label, "*", label, 1)
	}
	return m, m.pair
}

// now is what is chosen now.
func (ch *choices) now() choice {
	return choice{ch.who.Chosen(), ch.story.Selected, ch.measure.Selected, ch.label.Selected, ch.tabs.Index(), ch.differing.Checked}
}

// set shows what there is to choose from, and what is chosen of it, as far as it is still there.
func (ch *choices) set(c choice) {
	v := ch.view
	var names, people []string
	for _, a := range v.comparison.annotators {
		names = append(names, a.Name)
		if a.Kind == annotate.Human || ch.withGold && a.Kind == annotate.Gold {
			people = append(people, a.Name)
		}
	}
	ch.who.SetOptions(control.Options(names...))
	if c.Who == nil || ch.withGold {
		c.Who = people
	}
	ch.withGold = false
	ch.who.Set(c.Who...)
	ch.story.Options, ch.label.Options = []string{everyStory}, []string{everyLabel}
	for _, story := range v.comparison.stories {
		ch.story.Options = append(ch.story.Options, story.Name)
	}
	for _, l := range v.session.Codebook().Labels {
		ch.label.Options = append(ch.label.Options, l.Name)
	}
	pick := func(s *control.Select, wanted, otherwise string) {
		if !slices.Contains(s.Options, wanted) {
			wanted = otherwise
		}
		s.Set(wanted)
		s.Refresh()
	}
	pick(ch.story, c.Story, everyStory)
	pick(ch.label, c.Label, everyLabel)
	pick(ch.measure, c.Measure, ch.measure.Options[0])
	ch.tabs.SetIndex(min(max(c.Part, 0), len(parts)-1))
	changed := ch.differing.OnChanged
	ch.differing.OnChanged = nil
	ch.differing.SetChecked(c.Differ)
	ch.differing.OnChanged = changed
}

// about is the part of a sentence that says which articles were compared.
func (ch *choices) about() string {
	if ch.storyID() == "" {
		return ""
	}
	return fmt.Sprintf(" of the story “%s”", ch.story.Selected)
}
