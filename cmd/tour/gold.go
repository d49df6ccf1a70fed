package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/parallax-annotation/parallax/annotate/dataset"
)

// exportGold writes the layer gold with the window, and with the rejected spans by the command beside it. Both have to
// say what the decisions in the file say.
func (t *tour) exportGold() error {
	if err := t.appears("the export appears", "ctrl+e"); err != nil {
		return err
	}
	path := filepath.Join(t.out, "gold.jsonl")
	if err := t.hand.key("ctrl+a"); err != nil {
		return err
	}
	if err := t.hand.write(path); err != nil {
		return err
	}
	// Four fields back stands the layer. In its list gold follows "every annotator", anna and ben.
	for _, keys := range [][]string{{"shift+Tab", "shift+Tab", "shift+Tab", "shift+Tab", "space"}, {"Down", "Down", "Down", "Down", "Return"}, {"Tab", "Tab", "Tab", "Tab"}} {
		if _, err := t.seen("the layer is chosen", whole, func() error { return t.hand.key(keys...) }); err != nil {
			return err
		}
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	if err := wait(t.ctx, "gold is exported", func() (bool, error) { _, err := os.Stat(path); return err == nil, nil }); err != nil {
		return err
	}
	if _, _, err := checkDataset(path); err != nil {
		return err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := t.checkGold(data, false); err != nil {
		return fmt.Errorf("what the window exported: %w", err)
	}
	data, err = t.run("export", t.project.path, "--format", "jsonl", "--layer", "gold", "--rejected")
	if err != nil {
		return err
	}
	if err := t.checkGold(data, true); err != nil {
		return fmt.Errorf("what the command exported: %w", err)
	}
	_, err = t.run("check", t.project.path)
	return err
}

// checkGold compares the spans of a dataset of gold with the decisions in the file, both ways.
func (t *tour) checkGold(data []byte, withRejected bool) error {
	gold, rejected := 0, 0
	for line := range bytes.Lines(data) {
		var record dataset.Record
		if err := json.Unmarshal(line, &record); err != nil {
			return err
		}
		if record.Layer != "gold" {
			return fmt.Errorf("a record is of the layer %q", record.Layer)
		}
		for _, span := range record.Spans {
			gold++
			if err := t.checkDecision(span, "result_span_id = ?"); err != nil {
				return err
			}
		}
		for _, span := range record.Rejected {
			rejected++
			if err := t.checkDecision(span, "verdict = 'none' AND EXISTS (SELECT 1 FROM json_each(candidates) WHERE value = ?)"); err != nil {
				return err
			}
		}
	}
	wantGold, err := t.project.number(goldQuery)
	if err != nil {
		return err
	}
	wantRejected := 0
	if withRejected {
		if wantRejected, err = t.project.number("SELECT ifnull(sum(json_array_length(candidates)), 0) FROM decision WHERE verdict = 'none' AND kind <> 'relation'"); err != nil {
			return err
		}
	}
	if gold != wantGold || rejected != wantRejected {
		return fmt.Errorf("%d spans and %d rejected ones, not %d and %d", gold, rejected, wantGold, wantRejected)
	}
	return nil
}

// checkDecision compares what a span says of its decision with the row of the file that a condition on the span's id
// finds, which has to be the only one.
func (t *tour) checkDecision(span dataset.Span, where string) error {
	if span.Decision.Decision == nil {
		return fmt.Errorf("the span %q has no decision", span.Text)
	}
	text, err := t.project.text(`SELECT json_object('n', count(*), 'kind', decision.kind, 'verdict', verdict, 'reviewer', annotator.name,
		'decided_at', decided_at, 'reason', reason, 'votes', json(votes), 'candidates', json(candidates))
		FROM decision JOIN annotator ON annotator.id = reviewer_id WHERE `+where, span.ID)
	if err != nil {
		return err
	}
	var row struct {
		dataset.Decision
		N          int
		Candidates []string
	}
	if err := json.Unmarshal([]byte(text), &row); err != nil {
		return err
	}
	said := *span.Decision.Decision
	switch {
	case row.N != 1:
		return fmt.Errorf("the span %q has %d decisions", span.Text, row.N)
	case said.Kind != row.Kind || said.Verdict != row.Verdict || said.Reviewer != row.Reviewer || said.DecidedAt != row.DecidedAt || said.Reason != row.Reason:
		return fmt.Errorf("the span %q says %+v, the file %+v", span.Text, said, row.Decision)
	case !slices.Equal(said.Votes, row.Votes) || len(said.Votes) == 0:
		return fmt.Errorf("the span %q has the votes %v, the file %v", span.Text, said.Votes, row.Votes)
	}
	for _, id := range span.DerivedFrom {
		if !slices.Contains(row.Candidates, id) || !slices.ContainsFunc(row.Votes, func(v dataset.Vote) bool { return v.Span == id }) {
			return fmt.Errorf("the span %q derives from %s, which nobody voted for", span.Text, id)
		}
	}
	if row.Verdict != "none" && len(span.DerivedFrom) == 0 {
		return errors.New("a gold span derives from nothing: " + span.Text)
	}
	return nil
}
