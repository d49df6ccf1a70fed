package table

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/ingest/charset"
)

// largestDecoded bounds a table that is not UTF-8, in bytes: it is decoded in memory.
const largestDecoded = 256 << 20

// reader is a table that is being read.
type reader struct {
	*bufio.Reader
	io.Closer
	guard *guard
}

// guard ends a table in which a row does not end.
type guard struct {
	io.Reader
	row   int // the number of the last one that did
	since int // bytes since then
}

func (g *guard) Read(data []byte) (int, error) {
	n, err := g.Reader.Read(data)
	if g.since += n; g.since > largestRow {
		return 0, tooLarge(g.row + 1)
	}
	return n, err
}

func newTable(in io.ReadCloser) *reader {
	g := &guard{Reader: in}
	return &reader{bufio.NewReaderSize(g, form.StartSize), in, g}
}

// open begins to read a table as UTF-8, and says which encoding was guessed.
func open(source form.Source, options form.ReadOptions) (*reader, error) {
	plain, err := isUTF8(source)
	if err != nil {
		return nil, err
	}
	if plain && (options.Encoding == "" || strings.EqualFold(options.Encoding, "utf-8")) {
		in, err := source.Open()
		if err != nil {
			return nil, err
		}
		return newTable(in), nil
	}
	data, err := source.ReadAll(largestDecoded)
	if err != nil {
		return nil, err
	}
	reading, err := charset.ReadAs(data, options.Encoding)
	if err != nil {
		return nil, err
	}
	if reading.Guessed {
		options.Say("encoding: " + reading.String() + ": check the letters with accents and the signs")
	}
	for _, damage := range reading.Damage {
		options.Say("damage: " + damage.String())
	}
	return newTable(io.NopCloser(strings.NewReader(reading.Text))), nil
}

func isUTF8(source form.Source) (bool, error) {
	in, err := source.Open()
	if err != nil {
		return false, err
	}
	defer in.Close()
	start := bufio.NewReader(in)
	if first, _ := start.Peek(4096); bytes.IndexByte(first, 0) >= 0 {
		return false, nil
	}
	_, err = io.Copy(io.Discard, transform.NewReader(start, encoding.UTF8Validator))
	if errors.Is(err, encoding.ErrInvalidUTF8) {
		return false, nil
	}
	return err == nil, err
}

// decodeStart is the beginning of a file as text, and whether it is all of it.
func decodeStart(start []byte) (text string, whole bool) {
	whole = len(start) < form.StartSize
	for range utf8.UTFMax {
		if utf8.Valid(start) || len(start) == 0 || whole {
			break
		}
		start = start[:len(start)-1]
	}
	if utf8.Valid(start) && bytes.IndexByte(start, 0) < 0 {
		return strings.TrimPrefix(string(start), "\ufeff"), whole
	}
	reading, err := charset.Read(start)
	if err != nil {
		return "", whole
	}
	return strings.TrimPrefix(reading.Text, "\ufeff"), whole
}

// tooLarge refuses a row that is larger than an article can be.
func tooLarge(number int) error {
	return annotate.Invalidf("row %d is larger than %d MB: divide it", number, largestRow>>20)
}
