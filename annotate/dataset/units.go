package dataset

import (
	"cmp"
	"fmt"
	"slices"
	"sort"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// Records returns the records of a layer in the unit that opts ask for, in the order of the text.
//
// By sentence, a unit grows over the sentences that follow as long as a span crosses into them, so no span is cut.
// A unit's id derives from the document's and its place; meta.source_file says the place as RFC 5147 does
// ("a.txt#char=10,80"). Units that lie wholly in regions and have no span and no flag are left out. A relation stands in the unit
// of its head and names the unit of its tail or, where that lies in another document, that document.
func Records(cb annotate.Codebook, layer annotate.Layer, opts Options) []Record {
	if opts.Unit != UnitSentence {
		return []Record{NewRecord(cb, layer, opts)}
	}
	w := writer{cb: cb, layer: layer, opts: opts, text: textpos.New(layer.Document.Text)}
	var records []Record
	unitOf := map[string]int{} // span → index in records
	next := 0
	rejected := layer.Rejected
	for _, unit := range sentenceUnits(w.text, slices.Concat(layer.Spans, layer.Rejected)) {
		first := next
		for next < len(layer.Spans) && layer.Spans[next].Start() < unit.End {
			next++
		}
		turnedDown := 0
		for turnedDown < len(rejected) && rejected[turnedDown].Start() < unit.End {
			turnedDown++
		}
		if first == next && turnedDown == 0 && covered(unit, layer.Regions) && !flagged(layer.Flags, unit) {
			continue
		}
		place := fmt.Sprintf("%d-%d", unit.Start, unit.End)
		record := w.record(annotate.DerivedID(layer.Document.ID, UnitSentence, place), unit)
		record.Meta.SourceFile += fmt.Sprintf("#char=%d,%d", unit.Start, unit.End)
		for _, s := range layer.Spans[first:next] {
			unitOf[s.ID] = len(records)
			record.Spans = append(record.Spans, w.span(s, unit))
		}
		for _, s := range rejected[:turnedDown] {
			record.Rejected = append(record.Rejected, w.span(s, unit))
		}
		rejected = rejected[turnedDown:]
		records = append(records, record)
	}
	for _, r := range layer.Relations {
		head, found := unitOf[r.HeadSpanID]
		if !found {
			continue
		}
		tail := layer.TailDocuments[r.ID]
		if unit, here := unitOf[r.TailSpanID]; here {
			tail = records[unit].ID
		}
		records[head].Relations = append(records[head].Relations, w.relation(r, records[head].ID, tail))
	}
	return records
}

// sentenceUnits returns the sentences of the text, joined where a span reaches over several of them or beyond one.
func sentenceUnits(text *textpos.Text, spans []annotate.Span) []annotate.Segment {
	stretches := slices.Collect(text.Sentences(annotate.Segment{End: text.Len()}))
	for _, s := range spans {
		stretches = append(stretches, annotate.Segment{Start: s.Start(), End: s.End()})
	}
	slices.SortFunc(stretches, func(a, b annotate.Segment) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	var units []annotate.Segment
	for _, s := range stretches {
		if n := len(units); n > 0 && s.Start < units[n-1].End {
			units[n-1].End = max(units[n-1].End, s.End)
			continue
		}
		units = append(units, s)
	}
	return units
}

// covered says that regions, in order and without overlap, leave nothing of unit.
func covered(unit annotate.Segment, regions []annotate.Region) bool {
	at := unit.Start
	for _, r := range touching(regions, unit) {
		if r.Start <= at {
			at = r.End
		}
	}
	return at >= unit.End
}

// touching are the regions, in order and without overlap, that share something with unit.
func touching(regions []annotate.Region, unit annotate.Segment) []annotate.Region {
	from := sort.Search(len(regions), func(i int) bool { return regions[i].End > unit.Start })
	to := from
	for to < len(regions) && regions[to].Start < unit.End {
		to++
	}
	return regions[from:to]
}
