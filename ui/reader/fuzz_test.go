package reader

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// FuzzTextAndMarks shows any text with marks anywhere, also beyond its end, in a pane of any size, and uses mouse and
// keys on it. Nothing may panic, and the caret may never come to stand inside a cluster.
func FuzzTextAndMarks(f *testing.F) {
	f.Add(article, []byte{3, 9, 40, 80, 200, 255, 7, 7}, uint16(300), uint16(200))
	f.Add("", []byte{0, 1}, uint16(0), uint16(0))
	f.Add("", []byte{48}, uint16(12), uint16(0))
	f.Add("e\u0301\u200d👩🏽‍🚒\u202eabc\u202c\t\r\n\xff\xfe", []byte{0, 3, 1, 2}, uint16(40), uint16(1000))
	f.Fuzz(func(t *testing.T, text string, spans []byte, width, height uint16) {
		test.NewTempApp(t)
		r, w, later := newTestReader(t, "", nil, fyne.NewSize(float32(width%1200), float32(height%900)), Options{})
		r.SetText(textpos.New(text), nil)
		style := []annotate.Style{annotate.Tint, annotate.Underline}
		for i := 0; i+1 < len(spans); i += 2 {
			start := int(spans[i])
			m := claim(string(rune('a'+i%40)), annotate.Segment{Start: start, End: start + 1 + int(spans[i+1])})
			if m.Style = style[i/2%2]; i%3 == 0 {
				m.Segments = append(m.Segments, annotate.Segment{Start: m.Segments[0].End + 2, End: m.Segments[0].End + 9})
			}
			r.PutMark(m)
		}
		w.Canvas().Capture()
		r.SetTags(true)
		drag(r, fyne.NewPos(30, 30), fyne.NewPos(float32(width%500), float32(height%500)), 0)
		for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyRight, fyne.KeyPageDown, fyne.KeyEnd, fyne.KeyLeft} {
			typeKey(r, key, 0)
			if c := r.Caret(); c != r.text.Len() && !r.text.IsGrapheme(c) {
				t.Fatalf("after %s the caret stands inside a cluster, at %d", key, c)
			}
		}
		for r.NextMark() != "" {
			r.ResizeSelected(EndEdge, ByWord, 1)
		}
		for len(later) > 0 {
			(<-later)()
		}
		w.Canvas().Capture()
	})
}
