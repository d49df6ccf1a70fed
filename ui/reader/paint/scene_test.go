package paint

import (
	"fmt"
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/theme"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
	"github.com/parallax-annotation/parallax/ui/reader/readertest"
)

// newScene sets a text in the window's own letters, with nothing over it.
func newScene(t testing.TB, text string, width float32) Scene {
	fonts, err := layout.NewFonts(theme.DefaultTextFont().Content(), theme.SymbolFont().Content(), theme.DefaultEmojiFont().Content())
	if err != nil {
		t.Fatal(err)
	}
	s := Scene{Text: textpos.New(text), Fonts: fonts, Size: 16, Marks: NewMarks(nil), Hit: -1, Counted: &Paragraphs{}}
	s.Layout = layout.New(text, fonts, layout.Style{Size: 16, LineHeight: 1.55, ParagraphGap: 9.6}, width)
	s.Colors = NewPalette(color.NRGBA{255, 255, 255, 255}, color.NRGBA{0x56, 0x56, 0x56, 255}, color.NRGBA{0x29, 0x6f, 0xf6, 255})
	return s
}

func claim(id string, segments ...annotate.Segment) Mark {
	return Mark{ID: id, Segments: segments, LabelName: "claim", Color: color.NRGBA{0xe6, 0x9f, 0x00, 255}, Style: annotate.Tint, Own: true}
}

func actor(id string, segments ...annotate.Segment) Mark {
	return Mark{ID: id, Segments: segments, LabelName: "actor", Color: color.NRGBA{0x1f, 0x77, 0xb4, 255}, Style: annotate.Underline, Own: true}
}

// TestHighlightsLieOverTheirWords asks every line for the pieces it draws and finds them to cover exactly the clusters of
// their marks, in text of all directions.
func TestHighlightsLieOverTheirWords(t *testing.T) {
	s := newScene(t, readertest.Article, 500)
	painter := NewPainter()
	rapid.Check(t, func(t *rapid.T) {
		s.Layout.Resize(float32(rapid.IntRange(190, 830).Draw(t, "width")))
		var marks []Mark
		for i := range rapid.IntRange(1, 12).Draw(t, "marks") {
			from := rapid.IntRange(0, s.Text.Len()-2).Draw(t, "from")
			whole := s.Text.SnapGraphemes(annotate.Segment{Start: from, End: min(from+rapid.IntRange(1, 60).Draw(t, "length"), s.Text.Len())})
			marks = append(marks, claim(fmt.Sprint(i), whole))
		}
		s.Marks = NewMarks(slices.Clone(marks))
		painter.Scene = s
		for i := range s.Layout.LineCount() {
			line, shaped := s.Layout.Line(i), s.Layout.Shape(i)
			pieces := slices.Clone(painter.piecesOf(i))
			for cp := s.Text.CodePoint(line.Start); cp < s.Text.CodePoint(line.Content); cp = s.Text.NextGrapheme(cp) {
				end := s.Text.NextGrapheme(cp)
				for _, span := range shaped.Rects(nil, s.Text.Byte(cp), s.Text.Byte(end)) {
					middle := (span.X0 + span.X1) / 2
					if middle < shaped.Left || middle > shaped.Left+shaped.Width {
						continue // hangs over the end of the line
					}
					for _, m := range marks {
						drawn := slices.ContainsFunc(pieces, func(p piece) bool { return p.mark.ID == m.ID && p.x0 <= middle && middle <= p.x1 })
						if meant := m.Segments[0].Start <= cp && cp < m.Segments[0].End; meant != drawn {
							t.Fatalf("line %d: %q of mark %v drawn: %v", i, s.Text.Slice(cp, end), m.Segments, drawn)
						}
					}
				}
			}
		}
	})
}

// TestALineIsPaintedFromItsSceneAlone paints every line by a painter that has painted other scenes before and by a new
// one, and finds the same picture: nothing of one scene stays for the next.
func TestALineIsPaintedFromItsSceneAlone(t *testing.T) {
	s := newScene(t, readertest.Article, 420)
	at := func(words string) annotate.Segment { return readertest.At(readertest.Article, words, 0) }
	s.Regions = []annotate.Region{{Start: 0, End: at("PORT").Start, Kind: annotate.RegionTitle}}
	bare := s
	s.Marks = NewMarks([]Mark{claim("c", at("the crews were warned"), at("before the walkout")), actor("a", at("Ana Brandão")), claim("all", at("walk out"))})
	s.Hits, s.Hit = []annotate.Segment{at("collapse"), at("mayor")}, 0
	s.Selected, s.Hovered, s.Tags, s.Numbers = "c", "a", true, ParagraphNumbers
	serif := s
	serif.Serif, serif.Size, serif.Numbers = true, 13, LineNumbers

	picture := func(w *Painter, s Scene, i int) []uint8 {
		img := image.NewRGBA(image.Rect(0, 0, 520, 60))
		w.Line(s, &Brush{Img: img, Scale: 1, Dx: Bleed + s.Gutter(), Origin: 18}, i)
		return img.Pix
	}
	used := NewPainter()
	for i := range s.Layout.LineCount() {
		for name, scene := range map[string]Scene{"bare": bare, "marked": s, "in other letters": serif} {
			if !slices.Equal(picture(used, scene, i), picture(NewPainter(), scene, i)) {
				t.Errorf("line %d, %s: what was painted before shows", i, name)
			}
		}
		if i < 2 && slices.Equal(picture(used, bare, i), picture(used, s, i)) {
			t.Errorf("line %d looks the same with marks and without", i)
		}
	}
}

// TestOverviewShowsWhatIsThere looks for ink in the rows and columns where marks, hits and done parts belong.
func TestOverviewShowsWhatIsThere(t *testing.T) {
	text := strings.Repeat(readertest.Article, 8)
	at := func(words string, n int) annotate.Segment { return readertest.At(text, words, n) }
	s := newScene(t, text, 340)
	s.Marks = NewMarks([]Mark{claim("c", at("fairy tale", 3)), actor("a", at("Ibarra", 6))})
	s.Hits = []annotate.Segment{at("deckhand", 1)}
	s.Done = []annotate.Segment{{Start: 0, End: at("Harbour", 2).Start}}
	var o Overview
	img := o.Paint(s, s.Layout.Height(), 0, OverviewWidth, 300).(*image.RGBA)
	inked := func(s annotate.Segment, x int) bool { return img.RGBAAt(x, o.row(s.Start)).A > 0 }
	for _, c := range []struct {
		what string
		at   annotate.Segment
		x    int
		want bool
	}{
		{"a claim", at("fairy tale", 3), tintsFrom, true},
		{"no claim", at("fairy tale", 4), tintsFrom, false},
		{"an actor", at("Ibarra", 6), underlinesFrom, true},
		{"no actor", at("Ibarra", 5), underlinesFrom, false},
		{"a hit", at("deckhand", 1), 0, true},
		{"a done part", at("deckhand", 1), doneFrom, true},
		{"what is not done", at("deckhand", 3), doneFrom, false},
	} {
		if inked(c.at, c.x) != c.want {
			t.Errorf("%s: inked %v", c.what, !c.want)
		}
	}
}
