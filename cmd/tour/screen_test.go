package main

import (
	"encoding/binary"
	"image"
	"image/color"
	"testing"
)

// dump makes an X window dump of a picture, with a header longer than it must be and a colour map, as Xvfb's are.
func dump(img *image.RGBA) []byte {
	const header, colors = 160, 3
	stride := 4*img.Rect.Dx() + 8
	data := make([]byte, header+12*colors+stride*img.Rect.Dy())
	for i, v := range map[int]uint32{0: header, 1: 7, 4: uint32(img.Rect.Dx()), 5: uint32(img.Rect.Dy()), 7: 0, 11: 32, 12: uint32(stride), 19: colors} {
		binary.BigEndian.PutUint32(data[4*i:], v)
	}
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			c := img.RGBAAt(x, y)
			copy(data[header+12*colors+y*stride+4*x:], []byte{c.B, c.G, c.R, 0})
		}
	}
	return data
}

func painted() *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, 40, 30))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for y := 10; y < 20; y++ {
		for x := 5; x < 35; x++ {
			img.SetRGBA(x, y, color.RGBA{10, 20, 30, 255})
		}
	}
	return img
}

func TestDecodeXWD(t *testing.T) {
	want := painted()
	got, err := decodeXWD(dump(want))
	if err != nil {
		t.Fatal(err)
	}
	if got.Rect != want.Rect || string(got.Pix) != string(want.Pix) {
		t.Error("the picture is another")
	}
	for _, n := range []int{0, 99, 200, len(dump(want)) - 1} {
		if _, err := decodeXWD(dump(want)[:n]); err == nil {
			t.Errorf("a picture cut after %d bytes is taken", n)
		}
	}
}

func TestChanged(t *testing.T) {
	before, after := painted(), painted()
	after.SetRGBA(7, 3, color.RGBA{1, 2, 3, 255})
	after.SetRGBA(20, 25, color.RGBA{1, 2, 3, 255})
	if got := changed(before, after, before.Rect); got != image.Rect(7, 3, 21, 26) {
		t.Errorf("changed: %v", got)
	}
	top := image.Rect(0, 0, 40, 10)
	if got := changed(before, after, top); got != image.Rect(7, 3, 8, 4) {
		t.Errorf("changed at the top: %v", got)
	}
	if !differ(before, after, top) || differ(before, after, image.Rect(0, 5, 40, 20)) {
		t.Error("differ does not keep to its area")
	}
	if ground(before) != (color.RGBA{255, 255, 255, 255}) {
		t.Errorf("ground: %v", ground(before))
	}
}
