package paint

import (
	"cmp"
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"

	"github.com/parallax-annotation/parallax/ui/reader/layout"
)

// tag is the small picture of a name, painted once and laid over lines from then on.
type tag struct {
	img      *image.RGBA
	baseline int // pixels from its top
}

type tagKey struct {
	text  string
	ink   color.NRGBA
	scale float32
	size  float32
	fonts *layout.Fonts
}

const (
	tagShare = 0.75 // of the text's size
	tagLeast = 11   // in points: smaller names are not read, unless the text itself is smaller
	tagLine  = 1.2  // height of a name, of its size
	tagRunes = 28
	tagKept  = 1024 // pictures that are remembered
)

// tagSize is how large the names at the spans of a text are.
func tagSize(text float32) float32 { return max(text*tagShare, min(text, tagLeast)) }

// TagLineHeight is the distance of baselines, as a multiple of the text's size, that leaves room for a name between what hangs below one
// line and the marks of the next.
func TagLineHeight(text float32) float32 { return marksAbove + marksBelow + tagSize(text)*tagLine/text }

// paintTags writes the name of each mark, or its label where it has none, small above the words where it begins.
// Where several begin close together, their tags stand one after the other; those that would end beyond the column
// move back to where they end with it. What finds no room in the line even so is left out: half a name is none.
func (w *Painter) paintTags(b *Brush, pieces []piece, g geometry) {
	w.heads = w.heads[:0]
	for _, p := range pieces {
		if p.first && (p.left == begins || p.right == begins) {
			w.heads = append(w.heads, p)
		}
	}
	slices.SortStableFunc(w.heads, func(a, b piece) int { return cmp.Compare(a.x0, b.x0) })
	w.cuts = w.cuts[:0] // where each tag begins
	gap, taken := b.Px(5), 0
	for _, p := range w.heads {
		x, width := b.X(p.x0), w.tagFor(p.mark, b.Scale).img.Rect.Dx()
		if p.right == begins {
			x = b.X(p.x1) - width
		}
		x = max(x, taken)
		w.cuts = append(w.cuts, x)
		taken = x + width + gap
	}
	room := b.Img.Rect.Max.X
	for i, p := range slices.Backward(w.heads) {
		img := w.tagFor(p.mark, b.Scale).img
		x := min(w.cuts[i], room-img.Rect.Dx())
		if x < 0 {
			break
		}
		draw.Draw(b.Img, img.Rect.Add(image.Pt(x, b.Y(g.top)-img.Rect.Dy())), img, image.Point{}, draw.Over)
		room = x - gap
	}
}

// tagFor is the tag of a mark.
func (w *Painter) tagFor(m *Placed, scale float32) *tag {
	text := m.Name
	if text == "" {
		text = m.LabelName
	}
	return w.tagOf(Shorten(text, tagRunes), w.Colors.Hue(m.Color).Text, tagSize(w.Size), scale)
}

// tagOf is a picture of a few words of a size.
func (w *Painter) tagOf(text string, ink color.NRGBA, size, scale float32) *tag {
	key := tagKey{text, ink, scale, size, w.Fonts}
	if t, found := w.tagCache[key]; found {
		return t
	}
	if len(w.tagCache) >= tagKept {
		clear(w.tagCache)
	}
	lay := layout.New(text, w.Fonts, layout.Style{Size: size, LineHeight: tagLine}, 10000)
	shaped := lay.Shape(0)
	width, height := int(shaped.Width*scale)+2, int(size*tagLine*scale)
	t := &tag{image.NewRGBA(image.Rect(0, 0, width, height)), int(math.Round(float64(lay.Line(0).Baseline * scale)))}
	lay.Draw(t.img, 0, -shaped.Left*scale, 0, scale, ink)
	w.tagCache[key] = t
	return t
}

// Shorten cuts text to so many runes, with a sign that something was cut.
func Shorten(text string, limit int) string {
	runes := []rune(text)
	if len(runes) <= limit {
		return text
	}
	return string(runes[:limit-1]) + "…"
}
