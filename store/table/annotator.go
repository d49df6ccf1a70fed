package table

import (
	"cmp"
	"database/sql"
	"errors"

	"github.com/parallax-annotation/parallax/annotate"
)

const annotatorColumns = "id, name, kind, ifnull(proposes, 0)"

// Proposers are the ids of those whose layers hold what is only proposed, as a list for IN.
const Proposers = "(SELECT id FROM annotator WHERE proposes = 1)"

// AnnotatorRow is an annotator as its row.
func AnnotatorRow(a annotate.Annotator) Row {
	return Row{Values: []any{a.ID, a.Name, string(a.Kind), Number(Flag(a.Proposes))}}
}

// Annotators returns the annotators whose layers count, by name.
func (s *Session) Annotators() ([]annotate.Annotator, error) {
	all, err := s.Layers()
	return annotate.Counting(all), err
}

// Layers returns all annotators, also those whose layers hold what is only proposed, by name.
func (s *Session) Layers() ([]annotate.Annotator, error) {
	return Collect(s, func(rows *Cursor) (annotate.Annotator, error) {
		var a annotate.Annotator
		return a, cmp.Or(rows.Scan(&a.ID, &a.Name, &a.Kind, &a.Proposes), known(a))
	}, "SELECT "+annotatorColumns+" FROM annotator ORDER BY name, id")
}

// Annotator returns the annotator of that name; found is false where there is none.
func (s *Session) Annotator(name string) (a annotate.Annotator, found bool, err error) {
	err = s.Row("SELECT "+annotatorColumns+" FROM annotator WHERE name = ?", name).Scan(&a.ID, &a.Name, &a.Kind, &a.Proposes)
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
		return Wrong(AnnotatorKind, a.ID, "kind", "%q, where %q, %q or %q belongs", a.Kind, annotate.Human, annotate.Model, annotate.Gold)
	}
	return nil
}

// JoinedPeople is under which the table alias keeps which annotator became part of which other.
const JoinedPeople = "annotator joined"

// AnnotatorMeant returns the annotator that is meant by a name: who has it; else who had it first, for the id follows from that; else
// whom that one became part of.
func (s *Session) AnnotatorMeant(meant annotate.Annotator) (a annotate.Annotator, found bool, err error) {
	if a, found, err = s.Annotator(meant.Name); found || err != nil {
		return a, found, err
	}
	id := meant.ID
	for range 100 { // joins may lead from one to the next
		err = s.Row("SELECT "+annotatorColumns+" FROM annotator WHERE id = ?", id).Scan(&a.ID, &a.Name, &a.Kind, &a.Proposes)
		if !errors.Is(err, sql.ErrNoRows) {
			return a, err == nil, cmp.Or(err, known(a))
		}
		err = s.Row("SELECT row_id FROM alias WHERE entity_kind = ? AND id = ? AND act_seq IN (SELECT seq FROM act WHERE undone = 0) ORDER BY act_seq DESC LIMIT 1",
			JoinedPeople, id).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return annotate.Annotator{}, false, nil
		}
		if err != nil {
			return a, false, err
		}
	}
	return annotate.Annotator{}, false, nil
}
