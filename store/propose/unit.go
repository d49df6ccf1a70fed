package propose

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/suggest"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/table"
)

// Unit is a proposal as the project keeps it: what hangs together by relations.
type Unit struct {
	Layer     annotate.Annotator
	Spans     []annotate.Span // in the order of the text
	Relations []annotate.Relation
}

// ID tells a unit from others.
func (u Unit) ID() string { return u.Spans[0].ID }

// Score is how likely it is right, 0 where it was turned down.
func (u Unit) Score() float64 {
	score := 1.0
	for _, s := range u.Spans {
		score = min(score, s.Confidence)
	}
	return score
}

// Main is the span that the unit is about: the longest.
func (u Unit) Main() annotate.Span {
	return slices.MaxFunc(u.Spans, func(a, b annotate.Span) int { return length(a) - length(b) })
}

func length(s annotate.Span) (n int) {
	for _, g := range s.Segments {
		n += g.End - g.Start
	}
	return n
}

// Has says whether a span is of the unit.
func (u Unit) Has(spanID string) bool {
	return slices.ContainsFunc(u.Spans, func(s annotate.Span) bool { return s.ID == spanID })
}

// Open lists the proposals in an article that an annotator has neither taken nor turned down nor marked by hand, in the order of the text.
func Open(ctx context.Context, p *store.Project, documentID, annotatorID string) (open []Unit, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		open, err = openIn(s, documentID, annotatorID)
		return err
	})
	return open, err
}

func openIn(s *table.Session, documentID, annotatorID string) ([]Unit, error) {
	all, err := unitsIn(s, documentID)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	own, err := s.Spans(documentID, annotatorID)
	if annotatorID == "" {
		own = nil
	}
	taken := map[string]bool{}
	for _, span := range own {
		for _, id := range span.DerivedFrom {
			taken[id] = true
		}
	}
	gone := map[string]bool{} // what was turned down, or stands in the list already
	for _, u := range all {
		gone[key(u.Spans)] = gone[key(u.Spans)] || u.Score() == 0
	}
	all = slices.DeleteFunc(all, func(u Unit) bool {
		again := gone[key(u.Spans)]
		gone[key(u.Spans)] = true
		return again || slices.ContainsFunc(u.Spans, func(s annotate.Span) bool { return taken[s.ID] }) || marked(u.Main(), own)
	})
	slices.SortStableFunc(all, func(a, b Unit) int { return a.Main().Start() - b.Main().Start() })
	return all, err
}

// marked says whether somebody has marked by hand what a span proposes: under its label, at least two thirds of the same characters.
func marked(proposed annotate.Span, own []annotate.Span) bool {
	return slices.ContainsFunc(own, func(s annotate.Span) bool {
		common := 0
		for _, a := range s.Segments {
			for _, b := range proposed.Segments {
				common += max(0, min(a.End, b.End)-max(a.Start, b.Start))
			}
		}
		return s.LabelID == proposed.LabelID && 3*common >= 2*(length(s)+length(proposed)-common)
	})
}

// unitsIn reads all proposals in an article.
func unitsIn(s *table.Session, documentID string) (all []Unit, err error) {
	layers, err := s.Layers()
	if err != nil {
		return nil, err
	}
	for _, layer := range layers {
		if !layer.Proposes {
			continue
		}
		spans, err := s.Spans(documentID, layer.ID)
		if err != nil || len(spans) == 0 {
			if err != nil {
				return nil, err
			}
			continue
		}
		relations, err := s.Relations(`relation r WHERE r.id IN (SELECT h.id FROM span s JOIN relation h ON h.head_span_id = s.id
			WHERE s.document_id = ?1 AND s.annotator_id = ?2) ORDER BY r.id`, documentID, layer.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, together(layer, spans, relations)...)
	}
	return all, nil
}

// together makes units of the spans of a layer.
func together(layer annotate.Annotator, spans []annotate.Span, relations []annotate.Relation) []Unit {
	group, place := make([]int, len(spans)), map[string]int{}
	for i, s := range spans {
		group[i], place[s.ID] = i, i
	}
	for _, r := range relations {
		head, there := place[r.HeadSpanID]
		tail, also := place[r.TailSpanID]
		if !there || !also {
			continue
		}
		from, to := max(group[head], group[tail]), min(group[head], group[tail])
		for i := range group {
			if group[i] == from {
				group[i] = to
			}
		}
	}
	var all []Unit
	at := map[int]int{}
	for i, s := range spans {
		if _, begun := at[group[i]]; !begun {
			at[group[i]] = len(all)
			all = append(all, Unit{Layer: layer})
		}
		u := &all[at[group[i]]]
		u.Spans = append(u.Spans, s)
	}
	for _, r := range relations {
		if head, there := place[r.HeadSpanID]; there {
			u := &all[at[group[head]]]
			u.Relations = append(u.Relations, r)
		}
	}
	return all
}

