// Package tags has what the readers of marked-up documents share: walking over XML that is not to be trusted, and making blocks of
// HTML that stands within something else.
//
// It knows no file format. Start with Walk for XML, with Blocks for HTML.
package tags

import (
	"encoding/xml"
	"errors"
	"io"

	"golang.org/x/net/html/charset"

	"github.com/parallax-annotation/parallax/annotate"
)

// deepest is how many elements may lie within each other.
const deepest = 2000

// Walk goes over XML from token to token. Entities that the document defines itself are not known to it, so that none can be made to
// grow; nothing outside the document is ever read.
type Walk struct {
	in       *xml.Decoder
	left     *io.LimitedReader
	tooLarge bool // as the archive around it says
	path     []xml.Name
}

// NewWalk begins to read a document of at most so many bytes.
func NewWalk(in io.Reader, most int64) *Walk {
	w := &Walk{left: &io.LimitedReader{R: in, N: most}}
	if packed, is := in.(interface{ Unpacked() int64 }); is && packed.Unpacked() > most {
		w.tooLarge = true
	}
	w.in = xml.NewDecoder(w.left)
	w.in.CharsetReader = charset.NewReaderLabel
	return w
}

var errTooLarge = annotate.Invalidf("it unpacks to more than is read of one document: divide it")

// Next is the next token, valid until the one after it. At the end it is io.EOF; an error of the content is an annotate.ErrInvalid.
func (w *Walk) Next() (xml.Token, error) {
	if w.tooLarge {
		return nil, errTooLarge
	}
	token, err := w.in.Token()
	if err != nil {
		return nil, w.explain(err)
	}
	switch t := token.(type) {
	case xml.StartElement:
		if len(w.path) == deepest {
			return nil, annotate.Invalidf("its elements lie more than %d deep in each other: save it again with the program that made it", deepest)
		}
		w.path = append(w.path, t.Name)
	case xml.EndElement:
		w.path = w.path[:len(w.path)-1]
	}
	return token, nil
}

func (w *Walk) explain(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, annotate.ErrInvalid), errors.Is(err, io.EOF) && len(w.path) == 0:
		return err
	case w.left.N == 0:
		return errTooLarge
	case errors.As(err, &syntax):
		return annotate.Invalidf("its XML is damaged in line %d (%s): get it again, or save it again with the program that made it", syntax.Line, syntax.Msg)
	}
	return annotate.Invalidf("its XML is damaged (%v): get it again, or save it again with the program that made it", err)
}

// Skip passes over the element that was just begun.
func (w *Walk) Skip() error {
	for depth := len(w.path) - 1; len(w.path) > depth; {
		if _, err := w.Next(); err != nil {
			return err
		}
	}
	return nil
}

// Inside says whether the walk is within an element of that local name.
func (w *Walk) Inside(local string) bool {
	for _, name := range w.path {
		if name.Local == local {
			return true
		}
	}
	return false
}

// Last says whether the innermost element is of that local name.
func (w *Walk) Last(local string) bool {
	return len(w.path) > 0 && w.path[len(w.path)-1].Local == local
}

// Depth is how many elements the walk is within.
func (w *Walk) Depth() int { return len(w.path) }

// Attribute is the value of an attribute by its local name, "" where there is none.
func Attribute(element xml.StartElement, local string) string {
	for _, a := range element.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}
