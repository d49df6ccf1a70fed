package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/mattn/go-sqlite3"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// Act is one transaction: what one press of a key, one import or one undo did. It is undone as a whole.
type Act struct {
	Seq         int64 // place in the history, from 1; 0 where nothing was changed
	ID          string
	At          time.Time
	AnnotatorID string // who acted, "" where nobody was named
	Kind        history.ActKind
	Action      string // a word: "tag", "import", ..., "undo", "redo"
	Summary     string // a line for the menu: "Tag “Haqqani” as actor"
	Target      int64  // the act that was undone or redone, else 0
	Changes     []annotate.Change
	Large       bool // there were more than 1,000 changes; Changes is nil and whoever shows the project reads it anew
}

// largeAct is the number of changes up to which an act lists them.
const largeAct = 1000

// Tx is an act under way. Its reading methods see what the act has done so far. It must not be used after the function
// that it was given to has returned, nor by two goroutines.
//
// Its many methods are what can be done to each noun, in the file of that noun; all of them end in apply.
type Tx struct {
	*table.Session
	project   *Project
	act       Act
	annotator annotate.Annotator
	now       time.Time
	next      int64 // seq of the next change
	first     int64
	last      string // id of the last change
	made      bool   // the act made its annotator, which alone is no act
	follows   *derived.Act
	signed    string // whose the act is, where that was said at its end
}

// cache is what the writer remembers between acts, for as long as nobody else writes to the file.
type cache struct {
	version  atomic.Int64 // counts how often somebody else has written
	codebook *annotate.Codebook
	texts    []*documentText // a few documents, the most recently used first
}

type documentText struct {
	id   string
	text *textpos.Text
}

// cachedTexts is how many texts the writer keeps: one for each pane of the window.
const cachedTexts = 8

// Do runs fn as one act: either all that it did through tx is saved, with its entries in the log, when Do returns, or
// nothing is. The annotator is added to the project if need be; the zero Annotator stands for nobody. An fn that
// changes nothing makes no act, and Do returns the zero Act. Where ctx is cancelled before the end, nothing is saved.
func (p *Project) Do(ctx context.Context, annotator annotate.Annotator, action, summary string, fn func(*Tx) error) (Act, error) {
	draft := Act{Kind: history.Do, Action: action, Summary: summary}
	return p.Write(ctx, draft, func(tx *Tx) error {
		if annotator != (annotate.Annotator{}) {
			known, made, err := tx.ensureAnnotator(annotator)
			if err != nil {
				return err
			}
			tx.annotator, tx.act.AnnotatorID, tx.made = known, known.ID, made
		}
		return fn(tx)
	})
}

// Watch registers a function that is called after each act of this process, on the goroutine that acted.
func (p *Project) Watch(fn func(Act)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.watchers = append(p.watchers, fn)
}

// Write runs fn in a transaction, with the bookkeeping of an act.
func (p *Project) Write(ctx context.Context, draft Act, fn func(*Tx) error) (Act, error) {
	act, watchers, err := p.transact(ctx, draft, fn)
	if err != nil {
		return Act{}, disk.Explain(p.path, err)
	}
	if act.Seq > 0 {
		for _, watcher := range watchers {
			watcher(act)
		}
	}
	return act, nil
}

func (p *Project) transact(ctx context.Context, draft Act, fn func(*Tx) error) (Act, []func(Act), error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.isClosed() {
		return Act{}, nil, disk.ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return Act{}, nil, err
	}
	if err := p.wake(ctx); err != nil {
		return Act{}, nil, err
	}
	defer p.restSoon()
	if err := p.writer.Begin("BEGIN IMMEDIATE"); err != nil {
		return Act{}, nil, err
	}
	saved := false
	defer func() {
		if !saved {
			p.writer.Exec("ROLLBACK")
			p.cache.codebook, p.cache.texts = nil, nil
		}
	}()
	tx, err := p.begin(draft)
	if err != nil {
		return Act{}, nil, err
	}
	if err := fn(tx); err != nil {
		return Act{}, nil, err
	}
	changed := tx.next - tx.first
	if changed == 0 || changed == 1 && tx.made {
		return Act{}, nil, nil
	}
	if err := ctx.Err(); err != nil {
		return Act{}, nil, err
	}
	if err := tx.follows.Settle(); err != nil {
		return Act{}, nil, err
	}
	if err := tx.finish(); err != nil {
		return Act{}, nil, err
	}
	err = p.writer.Exec("COMMIT")
	if disk.IsForeignKey(err) { // only what others stand under is checked this late
		return Act{}, nil, annotate.Conflictf("a label or a theme under which others stand cannot go before them")
	}
	if err != nil {
		return Act{}, nil, fmt.Errorf("saving: %w", err)
	}
	saved = true
	if err := p.landed(ctx, tx); err != nil {
		return Act{}, nil, err
	}
	tx.follows.Landed()
	return tx.act, slices.Clone(p.watchers), nil
}

