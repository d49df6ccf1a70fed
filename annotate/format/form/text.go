package form

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/ingest/charset"
)

// ReadText reads a file of text of at most so many bytes, without a byte order mark. One that is not UTF-8 is decoded as articles are, and
// note, which may be nil, hears what was guessed. It is refused where its encoding cannot be told.
func ReadText(source Source, most int64, options ReadOptions, note func(sentence string)) (string, error) {
	data, err := source.ReadAll(most)
	if err != nil {
		return "", err
	}
	if options.Encoding == "" && utf8.Valid(data) {
		return string(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))), nil
	}
	reading, err := charset.ReadAs(data, options.Encoding)
	switch {
	case errors.Is(err, charset.ErrUndecodable):
		return "", annotate.Invalidf("it is not UTF-8, and its character encoding cannot be told: save it as UTF-8, or name its encoding")
	case err != nil:
		return "", err
	}
	if note != nil && reading.Guessed {
		note(fmt.Sprintf("it is not UTF-8 and was read as %v", reading))
	}
	for _, damage := range reading.Damage {
		if note != nil {
			note(damage.String())
		}
	}
	return reading.Text, nil
}

// Short is the beginning of a text, up to so many code points, to be shown in a sentence. Its white space stays, which may be what is wrong.
func Short(text string, most int) string {
	count := 0
	for i := range text {
		if count++; count > most {
			return text[:i] + "…"
		}
	}
	return text
}

// formula says whether a spreadsheet would take a cell for one.
func formula(cell string) bool { return cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) }

// Guarded is a cell of a table with an apostrophe before it where a spreadsheet would take it for a formula. One that begins like a guarded
// one is guarded too, so that Unguarded gives it back.
func Guarded(cell string) string {
	if formula(strings.TrimLeft(cell, "'")) {
		return "'" + cell
	}
	return cell
}

// Unguarded is the inverse of Guarded.
func Unguarded(cell string) string {
	if strings.HasPrefix(cell, "'") && formula(strings.TrimLeft(cell, "'")) {
		return cell[1:]
	}
	return cell
}
