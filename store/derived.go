package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// # What follows
//
// Much of what is shown follows from the rows of the project: the queue of a review, how far gold is, what the writer remembers
// between acts. It must hear of every change, whoever makes it. So each act has its followers, one of each of the list below: apply
// shows them each edit, they settle what the act means before it is committed, and hear when it was. A new one is a line in the list.
//
// What the file keeps of that is a kept part: it is neither logged nor merged, it can be thrown away, and a check compares it with
// what it would be if it were made anew. It is brought up to date by the acts themselves where that costs little beside them, else
// marked as stale and made when it is next asked for.

// follower is what one act means to something that follows from the rows.
type follower interface {
	touch(tx *Tx, e edit) error // a row was changed, and is as it is to be
	settle(tx *Tx) error        // all is done; what this changes the followers hear of, too
	landed(p *Project)          // the act was committed
}

// followers makes those of an act, in the order in which they settle: what changes rows, before what only looks at them.
func followers() []follower {
	return []follower{remembered{}, &goldFollower{}, &reviewFollower{}}
}

// keptPart is something that follows from the rows and that the file keeps.
type keptPart struct {
	name   string
	forget func(*session) error                       // throws all of it away
	stale  func(*session) ([]string, error)           // the articles of which it is to be made, in their order
	renew  func(*session, []string) error             // makes it of these
	check  func(c *checker, after, upTo string) error // compares what is there of articles, by their ids, with what it would be; upTo "" is the last
}

// keptParts lists what files keep.
var keptParts = []keptPart{reviewPart}

// touchAll shows an edit to the followers of the act.
func (tx *Tx) touchAll(e edit) error {
	for _, f := range tx.followers {
		if err := f.touch(tx, e); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) settleAll() error {
	for _, f := range tx.followers {
		if err := f.settle(tx); err != nil {
			return err
		}
	}
	return nil
}

// remembered drops from what the writer remembers what a change makes stale.
type remembered struct{}

func (remembered) touch(tx *Tx, e edit) error {
	switch e.kind {
	case codebookKind, labelKind, attributeKind, relationTypeKind:
		tx.project.cache.codebook = nil
	case documentKind:
		tx.project.cache.texts = slices.DeleteFunc(tx.project.cache.texts, func(t *documentText) bool { return t.id == e.id })
	}
	return nil
}

func (remembered) settle(*Tx) error { return nil }

func (remembered) landed(*Project) {}

// renewBatch is how many articles are made anew in one transaction, which takes some hundredths of a second: an act that comes
// meanwhile waits no longer.
const renewBatch = 16

// MakeAnew throws away what the file keeps of what follows from its rows, and makes it again.
func (p *Project) MakeAnew(ctx context.Context, progress func(done, total int)) error {
	for _, part := range keptParts {
		if err := p.keepUp(ctx, part.forget); err != nil {
			return fmt.Errorf("throwing away %s: %w", part.name, err)
		}
		if err := p.renew(ctx, part, progress); err != nil {
			return err
		}
	}
	return nil
}

// renew makes what is stale of a part, a batch at a time. progress, which may be nil, hears how much is done.
func (p *Project) renew(ctx context.Context, part keptPart, progress func(done, total int)) error {
	var stale []string
	err := p.read(ctx, func(s *session) (err error) {
		stale, err = part.stale(s)
		return err
	})
	done := 0
	for batch := range slices.Chunk(stale, renewBatch) {
		if err == nil {
			err = p.keepUp(ctx, func(s *session) error { return part.renew(s, batch) })
		}
		if done += len(batch); progress != nil && err == nil {
			progress(done, len(stale))
		}
	}
	if err != nil {
		return fmt.Errorf("renewing %s: %w", part.name, err)
	}
	return nil
}

// keepUp writes what follows from the rows, in a transaction that is no act: nothing that anybody did is in it.
func (p *Project) keepUp(ctx context.Context, fn func(*session) error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.isClosed() {
		return errClosed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := p.wake(ctx); err != nil {
		return explain(p.path, err)
	}
	defer p.restSoon()
	if err := p.writer.begin("BEGIN IMMEDIATE"); err != nil {
		return explain(p.path, err)
	}
	err := p.listen()
	if err == nil {
		err = fn(p.writer)
	}
	if err == nil {
		err = p.writer.exec(countAct)
	}
	if err == nil {
		err = p.writer.exec("COMMIT")
	}
	if err != nil {
		return explain(p.path, errors.Join(err, p.writer.exec("ROLLBACK")))
	}
	if err := p.stillThere(ctx); err != nil {
		return explain(p.path, err)
	}
	p.foldBetween()
	return nil
}

// derived checks what the file keeps of what follows from the rows of some articles.
func (c *checker) derived(after, upTo string) error {
	for _, part := range keptParts {
		if err := part.check(c, after, upTo); err != nil {
			return err
		}
	}
	return nil
}
