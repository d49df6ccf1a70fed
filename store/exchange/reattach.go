package exchange

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// A dataset may have been passed on without its texts. Who has copies of the articles joins the two again: exactly where a copy is the
// text that was left out, else by the words that the annotations quote.

// leastFound is the share of the quotes that must stand in a copy for it to be taken for the article. Where it is not called as the article
// is, it must be more than that.
const leastFound = 0.5

// copySet are copies of articles, with what tells quickly which of many may be the text of a record.
type copySet struct {
	list    []PlannedDocument
	byHash  map[string]int
	threes  [][]uint64     // of each copy, a bit for each three bytes that stand in it
	takenBy map[int]string // id of the record of which a copy is the text
}

// threeBits is how many bits are kept of a text: few of them are set by chance for all of a quote.
const (
	threePower = 13
	threeBits  = 1 << threePower
)

func newCopySet(list []PlannedDocument) *copySet {
	c := &copySet{list: list, byHash: map[string]int{}, takenBy: map[int]string{}}
	for i, one := range list {
		if _, twice := c.byHash[one.Document.TextSHA256]; !twice {
			c.byHash[one.Document.TextSHA256] = i
		}
		set := make([]uint64, threeBits/64)
		for bit := range threesOf(one.Document.Text) {
			set[bit/64] |= 1 << (bit % 64)
		}
		c.threes = append(c.threes, set)
	}
	return c
}

// threesOf yields a number for each three bytes that follow each other.
func threesOf(text string) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for i := 0; i+3 <= len(text); i++ {
			three := uint32(text[i]) | uint32(text[i+1])<<8 | uint32(text[i+2])<<16
			if !yield(three * 2654435761 >> (32 - threePower)) {
				return
			}
		}
	}
}

// mayQuote says whether the words of a quote may all stand in a copy.
func (c *copySet) mayQuote(copy int, q align.Quoted) bool {
	for word := range strings.FieldsSeq(q.Words) {
		for bit := range threesOf(word) {
			if c.threes[copy][bit/64]&(1<<(bit%64)) == 0 {
				return false
			}
		}
	}
	return true
}

// reattach gives a record whose text was left out that of a copy, and its annotations the places that they have there. A record that needs
// none comes back as it is.
func (d *datasetImport) reattach(r dataset.Record) (dataset.Record, error) {
	if len(d.plan.Copies) == 0 || r.Text != "" {
		return r, nil
	}
	if d.copies == nil {
		d.copies = newCopySet(d.plan.Copies)
	}
	there, err := d.Document(r.ID)
	switch {
	case err == nil && there.TextSHA256 == r.TextSHA256:
		return r, nil
	case err == nil: // its annotations were joined to a copy before
		known := PlannedDocument{File: there.Name()}
		known.Document.Document = there
		if known.Document.Regions, err = d.Regions(there.ID); err != nil {
			return r, err
		}
		return d.moved(r, known), nil
	case !errors.Is(err, annotate.ErrNotFound):
		return r, err
	}
	if i, exact := d.copies.byHash[r.TextSHA256]; exact {
		d.copies.takenBy[i] = r.ID
		r.Text = d.copies.list[i].Document.Text
		return r, nil
	}
	at := d.copies.closest(r)
	if at < 0 {
		return r, noText{annotate.NotFoundf("none of the copies has the text of %s: add it to the folder", recordName(r))}
	}
	d.copies.takenBy[at] = r.ID
	return d.moved(r, d.copies.list[at]), nil
}

// noText is an error that a folder with the right copies would mend.
type noText struct{ error }

func (e noText) Unwrap() error { return e.error }

