package reader

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/paint"
)

// Proposed is a stretch that is only proposed to be marked.
type Proposed = paint.Proposed

// SetProposed draws an outline around what is proposed, in place of what was before.
func (r *Reader) SetProposed(proposed []Proposed) {
	if len(proposed) == 0 && len(r.proposed) == 0 {
		return
	}
	var changed []annotate.Segment
	for _, p := range slices.Concat(r.proposed, proposed) {
		changed = append(changed, p.Segment)
	}
	r.proposed = slices.Clone(proposed)
	r.changed(changed)
}

// Proposed is what is drawn as proposed.
func (r *Reader) Proposed() []Proposed { return slices.Clone(r.proposed) }
