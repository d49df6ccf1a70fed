package importview

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/ui/control"
)

// newList lists the files.
func (v *View) newList() *control.List {
	l := control.NewList(func() int { return len(v.files) }, control.NewFileRow, func(i int, r *control.FileRow) {
		f := v.files[i]
		fate, tone := f.fate()
		r.Say(f.title(), f.about(), fate, tone)
	}, v.form)
	l.OnChosen = func() {
		v.details.scroll.Show() // which may have made room for a question
		v.details.show(v.current())
	}
	l.OnReturn = v.Confirm
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

// about is what is known of a file.
func (f *file) about() string {
	var parts []string
	for _, part := range []string{f.doc.Outlet, f.doc.Published, f.doc.Author, f.doc.Language, f.name} {
		if part != "" && part != f.title() {
			parts = append(parts, part)
		}
	}
	if f.planned.Story != "" {
		parts = append(parts, "story "+f.planned.Story)
	}
	if len(parts) == 0 {
		return "in " + filepath.Dir(f.path)
	}
	return strings.Join(parts, " · ")
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
	if notes := f.planned.Notes(); len(notes) > 0 {
		return "New · " + strings.Join(notes, " · "), theme.ColorNameWarning
	}
	return "New", theme.ColorNameSuccess
}
