package assignview

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/control"
)

// articleRow shows an article and who would annotate it.
type articleRow struct {
	widget.BaseWidget
	title *widget.Label
	names *control.Caption
}

func newArticleRow() *articleRow {
	r := &articleRow{title: widget.NewLabel(""), names: control.NewCaption("")}
	r.title.Truncation = fyne.TextTruncateEllipsis
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is called by Fyne.
func (r *articleRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewPadded(control.NewColumn(0, control.Flush(r.title), r.names)))
}

func (r *articleRow) show(d annotate.Document, names []string) {
	title := d.Name()
	if d.Outlet != "" && d.Outlet != title {
		title = d.Outlet + " · " + title
	}
	r.title.SetText(title)
	if len(names) == 0 {
		r.names.Say("everybody", "")
		return
	}
	r.names.Say(strings.Join(names, ", "), theme.ColorNamePrimary)
}
