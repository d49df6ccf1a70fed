package mergeview

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// newList lists the files.
func (v *View) newList() *control.List {
	l := control.NewList(func() int { return len(v.files) }, control.NewFileRow, func(i int, r *control.FileRow) {
		f := v.files[i]
		fate, tone := f.fate()
		r.Say(filepath.Base(f.path), "in "+filepath.Dir(f.path), fate, tone)
	}, v.form)
	l.OnChosen = v.showDetails
	l.OnReturn = v.merge
	l.OnRemove = v.remove
	return l
}

// current is the file that is chosen, nil for none.
func (v *View) current() *file {
	if i := v.list.Chosen(); i >= 0 {
		return v.files[i]
	}
	return nil
}

// fate says what a file brings, and in which colour.
func (f *file) fate() (string, fyne.ThemeColorName) {
	switch {
	case f.reason != "":
		return "Refused: " + f.reason, theme.ColorNameError
	case f.plan == nil:
		return "Not read yet", ""
	}
	brings := totals(merge.Plan{Files: []merge.File{*f.plan}})
	if n := len(f.plan.Conflicts); n > 0 {
		return brings + ", " + wording.CountOf(n, "conflict", "conflicts"), theme.ColorNameWarning
	}
	return brings, theme.ColorNameSuccess
}
