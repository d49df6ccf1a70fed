package picture

import (
	"context"
	"fmt"
	"image/color"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
	"github.com/parallax-annotation/parallax/ui/reader/paint"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

const (
	characters = 72    // in a line
	character  = 0.445 // width of one, to the size of the letters
)

// block is a text that is set in lines: a headline, a legend, an article.
type block struct {
	scene paint.Scene
	above float32 // room above it
}

// setter sets texts in blocks of one width.
type setter struct {
	size   float32 // of an article's letters
	width  float32
	colors *paint.Palette
}

func newSetter(size float32) setter {
	of := func(name fyne.ThemeColorName) color.NRGBA {
		return color.NRGBAModel.Convert(theme.New(theme.Light).Color(name, base.VariantLight)).(color.NRGBA)
	}
	return setter{size: size, width: float32(math.Floor(float64(size * characters * character))),
		colors: paint.NewPalette(of(theme.ColorNamePaper), of(base.ColorNameForeground), of(base.ColorNamePrimary))}
}

// face is how the letters of a block are set.
type face struct {
	size, height float32 // of the letters to those of the article, of a line to the letters
	serif        bool
	gap          float32 // between paragraphs, to the letters
}

// set sets a text.
func (s setter) set(ctx context.Context, text string, f face, above float32, marks []paint.Mark, regions []annotate.Region) (*block, error) {
	size := s.size * f.size
	lay := layout.New(text, reader.Fonts(f.serif), layout.Style{Size: size, LineHeight: f.height, ParagraphGap: f.gap * size}, s.width)
	for !lay.Index(ctx, 1<<18) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return &block{paint.Scene{
		Text: textpos.New(text), Layout: lay, Fonts: reader.Fonts(f.serif), Size: size, Serif: f.serif,
		Marks: paint.NewMarks(marks), Regions: regions, Hit: -1, Colors: s.colors,
	}, above * s.size}, nil
}

// small sets faint words without serifs.
func (s setter) small(ctx context.Context, text string, above float32) (*block, error) {
	return s.set(ctx, text, face{size: 0.8, height: 1.5}, above, nil, []annotate.Region{{End: len([]rune(text)), Kind: annotate.RegionBoilerplate}})
}

// article sets an article: what it is, who marked what in which colour, its words.
func (s setter) article(ctx context.Context, st *story, a article) (blocks []*block, err error) {
	add := func(b *block, failed error) {
		blocks = append(blocks, b)
		if err == nil {
			err = failed
		}
	}
	if st.whole {
		add(s.small(ctx, st.name, 0))
	}
	add(s.set(ctx, oneLine(a.Name()), face{size: 1.6, height: 1.3, serif: true}, 0.3, nil, nil))
	var about []string
	for _, part := range []string{a.Outlet, wording.Day(a.Published), a.Author} {
		if part != "" && (part != a.Outlet || a.Title != "") {
			about = append(about, oneLine(part))
		}
	}
	if len(about) > 0 {
		add(s.small(ctx, strings.Join(about, " · "), 0.3))
	}
	add(s.legend(ctx, st, a))
	add(s.set(ctx, a.Text, face{size: 1, height: 1.55, serif: true, gap: 0.6}, 1.6, marksOf(st.codebook, a.spans), a.regions))
	return blocks, err
}

// oneLine is words without line ends.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// legend shows each label as it is drawn, and says how often.
func (s setter) legend(ctx context.Context, st *story, a article) (*block, error) {
	counts := map[string]int{}
	for _, span := range a.spans {
		counts[span.LabelID]++
	}
	if len(counts) == 0 {
		if st.layer.Name == "" {
			return s.small(ctx, "Nobody has marked anything.", 0.6)
		}
		return s.small(ctx, st.layer.Name+" has marked nothing.", 0.6)
	}
	var text strings.Builder
	var marks []paint.Mark
	length := func() int { return len([]rune(text.String())) }
	fmt.Fprintf(&text, "Marked by %s:", st.layer.Name)
	for _, label := range st.codebook.Labels {
		if counts[label.ID] == 0 {
			continue
		}
		text.WriteString("   ")
		from := length()
		text.WriteString(strings.ReplaceAll(oneLine(label.Name), " ", "\u00a0"))
		mark := markOf(st.codebook, annotate.Span{ID: label.ID, LabelID: label.ID, Segments: []annotate.Segment{{Start: from, End: length()}}})
		marks = append(marks, mark)
		fmt.Fprintf(&text, "\u00a0%d", counts[label.ID])
	}
	if len(a.regions) > 0 {
		text.WriteString("   (grey: not the article’s own words)")
	}
	return s.set(ctx, text.String(), face{size: 0.8, height: 1.8}, 0.6, marks, []annotate.Region{{End: length(), Kind: annotate.RegionBoilerplate}})
}

func marksOf(cb annotate.Codebook, spans []annotate.Span) []paint.Mark {
	marks := make([]paint.Mark, len(spans))
	for i, span := range spans {
		marks[i] = markOf(cb, span)
	}
	return marks
}

func markOf(cb annotate.Codebook, span annotate.Span) paint.Mark {
	label, _ := cb.LabelByID(span.LabelID)
	return paint.Mark{ID: span.ID, Segments: span.Segments, Label: label.ID, LabelName: label.Name,
		Color: control.Hue(label.Color), Style: label.Style, Own: true}
}

// bottom is where the last line of a block ends.
func (b *block) bottom() float64 { return b.scene.Layout.Height() }

// paint paints line i with a brush that stands where the line begins, on the ground of the regions in it.
func (b *block) paint(p *paint.Painter, brush *paint.Brush, i int) {
	b.ground(brush, i)
	p.Line(b.scene, brush, i)
}
