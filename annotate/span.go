package annotate

import (
	"maps"
	"slices"
	"time"
)

// Segment is a stretch [Start,End) of a text, in code points.
type Segment struct {
	Start int
	End   int
}

// Span is one annotation: one or more segments of a document under a label.
type Span struct {
	ID          string
	DocumentID  string
	AnnotatorID string
	LabelID     string
	EntityID    string // "" where none is set
	Segments    []Segment
	Attributes  map[string]any // attribute name → string, float64, bool or []string; unset ones are absent
	Note        string
	Confidence  float64  // 0…1; 1 unless a model says otherwise
	DerivedFrom []string // ids of the spans from which adjudication made it
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// Start is the first segment's start, in code points.
func (s Span) Start() int { return s.Segments[0].Start }

// End is the last segment's end, in code points.
func (s Span) End() int { return s.Segments[len(s.Segments)-1].End }

// NormalizeSegments sorts segments and joins those that touch or overlap; empty ones are dropped.
func NormalizeSegments(segments []Segment) []Segment {
	sorted := make([]Segment, 0, len(segments))
	for _, s := range segments {
		if s.End > s.Start {
			sorted = append(sorted, s)
		}
	}
	slices.SortFunc(sorted, func(a, b Segment) int { return a.Start - b.Start })
	joined := sorted[:0]
	for _, s := range sorted {
		if n := len(joined); n > 0 && s.Start <= joined[n-1].End {
			joined[n-1].End = max(joined[n-1].End, s.End)
			continue
		}
		joined = append(joined, s)
	}
	return joined
}

// ValidateSegments reports the first rule that segments break over a text of length code points: at least one,
// none empty, in order, none touching another, all within the text.
func ValidateSegments(segments []Segment, length int) error {
	if len(segments) == 0 {
		return Invalidf("a span needs at least one segment")
	}
	end := -1
	for _, s := range segments {
		if err := ValidateSegment(s, length); err != nil {
			return err
		}
		if s.Start <= end {
			return Invalidf("segment %d–%d touches or precedes the one before it", s.Start, s.End)
		}
		end = s.End
	}
	return nil
}

// ValidateSegment reports the first rule that a segment breaks by itself: it is not empty and lies within a text of length code points.
func ValidateSegment(s Segment, length int) error {
	switch {
	case s.Start < 0 || s.End > length:
		return Invalidf("segment %d–%d lies outside a text of %d characters", s.Start, s.End, length)
	case s.Start >= s.End:
		return Invalidf("segment %d–%d is empty", s.Start, s.End)
	}
	return nil
}

// SpanLess orders spans for display and export: by first start, then last end, then id.
func SpanLess(a, b Span) bool {
	if a.Start() != b.Start() {
		return a.Start() < b.Start()
	}
	if a.End() != b.End() {
		return a.End() < b.End()
	}
	return a.ID < b.ID
}

// SameSpan says whether two spans agree in all that they say, whenever they were made.
func SameSpan(a, b Span) bool {
	return a.ID == b.ID && a.DocumentID == b.DocumentID && a.AnnotatorID == b.AnnotatorID && a.LabelID == b.LabelID && a.EntityID == b.EntityID &&
		a.Note == b.Note && a.Confidence == b.Confidence && slices.Equal(a.DerivedFrom, b.DerivedFrom) && slices.Equal(a.Segments, b.Segments) &&
		maps.EqualFunc(a.Attributes, b.Attributes, func(x, y any) bool { return ValueOf(x).Equal(ValueOf(y)) })
}

// Relabel gives s another label: it keeps the values that label admits, and loses the others and its entity. dropped counts what is lost.
func (s Span) Relabel(label Label) (relabelled Span, dropped int) {
	kept := map[string]any{}
	for name, value := range s.Attributes {
		if a, has := label.Attribute(name); has {
			if value, err := a.Check(value); err == nil {
				kept[name] = value
				continue
			}
		}
		dropped++
	}
	if s.EntityID != "" {
		dropped++
	}
	s.LabelID, s.EntityID, s.Attributes = label.ID, "", kept
	return s, dropped
}
