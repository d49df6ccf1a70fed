package store

import (
	"context"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// Annotators lists the annotators by name.
func (p *Project) Annotators(ctx context.Context) (annotators []annotate.Annotator, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		annotators, err = s.Annotators()
		return err
	})
	return annotators, err
}

// EnsureAnnotator returns the project's annotator of that name, and adds it where there is none. The id of the
// result is the one to use: a project may know the name under another.
func (tx *Tx) EnsureAnnotator(annotator annotate.Annotator) (annotate.Annotator, error) {
	known, _, err := tx.ensureAnnotator(annotator)
	return known, err
}

func (tx *Tx) ensureAnnotator(annotator annotate.Annotator) (known annotate.Annotator, made bool, err error) {
	if err := annotator.Validate(); err != nil {
		return known, false, err
	}
	known, found, err := tx.Session.AnnotatorMeant(annotator)
	if err != nil || found {
		return known, false, err
	}
	err = tx.insert(table.AnnotatorKind, table.Row{Values: []any{annotator.ID, annotator.Name, string(annotator.Kind)}})
	if disk.IsUnique(err) {
		return known, false, annotate.Conflictf("another annotator of the project has the id of %q", annotator.Name)
	}
	return annotator, true, err
}
