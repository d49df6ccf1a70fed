package mergeview

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/ui/session"
)

// extension is the ending of a project's file name.
const extension = ".parallax"

// file is one line of the list.
type file struct {
	path   string
	reason string // why it is refused, "" where it is not
	plan   *merge.File
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
	if v.working == nil && len(paths) > 0 {
		v.read(paths)
	}
}

// typed is the path that stands in its field, "" for none: one from the root, from the home folder, or from the folder of the project.
func (v *View) typed() string {
	path := strings.TrimSpace(v.path.Text)
	if path == "" {
		return ""
	}
	if rest, ok := strings.CutPrefix(path, "~"+string(filepath.Separator)); ok {
		if home, err := os.UserHomeDir(); err == nil {
			path = filepath.Join(home, rest)
		}
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(v.folder(), path)
	}
	return path
}

// takePath adds the path that stands in its field, and says whether one does.
func (v *View) takePath() bool {
	path := v.typed()
	if path == "" || v.working != nil {
		return false
	}
	v.path.Reset("")
	v.addOne(path)
	return true
}

// leavePath hears that the field of the path was left with something in it, which may be since another window has the keyboard now.
func (v *View) leavePath(text string) {
	column := v.path.CursorColumn
	v.path.Reset("")
	v.path.Retype(text) // it was not taken yet
	v.path.CursorColumn = column
	v.left.Ask()
}

// takeLeft adds the path in a field that was left, where there is something; else it may be half a path.
func (v *View) takeLeft() {
	path := v.typed()
	if path == "" || v.working != nil || v.window.Canvas().Focused() == fyne.Focusable(v.path) {
		return
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		v.summary.SetText("There is no file or folder " + path + ".")
		return
	}
	v.takePath()
	v.taking = v.working != nil
}

func (v *View) addOne(path string) { v.Add([]string{path}) }

// folder is the one that the project is in.
func (v *View) folder() string { return filepath.Dir(v.session.Project.Path()) }

// withMore returns the files of the list and those of more paths: files, and the project files under folders in the order
// of their names, without backups and without the project itself.
func withMore(ctx context.Context, files []*file, paths []string, project string) []*file {
	files = slices.Clone(files)
	add := func(path string) {
		if !slices.ContainsFunc(files, func(f *file) bool { return f.path == path }) && !same(path, project) {
			files = append(files, &file{path: path})
		}
	}
	for _, path := range paths {
		if info, err := os.Stat(path); err != nil || !info.IsDir() {
			add(path)
			continue
		}
		_ = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error { // its errors are those of the function
			switch {
			case ctx.Err() != nil:
				return fs.SkipAll
			case err != nil:
				add(name) // the list says why it cannot be read
				return fs.SkipDir
			case entry.IsDir() && name != path && (strings.HasSuffix(entry.Name(), "-backups") || strings.HasPrefix(entry.Name(), ".")):
				return fs.SkipDir
			case !entry.IsDir() && strings.EqualFold(filepath.Ext(name), extension):
				add(name)
			}
			return nil
		})
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
		v.plan = merge.Plan{}
		v.show()
		return
	}
	v.read(nil)
}

// read adds paths to the list and finds out what merging all of it would do. Files that cannot be merged are refused,
// each with its reason, and the others are looked at without them.
func (v *View) read(more []string) {
	known, project := v.files, v.session.Project
	var files []*file
	var reasons []string
	var plan merge.Plan
	v.work("Reading the files", func(ctx context.Context, progress func(done, total int)) (err error) {
		files = withMore(ctx, known, more, project.Path())
		if len(more) > 0 && len(files) == len(known) || ctx.Err() != nil {
			return ctx.Err()
		}
		reasons = make([]string, len(files))
		plan, err = planOf(ctx, project, files, reasons, progress)
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, context.Canceled):
			v.files = nil
			v.plan = merge.Plan{}
			v.session.Tell("Cancelled. Nothing was changed.")
			return
		case err != nil:
			v.session.Fail(err)
			return
		case len(more) > 0 && len(files) == len(known):
			v.session.Tell("There is no other project file there.")
			return
		}
		v.files, v.plan, v.merged = files, plan, false
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
		if len(known) == 0 {
			v.FocusFirst()
		}
	})
}

// planOf plans a merge of all files together. Only where that is refused it looks at each by itself.
func planOf(ctx context.Context, project *store.Project, files []*file, reasons []string, progress func(done, total int)) (merge.Plan, error) {
	var paths []string
	for _, f := range files {
		paths = append(paths, f.path)
	}
	plan, err := merge.Preview(ctx, project, paths, progress)
	if err == nil || !refusal(err) {
		return plan, err
	}
	paths = nil
	for i, f := range files {
		_, err := merge.Preview(ctx, project, []string{f.path}, progress)
		switch {
		case err == nil:
			paths = append(paths, f.path)
		case refusal(err):
			reasons[i] = reasonOf(err, f.path)
		default:
			return merge.Plan{}, err
		}
	}
	if len(paths) == 0 {
		return merge.Plan{}, nil
	}
	return merge.Preview(ctx, project, paths, progress)
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
