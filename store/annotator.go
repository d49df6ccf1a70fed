package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"

	"github.com/parallax-annotation/parallax/annotate"
)

// Annotators lists the annotators by name.
func (p *Project) Annotators(ctx context.Context) (annotators []annotate.Annotator, err error) {
	err = p.read(ctx, func(s *session) error {
		annotators, err = s.annotators()
		return err
	})
	return annotators, err
}

func (s *session) annotators() ([]annotate.Annotator, error) {
	return collect(s, func(rows *cursor) (annotate.Annotator, error) {
		var a annotate.Annotator
		return a, cmp.Or(rows.Scan(&a.ID, &a.Name, &a.Kind), known(a))
	}, "SELECT id, name, kind FROM annotator ORDER BY name, id")
}

// annotator returns the annotator of that name; found is false where there is none.
func (s *session) annotator(name string) (a annotate.Annotator, found bool, err error) {
	err = s.row("SELECT id, name, kind FROM annotator WHERE name = ?", name).Scan(&a.ID, &a.Name, &a.Kind)
	if errors.Is(err, sql.ErrNoRows) {
		return a, false, nil
	}
	if err == nil {
		err = known(a)
	}
	return a, err == nil, err
}

// known makes sure that an annotator that was read is of a kind that there is.
func known(a annotate.Annotator) error {
	if a.ID != "" && a.Kind != annotate.Human && a.Kind != annotate.Model && a.Kind != annotate.Gold {
		return wrong(annotatorKind, a.ID, "kind", "%q, where %q, %q or %q belongs", a.Kind, annotate.Human, annotate.Model, annotate.Gold)
	}
	return nil
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
	known, found, err := tx.session.annotator(annotator.Name)
	if err != nil || found {
		return known, false, err
	}
	err = tx.insert(annotatorKind, row{values: []any{annotator.ID, annotator.Name, string(annotator.Kind)}})
	if isUnique(err) {
		return known, false, annotate.Conflictf("another annotator of the project has the id of %q", annotator.Name)
	}
	return annotator, true, err
}
