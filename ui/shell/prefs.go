package shell

import (
	"encoding/json"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/ui/exportview"
	"github.com/parallax-annotation/parallax/ui/read"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/sample"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// prefs are the settings of the window. They are kept in the preferences of the app and hold nothing of a project
// but how it was last looked at.
type prefs struct{ fyne.Preferences }

const (
	mostRecent  = 12 // projects that the start window remembers
	leastSize   = 11 // font sizes of the text
	mostSize    = 32
	usualSize   = 16
	leastColumn = 40 // widths of the text, in characters
	mostColumn  = 120
	usualColumn = 72
	columnStep  = 4
)

// annotator is the name under which the person at the desk annotates: the one used last, else their account's.
func (p prefs) annotator() string {
	name := p.String("annotator")
	if _, err := annotate.NewPerson(name); err == nil {
		return name
	}
	return AccountName()
}

// AccountName is the name under which whoever has this account works unless they say another.
func AccountName() string {
	if account, err := user.Current(); err == nil {
		name := account.Username[strings.LastIndexAny(account.Username, `\/`)+1:]
		if _, err := annotate.NewPerson(name); err == nil {
			return name
		}
	}
	return "annotator"
}

// annotatorIn is the name under which they annotate in the project at path. Who has not said a name yet looks at the
// sample as one of the two who marked it, and finds its actors and claims listed.
func (p prefs) annotatorIn(path string) string {
	if sample, err := sample.Path(); err == nil && path == sample && p.String("annotator") == "" {
		return assets.SampleAnnotator
	}
	return p.annotator()
}

func (p prefs) setAnnotator(name string) { p.SetString("annotator", name) }

// recent lists the paths of projects, the last one first.
func (p prefs) recent() []string { return p.StringList("recent") }

func (p prefs) addRecent(path string) {
	list := slices.DeleteFunc(slices.Clone(p.recent()), func(other string) bool { return other == path })
	list = append([]string{path}, list...)
	p.SetStringList("recent", list[:min(len(list), mostRecent)])
}

func (p prefs) forgetRecent(path string) {
	p.SetStringList("recent", slices.DeleteFunc(slices.Clone(p.recent()), func(other string) bool { return other == path }))
}

func (p prefs) mode() theme.Mode {
	if mode := theme.Mode(p.String("theme")); slices.Contains(theme.Modes, mode) {
		return mode
	}
	return theme.System
}

func (p prefs) typography() reader.Typography {
	return reader.Typography{
		Size:   float32(min(max(p.FloatWithFallback("text.size", usualSize), leastSize), mostSize)),
		Column: float32(min(max(p.FloatWithFallback("text.column", usualColumn), leastColumn), mostColumn)),
		Serif:  p.BoolWithFallback("text.serif", true),
	}
}

func (p prefs) setTypography(t reader.Typography) {
	p.SetFloat("text.size", float64(t.Size))
	p.SetFloat("text.column", float64(t.Column))
	p.SetBool("text.serif", t.Serif)
}

// looked is how a project was last looked at.
type looked struct {
	Shown string                     `json:"shown,omitempty"` // the view that was shown, by name
	Views map[string]json.RawMessage `json:"views,omitempty"` // state of each view, by name
}

func lookedKey(path string) string { return "project:" + path }

// looked returns how the project at path was last looked at; the zero value where it never was. Where there was only one view,
// its state was all that was kept.
func (p prefs) looked(path string) looked {
	var last looked
	data := p.String(lookedKey(path))
	if json.Unmarshal([]byte(data), &last) != nil || data == "" {
		return looked{}
	}
	if last.Views[read.Name] == nil {
		if last.Views == nil {
			last.Views = map[string]json.RawMessage{}
		}
		last.Views[read.Name] = json.RawMessage(data)
	}
	return last
}

func (p prefs) setLooked(path string, now looked) {
	if data, err := json.Marshal(now); err == nil {
		p.SetString(lookedKey(path), string(data))
	}
}

// exported is how the project at path was exported last; the zero value where it never was.
func (p prefs) exported(path string) (last exportview.Choice) {
	if json.Unmarshal([]byte(p.String("export:"+path)), &last) != nil {
		return exportview.Choice{}
	}
	return last
}

func (p prefs) setExported(path string, last exportview.Choice) {
	if data, err := json.Marshal(last); err == nil {
		p.SetString("export:"+path, string(data))
	}
}

// exists says whether there is a file at path.
func exists(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

// projectName is what a project at path is called: the file's name without its ending.
func projectName(path string) string {
	return strings.TrimSuffix(filepath.Base(path), extension)
}
