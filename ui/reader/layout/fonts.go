package layout

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"github.com/go-fonts/liberation/liberationserifregular"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
	"golang.org/x/text/unicode/norm"
)

// Fonts is the faces a text is set in: the regular face and those that stand in for it where it lacks a character. Make
// one for each typeface and share it between layouts and goroutines: it keeps the glyphs drawn and the words measured.
type Fonts struct {
	serif           bool    // the regular face is one, and so should those of the system be
	ascent, descent float64 // of the regular face in em, both positive

	mu     sync.Mutex
	faces  []*font.Font // the regular one, the given fallbacks, then those of the system in use
	given  int          // how many of faces were given
	chosen map[choice]uint16
	system systemFonts
	idle   []*shaper
	masks  masks
}

// choice is what decides over the face of a character.
type choice struct {
	r      rune
	script language.Script
	emoji  bool
}

// NewFonts returns the fonts made of a regular face and fallback faces to try in turn (TrueType or OpenType data). After
// them come the fonts of the system, looked for when a character first needs them (never in builds with the tag ci).
// What no font has is shown as the box of the regular face.
func NewFonts(regular []byte, fallback ...[]byte) (*Fonts, error) {
	f := &Fonts{chosen: map[choice]uint16{}}
	for i, data := range append([][]byte{regular}, fallback...) {
		face, err := font.ParseTTF(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("reading face %d: %w", i, err)
		}
		f.faces = append(f.faces, face.Font)
	}
	f.given = len(f.faces)
	family := strings.ToLower(f.faces[0].Describe().Family)
	f.serif = strings.Contains(family, "serif") && !strings.Contains(family, "sans")
	if e, ok := font.NewFace(f.faces[0]).FontHExtents(); ok {
		upem := float64(f.faces[0].Upem())
		f.ascent, f.descent = float64(e.Ascender)/upem, -float64(e.Descender)/upem
	}
	return f, nil
}

// Serif returns the data of the serif reading face, Liberation Serif.
func Serif() []byte { return liberationserifregular.TTF }

// take returns a shaper for the caller's goroutine alone, to be given back. The one used last comes first, its words still
// measured.
func (f *Fonts) take() *shaper {
	f.mu.Lock()
	defer f.mu.Unlock()
	if n := len(f.idle); n > 0 {
		s := f.idle[n-1]
		f.idle = f.idle[:n-1]
		return s
	}
	return newShaper(f)
}

func (f *Fonts) give(s *shaper) {
	f.mu.Lock()
	f.idle = append(f.idle, s)
	f.mu.Unlock()
}

// face returns the face with the number that choose gave.
func (f *Fonts) face(i uint16) *font.Font {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.faces[i]
}

// choose returns the number of the face for a grapheme cluster in a script: the first that has all of it, else the first
// that has its base, else the regular one.
func (f *Fonts) choose(cluster []rune, script language.Script) uint16 {
	needed := cluster[:0:0]
	emoji := isEmoji(cluster)
	for _, r := range cluster {
		if !harfbuzz.IsDefaultIgnorable(r) {
			needed = append(needed, r)
		}
	}
	if len(needed) == 0 || len(cluster) == 1 && unicode.IsSpace(cluster[0]) {
		return 0
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(needed) == 1 {
		return f.chooseRune(choice{needed[0], script, emoji})
	}
	if composed := []rune(norm.NFC.String(string(needed))); len(composed) < len(needed) && covers(f.faces[0], composed) {
		return 0
	}
	first := f.chooseRune(choice{needed[0], script, emoji})
	if covers(f.faces[first], needed) {
		return first
	}
	for i, face := range f.faces {
		if covers(face, needed) {
			return uint16(i)
		}
	}
	return first
}

// chooseRune returns the face for one character. The lock is held.
func (f *Fonts) chooseRune(c choice) uint16 {
	if i, ok := f.chosen[c]; ok {
		return i
	}
	i := f.search(c)
	f.chosen[c] = i
	return i
}

func (f *Fonts) search(c choice) uint16 {
	one := []rune{c.r}
	if c.emoji {
		for i, face := range f.faces[:f.given] {
			if i > 0 && coloured(face) && covers(face, one) {
				return uint16(i)
			}
		}
		if found := f.system.find(c, fontscan.Emoji); found != nil && coloured(found) {
			return f.number(found)
		}
	}
	for i, face := range f.faces[:f.given] {
		if covers(face, one) {
			return uint16(i)
		}
	}
	family := fontscan.SansSerif
	if f.serif {
		family = fontscan.Serif
	}
	if found := f.system.find(c, family); found != nil {
		return f.number(found)
	}
	return 0
}

// number returns the number of a face of the system, giving it one.
func (f *Fonts) number(face *font.Font) uint16 {
	for i, known := range f.faces {
		if known == face {
			return uint16(i)
		}
	}
	f.faces = append(f.faces, face)
	return uint16(len(f.faces) - 1)
}

func covers(face *font.Font, text []rune) bool {
	for _, r := range text {
		if _, ok := face.NominalGlyph(r); !ok {
			return false
		}
	}
	return true
}

// coloured reports whether a face has pictures of its own, as those for emoji do.
func coloured(face *font.Font) bool {
	if face.COLR != nil || len(face.BitmapSizes()) > 0 {
		return true
	}
	gid, ok := face.NominalGlyph(0x1F600)
	if !ok {
		return false
	}
	_, svg := font.NewFace(face).GlyphData(gid).(font.GlyphSVG)
	return svg
}

// isEmoji reports whether a grapheme cluster is shown as a picture by default or asks for it.
func isEmoji(cluster []rune) bool {
	for _, r := range cluster[1:] {
		if r == 0xFE0F {
			return true
		}
		if r == 0xFE0E {
			return false
		}
	}
	return unicode.Is(emojiPresentation, cluster[0])
}

// emojiPresentation holds the characters shown as pictures unless told otherwise (emoji-data.txt, blocks taken whole).
var emojiPresentation = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x231A, 0x231B, 1}, {0x23E9, 0x23EC, 1}, {0x23F0, 0x23F3, 3}, {0x25FD, 0x25FE, 1}, {0x2614, 0x2615, 1},
		{0x2648, 0x2653, 1}, {0x267F, 0x2693, 20}, {0x26A1, 0x26AA, 9}, {0x26AB, 0x26BD, 18}, {0x26BE, 0x26C4, 6},
		{0x26C5, 0x26CE, 9}, {0x26D4, 0x26EA, 22}, {0x26F2, 0x26F3, 1}, {0x26F5, 0x26FA, 5}, {0x26FD, 0x2705, 8},
		{0x270A, 0x270B, 1}, {0x2728, 0x274C, 36}, {0x274E, 0x2753, 5}, {0x2754, 0x2755, 1}, {0x2757, 0x2795, 62},
		{0x2796, 0x2797, 1}, {0x27B0, 0x27BF, 15}, {0x2B1B, 0x2B1C, 1}, {0x2B50, 0x2B55, 5},
	},
	R32: []unicode.Range32{{0x1F1E6, 0x1F1FF, 1}, {0x1F300, 0x1F64F, 1}, {0x1F680, 0x1F6FF, 1}, {0x1F7E0, 0x1F7F0, 1}, {0x1F900, 0x1FAFF, 1}},
}
