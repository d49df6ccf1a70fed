package agreementview

import (
	"image/color"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/theme"
)

// The ends of the scale, from no agreement to all, on the light and on the dark ground. Both run through one hue by
// lightness alone, so that they are told apart whatever colours one sees; every cell shows its number too.
var (
	lightScale = [2]color.NRGBA{{R: 0xee, G: 0xf2, B: 0xf6, A: 0xff}, {R: 0x1d, G: 0x4a, B: 0x75, A: 0xff}}
	darkScale  = [2]color.NRGBA{{R: 0x2b, G: 0x31, B: 0x38, A: 0xff}, {R: 0xa9, G: 0xcd, B: 0xec, A: 0xff}}
)

// scaleOf is the scale of the look that is shown.
func scaleOf(_ fyne.Widget) [2]color.NRGBA {
	if theme.IsDark() {
		return darkScale
	}
	return lightScale
}

// shade is the colour of a value of 0 to 1; what lies outside is taken for the nearer end.
func shade(scale [2]color.NRGBA, value float64) color.NRGBA {
	value = min(1, max(0, value))
	mix := func(a, b uint8) uint8 { return uint8(float64(a) + (float64(b)-float64(a))*value + 0.5) }
	return color.NRGBA{R: mix(scale[0].R, scale[1].R), G: mix(scale[0].G, scale[1].G), B: mix(scale[0].B, scale[1].B), A: 0xff}
}
