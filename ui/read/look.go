package read

import (
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/reader"
)

// setOthers shows or hides the spans of other annotators.
func (v *View) setOthers(on bool) {
	v.others = on
	v.panes.each(func(p *pane) { p.reload() })
	v.desk.Changed()
}

// setTags shows or hides names at the spans.
func (v *View) setTags(on bool) {
	v.tags = on
	v.panes.each(func(p *pane) { p.reader.SetTags(on) })
	v.desk.Changed()
}

// toggle shows or hides a part of the window.
func (v *View) toggle(column *part.Column) {
	if column.Object.Visible() {
		column.Object.Hide()
	} else {
		column.Object.Show()
	}
	v.frame.Refresh()
	v.desk.Focus()
	v.desk.Changed()
}

// setNumbers shows numbers of a kind in the margin, or hides them where they are shown.
func (v *View) setNumbers(n reader.Numbers) {
	if v.numbers == n {
		n = reader.NoNumbers
	}
	v.numbers = n
	v.panes.each(func(p *pane) { p.reader.SetNumbers(n) })
	v.desk.Changed()
}
