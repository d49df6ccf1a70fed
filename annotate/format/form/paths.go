package form

import (
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate/dataset"
)

// Plain is a name with the letters, digits and signs that every program takes, and those in more. Others become "_".
func Plain(name, more string) string {
	made := strings.Map(func(r rune) rune {
		switch {
		case r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)), r == '-', r == '_', strings.ContainsRune(more, r):
			return r
		}
		return '_'
	}, name)
	if made == "" {
		return "_"
	}
	return made
}

// Paths are the names of files of a dataset in which each annotator has a folder and each article a name, the same in all of them.
type Paths struct {
	folders map[string]string // of layers
	files   map[string]string // of articles, by their ids
	taken   map[string]bool   // names in lower case, of folders with a slash behind
}

// NewPaths returns those of a dataset that begins.
func NewPaths() *Paths { return &Paths{map[string]string{}, map[string]string{}, map[string]bool{}} }

// Of is the path of a record, without an ending.
func (w *Paths) Of(r dataset.Record) string { return w.folder(r.Layer) + "/" + w.file(r) }

// longestName bounds the name of a file, in bytes, so that every system takes it.
const longestName = 100

// nobody is the folder of articles that nobody has touched.
const nobody = "unannotated"

func (w *Paths) folder(layer string) string {
	if name, known := w.folders[layer]; known {
		return name
	}
	name := Plain(shortened(layer), "")
	if layer == "" {
		name = nobody
	}
	w.folders[layer] = w.free(name, "/")
	return w.folders[layer]
}

// file is the name of an article's files: its title, or the name of the file that it came from, in characters that every system takes.
func (w *Paths) file(r dataset.Record) string {
	if name, known := w.files[r.ID]; known {
		return name
	}
	made := "article"
	source, _, _ := strings.Cut(r.Meta.SourceFile, "#char=")
	for _, name := range []string{strings.TrimSuffix(path.Base(source), path.Ext(source)), r.Meta.Title} {
		name = strings.TrimLeft(Plain(shortened(name), "."), ".")
		if strings.Trim(name, "_-.") != "" {
			made = name
		}
	}
	w.files[r.ID] = w.free(made, "")
	return w.files[r.ID]
}

// free is a name with a number behind it where another has it, in upper or lower case.
func (w *Paths) free(name, kind string) string {
	made := name
	for i := 2; w.taken[strings.ToLower(made)+kind]; i++ {
		made = fmt.Sprintf("%s_%d", name, i)
	}
	w.taken[strings.ToLower(made)+kind] = true
	return made
}

func shortened(name string) string {
	if len(name) > longestName {
		name = name[:longestName]
	}
	return strings.ToValidUTF8(name, "")
}
