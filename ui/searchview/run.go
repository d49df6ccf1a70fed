package searchview

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/search"
	"github.com/parallax-annotation/parallax/store/find"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// How many hits are listed at first, and how many are read at most to be sorted by what is beside them, or to be tagged.
const (
	fewHits  = 200
	manyHits = 20_000
)

// againDelay is how long a search waits for further acts before it is done again.
const againDelay = 400 * time.Millisecond

// asked is what is looked for, by ids. It comes back when the project is opened again.
type asked struct {
	Query     string              `json:"query,omitempty"`
	Order     search.Order        `json:"order,omitempty"`
	Spans     bool                `json:"spans,omitempty"`
	Label     string              `json:"label,omitempty"`
	Value     string              `json:"value,omitempty"` // of an attribute: NAME=VALUE
	Entity    string              `json:"entity,omitempty"`
	Annotator string              `json:"annotator,omitempty"`
	Story     string              `json:"story,omitempty"`
	Outlet    string              `json:"outlet,omitempty"`
	Since     string              `json:"since,omitempty"`
	Until     string              `json:"until,omitempty"`
	State     annotate.State      `json:"state,omitempty"`
	Region    annotate.RegionKind `json:"region,omitempty"`
}

// question is what is asked for but for the words.
func (a asked) question() find.Question {
	attribute, value, _ := strings.Cut(a.Value, "=")
	return find.Question{Spans: a.Spans, StoryID: a.Story, Outlet: a.Outlet, Since: a.Since, Until: a.Until, State: a.State, Region: a.Region,
		LabelID: a.Label, EntityID: a.Entity, AnnotatorID: a.Annotator, Attribute: attribute, Value: value}
}

// typed searches for what is typed.
func (v *View) typed() {
	v.asked.Query, v.limit = v.field.Text, fewHits
	v.search()
}

// search looks for what is asked for, beside the window; what was under way is called off.
func (v *View) search() {
	v.callOff()
	question := v.asked.question()
	if v.session.Blind() && question.OfSpans() {
		question.AnnotatorID = v.session.Annotator().ID // whose spans are seen
	}
	note := ""
	if strings.TrimSpace(v.asked.Query) == "" {
		if !v.asked.Spans {
			v.showFound(find.Found{}, false)
			v.say("", "")
			return
		}
	} else {
		query, growing, err := search.ParseTyped(v.asked.Query)
		if err != nil {
			v.showFound(find.Found{}, true)
			v.say(session.Sentence(err), base.ColorNameError)
			return
		}
		if question.Query = query; growing != "" {
			note = "Words that begin with “" + growing + "”: a space behind it finds the word alone."
		}
	}
	v.note.Say(note, "")
	v.run(question)
}

// callOff ends the search that is under way.
func (v *View) callOff() {
	if v.stop != nil {
		v.stop()
	}
	v.stop, v.awaited = nil, false
	v.turn++
}

// run answers a question.
func (v *View) run(question find.Question) {
	limit, order := v.limit, v.asked.Order
	if order != search.ByPlace {
		limit = manyHits
	}
	v.answered = question
	turn := v.turn
	awaited := func() bool { return v.turn == turn && v.stop != nil } // not called off, and not over
	first := func(found find.Found) {
		v.session.After(0, func() {
			if awaited() && order == search.ByPlace {
				v.showFound(found, true)
			}
		})
	}
	var found find.Found
	v.stop = v.session.Work(func(share float64) {
		if awaited() {
			v.say(fmt.Sprintf("Reading the articles: %.0f %%", 100*share), "")
		}
	}, func(ctx context.Context, progress func(done, total int)) (err error) {
		found, err = v.finder.Find(ctx, question, limit, find.Hearer{Progress: progress, First: first})
		if err == nil && order != search.ByPlace {
			found.Hits = find.Sorted(found.Hits, order)
		}
		return err
	}, func(err error) {
		if !awaited() {
			return
		}
		v.stop = nil
		if err != nil {
			v.showFound(find.Found{}, false)
			v.say(session.Sentence(err), base.ColorNameError)
			return
		}
		v.showFound(found, true)
	})
}

// showFound lists what was found.
func (v *View) showFound(found find.Found, searched bool) {
	v.found = found
	v.label = v.filters.labels()
	if v.empty.Objects = nil; len(found.Hits) == 0 {
		v.empty.Objects = []fyne.CanvasObject{v.nothing()}
	}
	v.empty.Refresh()
	if v.listed != v.asked {
		v.listed, v.at = v.asked, 0
	}
	v.choose(v.at)
	if searched {
		v.say(v.counted(), "")
	}
	v.desk.Changed()
	if v.awaited {
		v.awaited = false
		v.open()
	}
}

// counted says how much was found.
func (v *View) counted() string {
	noun := "place"
	if v.asked.Spans {
		noun = "span"
	}
	if v.found.Total == 0 {
		return "Nothing found"
	}
	if v.found.Partly {
		return "More than " + wording.Count(v.found.Total, noun) + " …"
	}
	said := wording.Count(v.found.Total, noun) + " in " + wording.Count(v.found.Articles, "article")
	if n := len(v.found.Hits); n < v.found.Total {
		said += fmt.Sprintf(", the first %s of them listed; more come as you go down", wording.Number(n))
	}
	return said
}

func (v *View) say(sentence string, tone fyne.ThemeColorName) { v.count.Say(sentence, tone) }

// hasMore says whether more hits can be listed.
func (v *View) hasMore() bool { return len(v.found.Hits) < v.found.Total && v.limit < manyHits }

// more lists more hits.
func (v *View) more() {
	v.limit = min(5*v.limit, manyHits)
	v.search()
}

// lookIn looks for spans, or for places in texts.
func (v *View) lookIn(spans bool) {
	if v.asked.Spans == spans {
		return
	}
	v.asked.Spans = spans
	v.filters.showKind()
	v.search()
}

// sortBy lists the hits in another order.
func (v *View) sortBy(order search.Order) {
	if v.order.SetIndex(int(order)); v.asked.Order == order {
		return
	}
	v.asked.Order = order
	v.search()
}
