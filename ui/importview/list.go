package importview

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
)

// fileList lists the files. The arrow keys choose, Delete takes a file off the list.
type fileList struct {
	widget.List
	view *View
	at   int // the file that is chosen, -1 for none
}

func newFileList(v *View) *fileList {
	l := &fileList{view: v, at: -1}
	l.Length = func() int { return len(v.files) }
	l.CreateItem = func() fyne.CanvasObject { return newFileRow() }
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) { o.(*fileRow).show(v.files[i]) }
	l.OnSelected = func(i widget.ListItemID) {
		if l.at != i {
			l.at = i
			v.details.show(l.current())
		}
	}
	l.ExtendBaseWidget(l)
	return l
}

// current is the file that is chosen, nil for none.
func (l *fileList) current() *file {
	if l.at < 0 || l.at >= len(l.view.files) {
		return nil
	}
	return l.view.files[l.at]
}

// choose chooses file i, or the last one.
func (l *fileList) choose(i int) {
	i = min(i, len(l.view.files)-1)
	if i < 0 {
		l.UnselectAll()
		l.at = -1
		return
	}
	l.Select(i)
}

// TypedKey chooses with the arrows, takes off with Delete, leaves with Escape.
func (l *fileList) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyDown:
		l.choose(l.at + 1)
	case fyne.KeyUp:
		l.choose(max(0, l.at-1))
	case fyne.KeyHome:
		l.choose(0)
	case fyne.KeyEnd:
		l.choose(len(l.view.files) - 1)
	case fyne.KeyDelete, fyne.KeyBackspace:
		l.view.remove(l.at)
	case fyne.KeyReturn, fyne.KeyEnter:
		l.view.details.focus()
	case fyne.KeyEscape:
		l.view.form.Leave()
	default:
		l.List.TypedKey(e)
	}
}

// fileRow is one line of the list: the title, beneath it what is known of the article, and what would become of it.
type fileRow struct {
	widget.BaseWidget
	title       *widget.Label
	about, fate *control.Caption
	content     fyne.CanvasObject
}

func newFileRow() *fileRow {
	r := &fileRow{title: widget.NewLabel(""), about: control.NewCaption(""), fate: control.NewCaption("")}
	r.title.Truncation = fyne.TextTruncateEllipsis
	r.content = control.NewColumn(0, control.Flush(r.title), r.about, r.fate)
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is called by Fyne.
func (r *fileRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(&fyne.Container{Layout: inset{}, Objects: []fyne.CanvasObject{r.content}})
}

func (r *fileRow) show(f *file) {
	r.title.SetText(f.title())
	var about []string
	for _, part := range []string{f.doc.Outlet, f.doc.Published, f.doc.Author, f.doc.Language, f.name} {
		if part != "" && part != f.title() {
			about = append(about, part)
		}
	}
	if len(about) == 0 {
		about = append(about, "in "+filepath.Dir(f.path))
	}
	r.about.Say(strings.Join(about, " · "), "")
	fate, tone := f.fate()
	r.fate.Say(fate, tone)
}

// title is what the list calls a file.
func (f *file) title() string {
	if f.doc.Title != "" {
		return f.doc.Title
	}
	return f.name
}

// fate says what would become of the file, and in which colour.
func (f *file) fate() (string, fyne.ThemeColorName) {
	switch f.status {
	case present:
		return "Already in the story", ""
	case twice:
		return "The same text stands above in this list", ""
	case annotated:
		return "Dataset: its new articles and its annotations", theme.ColorNameSuccess
	case refused:
		return f.reason, theme.ColorNameError
	}
	return "New", theme.ColorNameSuccess
}

// inset keeps a row's content off its edges.
type inset struct{}

func (inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(16, 10)
}

func (inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(8, 5))
	objects[0].Resize(size.SubtractWidthHeight(16, 10))
}
