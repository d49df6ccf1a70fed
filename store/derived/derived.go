package derived

import (
	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/table"
)

// follower is what one act means to something that follows from the rows.
type follower interface {
	touch(e table.Edit) error // a row was changed, and is as it is to be
	settle(act *Act) error    // all is done; what this changes the followers hear of, too
	landed()                  // the act was committed
}

// followers makes those of an act, in the order in which they settle: what changes rows, before what only looks at them.
func followers() []follower {
	return []follower{goldFollower{}, &reviewFollower{}, &alignmentFollower{map[string]bool{}}, &searchFollower{map[string]bool{}}}
}

// Part is something that follows from the rows and that the file keeps.
type Part struct {
	Name   string
	Forget func(*table.Session) error             // throws all of it away
	Stale  func(*table.Session) ([]string, error) // the articles of which it is to be made, in their order
	Renew  func(*table.Session, []string) error   // makes it of these
	Batch  int                                    // of how many it is made in one transaction, which takes some hundredths of a second: an act that comes meanwhile waits no longer
	check  func(*Comparison) error                // compares what is there with what it would be
}

// Parts lists what files keep.
var Parts = []Part{ReviewPart, AlignmentPart(""), SearchPart}

// Comparison is a check under way.
type Comparison struct {
	*table.Session
	After, UpTo string                                     // of which articles, by their ids; upTo "" is the last
	Add         func(kind, id, format string, args ...any) // names what is wrong
	Step        func() error                               // one of what was counted is done
}

// Check compares what the file keeps of what follows from its rows with what it would be.
func Check(c *Comparison) error {
	for _, part := range Parts {
		if err := part.check(c); err != nil {
			return err
		}
	}
	return nil
}

// Act is an act under way, as its followers see it.
type Act struct {
	*table.Session
	Touched   map[string]int // documents of which something was changed, and how often
	Settled   bool           // the act says itself how far gold is with what it touched
	setState  func(documentID, annotatorID string, state annotate.State) error
	followers []follower
	kept      map[string]int // documents of which the act itself kept the review, and how often something of them was changed before
}

// NewAct begins an act. setState writes a row, as an act does.
func NewAct(s *table.Session, setState func(documentID, annotatorID string, state annotate.State) error) *Act {
	return &Act{Session: s, Touched: map[string]int{}, kept: map[string]int{}, setState: setState, followers: followers()}
}

// Touch shows an edit to the followers.
func (act *Act) Touch(e table.Edit) error {
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
func (act *Act) note(e table.Edit) error {
	for _, r := range []*table.Row{e.Before, e.After} {
		if r == nil {
			continue
		}
		switch e.Kind {
		case table.SpanKind, table.DecisionKind, table.ProgressKind:
			act.Touched[e.Kind.Text(*r, "document_id")]++
		case table.DocumentKind:
			act.Touched[e.Id]++
		case table.RelationKind:
			ends, err := table.Texts(act.Session, "SELECT document_id FROM span WHERE id IN (?, ?)", e.Kind.Text(*r, "head_span_id"), e.Kind.Text(*r, "tail_span_id"))
			if err != nil {
				return err
			}
			for _, id := range ends {
				act.Touched[id]++
			}
		}
	}
	return nil
}

// Settle lets the followers do what the act means to them, before it is committed.
func (act *Act) Settle() error {
	for _, f := range act.followers {
		if err := f.settle(act); err != nil {
			return err
		}
	}
	return nil
}

// Landed tells the followers that the act was committed.
func (act *Act) Landed() {
	for _, f := range act.followers {
		f.landed()
	}
}
