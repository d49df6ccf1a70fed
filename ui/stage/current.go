package stage

import (
	"context"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/session"
)

// Current keeps a view of what is marked in the open story up to date: it is read beside the window, and anew when acts, another story or
// another annotator ask for it, once they have stopped for a moment, and while the view is hidden when it is shown again.
type Current struct {
	session *session.Session
	seen    func() bool
	load    func()
	stale   bool
	reading int // counts what is being read: only the last one counts
	again   *session.Soon
	cancel  []func()
}

// CurrentDelay is how long further acts are waited for before all is read anew.
const CurrentDelay = 250 * time.Millisecond

// KeepCurrent has load called, which is to call Read. forget hears of acts before: what was kept of articles may have
// changed. seen says whether the view is shown.
func KeepCurrent(s *session.Session, seen func() bool, load, forget func()) *Current {
	c := &Current{session: s, seen: seen, load: load, again: s.Soon(CurrentDelay, load)}
	c.cancel = []func(){
		s.Listen(func(act store.Act) {
			if act.Large || session.Touches(act, "span", "relation", "entity", "annotator", "label", "attribute", "relation_type", "document", "story", "rejected_pair") {
				forget()
				c.changed()
			}
		}),
		s.OnStory(func(annotate.Story) { c.changed() }),
		s.OnAnnotator(func(annotate.Annotator) { c.changed() }),
	}
	return c
}

func (c *Current) changed() {
	if c.stale = true; c.seen() {
		c.again.Ask()
	}
}

// Read reads beside the window, and then shows what was read unless something else is being read by then.
func (c *Current) Read(read func(context.Context) error, show func()) {
	c.stale = false
	c.reading++
	own := c.reading
	c.session.Read(read, func() {
		if own == c.reading {
			show()
		}
	})
}

// Shown reads what was marked while another view was shown.
func (c *Current) Shown() {
	if c.stale {
		c.load()
	}
}

// Waits says whether something changed that the view, which is shown, is still to read.
func (c *Current) Waits() bool { return c.stale && c.seen() }

// Close ends it.
func (c *Current) Close() {
	for _, cancel := range c.cancel {
		cancel()
	}
	c.again.Stop()
}