// Take copies units to the layer of whoever acts, each with its relations, its entities and where it came from. What stands there already
// at the same place under the same label is used again. It returns the span that each unit is about.
func Take(tx *store.Tx, units ...Unit) (main []annotate.Span, err error) {
	cb, err := tx.Codebook()
	if err != nil {
		return nil, err
	}
	roles := cb.Roles()
	for _, u := range units {
		own, err := tx.Spans(u.Spans[0].DocumentID, tx.Annotator().ID)
		if err != nil {
			return nil, err
		}
		became := map[string]annotate.Span{}
		for _, proposed := range u.Spans {
			label, _ := cb.LabelByID(proposed.LabelID)
			span, err := take(tx, proposed, own, roles.IsActor(label.Name))
			if err != nil {
				return nil, err
			}
			became[proposed.ID] = span
		}
		for _, r := range u.Relations {
			made := annotate.Relation{TypeID: r.TypeID, AnnotatorID: tx.Annotator().ID, HeadSpanID: became[r.HeadSpanID].ID, TailSpanID: became[r.TailSpanID].ID}
			kind, _ := cb.RelationTypeByID(r.TypeID)
			if tx.CheckLink(made, kind) != nil {
				continue // it is there already
			}
			if err := tx.CreateRelation(&made); err != nil {
				return nil, err
			}
		}
		main = append(main, became[u.Main().ID])
	}
	return main, nil
}

// take copies a span to the layer of whoever acts, and names it where it is the name of somebody.
func take(tx *store.Tx, proposed annotate.Span, own []annotate.Span, actor bool) (annotate.Span, error) {
	for _, s := range own {
		if suggest.SpanKey(s) == suggest.SpanKey(proposed) {
			if !slices.Contains(s.DerivedFrom, proposed.ID) {
				s.DerivedFrom = append(slices.Clone(s.DerivedFrom), proposed.ID)
			}
			return s, tx.UpdateSpan(s)
		}
	}
	span := annotate.Span{DocumentID: proposed.DocumentID, AnnotatorID: tx.Annotator().ID, LabelID: proposed.LabelID, Segments: proposed.Segments,
		Attributes: proposed.Attributes, DerivedFrom: []string{proposed.ID}}
	carried, err := tx.CarryOver(&span)
	if err != nil {
		return span, err
	}
	if actor && span.EntityID == "" && carried.Several == 0 {
		if err := name(tx, &span); err != nil {
			return span, err
		}
	}
	return span, tx.CreateSpan(&span)
}

// name gives a span the entity that its name means: the only known one of that name, or of that last name, else a new one.
func name(tx *store.Tx, span *annotate.Span) error {
	text, err := tx.Text(span.DocumentID)
	if err != nil {
		return err
	}
	called := suggest.NameIn(text.Quote(span.Segments))
	if called == "" {
		return nil
	}
	known, err := table.Collect(tx.Session, func(rows *table.Cursor) (annotate.Entity, error) { return table.ScanEntity(rows.Scan) },
		"SELECT "+table.EntityColumns+" FROM entity e WHERE e.label_id = ? ORDER BY e.name, e.id", span.LabelID)
	if err != nil {
		return err
	}
	var named, akin []annotate.Entity
	for _, e := range known {
		switch {
		case suggest.Names(called, e):
			named = append(named, e)
		case !strings.Contains(called, " ") && suggest.FoldWords(last(e.Name)) == suggest.FoldWords(called):
			akin = append(akin, e)
		}
	}
	switch {
	case len(named) == 1:
		span.EntityID = named[0].ID
	case len(named) == 0 && len(akin) == 1:
		span.EntityID = akin[0].ID
	case len(named) == 0 && len(akin) == 0:
		e := annotate.Entity{LabelID: span.LabelID, Name: called}
		if err := tx.CreateEntity(&e); err != nil {
			return fmt.Errorf("naming %q: %w", called, err)
		}
		span.EntityID = e.ID
	}
	return nil
}

// last is the last word of a name.
func last(name string) string { return name[strings.LastIndexByte(name, ' ')+1:] }

// TurnDown turns units down, for all.
func TurnDown(tx *store.Tx, units ...Unit) error {
	for _, u := range units {
		for _, s := range u.Spans {
			s.Confidence = 0
			if err := tx.UpdateSpan(s); err != nil {
				return err
			}
		}
	}
	return nil
}
