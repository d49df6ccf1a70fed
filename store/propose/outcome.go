package propose

import (
	"context"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/table"
)

// Outcome is what became of the spans that a layer proposes, as far as that is decided.
type Outcome struct {
	AsProposed int `json:"as_proposed"` // spans of annotators that came from one and say the same
	Corrected  int `json:"corrected"`   // those that now have another place, label or value than was proposed
	TurnedDown int `json:"turned_down"`
}

// Outcomes tells what became of proposals, by the names of their layers. Those of which nothing is decided are left out.
func Outcomes(ctx context.Context, p *store.Project) (map[string]Outcome, error) {
	all := map[string]Outcome{}
	err := p.Read(ctx, func(s *table.Session) error {
		layers, err := s.Layers()
		if err != nil {
			return err
		}
		for _, layer := range layers {
			if !layer.Proposes {
				continue
			}
			o, err := outcome(s, layer.ID)
			if err != nil {
				return err
			}
			if o != (Outcome{}) {
				all[layer.Name] = o
			}
		}
		return ctx.Err()
	})
	return all, err
}

func outcome(s *table.Session, layerID string) (o Outcome, err error) {
	if err = s.Row("SELECT count(*) FROM span WHERE annotator_id = ? AND confidence = 0", layerID).Scan(&o.TurnedDown); err != nil {
		return o, err
	}
	type pair struct{ proposed, taken string }
	pairs, err := table.Collect(s, func(rows *table.Cursor) (one pair, err error) { return one, rows.Scan(&one.proposed, &one.taken) },
		`SELECT p.id, t.id FROM span p JOIN span t ON t.document_id = p.document_id JOIN json_each(t.derived_from) f ON f.value = p.id
			WHERE p.annotator_id = ?1 AND t.derived_from <> '[]' AND t.annotator_id NOT IN `+table.Proposers, layerID)
	if err != nil {
		return o, err
	}
	for _, one := range pairs {
		proposed, err := s.Span(one.proposed)
		if err != nil {
			return o, err
		}
		taken, err := s.Span(one.taken)
		if err != nil {
			return o, err
		}
		if stands(proposed, taken) {
			o.AsProposed++
		} else {
			o.Corrected++
		}
	}
	return o, nil
}

// stands says whether a span that was taken still says all that was proposed.
func stands(proposed, taken annotate.Span) bool {
	if proposed.LabelID != taken.LabelID || !slices.Equal(proposed.Segments, taken.Segments) {
		return false
	}
	for name := range proposed.Attributes {
		if !taken.Value(name).Equal(proposed.Value(name)) {
			return false
		}
	}
	return true
}
