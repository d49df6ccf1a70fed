package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// # Who is who
//
// An annotator's id follows from the name that they first had, and stays when they are renamed: whoever still works under the former name
// goes on with the same layer. Where two annotators turn out to be one person, their layers are joined: the one's work becomes the other's, in
// one act. The table alias remembers who became whom (table.JoinedPeople), so that who is asked for by a former name is found, and merging
// with a file in which they are two brings in their work under the one name until somebody takes the act back.

// AnnotatorOf is the project's annotator that is meant by a name: of that name, or who was called so, or who became part of another.
// Whom the project does not know is returned as given.
func (p *Project) AnnotatorOf(ctx context.Context, a annotate.Annotator) (known annotate.Annotator, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		var found bool
		if known, found, err = s.AnnotatorMeant(a); err == nil && !found {
			known = a
		}
		return err
	})
	return known, err
}

// RenameAnnotator gives an annotator another name.
func (tx *Tx) RenameAnnotator(id, name string) error {
	before, err := tx.annotatorOfID(id)
	if err != nil {
		return err
	}
	named, err := annotate.NewPerson(name)
	switch {
	case err != nil:
		return err
	case before.Kind == annotate.Gold:
		return annotate.Invalidf("the layer of adjudication keeps its name, %q", before.Name)
	}
	before.Name = named.Name
	err = tx.Update(table.AnnotatorKind, table.AnnotatorRow(before))
	if disk.IsUnique(err) {
		return annotate.Conflictf("there is another annotator called %q: join the two if they are one person", named.Name)
	}
	return err
}

// JoinAnnotators makes the work of one annotator another's, who stays. Of an article that both have worked on, the further state counts. What
// reviewers decided about it holds on. Spans that both marked alike stand once from then on; where they differ, both stay.
func (tx *Tx) JoinAnnotators(into, from string) (joined Joined, err error) {
	kept, err := tx.annotatorOfID(into)
	if err != nil {
		return joined, err
	}
	gone, err := tx.annotatorOfID(from)
	switch {
	case err != nil:
		return joined, err
	case into == from || kept.Kind != gone.Kind || kept.Kind == annotate.Gold || kept.Proposes != gone.Proposes:
		return joined, annotate.Invalidf("%q and %q cannot become one: they must be two people, or two models", kept.Name, gone.Name)
	}
	documents, err := table.Texts(tx.Session, "SELECT DISTINCT document_id FROM span WHERE annotator_id = ? ORDER BY document_id", from)
	if err != nil {
		return joined, err
	}
	pairs, twice, err := tx.findTwins(into, from, documents)
	if err != nil {
		return joined, err
	}
	became := map[string]string{}
	for _, pair := range pairs {
		became[pair.gone.ID] = pair.kept.ID
	}
	err = tx.keepDecisions(documents, became, func() error { return tx.joinAnnotators(into, from, pairs) })
	return Joined{Once: len(pairs), Twice: twice}, err
}

// worked are the columns that say whose a row is.
var worked = []struct {
	kind   *table.Kind
	column string
}{
	{table.SpanKind, "annotator_id"}, {table.RelationKind, "annotator_id"}, {table.DecisionKind, "reviewer_id"},
	{table.FlagKind, "annotator_id"}, {table.ReplyKind, "annotator_id"},
}

func (tx *Tx) joinAnnotators(into, from string, pairs []twins) error {
	for _, w := range worked {
		ids, err := table.Texts(tx.Session, fmt.Sprintf("SELECT id FROM %s WHERE %s = ? ORDER BY id", w.kind.Name, w.column), from)
		if err != nil {
			return err
		}
		for _, id := range ids {
			row, err := tx.Load(w.kind, id, false)
			if err != nil {
				return err
			}
			row.Values = slices.Clone(row.Values)
			w.kind.Set(*row, w.column, into)
			if err := tx.Update(w.kind, *row); err != nil {
				return err
			}
		}
	}
	for _, pair := range pairs {
		if err := tx.uniteTwins(pair); err != nil {
			return err
		}
	}
	states, err := tx.takeProgress(into, from)
	if err != nil {
		return err
	}
	assigned, err := tx.takeAssignments(into, from)
	if err != nil {
		return err
	}
	if err := tx.delete(table.AnnotatorKind, from); err != nil {
		return err
	}
	// What has both in its key is made anew, later than it was deleted: merging takes the two for one row.
	tx.Later(tx.now.Add(time.Millisecond))
	for _, s := range states {
		if err := tx.insert(table.ProgressKind, s); err != nil {
			return err
		}
	}
	for _, a := range assigned {
		if err := tx.insert(table.AssignmentKind, a); err != nil {
			return err
		}
	}
	return tx.Exec("INSERT INTO alias (entity_kind, id, row_id, act_seq) VALUES (?, ?, ?, ?)", table.JoinedPeople, from, into, tx.Seq())
}

