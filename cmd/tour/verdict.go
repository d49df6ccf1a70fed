package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// decidedQuery gives the rows of the item that was decided last: verdict, reviewer, reason and what is gold for it, the
// words of a span or the type of a relation.
const decidedQuery = `SELECT json_group_array(json_array(verdict, annotator.name, reason, coalesce((
		SELECT group_concat(substr(text, start + 1, "end" - start), ' … ') FROM segment JOIN span ON span.id = span_id
		JOIN document ON document.id = span.document_id WHERE span_id = result_span_id), (
		SELECT relation_type.name FROM relation JOIN relation_type ON relation_type.id = relation_type_id
		WHERE relation.id = result_relation_id), '')))
	FROM decision JOIN annotator ON annotator.id = reviewer_id
	WHERE item = (SELECT item FROM decision ORDER BY decided_at DESC LIMIT 1)`

const (
	decisionsQuery     = "SELECT count(*) FROM decision"
	goldQuery          = "SELECT count(*) FROM span JOIN annotator ON annotator.id = annotator_id WHERE kind = 'gold'"
	goldRelationsQuery = "SELECT count(*) FROM relation JOIN annotator ON annotator.id = annotator_id WHERE kind = 'gold'"
	settledQuery       = "SELECT (" + goldQuery + ") + (" + goldRelationsQuery + ")"
)

// verdict is a step that presses keys, and finds the decision in the file with what it made gold.
func verdict(name string, gold []string, keys ...string) func(*tour) error {
	return func(t *tour) error { return t.decide(name, "", gold, keys...) }
}

// decide presses keys that decide the item at hand. One row a gold span or relation is written, and one where there is none.
func (t *tour) decide(name, reason string, gold []string, keys ...string) error {
	rows, err := t.project.number(decisionsQuery)
	if err != nil {
		return err
	}
	things, err := t.project.number(settledQuery)
	if err != nil {
		return err
	}
	if err := t.hand.key(keys...); err != nil {
		return err
	}
	if err := t.project.until(t.ctx, "the item is decided", rows+max(1, len(gold)), decisionsQuery); err != nil {
		return err
	}
	if err := t.project.until(t.ctx, "gold has what was decided", things+len(gold), settledQuery); err != nil {
		return err
	}
	want := [][4]string{{name, reviewer, reason, strings.Join(gold, "")}}
	if len(gold) > 1 {
		want = nil
		for _, words := range gold {
			want = append(want, [4]string{name, reviewer, reason, words})
		}
	}
	text, err := t.project.text(decidedQuery)
	if err != nil {
		return err
	}
	var got [][4]string
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		return err
	}
	if !slices.Equal(got, want) {
		return fmt.Errorf("the decision is %q, not %q", got, want)
	}
	return nil
}

// unanimous accepts what both marked alike: every row has two votes or more, and every vote a candidate.
func (t *tour) unanimous() error {
	if err := t.command("unanimous"); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	rows := 0
	err := wait(t.ctx, "items are accepted", func() (done bool, err error) {
		rows, err = t.project.number(decisionsQuery)
		return rows > 0, err
	})
	if err != nil {
		return err
	}
	return t.project.until(t.ctx, "every accepted item has the votes of both", rows, `SELECT count(*) FROM decision
		WHERE verdict = 'auto-unanimous' AND json_array_length(votes) >= 2 AND json_array_length(votes) = json_array_length(candidates)`)
}

// boundaries goes two kinds on, past labels.
func (t *tour) boundaries() error {
	_, err := t.seen("another item", whole, func() error { return t.hand.key("k", "k") })
	return err
}

// skipAndBack looks at the next item and comes back, which writes nothing.
func (t *tour) skipAndBack() error {
	rows, err := t.project.number(decisionsQuery)
	if err != nil {
		return err
	}
	for _, key := range []string{"k", "s", "b"} {
		if _, err := t.seen("another item", whole, func() error { return t.hand.key(key) }); err != nil {
			return err
		}
	}
	return t.project.until(t.ctx, "nothing is decided", rows, decisionsQuery)
}

const reasonWords = "the log is said to hold them"

func (t *tour) reason() error {
	for _, key := range []string{"k", "w"} {
		if _, err := t.seen("the field for the reason", whole, func() error { return t.hand.key(key) }); err != nil {
			return err
		}
	}
	if _, err := t.seen("the reason", whole, func() error { return t.hand.write(reasonWords) }); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	return t.decide("take", reasonWords, []string{"inspectors had found both entries in the ship’s log"}, "2")
}

func (t *tour) edit() error {
	for _, key := range []string{"k", "e", "Left"} {
		if _, err := t.seen("the edit", whole, func() error { return t.hand.key(key) }); err != nil {
			return err
		}
	}
	return nil
}

func (t *tour) undoDecision() error {
	rows, err := t.project.number(decisionsQuery)
	if err != nil {
		return err
	}
	things, err := t.project.number(settledQuery)
	if err != nil {
		return err
	}
	for _, act := range []struct {
		key  string
		less int
	}{{"ctrl+z", 1}, {"ctrl+y", 0}} {
		if err := t.hand.key(act.key); err != nil {
			return err
		}
		if err := t.project.until(t.ctx, act.key+" changes the decisions", rows-act.less, decisionsQuery); err != nil {
			return err
		}
		if err := t.project.until(t.ctx, act.key+" changes gold", things-act.less, settledQuery); err != nil {
			return err
		}
	}
	return nil
}

// reopenItem reopens the item that was edited, which is at hand after the decision on it was done again.
func (t *tour) reopenItem() error {
	rows, err := t.project.number(decisionsQuery)
	if err != nil {
		return err
	}
	things, err := t.project.number(settledQuery)
	if err != nil {
		return err
	}
	if _, err := t.seen("the item", whole, func() error { return t.hand.key("o") }); err != nil {
		return err
	}
	if err := t.project.until(t.ctx, "the decision is taken back", rows-1, decisionsQuery); err != nil {
		return err
	}
	return t.project.until(t.ctx, "the span is no longer gold", things-1, settledQuery)
}
