package searchview

import (
	"encoding/json"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate/search"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/stage"
)

// name is the name of the view.
const name = "search"

// Kind is the search on the stage.
var Kind = stage.Kind{
	Name: name, Back: escape, Closed: "Open the search first.", Commands: commands,
	Show: command.Command{ID: "edit.search", Name: "Find in the project", Menu: "Edit", Group: "find", Keys: []command.Key{command.Ctrl(fyne.KeyF, fyne.KeyModifierShift)},
		Help: "Words in all articles, or spans that have them; again goes back to reading"},
	New: func(desk stage.Desk, state json.RawMessage) stage.View { return New(desk, state) },
}

var escape = command.Named(fyne.KeyEscape)

// Focus gives the keyboard to the field, with what stands there ready to be typed over.
func (v *View) Focus() {
	v.desk.Window.Canvas().Focus(v.field)
	v.field.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// Untaggable says why there is nothing to be tagged.
func (v *View) Untaggable() string {
	switch {
	case v.asked.Spans:
		return "These are spans already: look for places in texts to tag them."
	case len(v.found.Hits) == 0:
		return "Nothing is found that could be tagged."
	}
	return ""
}

// Show brings the hits up to date with what was done while another view was shown.
func (v *View) Show() {
	v.BaseWidget.Show()
	v.filters.fill()
	v.search()
}

// heard follows an act.
func (v *View) heard(act store.Act) {
	if v.Visible() && (act.Large || session.Touches(act, "document", "story", "region", "label", "attribute", "annotator") ||
		session.Touches(act, "span", "entity", "progress") && v.asked.question().OfSpans()) {
		v.again.Ask()
	}
}

// State is what is asked for.
func (v *View) State() json.RawMessage { return stage.Keep(v.asked) }

// underHits is the submenu of what can be done with hits.
const underHits = "Hits in the project"

// commands are what can be done in the search.
func commands(s *stage.Stage) []*command.Command {
	get := func() *View { v, _ := s.View(name).(*View); return v }
	on := func(c command.Command, needsHit bool, run func(*View)) *command.Command {
		c.View = name
		if c.Under != "" {
			c.Menu, c.Group = "Edit", "find" // also in the field then, which takes keys that no menu has
		}
		c.Stop = func() string {
			if reason := s.Closed(name); reason != "" {
				return reason
			}
			if needsHit && len(get().found.Hits) == 0 {
				return "Nothing is found."
			}
			return ""
		}
		c.Run = func() { run(get()) }
		return &c
	}
	sort := func(id, title string, order search.Order) *command.Command {
		c := on(command.Command{ID: "search.sort." + id, Name: title, Under: underHits}, false, func(v *View) { v.sortBy(order) })
		c.On = func() bool { v := get(); return v != nil && v.asked.Order == order }
		return c
	}
	spans := on(command.Command{ID: "search.spans", Name: "Find spans instead of places in texts", Under: underHits, Keys: []command.Key{command.Ctrl(fyne.KeyT, fyne.KeyModifierShift)}}, false, func(v *View) { v.lookIn(!v.asked.Spans) })
	spans.On = func() bool { v := get(); return v != nil && v.asked.Spans }
	more := on(command.Command{ID: "search.more", Name: "List more hits", Under: underHits}, true, (*View).more)
	listable := more.Stop
	more.Stop = func() string {
		if reason := listable(); reason != "" {
			return reason
		}
		if !get().hasMore() {
			return "No more hits can be listed."
		}
		return ""
	}
	return []*command.Command{
		on(command.Command{ID: "search.open", Name: "Go to the hit", Keys: []command.Key{command.Named(fyne.KeyReturn)}}, true, (*View).open),
		more, spans,
		sort("place", "Sort hits by story and article", search.ByPlace),
		sort("left", "Sort hits by the words before them", search.ByLeft),
		sort("right", "Sort hits by the words after them", search.ByRight),
		on(command.Command{ID: "search.csv", Name: "Save all hits as CSV…", Under: underHits}, true, (*View).saveCSV),
		on(command.Command{ID: "search.leave", Name: "Back to reading", Keys: []command.Key{escape}}, false, func(*View) { s.Leave() }),
	}
}
