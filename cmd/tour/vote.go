package main

import "errors"

const (
	spansQuery    = "SELECT count(*) FROM span"
	articlesQuery = "SELECT count(*) FROM document"
	votesQuery    = "SELECT count(*) FROM decision WHERE verdict = 'auto-majority' AND json_array_length(votes) >= 2"
	finishedQuery = "SELECT count(*) FROM progress JOIN annotator ON annotator.id = annotator_id WHERE kind = 'gold' AND state = 'done'"
)

// undoMerge takes both files out again, and brings them back.
func (t *tour) undoMerge() error {
	if err := t.appears("the merge closes", "Escape"); err != nil {
		return err
	}
	spans, err := t.project.number(spansQuery)
	if err != nil {
		return err
	}
	for _, act := range []struct {
		key             string
		spans, articles int
	}{{"ctrl+z", 0, 0}, {"ctrl+y", spans, 4}} {
		if err := t.hand.key(act.key); err != nil {
			return err
		}
		if err := t.project.until(t.ctx, act.key+" changes the spans", act.spans, spansQuery); err != nil {
			return err
		}
		if err := t.project.until(t.ctx, act.key+" changes the articles", act.articles, articlesQuery); err != nil {
			return err
		}
	}
	return nil
}

// majority accepts what most say, by the majority that its digit chooses, and takes it back.
func (t *tour) majority() error {
	if err := t.command("majority"); err != nil {
		return err
	}
	// The votes are counted beside the window.
	if _, err := t.seen("the choice of majorities", whole, func() error { return nil }); err != nil {
		return err
	}
	if _, err := t.seen("another majority", whole, func() error { return t.hand.key("2") }); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	err := wait(t.ctx, "items are accepted", func() (bool, error) {
		n, err := t.project.number(votesQuery)
		return n > 0, err
	})
	if err != nil {
		return err
	}
	if _, err := t.display.settled(t.ctx); err != nil { // the file has it before the choice has left the window
		return err
	}
	if err := t.hand.key("ctrl+z"); err != nil {
		return err
	}
	return t.project.until(t.ctx, "the vote is taken back", 0, decisionsQuery)
}

// rest decides what is still open, in turn with the first candidate and with none, until gold is done with every article.
func (t *tour) rest() error {
	for range 2 { // left and opened again, the review is as it was
		if err := t.appears("the review is left, or appears", "ctrl+r"); err != nil {
			return err
		}
	}
	if err := t.hand.key("k", "k", "k"); err != nil { // past relations, and what all agree on, to all kinds
		return err
	}
	for i := range 100 {
		finished, err := t.project.number(finishedQuery)
		if err != nil || finished == 4 {
			return err
		}
		rows, err := t.project.number(decisionsQuery)
		if err != nil {
			return err
		}
		if err := t.hand.key([]string{"1", "x"}[i%2]); err != nil {
			return err
		}
		if err := t.project.until(t.ctx, "an item is decided", rows+1, decisionsQuery); err != nil {
			return err
		}
	}
	return errors.New("a hundred decisions do not settle four articles")
}
