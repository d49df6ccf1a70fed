package mergeview

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/session"
)

// extension is the ending of a project's file name.
const extension = ".parallax"

// file is one line of the list.
type file struct {
	path   string
	reason string // why it is refused, "" where it is not
	plan   *store.MergeFile
}

// accepted are the paths of the files that are not refused.
func (v *View) accepted() []string {
	var paths []string
	for _, f := range v.files {
		if f.reason == "" {
			paths = append(paths, f.path)
		}
	}
	return paths
}

// Add puts files, and the project files of folders, on the list and reads what merging them all would do.
func (v *View) Add(paths []string) {
	if v.working != nil {
		return
	}
	before := len(v.files)
	for _, path := range expand(paths) {
		if !slices.ContainsFunc(v.files, func(f *file) bool { return f.path == path }) && !same(path, v.session.Project.Path()) {
			v.files = append(v.files, &file{path: path})
		}
	}
	if len(v.files) == before {
		if len(paths) > 0 {
			v.session.Tell("There is no other project file there.")
		}
		return
	}
	v.read()
}

// addPath adds what was typed: a path from the root, from the home folder, or from the folder of the project.
func (v *View) addPath(text string) {
	v.path.Reset("")
	path := strings.TrimSpace(text)
	if path == "" {
		return
	}
	if rest, ok := strings.CutPrefix(path, "~"+string(filepath.Separator)); ok {
		if home, err := os.UserHomeDir(); err == nil {
			path = filepath.Join(home, rest)
		}
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(v.folder(), path)
	}
	v.addOne(path)
}

func (v *View) addOne(path string) { v.Add([]string{path}) }

// folder is the one that the project is in.
func (v *View) folder() string { return filepath.Dir(v.session.Project.Path()) }

// expand lists files, and the project files under folders in the order of their names, without backups.
func expand(paths []string) []string {
	var files []string
	for _, path := range paths {
		if info, err := os.Stat(path); err != nil || !info.IsDir() {
			files = append(files, path)
			continue
		}
		err := filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return nil // what cannot be read holds nothing to merge
			case entry.IsDir() && name != path && (strings.HasSuffix(entry.Name(), "-backups") || strings.HasPrefix(entry.Name(), ".")):
				return fs.SkipDir
			case !entry.IsDir() && strings.EqualFold(filepath.Ext(name), extension):
				files = append(files, name)
			}
			return nil
		})
		if err != nil {
			files = append(files, path)
		}
	}
	return files
}

func same(a, b string) bool {
	first, err := os.Stat(a)
	if err != nil {
		return false
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}

// remove takes a file off the list.
func (v *View) remove(i int) {
	if v.working != nil || v.merged {
		return
	}
	v.files = slices.Delete(v.files, i, i+1)
	v.list.Changed(i)
	if len(v.files) == 0 {
		v.plan = store.MergePlan{}
		v.show()
		return
	}
	v.read()
}

// read finds out what merging all files would do. Files that cannot be merged are refused, each with its reason, and the
// others are looked at without them.
func (v *View) read() {
	v.merged = false
	files := slices.Clone(v.files)
	reasons := make([]string, len(files))
	var plan store.MergePlan
	v.work("Reading the files", func(ctx context.Context, progress func(done, total int)) (err error) {
		plan, err = planOf(ctx, v.session.Project, files, reasons, progress)
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, context.Canceled):
			v.files = nil
			v.plan = store.MergePlan{}
			v.session.Tell("Cancelled. Nothing was changed.")
			return
		case err != nil:
			v.session.Fail(err)
			return
		}
		v.plan = plan
		for i, f := range files {
			f.reason, f.plan = reasons[i], nil
			for j := range plan.Files {
				if plan.Files[j].Path == f.path {
					f.plan = &plan.Files[j]
				}
			}
		}
		if v.list.Chosen() < 0 {
			v.list.Choose(0)
		}
	})
}

// planOf plans a merge of all files together. Only where that is refused it looks at each by itself.
func planOf(ctx context.Context, project *store.Project, files []*file, reasons []string, progress func(done, total int)) (store.MergePlan, error) {
	var paths []string
	for _, f := range files {
		paths = append(paths, f.path)
	}
	plan, err := project.PlanMerge(ctx, paths, progress)
	if err == nil || !refusal(err) {
		return plan, err
	}
	paths = nil
	for i, f := range files {
		_, err := project.PlanMerge(ctx, []string{f.path}, progress)
		switch {
		case err == nil:
			paths = append(paths, f.path)
		case refusal(err):
			reasons[i] = reasonOf(err, f.path)
		default:
			return store.MergePlan{}, err
		}
	}
	if len(paths) == 0 {
		return store.MergePlan{}, nil
	}
	return project.PlanMerge(ctx, paths, progress)
}

// reasonOf is why a file is refused, as a sentence about "it".
func reasonOf(err error, path string) string {
	text := err.Error()
	if absolute, failed := filepath.Abs(path); failed == nil {
		text = strings.Replace(text, absolute+" ", "it ", 1)
	}
	return session.Sentence(errors.New(text))
}

// refusal says whether an error concerns the files rather than the project.
func refusal(err error) bool {
	return errors.Is(err, annotate.ErrInvalid) || errors.Is(err, annotate.ErrConflict) || errors.Is(err, annotate.ErrNotFound)
}
