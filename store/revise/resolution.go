package revise

import (
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// Check refuses a resolution that leaves an impact open, or does what cannot be done about it.
func (r Resolution) Check(impacts []Impact, cb annotate.Codebook) error {
	var open []string
	for _, impact := range impacts {
		remedy, there := r[impact.Key()]
		if !there {
			open = append(open, impact.Sentence())
			continue
		}
		if err := remedy.check(impact, cb); err != nil {
			return err
		}
	}
	if len(open) > 0 {
		return annotate.Conflictf("this codebook would break annotations: %s", strings.Join(open, "; "))
	}
	return nil
}

func (r Remedy) check(impact Impact, cb annotate.Codebook) error {
	able := map[RemedyKind][]ImpactKind{
		RemedyDelete:  {LabelGone, AttributeGone, ValueGone, RelationTypeGone, RelationMisfit},
		RemedyMove:    {LabelGone},
		RemedyClear:   {AttributeGone, ValueGone},
		RemedyReplace: {ValueGone},
	}
	if !slices.Contains(able[r.Kind], impact.Kind) {
		return annotate.Invalidf("“%s” is not one of the ways to deal with this: %s", r.Kind, impact.Sentence())
	}
	if _, there := cb.LabelByName(r.To); r.Kind == RemedyMove && !there {
		return annotate.Invalidf("spans of %q cannot be moved to %q: the new codebook has no such label", impact.Label, r.To)
	}
	return nil
}
