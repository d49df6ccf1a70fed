package exchange

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
)

// datasetFlag is a flag of a record, which may be about a span of another.
type datasetFlag struct {
	dataset.Flag
	layer    string // of the record
	document string // in the project
}

// takeFlags takes in what the file says that somebody is unsure of, when all spans are there. A flag stands in each record of its document.
func (d *datasetImport) takeFlags() error {
	type place struct{ id, document string }
	taken := map[place]bool{}
	for _, f := range d.flags {
		if at := (place{f.ID, f.document}); !taken[at] {
			taken[at] = true
			if err := d.flag(f); err != nil {
				return fmt.Errorf("flag %s: %w", f.ID, err)
			}
		}
	}
	return nil
}

// flag adds a flag unless the project has it, and the replies that it has not.
func (d *datasetImport) flag(f datasetFlag) error {
	asks, err := d.person(f.Annotator)
	if err != nil {
		return err
	}
	flag := annotate.Flag{DocumentID: f.document, AnnotatorID: asks.ID, Question: f.Question, State: annotate.FlagState(f.State),
		CreatedAt: timeIn(f.CreatedAt), UpdatedAt: timeIn(f.UpdatedAt)}
	if f.Start != nil {
		flag.Place = annotate.Segment{Start: *f.Start, End: *f.End}
	}
	if f.Span != nil {
		if flag.SpanID, err = d.flaggedSpan(*f.Span, f); err != nil {
			return err
		}
	}
	for _, flag.ID = range []string{f.ID, annotate.DerivedID(f.ID, f.document)} {
		there, err := d.Flag(flag.ID)
		switch {
		case errors.Is(err, annotate.ErrNotFound):
			d.changed(Annotated)
			if err := d.AddFlag(&flag); err != nil {
				return err
			}
		case err != nil:
			return err
		case there.DocumentID != f.document:
			continue
		case there.State != flag.State || there.Question != flag.Question:
			d.kept++
		}
		return d.replies(f.Replies, flag.ID)
	}
	return annotate.Conflictf("the project uses its id for another question")
}

// flaggedSpan is the project's span of a document for one that a flag names, in whichever layer of the file; "" where there is none.
func (d *datasetImport) flaggedSpan(id string, f datasetFlag) (string, error) {
	named := id
	if found, there := d.spans[spanKey{f.layer, id}]; there {
		named = found
	} else {
		var layers []string
		for key := range d.spans {
			if key.id == id {
				layers = append(layers, key.layer)
			}
		}
		if len(layers) > 0 {
			named = d.spans[spanKey{slices.Min(layers), id}]
		}
	}
	span, err := d.Span(named)
	if errors.Is(err, annotate.ErrNotFound) || err == nil && span.DocumentID != f.document {
		return "", nil
	}
	return span.ID, err
}

func (d *datasetImport) replies(replies []dataset.Reply, flagID string) error {
	known, err := d.View().Replies(flagID)
	if err != nil {
		return err
	}
	for _, r := range replies {
		other := annotate.DerivedID(r.ID, flagID) // where the project uses the id for a reply to another question
		if slices.ContainsFunc(known, func(k annotate.Reply) bool { return k.ID == r.ID || k.ID == other }) {
			continue
		}
		by, err := d.person(r.Annotator)
		if err != nil {
			return err
		}
		reply := annotate.Reply{ID: r.ID, FlagID: flagID, AnnotatorID: by.ID, Text: r.Text, CreatedAt: timeIn(r.CreatedAt)}
		if err = d.AddReply(&reply); errors.Is(err, annotate.ErrConflict) {
			reply.ID = other
			err = d.AddReply(&reply)
		}
		if err != nil {
			return fmt.Errorf("reply %s: %w", r.ID, err)
		}
		d.changed(Annotated)
	}
	return nil
}

// person is who asks or answers, whose layer this need not be.
func (d *datasetImport) person(name string) (annotate.Annotator, error) {
	named := annotate.NewAnnotator(name)
	if err := named.Validate(); err != nil {
		return named, err
	}
	return d.EnsureAnnotator(named)
}

// timeIn is a time of the dataset, the zero time where it does not say it in a way that can be read.
func timeIn(text string) time.Time {
	at, _ := time.Parse(time.RFC3339, text)
	return at.UTC()
}