// closest is of the copies that have enough of what a record quotes the one of its name, then the one that has most of it, then the one that
// has it nearest to where it stood; -1 where none has enough.
func (c *copySet) closest(r dataset.Record) int {
	type fit struct {
		copy, found int
		named       bool
		away        int // code points, of all that was found
	}
	best := fit{copy: -1}
	least := int(math.Ceil(leastFound * float64(len(r.Spans))))
	for i, copy := range c.list {
		now := fit{copy: i, named: r.Meta.URL != "" && copy.Document.URL == r.Meta.URL || r.Meta.Title != "" && copy.Document.Title == r.Meta.Title ||
			r.Meta.SourceFile != "" && copy.Document.SourceName == r.Meta.SourceFile}
		if by := c.takenBy[i]; by != "" && by != r.ID || len(r.Spans) == 0 && !now.named {
			continue
		}
		var quoted []dataset.Span
		for _, s := range r.Spans {
			if c.mayQuote(i, quotedBy(s)) {
				quoted = append(quoted, s)
			}
		}
		if len(quoted) < least || best.named && !now.named || best.named == now.named && len(quoted) < best.found {
			continue
		}
		text := textpos.New(copy.Document.Text)
		for _, s := range quoted {
			if at, found := align.Again(text, quotedBy(s), s.Start); found {
				now.found++
				now.away += max(at.Start-s.Start, s.Start-at.Start)
			}
		}
		if now.found < least || !now.named && 2*now.found <= len(r.Spans) {
			continue
		}
		if best.copy < 0 || cmp.Or(compareBool(now.named, best.named), cmp.Compare(now.found, best.found), cmp.Compare(best.away, now.away)) > 0 {
			best = now
		}
	}
	return best.copy
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// quotedBy is what a span quotes: its words, or their beginning where an export left out the rest.
func quotedBy(s dataset.Span) align.Quoted {
	words, first := s.Text, s.Segments[0]
	if len(s.Segments) > 1 {
		words, _, _ = strings.Cut(words, " … ")
	}
	words, begun := strings.CutSuffix(words, "…")
	return align.Quoted{Words: words, Begun: begun, Length: first[1] - first[0]}
}

// moved gives a record the text of a copy that differs from its own. What is not found there is left out, and said.
func (d *datasetImport) moved(r dataset.Record, c PlannedDocument) dataset.Record {
	text := textpos.New(c.Document.Text)
	hashed, asTheyWere := r.TextSHA256 != "", true
	spans := slices.Clone(r.Spans)
	slices.SortStableFunc(spans, func(a, b dataset.Span) int { return cmp.Compare(a.Start, b.Start) })
	r.Text, r.TextSHA256, r.Spans, r.Regions = c.Document.Text, annotate.HashText(c.Document.Text), []dataset.Span{}, []dataset.Region{}
	for _, region := range c.Document.Regions {
		r.Regions = append(r.Regions, dataset.Region{Start: region.Start, End: region.End, Kind: string(region.Kind)})
	}
	drift := 0 // by how much what was found last stands further back than it did
	for _, s := range spans {
		was := s.Segments[0]
		at, found := align.Again(text, quotedBy(s), was[0]+drift)
		if !found {
			d.sayLine(fmt.Sprintf("%s: “%s” is not in the copy %s and was left out", recordName(r), s.Text, filepath.Base(c.File)))
			continue
		}
		drift = at.Start - was[0]
		asTheyWere = asTheyWere && drift == 0
		segments := [][2]int{{at.Start, at.End}}
		for _, rest := range s.Segments[1:] { // only the first is quoted
			shifted := [2]int{rest[0] + drift, min(rest[1]+drift, text.Len())}
			if shifted[0] >= segments[len(segments)-1][1] && shifted[0] < shifted[1] {
				segments = append(segments, shifted)
			}
		}
		s.Segments, s.Start, s.End = segments, segments[0][0], segments[len(segments)-1][1]
		list := make([]annotate.Segment, len(segments))
		for i, segment := range segments {
			list[i] = annotate.Segment{Start: segment[0], End: segment[1]}
		}
		s.Text = text.Quote(list)
		r.Spans = append(r.Spans, s)
	}
	why := "is not quite its text"
	if !hashed {
		why = "was taken for its text"
	}
	if hashed || !asTheyWere || len(r.Spans) < len(spans) {
		d.notes = append(d.notes, fmt.Sprintf("%s: the copy %s %s: %d of %s were found by their words", recordName(r), filepath.Base(c.File), why,
			len(r.Spans), annotate.Counted(len(spans), "annotation", "annotations")))
	}
	return r
}
