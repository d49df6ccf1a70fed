package mergeview

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
)

// fileList lists the files. The arrow keys choose, Delete takes a file off the list, Return merges.
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
			v.showDetails()
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

// TypedKey chooses, takes off, merges and leaves.
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
		l.view.merge()
	case fyne.KeyEscape:
		l.view.form.Leave()
	default:
		l.List.TypedKey(e)
	}
}

// fileRow is one line of the list: the name, the folder, and what it brings.
type fileRow struct {
	widget.BaseWidget
	name         *widget.Label
	folder, fate *control.Caption
	content      fyne.CanvasObject
}

func newFileRow() *fileRow {
	r := &fileRow{name: widget.NewLabel(""), folder: control.NewCaption(""), fate: control.NewCaption("")}
	r.name.Truncation = fyne.TextTruncateEllipsis
	r.content = &fyne.Container{Layout: inset{}, Objects: []fyne.CanvasObject{control.NewColumn(0, control.Flush(r.name), r.folder, r.fate)}}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is called by Fyne.
func (r *fileRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.content) }

func (r *fileRow) show(f *file) {
	r.name.SetText(filepath.Base(f.path))
	r.folder.Say("in "+filepath.Dir(f.path), "")
	switch {
	case f.reason != "":
		r.fate.Say("Refused: "+f.reason, theme.ColorNameError)
	case f.plan == nil:
		r.fate.Say("Not read yet", "")
	case len(f.plan.Conflicts) > 0:
		r.fate.Say(totals(store.MergePlan{Files: []store.MergeFile{*f.plan}})+", "+count(len(f.plan.Conflicts), "conflict", "conflicts"), theme.ColorNameWarning)
	default:
		r.fate.Say(totals(store.MergePlan{Files: []store.MergeFile{*f.plan}}), theme.ColorNameSuccess)
	}
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
