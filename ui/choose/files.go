// Package choose asks for files and folders over a window. It looks at folders and hands on paths; it opens no file, for one of
// them may be a project that is open: closing it would drop the locks that the process holds on it.
//
// Fyne's own dialogs open what they show, hide the endings of names, know neither a path that is typed nor several files at once, and do
// not answer to Enter. It knows nothing of projects. Start with Files.
package choose

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"github.com/adrg/xdg"
)

// Files asks over a window.
type Files struct {
	Window fyne.Window
	Rest   func() // lets go of the project's file before anybody looks at its folder; nil where none is open
}

// Open asks for a file, beginning in a folder ("" is where one was chosen last), and hands its path on. Where endings are given, such
// as ".toml", only files with one of them are offered; any path may be typed.
func (f Files) Open(folder string, then func(path string), endings ...string) {
	f.show(&chooser{kind: oneFile, title: "Open a file", action: "Open", endings: endings, then: func(paths []string) { then(paths[0]) }}, folder)
}

// OpenMany is Open for several files at once.
func (f Files) OpenMany(folder string, then func(paths []string), endings ...string) {
	f.show(&chooser{kind: manyFiles, title: "Choose files", action: "Choose", endings: endings, then: then}, folder)
}

// Folder asks for a folder and hands its path on.
func (f Files) Folder(folder string, then func(path string)) {
	f.show(&chooser{kind: aFolder, title: "Choose a folder", action: "Choose this folder", then: func(paths []string) { then(paths[0]) }}, folder)
}

// Save asks where to, proposing a name, and hands the path on. Only files with the ending of the name are offered. What is there already is
// asked about.
func (f Files) Save(folder, name string, then func(path string)) {
	f.show(&chooser{kind: toSave, title: "Save as", action: "Save", name: name, endings: []string{filepath.Ext(name)}, then: func(paths []string) { then(paths[0]) }}, folder)
}

// lastFolder is the preference that keeps where something was chosen last.
const lastFolder = "files.folder"

func (f Files) show(c *chooser, folder string) {
	if f.Rest != nil {
		f.Rest()
	}
	prefs := fyne.CurrentApp().Preferences()
	c.window, c.remember = f.Window, func(folder string) { prefs.SetString(lastFolder, folder) }
	for _, at := range []string{folder, prefs.String(lastFolder), xdg.UserDirs.Documents, xdg.Home, string(filepath.Separator)} {
		if absolute, err := filepath.Abs(at); at != "" && err == nil && IsFolder(absolute) {
			c.show(absolute)
			return
		}
	}
}

// IsFolder says whether there is a folder at path.
func IsFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// entry is a file or a folder in the folder that is shown.
type entry struct {
	name   string
	folder bool
}

// list reads what is in a folder, folders first, each as people count: without what SQLite keeps beside a project.
func list(folder string) ([]entry, error) {
	found, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var all []entry
	for _, f := range found {
		isFolder := f.IsDir()
		if f.Type()&os.ModeSymlink != 0 {
			isFolder = IsFolder(filepath.Join(folder, f.Name()))
		}
		if !isFolder && besideProject(f.Name()) {
			continue
		}
		all = append(all, entry{f.Name(), isFolder})
	}
	slices.SortStableFunc(all, func(a, b entry) int {
		if a.folder != b.folder {
			return map[bool]int{true: -1, false: 1}[a.folder]
		}
		return strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name))
	})
	return all, nil
}

// besideProject says whether SQLite keeps a file of that name beside another.
func besideProject(name string) bool {
	for _, ending := range []string{"-wal", "-shm", "-journal"} {
		if strings.HasSuffix(name, ending) {
			return true
		}
	}
	return false
}

// resolve is the path that is meant by what was typed in a folder.
func resolve(folder, typed string) string {
	if typed == "~" || strings.HasPrefix(typed, "~"+string(filepath.Separator)) || strings.HasPrefix(typed, "~/") {
		return filepath.Join(xdg.Home, typed[1:])
	}
	if filepath.IsAbs(typed) {
		return filepath.Clean(typed)
	}
	if runtime.GOOS == "windows" && len(typed) == 2 && typed[1] == ':' {
		return typed + `\`
	}
	return filepath.Join(folder, typed)
}

// cut parts what was typed into the folder that it names, "" where it names none, and the beginning of a name in there.
func cut(typed string) (folder, name string) {
	at := strings.LastIndexAny(typed, `/`+string(filepath.Separator))
	if typed == "~" {
		return typed, ""
	}
	return typed[:at+1], typed[at+1:]
}
