// Package annotate is the model of Parallax: stories, documents, spans, relations and the rules that hold between
// them. It does no input or output and knows neither the database nor the window.
//
// Offsets are Unicode code points over a document's text, half open: [start,end). A span never cuts a grapheme
// cluster. Ids are UUID text. Times are UTC.
//
// Start with Span, Document and Codebook; each noun is a file.
package annotate

import (
	"crypto/sha1"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"
)

// NewID returns a fresh id, a UUID of version 7. Ids that are made one after the other sort so: a project file grows
// at the end of its indexes, which keeps saving fast however large it is.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

// namespace is the root under which ids are derived from names.
var namespace = uuid.MustParse("6f0c7a52-7d0e-5f0b-9a53-3b8f5f2c1d10")

// DerivedID returns the id that belongs to the parts, the same on every machine: two projects that were made from
// the same codebook agree on the ids of its labels.
func DerivedID(parts ...string) string { return SeedOf(parts...).ID() }

// Seed stands for the first parts of many derived ids, which need not be gone over for each.
type Seed struct{ id uuid.UUID }

// SeedOf is the seed of ids that begin with these parts.
func SeedOf(parts ...string) Seed { return Seed{namespace}.with(parts) }

// ID is the id that DerivedID gives for the parts of the seed and these.
func (s Seed) ID(parts ...string) string { return s.with(parts).id.String() }

func (s Seed) with(parts []string) Seed {
	var some [128]byte
	said := some[:0]
	for _, part := range parts { // as uuid.NewSHA1 does, which makes a hash of its own for each
		said = append(append(said[:0], s.id[:]...), part...)
		sum := sha1.Sum(said)
		copy(s.id[:], sum[:])
		s.id[6], s.id[8] = s.id[6]&0x0f|5<<4, s.id[8]&0x3f|0x80
	}
	return s
}

// Kinds of error that callers tell apart with errors.Is.
var (
	ErrInvalid  = errors.New("invalid")      // the input breaks a rule of the model
	ErrNotFound = errors.New("not found")    // what was named does not exist
	ErrConflict = errors.New("conflict")     // it would break what others made
	ErrNothing  = errors.New("nothing done") // there was nothing to do
)

// problem is an error of a kind whose text is only its sentence.
type problem struct {
	kind     error
	sentence string
}

func (p *problem) Error() string { return p.sentence }
func (p *problem) Unwrap() error { return p.kind }

// Invalidf returns an ErrInvalid that reads as the formatted sentence.
func Invalidf(format string, args ...any) error {
	return &problem{ErrInvalid, fmt.Sprintf(format, args...)}
}

// NotFoundf returns an ErrNotFound that reads as the formatted sentence.
func NotFoundf(format string, args ...any) error {
	return &problem{ErrNotFound, fmt.Sprintf(format, args...)}
}

// Conflictf returns an ErrConflict that reads as the formatted sentence.
func Conflictf(format string, args ...any) error {
	return &problem{ErrConflict, fmt.Sprintf(format, args...)}
}

// Nothingf returns an ErrNothing that reads as the formatted sentence.
func Nothingf(format string, args ...any) error {
	return &problem{ErrNothing, fmt.Sprintf(format, args...)}
}

// SetOf is the set of the parts of a list, which the separator parts; blank parts are none. A separator of one space is any white space.
func SetOf(separator, list string) map[string]bool {
	parts := strings.Split(list, separator)
	if separator == " " {
		parts = strings.Fields(list)
	}
	set := map[string]bool{}
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			set[part] = true
		}
	}
	return set
}

// Counted says how many of something there are: "1 span", "3 spans".
func Counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
