package paint

import (
	"image/color"
	"testing"

	"pgregory.net/rapid"
)

// themes are the papers and inks of Fyne's own themes, and two that are harder to read.
var themes = map[string][2]color.NRGBA{
	"light":      {{255, 255, 255, 255}, {0x56, 0x56, 0x56, 255}},
	"dark":       {{0x17, 0x17, 0x18, 255}, {0xf3, 0xf3, 0xf3, 255}},
	"grey light": {{0xea, 0xe6, 0xdd, 255}, {0x60, 0x58, 0x50, 255}},
	"grey dark":  {{0x2b, 0x2f, 0x38, 255}, {0xb8, 0xbd, 0xc6, 255}},
}

// TestTextKeepsItsContrast computes, for every theme, the contrast of the text over stacks of up to 40 tints of any
// hues with regions, hits and selection among them.
func TestTextKeepsItsContrast(t *testing.T) {
	for name, theme := range themes {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			p := NewPalette(theme[0], theme[1], color.NRGBA{0x29, 0x6f, 0xf6, 255})
			ground := p.Paper
			inRegion := rapid.Bool().Draw(t, "region")
			if inRegion {
				ground = Over(p.Region, ground)
				for _, ground := range []color.NRGBA{ground, Over(p.Selection, ground)} {
					if c := Contrast(p.Faint, ground); c < minContrast {
						t.Fatalf("text of a region has contrast %.2f", c)
					}
				}
			}
			for range rapid.IntRange(0, 40).Draw(t, "depth") {
				switch rapid.IntRange(0, 9).Draw(t, "layer") {
				case 0:
					ground = Over(p.Selection, ground)
				case 1:
					ground = Over(p.Hit, ground)
				default:
					ground = Over(p.Hue(drawColor(t)).Fill, ground)
				}
				if c := Contrast(p.Ink, ground); c < minContrast {
					t.Fatalf("text on %v has contrast %.2f", ground, c)
				}
			}
		}))
	}
}

// TestLinesAndTagsAreSeen holds underlines, outlines and the small print to their ratios on paper.
func TestLinesAndTagsAreSeen(t *testing.T) {
	for name, theme := range themes {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			p := NewPalette(theme[0], theme[1], color.NRGBA{0x29, 0x6f, 0xf6, 255})
			h := p.Hue(drawColor(t))
			if c := Contrast(h.Line, p.Paper); c < 3 {
				t.Fatalf("a line has contrast %.2f", c)
			}
			if c := Contrast(h.Text, p.Paper); c < minContrast {
				t.Fatalf("a tag has contrast %.2f", c)
			}
		}))
	}
}

// TestColoursSurviveTheirWayThroughOKLCH converts there and back.
func TestColoursSurviveTheirWayThroughOKLCH(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawColor(t)
		back := toOKLCH(c).nrgba(255)
		near := func(a, b uint8) bool { return int(a)-int(b) < 3 && int(b)-int(a) < 3 }
		if !near(c.R, back.R) || !near(c.G, back.G) || !near(c.B, back.B) {
			t.Fatalf("%v became %v", c, back)
		}
	})
}

func drawColor(t *rapid.T) color.NRGBA {
	return color.NRGBA{rapid.Byte().Draw(t, "r"), rapid.Byte().Draw(t, "g"), rapid.Byte().Draw(t, "b"), 255}
}
