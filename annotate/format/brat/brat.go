// Package brat writes and reads brat's standoff format: a folder in which NAME.txt stands beside NAME.ann, and annotation.conf, which
// says what can be marked. Offsets are code points, discontinuous spans have several.
//
// brat knows neither who annotated nor ids that last, so each annotator has a folder, and what else is needed to come back stands in
// notes of types of our own, which brat shows and keeps: ParallaxId, ParallaxArticle, ParallaxLayer, ParallaxState, ParallaxValue.
// Names may hold few characters in brat: visual.conf has them as they are, and a codebook that has them finds them again.
//
// Folders of others are read too: events become relations from their trigger, and PolNeAR's (ARTICLE_ANNOTATOR.ann, and text/ARTICLE.txt)
// attributions. It knows no project. Start with Format.
package brat

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// Format is the folder.
var Format = form.Format{
	Name: "brat", Title: "brat (a folder of texts with .ann files)", Extensions: []string{".ann"}, Shape: form.Folder,
	Holds:     form.Holds{Texts: true, States: true, Parted: true, Attributes: true, Entities: true, Notes: true, Relations: true, About: []string{"id"}, Flat: true, IDs: form.Identified},
	Recognise: recognise, RecogniseFiles: recogniseFiles, Read: read, Records: true, Foreign: true, Write: write,
}

// The types of the notes by which what is exported finds its way back.
const (
	noteOfPerson  = "AnnotatorNotes" // what somebody wrote
	noteOfID      = "ParallaxId"
	noteOfArticle = "ParallaxArticle"
	noteOfLayer   = "ParallaxLayer"
	noteOfState   = "ParallaxState"
	noteOfValue   = "ParallaxValue" // a value with all its characters

	wholeArticle = "T0" // what a note on none of the annotations is on
)

// firstLine is how a file of annotations begins.
var firstLine = regexp.MustCompile(`^(?:[TREAMNW]\d+\t\S+ \S+|\*\t\S+ [TRE]\d+|#\d*\t\S+ [TREA]\d+\t)`)

func recognise(name string, start []byte) bool {
	return strings.EqualFold(path.Ext(name), ".ann") && startsAnnotations(start)
}

// startsAnnotations says whether a file holds annotations by how it begins. One that is empty may.
func startsAnnotations(start []byte) bool {
	start = bytes.TrimPrefix(start, []byte("\xef\xbb\xbf"))
	return len(bytes.TrimSpace(start)) == 0 || firstLine.Match(bytes.TrimLeft(start, "\r\n"))
}

// mostAsked is of how many files it is asked whether they hold annotations.
const mostAsked = 20

// articleEndings are those of files that would be articles of their own, so that a folder with them is more than one of brat's.
var articleEndings = []string{".txt", ".html", ".htm", ".docx", ".odt", ".rtf", ".epub", ".eml", ".mht", ".json", ".jsonl", ".csv", ".xlsx"}

// recogniseFiles says whether files are texts with their annotations, and not such a folder among other things, which is found by itself.
func recogniseFiles(files *form.Files) bool {
	texts := newTexts(files.Names)
	var within []string // files of the dataset
	asked, are := 0, 0
	for _, name := range files.Names {
		if !isAnnotations(name) {
			continue
		}
		text, _ := texts.of(name)
		if text == "" {
			continue
		}
		within = append(within, name, text)
		if asked < mostAsked {
			asked++
			start, err := files.Source(name).Start()
			if err == nil && startsAnnotations(start) {
				are++
			}
		}
	}
	if are == 0 || are < asked {
		return false
	}
	slices.Sort(within)
	folder := path.Dir(within[0])
	for _, name := range within {
		for folder != "." && !strings.HasPrefix(name, folder+"/") {
			folder = path.Dir(folder)
		}
	}
	return !slices.ContainsFunc(files.Names, func(name string) bool {
		if _, ours := slices.BinarySearch(within, name); ours || !slices.Contains(articleEndings, strings.ToLower(path.Ext(name))) {
			return false
		}
		if strings.EqualFold(path.Ext(name), ".txt") { // one beside others has nothing marked in it yet
			return !slices.ContainsFunc(within, func(other string) bool { return path.Dir(other) == path.Dir(name) })
		}
		return folder != "." && !strings.HasPrefix(name, folder+"/")
	})
}

func isAnnotations(name string) bool { return strings.EqualFold(path.Ext(name), ".ann") }

// texts finds the text that annotations are of.
type texts map[string][]string // paths of texts by their names without ending

func newTexts(names []string) texts {
	t := texts{}
	for _, name := range names {
		if strings.EqualFold(path.Ext(name), ".txt") {
			base := stem(name)
			t[base] = append(t[base], name)
		}
	}
	return t
}

// stem is the name of a file without its folder and ending.
func stem(name string) string {
	base := path.Base(name)
	return strings.TrimSuffix(base, path.Ext(base))
}

// of returns the text of a file of annotations, "" where there is none, and whose they are where the name says it, as in
// ARTICLE_ANNOTATOR.ann. The text lies beside it, else in the folder that is nearest.
func (t texts) of(annotations string) (text, layer string) {
	base := stem(annotations)
	if found := t.nearest(base, annotations); found != "" {
		return found, ""
	}
	if i := strings.LastIndexByte(base, '_'); i > 0 && i < len(base)-1 {
		return t.nearest(base[:i], annotations), base[i+1:]
	}
	return "", ""
}

func (t texts) nearest(base, to string) (found string) {
	shared := -1
	for _, name := range t[base] {
		n := 0
		a, b := strings.Split(path.Dir(name), "/"), strings.Split(path.Dir(to), "/")
		for n < len(a) && n < len(b) && a[n] == b[n] {
			n++
		}
		if path.Dir(name) == path.Dir(to) {
			n = len(to) // beside it
		}
		if n > shared {
			found, shared = name, n
		}
	}
	return found
}
