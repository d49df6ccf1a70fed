package exchange

import (
	"cmp"
	"errors"
	"fmt"
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

// leastFound is the share of the quotes that must stand in a copy for it to be taken for the article.
const leastFound = 0.5

// reattach gives a record whose text was left out that of a copy, and its annotations the places that they have there. A record that needs
// none comes back as it is.
func (d *datasetImport) reattach(r dataset.Record) (dataset.Record, error) {
	if len(d.plan.Copies) == 0 || r.Text != "" || r.TextSHA256 == "" {
		return r, nil
	}
	there, err := d.Document(r.ID)
	if err != nil && !errors.Is(err, annotate.ErrNotFound) {
		return r, err
	}
	known := err == nil
	if known && there.TextSHA256 == r.TextSHA256 {
		return r, nil
	}
	if !known {
		for _, c := range d.plan.Copies {
			if c.Document.TextSHA256 == r.TextSHA256 {
				r.Text = c.Document.Text
				return r, nil
			}
		}
	}
	copies := d.plan.Copies
	if known { // its annotations were joined to a copy before
		copies = []PlannedDocument{{File: there.Name()}}
		copies[0].Document.Document = there
		if copies[0].Document.Regions, err = d.Regions(there.ID); err != nil {
			return r, err
		}
	}
	at, chosen := d.copyOf[r.ID]
	if !chosen || known {
		taken := map[int]bool{} // by other articles
		for id, copy := range d.copyOf {
			taken[copy] = !known && id != r.ID
		}
		if at = closest(r, copies, taken); at < 0 {
			return r, noText{annotate.NotFoundf("none of the copies has the text of %s: add it to the folder", recordName(r))}
		}
		if !known {
			d.copyOf[r.ID] = at
		}
	}
	return d.moved(r, copies[at]), nil
}

// noText is an error that a folder with the right copies would mend.
type noText struct{ error }

func (e noText) Unwrap() error { return e.error }

// closest is the copy that has most of what a record quotes, of several such the one of its name, then the one that has it nearest to
// where it stood; -1 where none has enough.
func closest(r dataset.Record, copies []PlannedDocument, taken map[int]bool) int {
	type fit struct {
		copy, found int
		named       bool
		away        int // code points, of all that was found
	}
	var best fit
	least := int(math.Ceil(leastFound * float64(len(r.Spans))))
	for i, c := range copies {
		now := fit{copy: i, named: r.Meta.URL != "" && c.Document.URL == r.Meta.URL || r.Meta.Title != "" && c.Document.Title == r.Meta.Title ||
			r.Meta.SourceFile != "" && c.Document.SourceName == r.Meta.SourceFile}
		text := textpos.New(c.Document.Text)
		for _, s := range r.Spans {
			if at, found := align.Again(text, quotedBy(s), s.Start); found {
				now.found++
				now.away += max(at.Start-s.Start, s.Start-at.Start)
			}
		}
		if taken[i] || now.found < least || len(r.Spans) == 0 && !now.named {
			continue
		}
		if best == (fit{}) || cmp.Or(cmp.Compare(now.found, best.found), compareBool(now.named, best.named), cmp.Compare(best.away, now.away)) > 0 {
			best = now
			best.copy++ // 0 is none
		}
	}
	return best.copy - 1
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
	words, begun := strings.CutSuffix(s.Text, "…")
	first := s.Segments[0]
	if len(s.Segments) > 1 && !begun {
		words, _, _ = strings.Cut(words, " … ")
	}
	return align.Quoted{Words: words, Begun: begun, Length: first[1] - first[0]}
}

// moved gives a record the text of a copy that differs from its own. What is not found there is left out, and said.
func (d *datasetImport) moved(r dataset.Record, c PlannedDocument) dataset.Record {
	text := textpos.New(c.Document.Text)
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
	d.notes = append(d.notes, fmt.Sprintf("%s: the copy %s is not quite its text: %d of %s were found by their words", recordName(r), filepath.Base(c.File),
		len(r.Spans), annotate.Counted(len(spans), "annotation", "annotations")))
	return r
}
