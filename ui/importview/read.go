package importview

import (
	"context"
	"slices"

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

func (v *View) addOne(path string) { v.Add([]string{path}) }

// take adds files that were read to the list, in order.
func (v *View) take(read []exchange.PlannedDocument) {
	current := v.current()
	type article struct {
		path   string
		number int
	}
	known := map[article]bool{}
	for _, f := range v.files {
		known[article{f.path, f.planned.Number}] = true
	}
	for _, planned := range read {
		this := article{planned.File, planned.Number}
		if !known[this] {
			known[this] = true
			v.files = append(v.files, newFile(planned))
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
