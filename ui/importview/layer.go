package importview

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/ui/control"
)

// layer asks whose layer takes the annotations of datasets. It is shown where the list has one.
type layer struct {
	name    *control.Entry
	model   *control.Check
	content *fyne.Container
}

// newLayer calls changed when another layer was named, with which an import may come to something else.
func newLayer(form *control.Form, changed func()) *layer {
	l := &layer{name: control.NewEntry("The annotator that each record names", func(string) { changed() }, form), model: control.NewCheck("a model’s", func(bool) { changed() }, form)}
	l.content = control.NewColumn(4, layout.NewSpacer(), control.NewCaption("Layer that takes the annotations of datasets"), container.NewBorder(nil, nil, nil, l.model, l.name))
	l.content.Hide()
	return l
}

// show shows it where a file is a dataset, and says whether it came or went.
func (l *layer) show(files []*file) (changed bool) {
	asked := slices.ContainsFunc(files, func(f *file) bool { return f.status == annotated })
	if asked == l.content.Visible() {
		return false
	}
	if asked {
		l.content.Show()
	} else {
		l.content.Hide()
	}
	return true
}

// into says in a plan what was asked.
func (l *layer) into(plan *exchange.ImportPlan) {
	plan.Layer = strings.TrimSpace(l.name.Text)
	if l.model.Checked && plan.Layer != "" {
		plan.Kind = annotate.Model
	}
}
