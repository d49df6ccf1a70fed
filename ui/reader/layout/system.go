//go:build !ci && !test

package layout

import (
	"io"
	"log"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
)

// systemFonts finds fonts of the system. The zero value is ready.
type systemFonts struct {
	once  sync.Once
	fonts *fontscan.FontMap // nil when the system has none
}

// load looks for the fonts, once. It may be called from any goroutine.
func (s *systemFonts) load() {
	s.once.Do(func() {
		fonts := fontscan.NewFontMap(log.New(io.Discard, "", 0))
		if fonts.UseSystemFonts("") == nil {
			s.fonts = fonts
		}
	})
}

// find returns a face of the system that has the character, of the family if there is a choice; nil for none. One goroutine
// at a time may call it.
func (s *systemFonts) find(c choice, family string) *font.Font {
	s.load()
	if s.fonts == nil {
		return nil
	}
	s.fonts.SetQuery(fontscan.Query{Families: []string{family}})
	s.fonts.SetScript(c.script)
	if face := s.fonts.ResolveFace(c.r); face != nil && covers(face.Font, []rune{c.r}) {
		return face.Font
	}
	return nil
}
