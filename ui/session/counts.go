package session

import (
	"context"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// counts are how many spans of each label the annotator at work has in the open story. They are read beside the window
// when a story is opened, and kept up with each act from then on: what shows them is right in the picture that shows the
// act, and asks nobody.
type counts struct {
	of       map[string]int  // by label; nil until they are read
	within   map[string]bool // the articles of the story
	reading  bool
	again    bool // something happened since the reading began
	listener listeners[struct{}]
}

// Counts is how many spans of each label the annotator at work has in the open story; nil while that is being read.
func (s *Session) Counts() map[string]int { return s.counts.of }

// OnCounts calls fn when the counts were read anew. Acts change them too: who shows them hears of those through Listen.
func (s *Session) OnCounts(fn func()) (cancel func()) {
	return s.counts.listener.add(func(struct{}) { fn() })
}

// recount reads the counts anew.
func (s *Session) recount() {
	c := &s.counts
	if c.reading {
		c.again = true
		return
	}
	c.reading = true
	story, annotator := s.story.ID, s.annotator.ID
	var of map[string]int
	within := map[string]bool{}
	var err error
	s.Read(func(ctx context.Context) error {
		if story == "" {
			return nil
		}
		var documents []annotate.Document
		if documents, err = s.Project.Documents(ctx, story); err != nil {
			return nil // said below, where the next reading is let in
		}
		for _, d := range documents {
			within[d.ID] = true
		}
		of, err = s.Project.Counts(ctx, story, annotator)
		return nil
	}, func() {
		c.reading = false
		switch {
		case err != nil:
			s.Fail(err)
		case c.again:
			c.again = false
			s.recount()
		default:
			c.of, c.within = of, within
			c.listener.call(struct{}{})
		}
	})
}

// countAct follows an act, before anybody hears of it.
func (s *Session) countAct(act store.Act) {
	c := &s.counts
	if Touches(act, "document", "story", "annotator") {
		s.recount()
		return
	}
	if c.again = c.reading; c.of == nil { // what is being read may be too early to hold the act
		return
	}
	for _, change := range act.Changes {
		if change.EntityKind != "span" || !c.within[change.DocumentID()] {
			continue
		}
		before, after := change.Span()
		if !change.Made() && before.AnnotatorID == s.annotator.ID {
			c.of[before.LabelID]--
		}
		if !change.Deleted() && after.AnnotatorID == s.annotator.ID {
			c.of[after.LabelID]++
		}
	}
}
