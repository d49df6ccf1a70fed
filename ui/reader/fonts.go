package reader

import "github.com/parallax-annotation/parallax/ui/reader/layout"

// Fonts are those that articles are set in, shared with whatever else sets text in them.
func Fonts(serif bool) *layout.Fonts { return Typography{Serif: serif}.fonts() }
