package store

import "github.com/parallax-annotation/parallax/annotate"

// follower is what one act means to something that follows from the rows.
type follower interface {
	touch(e edit) error         // a row was changed, and is as it is to be
	settle(act *followed) error // all is done; what this changes the followers hear of, too
	landed()                    // the act was committed
}

// followers makes those of an act, in the order in which they settle: what changes rows, before what only looks at them.
func followers() []follower {
	return []follower{goldFollower{}, &reviewFollower{}}
}

// keptPart is something that follows from the rows and that the file keeps.
type keptPart struct {
	name   string
	forget func(*session) error             // throws all of it away
	stale  func(*session) ([]string, error) // the articles of which it is to be made, in their order
	renew  func(*session, []string) error   // makes it of these
	check  func(*comparison) error          // compares what is there with what it would be
}

// keptParts lists what files keep.
var keptParts = []keptPart{reviewPart}

// comparison is a check under way.
type comparison struct {
	*session
	after, upTo string                                     // of which articles, by their ids; upTo "" is the last
	add         func(kind, id, format string, args ...any) // names what is wrong
	step        func() error                               // one of what was counted is done
}

// checkKept compares what the file keeps of what follows from its rows with what it would be.
func checkKept(c *comparison) error {
	for _, part := range keptParts {
		if err := part.check(c); err != nil {
			return err
		}
	}
	return nil
}

// followed is an act under way, as its followers see it.
type followed struct {
	*session
	touched   map[string]int // documents of which something was changed, and how often
	settled   bool           // the act says itself how far gold is with what it touched
	setState  func(documentID, annotatorID string, state annotate.State) error
	followers []follower
}

// newFollowed begins an act. setState writes a row, as an act does.
func newFollowed(s *session, setState func(documentID, annotatorID string, state annotate.State) error) *followed {
	return &followed{session: s, touched: map[string]int{}, setState: setState, followers: followers()}
}

// touch shows an edit to the followers.
func (act *followed) touch(e edit) error {
	if err := act.note(e); err != nil {
		return err
	}
	for _, f := range act.followers {
		if err := f.touch(e); err != nil {
			return err
		}
	}
	return nil
}

// note counts the change for the documents whose annotations it is one of.
func (act *followed) note(e edit) error {
	for _, r := range []*row{e.before, e.after} {
		if r == nil {
			continue
		}
		switch e.kind {
		case spanKind, decisionKind, progressKind:
			act.touched[e.kind.text(*r, "document_id")]++
		case documentKind:
			act.touched[e.id]++
		case relationKind:
			ends, err := texts(act.session, "SELECT document_id FROM span WHERE id IN (?, ?)", e.kind.text(*r, "head_span_id"), e.kind.text(*r, "tail_span_id"))
			if err != nil {
				return err
			}
			for _, id := range ends {
				act.touched[id]++
			}
		}
	}
	return nil
}

// settle lets the followers do what the act means to them, before it is committed.
func (act *followed) settle() error {
	for _, f := range act.followers {
		if err := f.settle(act); err != nil {
			return err
		}
	}
	return nil
}

// landed tells the followers that the act was committed.
func (act *followed) landed() {
	for _, f := range act.followers {
		f.landed()
	}
}