// begin readies a transaction: the numbers of the act and of its first change.
func (p *Project) begin(draft Act) (*Tx, error) {
	if err := p.listen(); err != nil {
		return nil, err
	}
	tx := &Tx{Session: p.writer, project: p, act: draft, now: time.Now().UTC().Truncate(time.Millisecond)}
	tx.follows = derived.NewAct(p.writer, tx.SetProgressOf)
	tx.follows.Settled = draft.Kind != history.Do
	var last string
	err := p.writer.Row(`SELECT ifnull((SELECT max(seq) FROM act), 0) + 1, ifnull((SELECT max(seq) FROM change), 0) + 1,
		ifnull((SELECT at FROM act ORDER BY seq DESC LIMIT 1), '')`).Scan(&tx.act.Seq, &tx.next, &last)
	if err != nil {
		return nil, fmt.Errorf("reading the end of the log: %w", err)
	}
	// Acts follow each other in time, however clocks are set: merging takes the later of two versions.
	if at := table.Unstamp(last); !tx.now.After(at) {
		tx.now = at.Add(time.Millisecond)
	}
	tx.first, tx.act.ID, tx.act.At = tx.next, annotate.NewID(), tx.now
	return tx, nil
}

// countAct makes the log of each transaction hold the row by which it is known to belong to the file; see desk.go.
const countAct = "UPDATE desk SET acts = acts + 1 WHERE id = 1"

// finish writes the act itself. What had been undone can no longer be redone once something else is done.
func (tx *Tx) finish() error {
	if err := tx.Exec(countAct); err != nil {
		return err
	}
	tx.act.AnnotatorID = cmp.Or(tx.signed, tx.act.AnnotatorID)
	if tx.act.Kind == history.Do {
		if err := tx.Exec("UPDATE act SET undone = -1 WHERE undone > 0"); err != nil {
			return fmt.Errorf("ending what could be redone: %w", err)
		}
	}
	a := tx.act
	err := tx.Exec(`INSERT INTO act (seq, id, at, annotator_id, kind, action, summary, target, first_change, last_change)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.Seq, a.ID, table.Stamp(a.At), table.Optional(a.AnnotatorID), string(a.Kind), a.Action, a.Summary, table.Number(a.Target), tx.first, tx.next-1)
	if err != nil {
		return fmt.Errorf("writing the act: %w", err)
	}
	return nil
}

// refresh forgets what is cached if another process has written. The caller holds mu.
func (p *Project) refresh(ctx context.Context) error {
	switch {
	case p.readOnly:
		p.lookAgain()
		return nil
	case p.writer == nil:
		return p.look(ctx)
	}
	if there, err := p.holdsOn(ctx); err != nil {
		return err
	} else if !there {
		return p.look(ctx)
	}
	return p.listen()
}

// listen forgets what is cached if another process has written while the file is in hand.
func (p *Project) listen() error {
	var version int64
	if err := p.writer.Row("PRAGMA data_version").Scan(&version); err != nil {
		return err
	}
	if version != p.desk.data {
		p.desk.data = version
		p.foreign()
	}
	return nil
}

// landed makes sure that what was saved is in the file that the path names, and notes how far it goes.
func (p *Project) landed(ctx context.Context, tx *Tx) error {
	p.desk.left.Seq, p.desk.left.Change = tx.next-1, tx.last
	if p.desk.left.Project == "" {
		p.desk.left.Project = tx.act.ID
	}
	if err := p.stillThere(ctx); err != nil {
		return err
	}
	p.foldBetween()
	return nil
}

// Seq is the act's place in the history, if it changes anything.
func (tx *Tx) Seq() int64 { return tx.act.Seq }

// Changed says whether the log tells of anything that the act did.
func (tx *Tx) Changed() bool { return tx.next > tx.first }

// SaysGold keeps the state of gold as the act itself says it, of all articles.
func (tx *Tx) SaysGold() { tx.follows.Settled = true }

// KeepReview keeps the review of an article as the act leaves it; see derived.Act.KeepReview.
func (tx *Tx) KeepReview(r *derived.Review) error { return tx.follows.KeepReview(r) }

// Touched is how often something was changed in this act of each article that was changed.
func (tx *Tx) Touched() map[string]int { return tx.follows.Touched }

// Now is when the act takes place, which is later than all that the log tells of.
func (tx *Tx) Now() time.Time { return tx.now }

// Annotator is who acts, zero where nobody was named.
func (tx *Tx) Annotator() annotate.Annotator { return tx.annotator }

// Summarize says in a line what the act does, where that is known only at its end.
func (tx *Tx) Summarize(summary string) { tx.act.Summary = summary }

// Sign says whose the act is, where that is known only at its end. What it changed is in the log as it is, and an annotator whom the
// project does not know is not added by it: the next merge would take away one that nothing belongs to.
func (tx *Tx) Sign(by annotate.Annotator) error {
	known, found, err := tx.AnnotatorMeant(by)
	if tx.signed = by.ID; found {
		tx.signed = known.ID
	}
	return err
}

// Attempt undoes what fn did, in this act, where it fails.
func (tx *Tx) Attempt(fn func() error) error {
	next, changes, large := tx.next, tx.act.Changes, tx.act.Large
	if err := tx.Exec("SAVEPOINT attempt"); err != nil {
		return err
	}
	err := fn()
	if err == nil {
		return tx.Exec("RELEASE attempt")
	}
	if undo := errors.Join(tx.Exec("ROLLBACK TO attempt"), tx.Exec("RELEASE attempt")); undo != nil {
		if lite := (sqlite3.Error{}); errors.As(err, &lite) {
			return err // for want of room or memory SQLite has rolled all of the act back already
		}
		return undo
	}
	tx.next, tx.act.Changes, tx.act.Large = next, changes, large
	tx.follows.ForgetReviews()
	tx.project.cache.codebook, tx.project.cache.texts = nil, nil
	return err
}

// Later moves the time of the act behind that of a version that it takes over.
func (tx *Tx) Later(at time.Time) {
	if at.After(tx.now) {
		tx.now, tx.act.At = at, at
	}
}
