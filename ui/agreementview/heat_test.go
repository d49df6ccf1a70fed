package agreementview

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/theme"
)

func TestACancelledMeasurementSaysSo(t *testing.T) {
	b := newBench(t, theme.Light)
	b.session.OnWork = func(_ string, cancel func()) session.Working {
		cancel()
		return quiet{}
	}
	b.view.comparison.compute()
	b.until("it ended", func() bool { return b.view.comparison.working == nil })
	if b.view.comparison.report != nil || !strings.HasPrefix(b.view.result.Text(), "Cancelled.") || len(b.Errors) > 0 {
		t.Errorf("says %q, failed %q", b.view.result.Text(), b.Errors)
	}
}

type quiet struct{}

func (quiet) Progress(int, int) {}
func (quiet) Finish()           {}

func TestManyAnnotatorsScroll(t *testing.T) {
	b := newBench(t, theme.Dark)
	names := make([]string, 14)
	cells := make([][]cell, len(names))
	for i := range names {
		names[i] = strings.Repeat("somebody with a long name ", 2)
		for j := range names {
			cells[i] = append(cells[i], cell{text: "0.50", note: "[0.40, 0.60]", shade: float64(i*j) / 169})
		}
	}
	b.view.heat.moved, b.view.heat.opened = b.view.reveal, func(int, int) {}
	b.view.heat.show(matrix{rows: names, columns: names, cells: cells})
	b.view.heatScroll.Refresh()
	if least := b.view.heat.MinSize(); least.Width < 14*leastCellWidth || b.view.heat.Size().Width < least.Width {
		t.Errorf("the map is %v of %v", b.view.heat.Size(), least)
	}
	b.shot("agreement-many-dark")
	test.TapAt(b.view.heat, fyne.NewPos(150+2*leastCellWidth+5, 40+3*leastCellHeight+5))
	if b.view.heat.row != 3 || b.view.heat.column != 2 {
		t.Errorf("tapped %d, %d", b.view.heat.row, b.view.heat.column)
	}
	for range 11 {
		b.press(fyne.KeyRight, fyne.KeyDown)
	}
	scroll := b.view.heatScroll
	if edge := scroll.Offset.AddXY(scroll.Size().Width, scroll.Size().Height); b.view.heat.column != 13 || edge.X < b.view.heat.MinSize().Width || edge.Y < b.view.heat.MinSize().Height {
		t.Errorf("cell %d, %d is out of sight at %v", b.view.heat.row, b.view.heat.column, scroll.Offset)
	}
}