// takeProgress takes away how far two annotators are with the articles that the second has begun, and returns how far they are together.
func (tx *Tx) takeProgress(into, from string) (together []table.Row, err error) {
	documents, err := table.Texts(tx.Session, "SELECT document_id FROM progress WHERE annotator_id = ? ORDER BY document_id", from)
	if err != nil {
		return nil, err
	}
	order := []annotate.State{annotate.Todo, annotate.Doing, annotate.Done}
	for _, document := range documents {
		furthest, at := annotate.Todo, ""
		for _, who := range []string{into, from} {
			row, err := tx.Load(table.ProgressKind, document+"/"+who, false)
			if err != nil {
				return nil, err
			}
			if row == nil {
				continue
			}
			state := annotate.State(table.ProgressKind.Text(*row, "state"))
			if at == "" || slices.Index(order, state) > slices.Index(order, furthest) {
				furthest, at = state, table.ProgressKind.Text(*row, "updated_at")
			}
			if err := tx.delete(table.ProgressKind, document+"/"+who); err != nil {
				return nil, err
			}
		}
		together = append(together, table.Row{Values: []any{document, into, string(furthest), at}})
	}
	return together, nil
}

// takeAssignments is takeProgress for what they are to annotate.
func (tx *Tx) takeAssignments(into, from string) (together []table.Row, err error) {
	documents, err := table.Texts(tx.Session, "SELECT document_id FROM assignment WHERE annotator_id = ? ORDER BY document_id", from)
	if err != nil {
		return nil, err
	}
	for _, document := range documents {
		for _, who := range []string{into, from} {
			row, err := tx.Load(table.AssignmentKind, document+"/"+who, false)
			if err != nil {
				return nil, err
			}
			if row == nil {
				continue
			}
			if err := tx.delete(table.AssignmentKind, document+"/"+who); err != nil {
				return nil, err
			}
		}
		together = append(together, table.Row{Values: []any{document, into}})
	}
	return together, nil
}

func (tx *Tx) annotatorOfID(id string) (annotate.Annotator, error) {
	row, err := tx.Load(table.AnnotatorKind, id, false)
	if err != nil {
		return annotate.Annotator{}, err
	}
	if row == nil {
		return annotate.Annotator{}, annotate.NotFoundf("there is no annotator %s", id)
	}
	k := table.AnnotatorKind
	return annotate.Annotator{ID: id, Name: k.Text(*row, "name"), Kind: annotate.AnnotatorKind(k.Text(*row, "kind")), Proposes: k.Cell(*row, "proposes") == int64(1)}, nil
}

// Layers lists all annotators by name, also those whose layers hold what is only proposed.
func (p *Project) Layers(ctx context.Context) (annotators []annotate.Annotator, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		annotators, err = s.Layers()
		return err
	})
	return annotators, err
}

// Annotators lists the annotators whose layers count, by name.
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
	switch {
	case err == nil && found && known.Proposes && !annotator.Proposes:
		return known, false, annotate.Conflictf("%q is the name of a layer of proposals: take another name", annotator.Name)
	case err == nil && found && annotator.Proposes && !known.Proposes:
		return known, false, annotate.Conflictf("%q is the name of an annotator: proposals are kept in a layer of their own, take another name", annotator.Name)
	case err != nil || found:
		return known, false, err
	}
	err = tx.insert(table.AnnotatorKind, table.AnnotatorRow(annotator))
	if disk.IsUnique(err) {
		return known, false, annotate.Conflictf("another annotator of the project has the id of %q", annotator.Name)
	}
	return annotator, true, err
}
