package part

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"
)

func TestColumnsFillTheirWidth(t *testing.T) {
	test.NewTempApp(t)
	rapid.Check(t, func(t *rapid.T) {
		var columns []*Column
		shares := 0
		for range rapid.IntRange(1, 8).Draw(t, "columns") {
			c := &Column{Object: canvas.NewRectangle(nil), Least: float32(rapid.IntRange(0, 100).Draw(t, "least"))}
			if rapid.Bool().Draw(t, "fixed") {
				c.Width = float32(rapid.IntRange(1, 400).Draw(t, "width"))
			} else {
				c.Share = float32(rapid.IntRange(1, 5).Draw(t, "share"))
				shares++
			}
			columns = append(columns, c)
		}
		if shares == 0 {
			columns[0].Width, columns[0].Share = 0, 1
		}
		c := NewColumns(columns...)
		total := float32(rapid.IntRange(400, 2000).Draw(t, "total"))
		c.Resize(fyne.NewSize(total, 100))
		for range rapid.IntRange(0, 5).Draw(t, "drags") {
			c.drag(rapid.IntRange(0, len(columns)).Draw(t, "line"), float32(rapid.IntRange(-300, 300).Draw(t, "by")))
		}
		sum := gap * float32(len(columns)-1)
		for i, width := range widths(columns, total) {
			if width < 0 {
				t.Fatalf("column %d has width %v", i, width)
			}
			sum += width
		}
		if sum < total-1 || (sum > total+1 && sum > gap*float32(len(columns)-1)+1) {
			t.Fatalf("the columns take %v of %v", sum, total)
		}
	})
}
