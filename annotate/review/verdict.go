package review

import (
	"cmp"
	"slices"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
)

// Name says what a reviewer, or a vote, made of an item.
type Name string

// The verdicts. All but Skip are decisions.
const (
	Take         Name = "take"         // one candidate, as it is
	Several      Name = "several"      // several candidates, which both stand
	Union        Name = "union"        // what any of the candidates covers
	Intersection Name = "intersection" // what all of the candidates cover
	Edited       Name = "edited"       // something that no candidate says
	None         Name = "none"         // nothing: no candidate stands
	Skip         Name = "skip"         // not decided
	Unanimous    Name = "auto-unanimous"
	Majority     Name = "auto-majority"
)

// Verdict is an answer to an item.
type Verdict struct {
	Name Name
	// Candidates are places in the item's list. Take takes the one, Several each of them, Union and Intersection
	// those, or all where none is named; in what is not their place they follow the first. Edited says what was edited.
	Candidates []int
	// Spans are of Edited: segments, label, entity, attributes and note of each gold span. Of Majority it is the one that the
	// votes make, where no candidate says all of it.
	Spans     []annotate.Span
	Relations []annotate.Relation // of Edited, for an item of relations: type, ends, which are gold spans, and note
}

// words are how a verdict is said of what it settled.
var words = map[Name]string{
	Take: "Taken", Several: "Several taken", Union: "Union taken", Intersection: "Intersection taken", Edited: "Taken with changes",
	None: "None of them", Skip: "Skipped", Unanimous: "Accepted by vote of all", Majority: "Accepted by majority",
}

// InWords is how the verdict is said of what it settled, such as "Union taken".
func (n Name) InWords() string { return cmp.Or(words[n], string(n)) }

// Auto says whether no person decided.
func (n Name) Auto() bool { return n == Unanimous || n == Majority }

// Spans returns the gold spans that a verdict on an item of spans makes, without id, annotator and times. They derive
// from all candidates, those that were taken first.
func (item Item) Spans(v Verdict) ([]annotate.Span, error) {
	if err := item.check(v); err != nil {
		return nil, err
	}
	chosen := item.chosen(v)
	switch v.Name {
	case None:
		return nil, nil
	case Edited:
		if len(v.Spans) == 0 {
			return nil, annotate.Invalidf("an edited item needs a span: choose “none of them” where nothing is to be marked")
		}
		var spans []annotate.Span
		for _, s := range v.Spans {
			spans = append(spans, item.gold(s, chosen))
		}
		return spans, nil
	case Several:
		var spans []annotate.Span
		for _, i := range chosen {
			spans = append(spans, item.gold(item.Candidates[i].Span, []int{i}))
		}
		return spans, nil
	}
	if v.Name == Majority && len(v.Spans) == 1 {
		return []annotate.Span{item.gold(v.Spans[0], chosen)}, nil
	}
	span := item.gold(item.Candidates[chosen[0]].Span, chosen)
	if v.Name == Union || v.Name == Intersection {
		span.Segments = item.covered(chosen, v.Name == Intersection)
		if len(span.Segments) == 0 {
			return nil, annotate.Invalidf("the candidates have no words in common")
		}
	}
	return []annotate.Span{span}, nil
}

// Relations returns the gold relations that a verdict on an item of relations makes, without id, annotator and times.
func (item Item) Relations(v Verdict) ([]annotate.Relation, error) {
	if err := item.check(v); err != nil {
		return nil, err
	}
	switch v.Name {
	case None:
		return nil, nil
	case Union, Intersection:
		return nil, annotate.Invalidf("a relation has no boundaries to unite")
	case Edited:
		if len(v.Relations) == 0 {
			return nil, annotate.Invalidf("an edited item needs a relation: choose “none of them” where nothing is to be marked")
		}
		return slices.Clone(v.Relations), nil
	}
	var relations []annotate.Relation
	for _, i := range item.chosen(v) {
		c := item.Candidates[i]
		relations = append(relations, annotate.Relation{TypeID: c.Relation.TypeID, HeadSpanID: c.Head, TailSpanID: c.Tail, Note: c.Relation.Note})
	}
	return relations, nil
}

