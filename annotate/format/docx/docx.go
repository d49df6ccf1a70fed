// Package docx reads Word documents (Office Open XML, transitional and strict): paragraphs, headings, lists, tables as text, text
// boxes, footnotes at the end. What was struck out while changes were tracked, comments, hidden text, headers and footers are left
// out, and it is said how many.
//
// It knows nothing of what the paragraphs become; package flow does. Start with Format.
package docx

import (
	"encoding/xml"
	"io"
	"iter"
	"path"
	"strconv"
	"strings"
	"unicode"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/flow"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/tags"
)

// Format is the document.
var Format = form.Format{
	Name: "docx", Title: "Word document", Extensions: []string{".docx", ".docm", ".dotx"}, Shape: form.Archive, Holds: form.Holds{Texts: true},
	RecogniseFiles: func(files *form.Files) bool {
		return files.Has("[Content_Types].xml") && mainPart(files) != ""
	},
	Read: func(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
		return flow.Items(source, options, read)
	},
}

// largestPart bounds a part of the archive, in bytes unpacked.
const largestPart = 256 << 20

func read(source form.Source, options form.ReadOptions) (flow.Text, error) {
	text := flow.Text{Format: "docx"}
	files, err := source.Files()
	if err != nil {
		return text, err
	}
	defer files.Close()
	main := mainPart(files)
	if main == "" {
		return text, annotate.Invalidf("it is no Word document: choose another file, or another format")
	}
	if text.Source, err = source.ReadAll(flow.MaxSize); err != nil {
		return text, err
	}
	folder := path.Dir(main)
	r := reader{text: &text, styles: readStyles(files, path.Join(folder, "styles.xml")), notes: map[string]string{}}
	text.Properties.Language = r.styles.language
	for _, kind := range []string{"footnote", "endnote"} {
		if part := path.Join(folder, kind+"s.xml"); files.Has(part) {
			if err := r.readNotes(files, part, kind); err != nil {
				return text, err
			}
		}
	}
	if err := r.part(files, main, r.body); err != nil {
		return text, err
	}
	for _, note := range r.cited {
		text.Add(note)
	}
	if files.Has("docProps/core.xml") {
		readProperties(files, &text.Properties)
	}
	headers := 0
	for _, name := range files.Names {
		base := path.Base(name)
		if path.Dir(name) == folder && (strings.HasPrefix(base, "header") || strings.HasPrefix(base, "footer")) && strings.HasSuffix(base, ".xml") && hasWords(files, name) {
			headers++
		}
	}
	flow.LeftOut(options, flow.Count{N: r.deleted, One: "deletion that is tracked", Many: "deletions that are tracked"}, flow.Count{N: r.comments, One: "comment", Many: "comments"},
		flow.Count{N: r.hidden, One: "hidden piece of text", Many: "hidden pieces of text"}, flow.Count{N: headers, One: "header or footer", Many: "headers and footers"},
		flow.Count{N: r.chunks, One: "embedded file", Many: "embedded files"})
	if r.inserted > 0 {
		options.Say(annotate.Counted(r.inserted, "insertion that is tracked was", "insertions that are tracked were") + " taken as accepted")
	}
	return text, nil
}

// part walks over a part of the archive.
func (r *reader) part(files *form.Files, name string, take func(*tags.Walk) error) error {
	in, err := files.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	return take(tags.NewWalk(in, largestPart))
}

// mainPart is the part that holds the document's text, as the list of parts says; most programs call it word/document.xml.
func mainPart(files *form.Files) string {
	data, err := files.Source("[Content_Types].xml").ReadAll(4 << 20)
	if err != nil {
		return ""
	}
	var types struct {
		Override []struct {
			PartName    string `xml:",attr"`
			ContentType string `xml:",attr"`
		}
	}
	if xml.Unmarshal(data, &types) == nil {
		for _, o := range types.Override {
			name := strings.TrimPrefix(o.PartName, "/")
			isWord := strings.Contains(o.ContentType, "wordprocessingml") || strings.Contains(o.ContentType, "ms-word.")
			if isWord && strings.HasSuffix(o.ContentType, ".main+xml") && files.Has(name) {
				return name
			}
		}
	}
	if files.Has("word/document.xml") {
		return "word/document.xml"
	}
	return ""
}

