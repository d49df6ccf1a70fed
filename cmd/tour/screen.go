package main

import (
	"bytes"
	"image"
	"image/color"
)

// colors returns how often each colour stands in the picture, looking at every fourth pixel of every fourth line.
func colors(img *image.RGBA) map[color.RGBA]int {
	counts := map[color.RGBA]int{}
	for y := img.Rect.Min.Y; y < img.Rect.Max.Y; y += 4 {
		for x := img.Rect.Min.X; x < img.Rect.Max.X; x += 4 {
			counts[img.RGBAAt(x, y)]++
		}
	}
	return counts
}

// ground is the colour that stands most often in the picture.
func ground(img *image.RGBA) color.RGBA {
	var most color.RGBA
	counts := colors(img)
	for c, n := range counts {
		if n > counts[most] {
			most = c
		}
	}
	return most
}

// changed returns the smallest rectangle within area that holds every pixel in which two pictures differ.
func changed(before, after *image.RGBA, area image.Rectangle) image.Rectangle {
	var found image.Rectangle
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if before.RGBAAt(x, y) != after.RGBAAt(x, y) {
				found = found.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return found
}

// tinted is how many pixels within area are clearly more red than blue, as claims are.
func tinted(img *image.RGBA, area image.Rectangle) (n int) {
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if c := img.RGBAAt(x, y); int(c.R)-int(c.B) > 25 {
				n++
			}
		}
	}
	return n
}

// differ says whether two pictures differ within area.
func differ(before, after *image.RGBA, area image.Rectangle) bool {
	for y := area.Min.Y; y < area.Max.Y; y++ {
		from, to := before.PixOffset(area.Min.X, y), before.PixOffset(area.Max.X, y)
		if !bytes.Equal(before.Pix[from:to], after.Pix[from:to]) {
			return true
		}
	}
	return false
}