// check says why a verdict is none on this item.
func (item Item) check(v Verdict) error {
	for _, i := range v.Candidates {
		if i < 0 || i >= len(item.Candidates) {
			return annotate.Invalidf("the item has %d candidates and no number %d", len(item.Candidates), i+1)
		}
	}
	switch v.Name {
	case Take:
		if len(v.Candidates) != 1 {
			return annotate.Invalidf("choose the candidate to take")
		}
	case Unanimous, Majority:
		if len(v.Candidates) == 0 {
			return annotate.Invalidf("a vote needs the candidates that won it")
		}
	case Several:
		if len(v.Candidates) < 2 {
			return annotate.Invalidf("choose two candidates or more that both stand")
		}
	case Union, Intersection:
		if len(item.Candidates) == 0 {
			return annotate.Invalidf("there is no candidate")
		}
	case Edited, None:
	default:
		return annotate.Invalidf("%q is no verdict", v.Name)
	}
	return nil
}

// chosen is the candidates that a verdict rests on, each once. A vote makes one span, of the candidate that it names first.
func (item Item) chosen(v Verdict) []int {
	var chosen []int
	for _, i := range v.Candidates {
		if !slices.Contains(chosen, i) {
			chosen = append(chosen, i)
		}
	}
	if len(chosen) == 0 && v.Name != Edited {
		for i := range item.Candidates {
			chosen = append(chosen, i)
		}
	}
	if item.Kind == Relation && v.Name.Auto() {
		return chosen[:1]
	}
	return chosen
}

// gold is a gold span that says what s says.
func (item Item) gold(s annotate.Span, chosen []int) annotate.Span {
	s.ID, s.AnnotatorID, s.DocumentID, s.Confidence = "", "", item.DocumentID, 1
	s.CreatedAt, s.UpdatedAt, s.DerivedFrom = time.Time{}, time.Time{}, nil
	s.Segments = annotate.NormalizeSegments(s.Segments)
	for _, i := range chosen {
		s.DerivedFrom = append(s.DerivedFrom, item.Candidates[i].Span.ID)
	}
	for i, c := range item.Candidates {
		if !slices.Contains(chosen, i) {
			s.DerivedFrom = append(s.DerivedFrom, c.Span.ID)
		}
	}
	return s
}

// covered is what any of the chosen candidates covers, or what all of them do.
func (item Item) covered(chosen []int, all bool) []annotate.Segment {
	segments := item.Candidates[chosen[0]].Span.Segments
	for _, i := range chosen[1:] {
		other := item.Candidates[i].Span.Segments
		if !all {
			segments = append(slices.Clone(segments), other...)
			continue
		}
		var shared []annotate.Segment
		for _, a := range segments {
			for _, b := range other {
				shared = append(shared, annotate.Segment{Start: max(a.Start, b.Start), End: min(a.End, b.End)})
			}
		}
		segments = shared
	}
	return annotate.NormalizeSegments(segments)
}

// Result returns which of the gold spans of a document stands for a candidate, or false where none does: of those that
// derive from it the one with its label, and of these the one that has most text in common with it.
func Result(candidate annotate.Span, gold []annotate.Span) (annotate.Span, bool) {
	best, most := -1, -1.0
	for i, g := range gold {
		if !slices.Contains(g.DerivedFrom, candidate.ID) {
			continue
		}
		fit := common(candidate.Segments, g.Segments)
		if g.LabelID == candidate.LabelID {
			fit += 2
		}
		if fit > most {
			best, most = i, fit
		}
	}
	if best < 0 {
		return annotate.Span{}, false
	}
	return gold[best], true
}
