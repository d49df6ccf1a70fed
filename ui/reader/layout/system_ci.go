//go:build ci || test

package layout

import "github.com/go-text/typesetting/font"

// systemFonts finds no fonts, so that what tests see does not depend on the machine.
type systemFonts struct{}

func (s *systemFonts) find(choice, string) *font.Font { return nil }
