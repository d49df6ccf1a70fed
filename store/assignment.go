package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// Assignments lists who is to annotate which documents, in the order of the documents, then by annotator's name. Of one
// story, or with "" of all.
func (p *Project) Assignments(ctx context.Context, storyID string) (all []annotate.Assignment, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		all, err = s.Assignments(storyID)
		return err
	})
	return all, err
}

// Assigned returns the documents of a story that an annotator is to annotate. The map is nil for an annotator who has no
// assignment in the whole project, and so is to annotate all.
func (p *Project) Assigned(ctx context.Context, storyID, annotatorID string) (assigned map[string]bool, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		var any bool
		if err := s.Row("SELECT EXISTS (SELECT 1 FROM assignment WHERE annotator_id = ?)", annotatorID).Scan(&any); err != nil || !any {
			return err
		}
		assigned = map[string]bool{}
		ids, err := table.Texts(s, "SELECT a.document_id FROM assignment a JOIN document d ON d.id = a.document_id WHERE a.annotator_id = ? AND d.story_id = ?",
			annotatorID, storyID)
		for _, id := range ids {
			assigned[id] = true
		}
		return err
	})
	return assigned, err
}

// Assign makes the assignments of documents be those of wanted, and no others.
func (tx *Tx) Assign(documents []string, wanted []annotate.Assignment) error {
	want := make(map[string]bool, len(wanted))
	for _, a := range wanted {
		want[a.DocumentID+"/"+a.AnnotatorID] = true
	}
	for _, document := range documents {
		there, err := table.Texts(tx.Session, "SELECT document_id || '/' || annotator_id FROM assignment WHERE document_id = ?", document)
		if err != nil {
			return err
		}
		for _, id := range there {
			if want[id] {
				delete(want, id)
			} else if err := tx.delete(table.AssignmentKind, id); err != nil {
				return err
			}
		}
	}
	for _, a := range wanted {
		if !want[a.DocumentID+"/"+a.AnnotatorID] {
			continue
		}
		err := tx.insert(table.AssignmentKind, table.Row{Values: []any{a.DocumentID, a.AnnotatorID}})
		if disk.IsForeignKey(err) {
			return annotate.NotFoundf("there is no article %s, or no annotator %s", a.DocumentID, a.AnnotatorID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Begun lists who has begun or finished which documents, in the order of Assignments.
func (p *Project) Begun(ctx context.Context, storyID string) (all []annotate.Assignment, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		all, err = table.Collect(s, func(rows *table.Cursor) (a annotate.Assignment, err error) {
			return a, rows.Scan(&a.DocumentID, &a.AnnotatorID)
		}, `SELECT d.id, n.id FROM story t JOIN document d ON d.story_id = t.id JOIN annotator n WHERE ?1 IN ('', t.id) AND n.kind = 'human'
			AND (EXISTS (SELECT 1 FROM progress p WHERE p.document_id = d.id AND p.annotator_id = n.id AND p.state <> 'todo')
				OR EXISTS (SELECT 1 FROM span s WHERE s.document_id = d.id AND s.annotator_id = n.id))
			ORDER BY t.name, d.position, d.id, n.name`, storyID)
		return err
	})
	return all, err
}

// Workload is how far an annotator is with what there is to do: the documents that are assigned to them, of a person who annotates all
// where none is, and those that they have begun beside these.
type Workload struct {
	Annotator annotate.Annotator
	Assigned  int // documents; 0 where everything is to be annotated
	Todo      int
	Doing     int
	Done      int
	Spans     int
}

// Total is the number of documents that the annotator has to do or has done.
func (w Workload) Total() int { return w.Todo + w.Doing + w.Done }

// Workloads tells of every annotator how far they are, by name. Of one story, or with "" of all.
func (p *Project) Workloads(ctx context.Context, storyID string) (all []Workload, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		annotators, err := s.Annotators()
		if err != nil {
			return err
		}
		var documents int
		if err := s.Row("SELECT count(*) FROM document WHERE ?1 IN ('', story_id)", storyID).Scan(&documents); err != nil {
			return err
		}
		for _, a := range annotators {
			w, err := workload(s, a, storyID, documents)
			if err != nil {
				return fmt.Errorf("counting the work of %s: %w", a.Name, err)
			}
			all = append(all, w)
		}
		return ctx.Err()
	})
	return all, err
}

