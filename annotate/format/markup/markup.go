// Package markup reads XML of other programs within bounds: no entities but the five that XML has, no file that it names, no depth and no
// size without end. It knows no format. Start with NewDecoder.
package markup

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/parallax-annotation/parallax/annotate"
)

// Bounds of what is read.
const (
	deepest = 200
	largest = 1 << 30 // bytes
)

// Decoder reads the elements of a document one after the other.
type Decoder struct {
	*xml.Decoder
	from *bounded
}

// bounded refuses what goes too deep.
type bounded struct {
	*xml.Decoder
	depth int
}

// Token is the next token, raw: the decoder around this one sees to it that elements end as they began, and to their name spaces.
func (b *bounded) Token() (xml.Token, error) {
	token, err := b.RawToken()
	switch token.(type) {
	case xml.StartElement:
		if b.depth++; b.depth > deepest {
			return nil, annotate.Invalidf("line %d: its elements lie more than %d deep in each other", b.line(), deepest)
		}
	case xml.EndElement:
		b.depth--
	}
	return token, err
}

func (b *bounded) line() int {
	line, _ := b.InputPos()
	return line
}

// NewDecoder begins to read a document in whatever encoding it names.
func NewDecoder(in io.Reader) *Decoder {
	start := bufio.NewReader(&ending{in, largest})
	mark, _ := start.Peek(3)
	var text io.Reader = start
	switch {
	case bytes.HasPrefix(mark, []byte("\xef\xbb\xbf")):
		_, _ = start.Discard(3)
	case bytes.HasPrefix(mark, []byte("\xff\xfe")), bytes.HasPrefix(mark, []byte("\xfe\xff")):
		text = transform.NewReader(start, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
	}
	from := &bounded{Decoder: xml.NewDecoder(text)}
	from.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if strings.HasPrefix(strings.ToLower(label), "utf-16") { // which it was decoded from, or the name would not have been read
			return in, nil
		}
		encoding, err := htmlindex.Get(label)
		if err != nil {
			return nil, annotate.Invalidf("its encoding %q is not known: save it as UTF-8", label)
		}
		return encoding.NewDecoder().Reader(in), nil
	}
	return &Decoder{xml.NewTokenDecoder(from), from}
}

// ending is a file that is refused where it is too long.
type ending struct {
	io.Reader
	left int64
}

func (e *ending) Read(data []byte) (int, error) {
	n, err := e.Reader.Read(data)
	if e.left -= int64(n); e.left < 0 {
		return 0, annotate.Invalidf("it is larger than %d MB: divide it", largest>>20)
	}
	return n, err
}

// Wrong says in a sentence what is wrong with a document, of an error that reading it gave.
func (d *Decoder) Wrong(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case err == nil || errors.Is(err, annotate.ErrInvalid):
		return err
	case errors.As(err, &syntax):
		return annotate.Invalidf("line %d is no XML (%s): it was cut or edited: save it again", d.from.line(), syntax.Msg)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return annotate.Invalidf("it ends in the middle: get it again")
	}
	return fmt.Errorf("line %d: %w", d.from.line(), err)
}

// Next is the next start of an element within the one that was begun last; false where that ends.
func (d *Decoder) Next() (xml.StartElement, bool, error) {
	for {
		token, err := d.Token()
		if err != nil {
			return xml.StartElement{}, false, d.Wrong(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			return t.Copy(), true, nil
		case xml.EndElement:
			return xml.StartElement{}, false, nil
		}
	}
}

// Root is the element that holds all others.
func (d *Decoder) Root() (xml.StartElement, error) {
	root, found, err := d.Next()
	if err == nil && !found {
		err = annotate.Invalidf("there is no element in it")
	}
	return root, err
}

// Into reads an element that was begun into a struct.
func (d *Decoder) Into(value any, start xml.StartElement) error {
	return d.Wrong(d.DecodeElement(value, &start))
}

// Text is the text in the element that was begun last, without that of the elements within it.
func (d *Decoder) Text() (string, error) {
	var text strings.Builder
	for {
		token, err := d.Token()
		if err != nil {
			return "", d.Wrong(err)
		}
		switch t := token.(type) {
		case xml.CharData:
			text.Write(t)
		case xml.StartElement:
			if err := d.Over(); err != nil {
				return "", err
			}
		case xml.EndElement:
			return text.String(), nil
		}
	}
}

// Over leaves the element out that was begun last.
func (d *Decoder) Over() error { return d.Wrong(d.Skip()) }

// Attribute is the value of an attribute, "" where there is none.
func Attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// Begins says whether a file begins as a document whose first element has that name, and is in that namespace unless it is "".
func Begins(start []byte, name, space string) bool {
	if bytes.IndexByte(start, '<') < 0 {
		return false // which is all that most files are asked
	}
	root, err := NewDecoder(bytes.NewReader(start)).Root()
	return err == nil && root.Name.Local == name && (space == "" || root.Name.Space == space)
}

// Sound is a text without the characters that XML cannot hold, and how many went.
func Sound(text string) (sound string, went int) {
	sound = strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r != 0xFFFE && r != 0xFFFF {
			return r
		}
		went++
		return -1
	}, text)
	return sound, went
}

// Escape is a text as it stands in an element or in an attribute with quotation marks.
func Escape(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // which a builder never fails
	return b.String()
}
