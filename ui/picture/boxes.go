package picture

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/ui/reader/layout"
)

// boxes are the signs for which no font has a letter: they stand as boxes.
type boxes map[string]bool

func (b boxes) see(s layout.Sign) {
	if slices.ContainsFunc(s.Parts, func(p layout.Part) bool { return p.Glyph == 0 }) {
		b[s.Text] = true
	}
}

// seeAll looks at all lines of a block.
func (b boxes) seeAll(block *block) {
	for i := range block.scene.Layout.LineCount() {
		block.scene.Layout.Signs(i, b.see)
	}
}

// say is a sentence about them, "" where there are none.
func (b boxes) say() string {
	if len(b) == 0 {
		return ""
	}
	const most = 5
	some := slices.Sorted(maps.Keys(b))
	more := ""
	if len(some) > most {
		some, more = some[:most], " and others"
	}
	return fmt.Sprintf("no font on this computer has %s%s, which stand as boxes: install a font for them", strings.Join(some, " "), more)
}