func workload(s *table.Session, a annotate.Annotator, storyID string, documents int) (Workload, error) {
	w := Workload{Annotator: a}
	var assigned bool // anywhere in the project
	var open int      // documents assigned and not begun
	err := cmp.Or(
		s.Row("SELECT EXISTS (SELECT 1 FROM assignment WHERE annotator_id = ?)", a.ID).Scan(&assigned),
		s.Row(`SELECT count(*), count(*) FILTER (WHERE ifnull((SELECT state FROM progress p WHERE p.document_id = a.document_id AND p.annotator_id = a.annotator_id), 'todo') = 'todo')
			FROM assignment a JOIN document d ON d.id = a.document_id WHERE a.annotator_id = ?2 AND ?1 IN ('', d.story_id)`, storyID, a.ID).Scan(&w.Assigned, &open),
		s.Row(`SELECT count(*) FILTER (WHERE p.state = 'doing'), count(*) FILTER (WHERE p.state = 'done')
			FROM progress p JOIN document d ON d.id = p.document_id WHERE p.annotator_id = ?2 AND ?1 IN ('', d.story_id)`, storyID, a.ID).Scan(&w.Doing, &w.Done),
		s.Row("SELECT count(*) FROM span s JOIN document d ON d.id = s.document_id WHERE s.annotator_id = ?2 AND ?1 IN ('', d.story_id)", storyID, a.ID).Scan(&w.Spans))
	if err != nil {
		return w, err
	}
	w.Todo = open
	if assigned || a.Kind != annotate.Human {
		return w, nil
	}
	annotates := w.Doing+w.Done+w.Spans > 0
	if !annotates {
		err = s.Row("SELECT EXISTS (SELECT 1 FROM span WHERE annotator_id = ?1) OR EXISTS (SELECT 1 FROM progress WHERE annotator_id = ?1)", a.ID).Scan(&annotates)
	}
	if annotates { // whoever only imports or reviews has nothing to do
		w.Todo = documents - w.Doing - w.Done
	}
	return w, err
}

// States returns how far an annotator is with the documents of a story, by document id. A document that is missing
// in the result is Todo.
func (p *Project) States(ctx context.Context, storyID, annotatorID string) (map[string]annotate.State, error) {
	states := map[string]annotate.State{}
	err := p.Read(ctx, func(s *table.Session) error {
		rows, err := s.Query(`SELECT p.document_id, p.state FROM document d JOIN progress p ON p.document_id = d.id
			WHERE d.story_id = ? AND p.annotator_id = ?`, storyID, annotatorID)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id string
			var state annotate.State
			if err := rows.Scan(&id, &state); err != nil {
				return err
			}
			states[id] = state
		}
		return rows.Err()
	})
	return states, err
}

// SetProgress says how far the act's annotator is with a document.
func (tx *Tx) SetProgress(documentID string, state annotate.State) error {
	return tx.SetProgressOf(documentID, tx.annotator.ID, state)
}

// SetProgressOf says how far an annotator is with a document.
func (tx *Tx) SetProgressOf(documentID, annotatorID string, state annotate.State) error {
	if !state.Valid() {
		return annotate.Invalidf("an article cannot be in the state %q (todo, doing or done)", state)
	}
	if annotatorID == "" {
		return annotate.Invalidf("the state of an article needs an annotator")
	}
	before, err := tx.Load(table.ProgressKind, documentID+"/"+annotatorID, false)
	if err != nil {
		return err
	}
	after := table.Row{Values: []any{documentID, annotatorID, string(state), table.Stamp(tx.now)}}
	if before == nil {
		if state == annotate.Todo {
			return nil
		}
		err := tx.insert(table.ProgressKind, after)
		if disk.IsForeignKey(err) {
			return annotate.NotFoundf("there is no article %s, or no annotator %s", documentID, annotatorID)
		}
		return err
	}
	if before.Values[2] == string(state) {
		return nil
	}
	return tx.Update(table.ProgressKind, after)
}

// begun moves a document from todo to doing when its annotator first marks something.
func (tx *Tx) begun(documentID, annotatorID string) error {
	var state annotate.State
	err := tx.Row("SELECT state FROM progress WHERE document_id = ? AND annotator_id = ?", documentID, annotatorID).Scan(&state)
	if err == nil && state != annotate.Todo {
		return nil
	}
	if err != nil && err != sql.ErrNoRows {
		return err
	}
	return tx.SetProgressOf(documentID, annotatorID, annotate.Doing)
}
