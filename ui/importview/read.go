package importview

import (
	"context"
	"fmt"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/exchange"
)

// Add reads more files, and all files of folders, into the list. What is in the list already stays as it is.
func (v *View) Add(paths []string) {
	if len(paths) == 0 || v.working != nil {
		return
	}
	var read []exchange.PlannedDocument
	v.reading, v.asked = true, false
	v.work("Reading files", func(ctx context.Context, progress func(done, total int)) error {
		read = exchange.PlanFiles(ctx, paths, exchange.ImportOptions{}, progress)
		return ctx.Err()
	}, func(err error) {
		v.reading = false
		if err == nil {
			v.take(read)
		}
		if err == nil && v.asked {
			v.Confirm()
		}
	})
}

// Paste adds an article that lies on the clipboard. format is the name of the one that it is in, "" where that is to be found out.
func (v *View) Paste(data []byte, format string) {
	if v.working != nil {
		return
	}
	v.pasted++
	name := "Pasted"
	if v.pasted > 1 {
		name = fmt.Sprintf("Pasted %d", v.pasted)
	}
	how := exchange.ImportOptions{Format: format}
	var read []exchange.PlannedDocument
	v.work("Reading the clipboard", func(ctx context.Context, _ func(done, total int)) error {
		read = exchange.Pasted(name, data, how)
		return ctx.Err()
	}, func(err error) {
		if err == nil {
			v.take(read)
			v.list.Choose(len(v.files) - len(read))
		}
	})
}

func (v *View) addOne(path string) { v.Add([]string{path}) }

// take adds files that were read to the list, in order.
func (v *View) take(read []exchange.PlannedDocument) {
	current := v.current()
	type place struct {
		path   string
		number int
	}
	known := map[place]bool{}
	for _, f := range v.files {
		known[place{f.path, f.planned.Number}] = true
	}
	for _, planned := range read {
		this := place{planned.File, planned.Number}
		if !known[this] {
			known[this] = true
			f := newFile(planned)
			v.names.apply(f)
			v.files = append(v.files, f)
		}
	}
	sortFiles(v.files)
	v.list.Changed(max(0, slices.Index(v.files, current)))
	v.forget()
	v.show()
}

// remove takes a file off the list.
func (v *View) remove(i int) {
	if v.working != nil {
		return
	}
	v.files = slices.Delete(v.files, i, i+1)
	v.list.Changed(i)
	v.forget()
	v.show()
}

// readAgain reads a file in another way, such as another encoding. What a person has corrected stays.
func (v *View) readAgain(f *file, how exchange.ImportOptions) {
	if v.working != nil {
		v.details.reading.show(f)
		return
	}
	for _, e := range v.details.fields() {
		e.Commit()
	}
	var read []exchange.PlannedDocument
	v.work("Reading the file", func(ctx context.Context, _ func(done, total int)) error {
		read = f.planned.Again(ctx, how)
		return ctx.Err()
	}, func(err error) {
		if err == nil && len(read) > 0 {
			v.replace(f, read, how)
		}
	})
}

// replace puts what a file holds as it was read now in the place of what it held before.
func (v *View) replace(f *file, read []exchange.PlannedDocument, how exchange.ImportOptions) {
	before := map[int]*file{}
	at := slices.IndexFunc(v.files, func(other *file) bool { return other.path == f.path })
	v.files = slices.DeleteFunc(v.files, func(other *file) bool {
		if other.path == f.path {
			before[other.planned.Number] = other
		}
		return other.path == f.path
	})
	var again []*file
	for _, planned := range read {
		n := newFile(planned)
		n.how = how
		v.names.apply(n)
		if old := before[planned.Number]; old != nil {
			n.keepCorrections(old.asRead, old.doc.Document)
			*old = *n
			old.doc = &old.planned.Document
			n = old
		}
		again = append(again, n)
	}
	v.files = slices.Insert(v.files, max(at, 0), again...)
	v.details.file = nil // so that all of it is shown anew
	v.list.Changed(max(0, slices.Index(v.files, f)))
	v.forget()
	v.show()
}

// keepCorrections takes over what a person has corrected in an earlier reading.
func (f *file) keepCorrections(was, corrected annotate.Document) {
	now := &f.doc.Document
	for _, field := range []struct{ read, corrected, into *string }{
		{&was.Title, &corrected.Title, &now.Title}, {&was.Outlet, &corrected.Outlet, &now.Outlet}, {&was.Author, &corrected.Author, &now.Author},
		{&was.Published, &corrected.Published, &now.Published}, {&was.Language, &corrected.Language, &now.Language},
	} {
		if *field.corrected != *field.read {
			*field.into = *field.corrected
		}
	}
}
