package paint

import (
	"fmt"
	"image"
	"image/draw"
	"strings"
)

// foldSize is how large the words are that stand in place of a fold, as a share of the text's.
const foldSize = 0.82

// paintFold writes what a folded line stands for, and how much of what is marked or looked for lies in it.
func (w *Painter) paintFold(b *Brush, i int) {
	line := w.Layout.Line(i)
	within := w.stretch(line)
	marks, hits := 0, 0
	w.Marks.Overlapping(within.Start, within.End, func(*Placed) bool { marks++; return true })
	for at := w.hitIn(within); at < len(w.Hits) && w.Hits[at].Start < within.End; at++ {
		hits++
	}
	caption := w.Folds[line.Start]
	for _, held := range []struct {
		n    int
		noun string
	}{{marks, "span"}, {hits, "hit"}} {
		switch {
		case held.n == 1:
			caption += " · 1 " + held.noun
		case held.n > 1:
			caption += fmt.Sprintf(" · %d %ss", held.n, held.noun)
		}
	}
	words := w.tagOf(caption, w.Colors.Faint, foldSize*w.Size, b.Scale)
	for room := b.Img.Rect.Max.X - b.X(0.75*w.Size); words.img.Rect.Dx() > room; { // what stands last gives way
		parted := strings.LastIndex(caption, " · ")
		if parted < 0 {
			break
		}
		caption = caption[:parted]
		words = w.tagOf(caption, w.Colors.Faint, foldSize*w.Size, b.Scale)
	}
	triangle := b.Px(0.42 * w.Size)
	middle := b.Y(line.Baseline - 0.3*w.Size)
	for x := range triangle { // a triangle that points to what is folded
		half := (triangle - x) * 6 / 10
		b.Fill(image.Rect(b.X(0)+x, middle-half, b.X(0)+x+1, middle+half+1), w.Colors.Faint)
	}
	at := image.Pt(b.X(0.75*w.Size), b.Y(line.Baseline)-words.baseline)
	draw.Draw(b.Img, words.img.Rect.Add(at), words.img, image.Point{}, draw.Over)
	if w.Numbers != NoNumbers {
		w.paintNumber(b, i)
	}
}
