// Package odt reads text documents of OpenDocument (LibreOffice and others), packed or as one flat XML file: paragraphs, headings,
// lists, tables as text, text boxes, notes at the end. What was struck out while changes were tracked, comments, hidden text, headers
// and footers are left out.
//
// It knows nothing of what the paragraphs become; package flow does. Start with Format.
package odt

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/flow"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/tags"
)

// Format is the document.
var Format = form.Format{
	Name: "odt", Title: "OpenDocument text", Extensions: []string{".odt", ".ott", ".fodt"}, Shape: form.Archive, Holds: form.Holds{Texts: true},
	RecogniseFiles: func(files *form.Files) bool {
		kind, err := files.Source("mimetype").ReadAll(200)
		return err == nil && files.Has("content.xml") && strings.HasPrefix(string(kind), mediaType)
	},
	Recognise: func(_ string, start []byte) bool {
		return bytes.Contains(start, []byte("<office:document ")) && bytes.Contains(start, []byte(`office:mimetype="`+mediaType))
	},
	Read: func(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
		return flow.Items(source, options, read)
	},
}

const mediaType = "application/vnd.oasis.opendocument.text"

// largestPart bounds a part of the archive, in bytes unpacked.
const largestPart = 256 << 20

func read(source form.Source, options form.ReadOptions) (flow.Text, error) {
	r := reader{text: &flow.Text{Format: "odt"}, styles: map[string]style{}}
	shape, err := source.Shape()
	if err != nil {
		return *r.text, err
	}
	if r.text.Source, err = source.ReadAll(flow.MaxSize); err != nil {
		return *r.text, err
	}
	if shape == form.File {
		err = r.walk(bytes.NewReader(r.text.Source))
	} else {
		err = r.archive(source)
	}
	if err != nil {
		return *r.text, err
	}
	for _, note := range r.cited {
		r.text.Add(note)
	}
	flow.LeftOut(options, flow.Count{N: r.deleted, One: "deletion that is tracked", Many: "deletions that are tracked"}, flow.Count{N: r.comments, One: "comment", Many: "comments"},
		flow.Count{N: r.hidden, One: "hidden piece of text", Many: "hidden pieces of text"}, flow.Count{N: r.headers, One: "header or footer", Many: "headers and footers"})
	if r.inserted > 0 {
		options.Say(annotate.Counted(r.inserted, "insertion that is tracked was", "insertions that are tracked were") + " taken as accepted")
	}
	return *r.text, nil
}

// archive reads the parts of a packed document.
func (r *reader) archive(source form.Source) error {
	files, err := source.Files()
	if err != nil {
		return err
	}
	defer files.Close()
	if manifest, err := files.Source("META-INF/manifest.xml").ReadAll(16 << 20); err == nil && bytes.Contains(manifest, []byte("encryption-data")) {
		return annotate.Invalidf("encrypted OpenDocument text: remove the password first")
	}
	if !files.Has("content.xml") {
		return annotate.Invalidf("it is no OpenDocument text: choose another file, or another format")
	}
	for _, name := range []string{"meta.xml", "styles.xml", "content.xml"} {
		if !files.Has(name) {
			continue
		}
		in, err := files.Open(name)
		if err != nil {
			return err
		}
		err = r.walk(in)
		in.Close()
		if err != nil && name == "content.xml" { // without the others the text is still there
			return err
		}
	}
	return nil
}

func (r *reader) walk(in io.Reader) error {
	w := tags.NewWalk(in, largestPart)
	for {
		token, err := w.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			err = r.start(w, t)
		case xml.EndElement:
			r.end(t)
		case xml.CharData:
			r.words(string(t))
		}
		if err != nil {
			return err
		}
	}
}
