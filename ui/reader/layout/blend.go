package layout

import (
	"image"
	"image/color"
)

// The two functions below do what package image/draw does for these kinds of pictures, to the bit, but keep nothing of
// what they are given, so that a line can be drawn without leaving garbage.

const full = 0xFFFF

// ink is a colour multiplied by its alpha, 16 bits each.
type ink struct{ r, g, b, a uint32 }

func newInk(c color.NRGBA) ink {
	r, g, b, a := c.RGBA()
	return ink{r, g, b, a}
}

// blendMask lays c over dst where the mask, moved by at, is opaque.
func blendMask(dst *image.RGBA, m *image.Alpha, at image.Point, c ink) {
	area := m.Rect.Add(at).Intersect(dst.Rect)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		from := m.PixOffset(area.Min.X-at.X, y-at.Y)
		row := dst.Pix[dst.PixOffset(area.Min.X, y):]
		for i, cover := range m.Pix[from : from+area.Dx()] {
			if cover == 0 {
				continue
			}
			k := uint32(cover) * 0x101
			rest := (full - c.a*k/full) * 0x101
			p := row[4*i : 4*i+4 : 4*i+4]
			p[0] = uint8((uint32(p[0])*rest + c.r*k) / full >> 8)
			p[1] = uint8((uint32(p[1])*rest + c.g*k) / full >> 8)
			p[2] = uint8((uint32(p[2])*rest + c.b*k) / full >> 8)
			p[3] = uint8((uint32(p[3])*rest + c.a*k) / full >> 8)
		}
	}
}

// blendPicture lays src, moved by at, over dst.
func blendPicture(dst, src *image.RGBA, at image.Point) {
	area := src.Rect.Add(at).Intersect(dst.Rect)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		from := src.PixOffset(area.Min.X-at.X, y-at.Y)
		row := dst.Pix[dst.PixOffset(area.Min.X, y):]
		for i := 0; i < 4*area.Dx(); i += 4 {
			s, p := src.Pix[from+i:from+i+4:from+i+4], row[i:i+4:i+4]
			rest := (full - uint32(s[3])*0x101) * 0x101
			p[0] = uint8((uint32(p[0])*rest/full + uint32(s[0])*0x101) >> 8)
			p[1] = uint8((uint32(p[1])*rest/full + uint32(s[1])*0x101) >> 8)
			p[2] = uint8((uint32(p[2])*rest/full + uint32(s[2])*0x101) >> 8)
			p[3] = uint8((uint32(p[3])*rest/full + uint32(s[3])*0x101) >> 8)
		}
	}
}
