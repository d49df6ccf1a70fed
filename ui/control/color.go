package control

import (
	"image/color"
	"strconv"
	"strings"
)

// Palette holds the hues of Okabe and Ito, which people with any kind of colour blindness tell apart, without the
// black, and a grey.
var Palette = []struct{ Hex, Name string }{
	{"#0072b2", "blue"}, {"#e69f00", "orange"}, {"#009e73", "green"}, {"#d55e00", "vermilion"},
	{"#cc79a7", "pink"}, {"#56b4e9", "sky"}, {"#f0e442", "yellow"}, {"#7f7f7f", "grey"},
}

// Fade is c with another opacity, 0 to 255.
func Fade(c color.Color, alpha uint8) color.NRGBA {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	n.A = alpha
	return n
}

// Hue is the colour of #rrggbb, grey where it is none.
func Hue(hex string) color.NRGBA {
	if v, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32); err == nil && len(hex) == 7 {
		return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
	}
	return color.NRGBA{R: 0x7f, G: 0x7f, B: 0x7f, A: 0xff}
}

// Readable is black or white, whichever stands out more on c.
func Readable(c color.Color) color.Color {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	if 0.299*float64(n.R)+0.587*float64(n.G)+0.114*float64(n.B) > 140 {
		return color.Black
	}
	return color.White
}
