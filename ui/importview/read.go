package importview

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"github.com/parallax-annotation/parallax/store"
)

// Add reads more files, and all files of folders, into the list. What is in the list already stays as it is.
func (v *View) Add(paths []string) {
	if len(paths) == 0 || v.working != nil {
		return
	}
	var read []store.PlannedDocument
	v.work("Reading files", func(ctx context.Context, progress func(done, total int)) error {
		read = store.PlanFiles(ctx, paths, store.ImportOptions{}, progress)
		return ctx.Err()
	}, func(err error) {
		if err == nil {
			v.take(read)
		}
	})
}

// take adds files that were read to the list, in order.
func (v *View) take(read []store.PlannedDocument) {
	current := v.list.current()
	known := map[string]bool{}
	for _, f := range v.files {
		known[f.path] = true
	}
	for _, planned := range read {
		if !known[planned.File] {
			known[planned.File] = true
			v.files = append(v.files, newFile(planned))
		}
	}
	sortFiles(v.files)
	if current == nil && len(v.files) > 0 {
		v.list.at = -1
		v.list.choose(0)
	} else if i := slices.Index(v.files, current); i >= 0 && i != v.list.at {
		v.list.at = i
		v.list.Select(i)
	}
	v.show()
}

// remove takes a file off the list.
func (v *View) remove(i int) {
	if i < 0 || i >= len(v.files) || v.working != nil {
		return
	}
	v.files = slices.Delete(v.files, i, i+1)
	v.list.at = -1
	v.list.UnselectAll()
	v.list.choose(i)
	v.show()
}

func (v *View) addFile() {
	d := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil {
			v.session.Fail(err)
			return
		}
		if file != nil {
			file.Close()
			v.Add([]string{file.URI().Path()})
		}
	}, v.window)
	v.showDialog(d)
}

func (v *View) addFolder() {
	d := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		if err != nil {
			v.session.Fail(err)
			return
		}
		if folder != nil {
			v.Add([]string{folder.Path()})
		}
	}, v.window)
	v.showDialog(d)
}

func (v *View) showDialog(d *dialog.FileDialog) {
	size := v.window.Canvas().Size()
	d.Resize(fyne.NewSize(min(size.Width-60, 900), min(size.Height-60, 640)))
	d.Show()
}