// readProperties reads what the document says of itself. What cannot be read says nothing.
func readProperties(files *form.Files, into *flow.Properties) {
	data, err := files.Source("docProps/core.xml").ReadAll(1 << 20)
	if err != nil {
		return
	}
	var core struct {
		Title    string `xml:"title"`
		Creator  string `xml:"creator"`
		Created  string `xml:"created"`
		Language string `xml:"language"`
	}
	if xml.Unmarshal(data, &core) != nil {
		return
	}
	into.Title, into.Author, into.Created = core.Title, core.Creator, core.Created
	if core.Language != "" {
		into.Language = core.Language
	}
}

func hasWords(files *form.Files, name string) bool {
	in, err := files.Open(name)
	if err != nil {
		return false
	}
	defer in.Close()
	w := tags.NewWalk(io.LimitReader(in, largestPart), largestPart) // of one that is too large the beginning tells
	for {
		token, err := w.Next()
		if err != nil {
			return false
		}
		if text, is := token.(xml.CharData); is && strings.ContainsFunc(string(text), unicode.IsLetter) && w.Last("t") {
			return true
		}
	}
}

// styles are what the document calls its kinds of paragraphs.
type styles struct {
	names    map[string]string // by id, in lower case, of the first style that it is based on and that has a known name
	language string
}

func readStyles(files *form.Files, name string) styles {
	s := styles{names: map[string]string{}}
	data, err := files.Source(name).ReadAll(16 << 20)
	if err != nil {
		return s
	}
	var sheet struct {
		Defaults value `xml:"docDefaults>rPrDefault>rPr>lang"`
		Style    []struct {
			ID      string `xml:"styleId,attr"`
			Name    value  `xml:"name"`
			Based   value  `xml:"basedOn"`
			Outline *value `xml:"pPr>outlineLvl"`
		} `xml:"style"`
	}
	if xml.Unmarshal(data, &sheet) != nil {
		return s
	}
	s.language = sheet.Defaults.Val
	based := map[string]string{}
	for _, style := range sheet.Style {
		name := strings.ToLower(style.Name.Val)
		if level, err := strconv.Atoi(valueOf(style.Outline)); err == nil && level < 9 && kindOf(name) == (kind{}) {
			name = "heading " + strconv.Itoa(level+1)
		}
		s.names[style.ID], based[style.ID] = name, style.Based.Val
	}
	for id := range s.names {
		for at, steps := id, 0; steps < 20 && at != ""; at, steps = based[at], steps+1 {
			if kindOf(s.names[at]) != (kind{}) {
				s.names[id] = s.names[at]
				break
			}
		}
	}
	return s
}

// value is an element that says one thing.
type value struct {
	Val string `xml:"val,attr"`
}

func valueOf(v *value) string {
	if v == nil {
		return ""
	}
	return v.Val
}

// kind is what a style makes of a paragraph.
type kind struct {
	region  annotate.RegionKind
	heading int
	item    bool
}

func kindOf(style string) kind {
	switch {
	case style == "title":
		return kind{region: annotate.RegionTitle}
	case style == "caption":
		return kind{region: annotate.RegionCaption}
	case strings.HasPrefix(style, "toc "), style == "table of figures", style == "header", style == "footer":
		return kind{region: annotate.RegionBoilerplate}
	case strings.HasPrefix(style, "list"):
		return kind{item: true}
	}
	if level, found := strings.CutPrefix(style, "heading "); found {
		if n, err := strconv.Atoi(level); err == nil && n > 0 {
			return kind{heading: n}
		}
	}
	return kind{}
}
