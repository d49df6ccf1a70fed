package store

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/table"
)

// Joined says what became of the spans with the same words and label that two annotators had marked who were made one.
type Joined struct {
	Once  int // that said the same, and stand once now
	Twice int // that say different things, and stand twice in the layer
}

// Sentence says it, "" where there were none.
func (j Joined) Sentence() string {
	var said []string
	if j.Once > 0 {
		said = append(said, annotate.Counted(j.Once, "span that both had marked alike stands", "spans that both had marked alike stand")+" once now.")
	}
	if j.Twice > 0 {
		said = append(said, annotate.Counted(j.Twice, "span stands twice, as the two differ", "spans stand twice, as the two differ")+
			" in what they say of it: look at both and delete one.")
	}
	return strings.Join(said, " ")
}

// twins are two spans of which one is to stand for both.
type twins struct{ kept, gone annotate.Span }

// findTwins pairs the spans that two annotators marked alike: the same words, label and values, and no other entity or note. The older one
// is kept, so that files in which the two are joined apart keep the same. twice counts those with the same words and label that differ.
func (tx *Tx) findTwins(into, from string, documents []string) (pairs []twins, twice int, err error) {
	for _, document := range documents {
		theirs, err := tx.Spans(document, from)
		if err != nil {
			return nil, 0, err
		}
		own, err := tx.Spans(document, into)
		if err != nil {
			return nil, 0, err
		}
		at := map[annotate.Segment][]annotate.Span{}
		slices.SortFunc(own, older)
		for _, s := range own {
			place := annotate.Segment{Start: s.Start(), End: s.End()}
			at[place] = append(at[place], s)
		}
		slices.SortFunc(theirs, older)
		for _, s := range theirs {
			place := annotate.Segment{Start: s.Start(), End: s.End()}
			if i := slices.IndexFunc(at[place], func(o annotate.Span) bool { return interchangeable(s, o) }); i >= 0 {
				pair := twins{s, at[place][i]}
				if older(pair.gone, pair.kept) < 0 {
					pair.kept, pair.gone = pair.gone, pair.kept
				}
				pairs = append(pairs, pair)
				at[place] = slices.Delete(at[place], i, i+1)
			} else if slices.ContainsFunc(own, func(o annotate.Span) bool { return sameWords(s, o) }) {
				twice++
			}
		}
	}
	return pairs, twice, nil
}

func older(a, b annotate.Span) int {
	return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), strings.Compare(a.ID, b.ID))
}

func sameWords(a, b annotate.Span) bool {
	return a.LabelID == b.LabelID && slices.Equal(a.Segments, b.Segments)
}

// interchangeable says whether one of two spans can stand for both: nothing that the one says would be lost.
func interchangeable(a, b annotate.Span) bool {
	agree := func(a, b string) bool { return a == b || a == "" || b == "" }
	return sameWords(a, b) && a.Confidence == b.Confidence && agree(a.EntityID, b.EntityID) && agree(a.Note, b.Note) &&
		maps.EqualFunc(a.Attributes, b.Attributes, func(x, y any) bool { return annotate.ValueOf(x).Equal(annotate.ValueOf(y)) })
}

// uniteTwins lets one of two spans of one annotator stand for both: with its entity and note, its relations and the questions about it.
func (tx *Tx) uniteTwins(pair twins) error {
	kept, err := tx.Span(pair.kept.ID)
	if err != nil {
		return err
	}
	kept.EntityID, kept.Note = cmp.Or(kept.EntityID, pair.gone.EntityID), cmp.Or(kept.Note, pair.gone.Note)
	if err := tx.UpdateSpan(kept); err != nil {
		return err
	}
	relations, err := tx.RelationsOf(pair.gone.ID)
	if err != nil {
		return err
	}
	for _, r := range relations {
		if err := tx.moveRelation(r, pair); err != nil {
			return err
		}
	}
	flags, err := tx.Flags("flag f WHERE f.span_id = ? ORDER BY f.id", pair.gone.ID)
	if err != nil {
		return err
	}
	for _, f := range flags {
		f.SpanID = kept.ID
		if err := tx.Update(table.FlagKind, table.FlagRow(f)); err != nil {
			return err
		}
	}
	return tx.DeleteSpan(pair.gone.ID)
}

// moveRelation lets a relation begin or end at the span that is kept. Where that has the same relation, the two become one with the notes
// of both.
func (tx *Tx) moveRelation(r annotate.Relation, pair twins) error {
	for _, end := range []*string{&r.HeadSpanID, &r.TailSpanID} {
		if *end == pair.gone.ID {
			*end = pair.kept.ID
		}
	}
	cb, err := tx.Codebook()
	if err != nil {
		return err
	}
	kind, _ := cb.RelationTypeByID(r.TypeID)
	there, err := tx.RelationsOf(r.HeadSpanID)
	if err != nil {
		return err
	}
	for _, o := range there {
		same := o.HeadSpanID == r.HeadSpanID && o.TailSpanID == r.TailSpanID || kind.Symmetric && o.HeadSpanID == r.TailSpanID && o.TailSpanID == r.HeadSpanID
		if o.ID == r.ID || o.TypeID != r.TypeID || !same {
			continue
		}
		if r.Note != "" && r.Note != o.Note {
			o.Note = strings.TrimSpace(o.Note + "\n" + r.Note)
			o.UpdatedAt = tx.now
			if err := tx.Update(table.RelationKind, table.RelationRow(o)); err != nil {
				return err
			}
		}
		return tx.delete(table.RelationKind, r.ID)
	}
	r.UpdatedAt = tx.now
	return tx.Update(table.RelationKind, table.RelationRow(r))
}
