package exchange

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// withoutCompanions leaves out, of the files of a folder or an archive, what an export puts beside its datasets, such as the README.md
// that says how to load them. Named by itself such a file is taken.
func withoutCompanions(files []PlannedDocument) []PlannedDocument {
	names := map[string]bool{}
	for _, f := range format.Written() {
		if f.Beside != nil {
			for name := range f.Beside(form.Head{}) {
				names[name] = true
			}
		}
	}
	datasets := map[string]bool{} // folders that were looked at, and whether a dataset lies there
	holdsDataset := func(folder string) bool {
		holds, seen := datasets[folder]
		if !seen {
			holds = slices.ContainsFunc(files, func(f PlannedDocument) bool {
				if filepath.Dir(f.File) != folder || names[filepath.Base(f.File)] || f.Refusal != nil || !namedLikeADataset(f.File) {
					return false
				}
				found, err := format.Recognise(f.from)
				return err == nil && found.Records
			})
			datasets[folder] = holds
		}
		return holds
	}
	return slices.DeleteFunc(slices.Clone(files), func(f PlannedDocument) bool {
		return names[filepath.Base(f.File)] && holdsDataset(filepath.Dir(f.File))
	})
}

// namedLikeADataset spares a look into the files of a folder that cannot be one.
func namedLikeADataset(path string) bool {
	return slices.ContainsFunc(format.Read(), func(f form.Format) bool {
		return f.Records && slices.Contains(f.Extensions, strings.ToLower(filepath.Ext(path)))
	})
}
