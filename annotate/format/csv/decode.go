package csv

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/ingest/charset"
)

// largestDecoded bounds a table that is not UTF-8, in bytes: it is decoded in memory.
const largestDecoded = 256 << 20

// saveAgain is what a person does about a table whose letters cannot be told.
const saveAgain = "save the table as “CSV UTF-8”"

// open begins to read a table as UTF-8. One in another encoding, which is what a spreadsheet writes as plain “CSV” or as “Unicode
// text”, is decoded as articles are, and it is said what was guessed; it is refused where letters would be lost.
func open(source form.Source, options form.ReadOptions) (io.ReadCloser, error) {
	plain, err := isUTF8(source)
	if err != nil {
		return nil, err
	}
	file, err := source.Open()
	if err != nil || plain {
		return file, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, largestDecoded+1))
	if err != nil {
		return nil, err
	}
	if len(data) > largestDecoded {
		return nil, annotate.Invalidf("it is not UTF-8 and larger than %d MB: %s", largestDecoded>>20, saveAgain)
	}
	text, err := decode(data, options)
	return io.NopCloser(strings.NewReader(text)), err
}

// isUTF8 says whether a file is UTF-8 throughout. Where U+0000 stands in its first line it is UTF-16 or UTF-32 without a mark.
func isUTF8(source form.Source) (bool, error) {
	file, err := source.Open()
	if err != nil {
		return false, err
	}
	defer file.Close()
	in := bufio.NewReader(file)
	start, _ := in.Peek(4096)
	if bytes.IndexByte(firstLine(start), 0) >= 0 {
		return false, nil
	}
	_, err = io.Copy(io.Discard, transform.NewReader(in, encoding.UTF8Validator))
	if errors.Is(err, encoding.ErrInvalidUTF8) {
		return false, nil
	}
	return err == nil, err
}

func decode(data []byte, options form.ReadOptions) (string, error) {
	reading, err := charset.ReadAs(data, options.Encoding)
	switch {
	case errors.Is(err, charset.ErrUndecodable):
		return "", annotate.Invalidf("it is not UTF-8, and its character encoding cannot be told: %s, or name its encoding", saveAgain)
	case err != nil:
		return "", err
	}
	var notes []string
	if reading.Guessed {
		notes = append(notes, fmt.Sprintf("it is not UTF-8 and was read as %v: check the letters with accents and the signs, or %s", reading, saveAgain))
	}
	for _, damage := range reading.Damage {
		switch damage.Kind {
		case charset.NUL:
			return "", annotate.Invalidf("line %d holds the character U+0000, %s", damage.Lines[0], takeOut)
		case charset.Malformed:
			return "", annotate.Invalidf("line %d has letters that are neither UTF-8 nor %s: %s", damage.Lines[0], reading.Name, saveAgain)
		}
		notes = append(notes, damage.String())
	}
	for _, note := range notes {
		if options.Note != nil {
			options.Note(note)
		}
	}
	return reading.Text, nil
}

// takeOut is why U+0000 is refused, and what to do.
const takeOut = "where other programs take a text to end: take it out"

// doubt says, once, where letters look as if a spreadsheet had taken UTF-8 for another encoding and saved what it saw as UTF-8.
func (t *table) doubt(s dataset.Span, options form.ReadOptions) {
	if t.twice || options.Note == nil {
		return
	}
	typed := s.Note // the words of an article may stand so in the article
	if s.Entity != nil {
		typed += "\n" + s.Entity.Name
	}
	mended, found := charset.DecodedTwice(typed)
	if !found {
		return
	}
	t.twice = true
	options.Note(fmt.Sprintf("it looks as if UTF-8 had been read as %s (“%s” for “%s”): open the exported table as UTF-8 in the spreadsheet", mended.As, mended.Before, mended.After))
}
