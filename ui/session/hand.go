package session

import (
	"cmp"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// Hand is who annotates, and what they have in hand: the story that is open and the span that is selected.
type Hand struct {
	annotator annotate.Annotator
	story     annotate.Story
	selected  string
	blind     bool // the names of other annotators are hidden

	selects listeners[string]
	stories listeners[annotate.Story]
	people  listeners[annotate.Annotator]
}

// Annotator is whose layer is being written.
func (h *Hand) Annotator() annotate.Annotator { return h.annotator }

// SetAnnotator changes whose layer is being written.
func (h *Hand) SetAnnotator(a annotate.Annotator) {
	if a == h.annotator {
		return
	}
	h.annotator = a
	h.SelectSpan("")
	h.people.call(a)
}

// Story is the story that is open; its id is "" where none is.
func (h *Hand) Story() annotate.Story { return h.story }

// SetStory opens a story.
func (h *Hand) SetStory(story annotate.Story) {
	if story.ID != h.story.ID {
		h.SelectSpan("")
	}
	h.story = story
	h.stories.call(story)
}

// Selected is the id of the span in hand, "" where none is.
func (h *Hand) Selected() string { return h.selected }

// SelectSpan takes the span in hand; "" lets go.
func (h *Hand) SelectSpan(id string) {
	if id == h.selected {
		return
	}
	h.selected = id
	h.selects.call(id)
}

// OnSelect calls fn with the id of the span that is taken in hand, "" when it is let go.
func (h *Hand) OnSelect(fn func(spanID string)) (cancel func()) { return h.selects.add(fn) }

// OnStory calls fn when a story is opened.
func (h *Hand) OnStory(fn func(annotate.Story)) (cancel func()) { return h.stories.add(fn) }

// OnAnnotator calls fn when another annotator takes over.
func (h *Hand) OnAnnotator(fn func(annotate.Annotator)) (cancel func()) { return h.people.add(fn) }

// Blind says whether the names of the other annotators are hidden.
func (h *Hand) Blind() bool { return h.blind }

// SetBlind hides or shows the names of the other annotators. Views hear of it as of a change of the annotator.
func (h *Hand) SetBlind(on bool) {
	if on != h.blind {
		h.blind = on
		h.people.call(h.annotator)
	}
}

// Names is what annotators are called on the screen, by id: their names or, while these are hidden, A, B, C and so on
// for everybody but the annotator at work and the gold layer. The order is that of ids, which says nothing of names.
func (h *Hand) Names(all []annotate.Annotator) map[string]string {
	names := make(map[string]string, len(all))
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b annotate.Annotator) int { return cmp.Compare(a.ID, b.ID) })
	hidden := 0
	for _, a := range all {
		names[a.ID] = a.Name
		if h.blind && a.ID != h.annotator.ID && a.Kind != annotate.Gold {
			names[a.ID] = letter(hidden)
			hidden++
		}
	}
	return names
}

// letter is A for 0, Z for 25, AA for 26.
func letter(n int) string {
	text := string(rune('A' + n%26))
	if n >= 26 {
		text = letter(n/26-1) + text
	}
	return text
}
