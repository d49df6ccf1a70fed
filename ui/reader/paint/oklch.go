package paint

import (
	"image/color"
	"math"
)

// oklch is a colour by lightness (0…1), chroma (0…about 0.37) and hue (degrees), in Björn Ottosson's Oklab space, in
// which equal lightness looks equally light whatever the hue.
type oklch struct{ l, c, h float64 }

func toOKLCH(c color.NRGBA) oklch {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	x := 1.9779984951*l - 2.4285922050*m + 0.4505937099*s
	y := 0.0259040371*l + 0.7827717662*m - 0.8086757660*s
	return oklch{0.2104542553*l + 0.7936177850*m - 0.0040720468*s, math.Hypot(x, y), math.Atan2(y, x) * 180 / math.Pi}
}

// nrgba returns the colour in sRGB. Where sRGB cannot show it, the chroma is lowered until it can.
func (c oklch) nrgba(alpha uint8) color.NRGBA {
	for {
		r, g, b := c.linear()
		inside := func(v float64) bool { return v >= -0.0005 && v <= 1.0005 }
		if (inside(r) && inside(g) && inside(b)) || c.c <= 0 {
			return color.NRGBA{encode(r), encode(g), encode(b), alpha}
		}
		c.c -= 0.004
	}
}

func (c oklch) linear() (r, g, b float64) {
	x, y := c.c*math.Cos(c.h*math.Pi/180), c.c*math.Sin(c.h*math.Pi/180)
	l := math.Pow(c.l+0.3963377774*x+0.2158037573*y, 3)
	m := math.Pow(c.l-0.1055613458*x-0.0638541728*y, 3)
	s := math.Pow(c.l-0.0894841775*x-1.2914855480*y, 3)
	return 4.0767416621*l - 3.3077115913*m + 0.2309699292*s,
		-1.2684380046*l + 2.6097574011*m - 0.3413193965*s,
		-0.0041960863*l - 0.7034186147*m + 1.7076147010*s
}

func encode(v float64) uint8 {
	v = min(max(v, 0), 1)
	if v <= 0.0031308 {
		v *= 12.92
	} else {
		v = 1.055*math.Pow(v, 1/2.4) - 0.055
	}
	return uint8(math.Round(v * 255))
}
