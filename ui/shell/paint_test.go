package shell

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/uitest"
)

// TestEachPixelIsPaintedOnce: the ground of the window is the paper, and what lies on it is painted about once. Each layer more over
// the whole window would make every answer of the window some eight milliseconds later where there is no graphics card.
func TestEachPixelIsPaintedOnce(t *testing.T) {
	d := newDesk(t)
	d.w.win.Resize(fyne.NewSize(1400, 900))
	d.settle()
	p := uitest.Painted(d.w.win)
	t.Logf("%.2f windows are painted, by %d objects, the large ones being %q", p.Share, p.Objects, p.Large)
	if p.Share > 1 || p.Share < 0.3 {
		t.Errorf("%.2f windows are painted in each frame: %q", p.Share, p.Large)
	}
}
