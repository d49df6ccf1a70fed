package reader

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// SetFlags draws a wave beneath the stretches that somebody is unsure of, in place of those before.
func (r *Reader) SetFlags(stretches []annotate.Segment) {
	if slices.Equal(stretches, r.flags) {
		return
	}
	changed := slices.Concat(r.flags, stretches)
	r.flags = slices.Clone(stretches)
	r.changed(changed)
}

// Flags are the stretches beneath which there is a wave.
func (r *Reader) Flags() []annotate.Segment { return slices.Clone(r.flags) }
