package drawing_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/color"
	"image/png"
	"io"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/drawing"
)

var (
	black = color.NRGBA{A: 0xff}
	red   = color.NRGBA{R: 0xff, A: 0xff}
	blue  = color.NRGBA{B: 0xff, A: 0xff}
)

func TestADrawingAsPictureAndAsShapes(t *testing.T) {
	test.NewTempApp(t)
	d := &drawing.Drawing{Width: 100, Height: 80, Title: "a < b"}
	d.Box(10, 10, 20, 20, drawing.Look{Fill: red})
	d.Line(50, 0, 50, 40, drawing.Look{Stroke: blue, Thick: 4})
	d.Dot(80, 20, 10, drawing.Look{Fill: red, Stroke: blue, Thick: 4})
	if lines := d.Words(0, 40, 100, "Two & two \x01are four, said who counted", drawing.Type{Size: 10, Color: black, Lines: 2}); lines != 2 {
		t.Errorf("the words take %d lines", lines)
	}
	var picture, shapes bytes.Buffer
	if err := errors.Join(d.Write(&picture, drawing.PNG), d.Write(&shapes, drawing.SVG)); err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(&picture)
	if err != nil || m.Bounds().Dx() != 200 || m.Bounds().Dy() != 160 {
		t.Fatal(m.Bounds(), err)
	}
	at := func(x, y int) color.NRGBA { return color.NRGBAModel.Convert(m.At(x, y)).(color.NRGBA) }
	for place, want := range map[[2]int]color.NRGBA{{40, 40}: red, {2, 2}: {0xff, 0xff, 0xff, 0xff}, {100, 20}: blue, {160, 40}: red, {160, 20}: blue} {
		if got := at(place[0], place[1]); got != want {
			t.Errorf("at %v the picture is %v", place, got)
		}
	}
	dark := 0
	for y := 80; y < 160; y++ {
		for x := range 200 {
			if c := at(x, y); c.R < 0x40 && c.G < 0x40 && c.B < 0x40 {
				dark++
			}
		}
	}
	if dark < 200 {
		t.Errorf("the words are %d dark pixels", dark)
	}
	var words []string
	decoder := xml.NewDecoder(&shapes)
	seen := map[string]int{}
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			seen[token.Name.Local]++
		case xml.CharData:
			if s := strings.TrimSpace(string(token)); s != "" {
				words = append(words, s)
			}
		}
	}
	if got := strings.Join(words, "|"); !strings.HasPrefix(got, "a < b|Two & two are four,") || strings.HasSuffix(got, "counted") != (len(words) == 3) {
		t.Errorf("the shapes say %q", got)
	}
	if seen["rect"] != 2 || seen["line"] != 1 || seen["circle"] != 1 || seen["text"] != 2 {
		t.Errorf("the shapes are %v", seen)
	}
}

// What does not fit is cut off, in any script, and says so.
func TestWordsAreCutShort(t *testing.T) {
	test.NewTempApp(t)
	for _, text := range []string{strings.Repeat("word ", 100), strings.Repeat("long", 5000), strings.Repeat("会议开始", 100), strings.Repeat("القمة انتهت ", 100)} {
		d := &drawing.Drawing{Width: 100, Height: 100}
		if lines := d.Words(0, 0, 80, text, drawing.Type{Size: 10, Color: black, Lines: 3}); lines > 3 || lines < 2 {
			t.Errorf("%.10s… takes %d lines", text, lines)
		}
		var out strings.Builder
		if err := d.Write(&out, drawing.SVG); err != nil || !strings.Contains(out.String(), "…<") {
			t.Errorf("%.10s… is cut without a word: %v", text, err)
		}
	}
	if wide := drawing.Measure("a longer text", 10); wide < 40 || wide > 100 || drawing.Lines("a longer text", 30, drawing.Type{Size: 10, Lines: 9}) < 2 {
		t.Errorf("a text is %v wide", wide)
	}
}

// What reaches over the edge of the picture is cut off there.
func TestWhatLiesOutsideIsCutOff(t *testing.T) {
	test.NewTempApp(t)
	d := &drawing.Drawing{Width: 40, Height: 40}
	d.Words(-10, 30, 100, "Words that begin and end outside of it", drawing.Type{Size: 10, Color: black})
	d.Box(30, 30, 500, 500, drawing.Look{Fill: red})
	d.Dot(0, 0, 10, drawing.Look{Fill: red})
	d.Line(-300, 20, 300, 20, drawing.Look{Stroke: blue, Thick: 4})
	d.Line(5, -300, 5, 900, drawing.Look{Stroke: blue, Thick: 2, Dashed: true})
	m := d.Paint(40, 40, 1, color.White)
	for place, want := range map[[2]int]color.RGBA{{35, 35}: {0xff, 0, 0, 0xff}, {39, 39}: {0xff, 0, 0, 0xff}, {2, 2}: {0xff, 0, 0, 0xff}, {0, 20}: {0, 0, 0xff, 0xff}, {39, 20}: {0, 0, 0xff, 0xff}, {20, 5}: {0xff, 0xff, 0xff, 0xff}} {
		if got := m.RGBAAt(place[0], place[1]); got != want {
			t.Errorf("at %v the picture is %v", place, got)
		}
	}
}

func TestAPictureThatIsTooLargeIsRefused(t *testing.T) {
	d := &drawing.Drawing{Width: 100, Height: 50_000}
	if err := d.Write(io.Discard, drawing.PNG); !errors.Is(err, annotate.ErrInvalid) || !strings.Contains(err.Error(), "make an SVG") {
		t.Error(err)
	}
	if err := d.Write(io.Discard, drawing.SVG); err != nil {
		t.Error(err)
	}
}
