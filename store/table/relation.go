package table

import (
	"github.com/parallax-annotation/parallax/annotate"
)

// RelationColumns are the columns that ScanRelation reads, of a table named r.
const RelationColumns = "r.id, r.relation_type_id, r.annotator_id, r.head_span_id, r.tail_span_id, r.note, r.created_at, r.updated_at"

// ScanRelation reads RelationColumns and whatever stands after them.
func ScanRelation(rows *Cursor, more ...any) (annotate.Relation, error) {
	var r annotate.Relation
	var created, updated string
	err := rows.Scan(append([]any{&r.ID, &r.TypeID, &r.AnnotatorID, &r.HeadSpanID, &r.TailSpanID, &r.Note, &created, &updated}, more...)...)
	r.CreatedAt, r.UpdatedAt = Unstamp(created), Unstamp(updated)
	return r, err
}

// Relations returns the relations of a query, which begins after FROM and names their table r.
func (s *Session) Relations(query string, args ...any) ([]annotate.Relation, error) {
	return Collect(s, func(rows *Cursor) (annotate.Relation, error) { return ScanRelation(rows) },
		"SELECT "+RelationColumns+" FROM "+query, args...)
}

// RelationsOf returns the relations with a span at either end.
func (s *Session) RelationsOf(spanID string) ([]annotate.Relation, error) {
	return s.Relations(`relation r WHERE r.head_span_id = CAST(?1 AS TEXT) OR r.tail_span_id = CAST(?1 AS TEXT) ORDER BY r.id`, spanID)
}

// RelationRow is a relation as its row.
func RelationRow(r annotate.Relation) Row {
	return Row{Values: []any{r.ID, r.TypeID, r.AnnotatorID, r.HeadSpanID, r.TailSpanID, r.Note, Stamp(r.CreatedAt), Stamp(r.UpdatedAt)}}
}
