// Package review turns the annotations of several people into questions for a reviewer, and answers into gold.
//
// # Items
//
// What annotators marked in one article is put into items: one item holds the spans that mean the same thing, at most one
// of each annotator, so that one decision settles it. Every span is in exactly one item. Two spans of different annotators
// compete if they share text and
//
//   - have the same label, or
//   - have different labels, but most of their text in common (at least half of what both cover together), as where one
//     says actor and the other claim of the same words.
//
// An actor inside a long claim therefore is an item of its own. Within an item every two spans compete. The pairs are joined
// from the best down: those alike in everything, then those of the same place and label, then those of the same label by
// the share of their text that they have in common, then those of different labels by that share. Pairs that are equally good
// are taken in the order of the text and of the ids, so that it does not matter who the annotators are or in which
// order they are given.
//
// The id of an item follows from what its candidates say. An item whose candidates changed, or that got another, is
// another item: a decision on the one does not hold for the other.
//
// Relations are compared once the spans at their ends are decided: those that lead from one gold span to another,
// whoever drew them, make an item.
//
// It knows no project: spans and decisions come in as values. Start with Items for the questions, with Queue for their order and filter.
package review

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// Kind says what there is to decide about an item. Where candidates differ in several ways it is the gravest, in the
// order of Kinds.
type Kind string

// The kinds of item.
const (
	Label     Kind = "label"     // the labels differ
	Boundary  Kind = "boundary"  // the label is the same, the place is not
	Attribute Kind = "attribute" // only values of attributes differ
	Entity    Kind = "entity"    // only what it refers to differs
	Some      Kind = "some"      // alike, but not everybody who read the article marked it, or only one read it
	Agreed    Kind = "agreed"    // everybody marked it alike
	Relation  Kind = "relation"  // a link between two gold spans
	Added     Kind = "added"     // a gold span that no annotator marked: nothing to decide
)

// Kinds lists the kinds in the order in which a menu shows them.
var Kinds = []Kind{Label, Boundary, Attribute, Entity, Some, Relation, Agreed, Added}

// Layer is what one annotator did in one article. A layer without spans is that of somebody who read the article and
// found nothing to mark.
type Layer struct {
	Annotator annotate.Annotator
	Spans     []annotate.Span
}

// Names gives an entity's name for its id. Annotators who work apart make an entity each for the same thing: two
// entities of a label and a name are taken for one.
type Names map[string]string

// Candidate is what one annotator has at the place of an item: a span, or for a relation a link.
type Candidate struct {
	Annotator annotate.Annotator
	Span      annotate.Span
	Relation  annotate.Relation // of an item of relations, as the annotator drew it
	Head      string            // the gold span that stands for the relation's head
	Tail      string

	key    string // equal where two candidates say the same
	place  string // equal where two spans have the same segments
	entity string // equal where two spans refer to the same
	values string // equal where two spans have the same attributes
}

// ID is the id of the candidate's span or relation.
func (c Candidate) ID() string { return cmp.Or(c.Span.ID, c.Relation.ID) }

// Differences says in what the candidates of an item differ.
type Differences struct {
	Label      bool // for a relation: its type
	Boundary   bool // for a relation: its direction
	Attributes []string
	Entity     bool
	Note       bool
	Missing    bool // somebody who read the article did not mark it
}

// Item is one question: what stands here?
type Item struct {
	ID         string
	DocumentID string // for a relation across articles the one whose id comes first
	Kind       Kind
	Candidates []Candidate          // by annotator's name
	Silent     []annotate.Annotator // who read the article and marked nothing here
	Differs    Differences
	Score      float64 // how much the annotators disagree: 0 not at all … 1 in all. The mean over pairs of them
	Start, End int     // from the first start to the last end of the candidates, in code points
}

// Place is where the item stands.
func (item Item) Place() Place { return Place{item.DocumentID, item.ID} }

// CandidateIDs lists the ids of the candidates in their order.
func (item Item) CandidateIDs() []string {
	ids := make([]string, len(item.Candidates))
	for i, c := range item.Candidates {
		ids[i] = c.ID()
	}
	return ids
}

// Votes says who has which candidate.
func (item Item) Votes() []annotate.Vote {
	votes := make([]annotate.Vote, len(item.Candidates))
	for i, c := range item.Candidates {
		votes[i] = annotate.Vote{Annotator: c.Annotator.Name, Span: c.ID()}
	}
	return votes
}

// Has says whether an annotator has a candidate.
func (item Item) Has(annotatorID string) bool {
	return slices.ContainsFunc(item.Candidates, func(c Candidate) bool { return c.Annotator.ID == annotatorID })
}

// Order compares two items of a document by their place in the text: where they start, where they end, spans before
// relations.
func Order(a, b Item) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End),
		strings.Compare(relationLast(a), relationLast(b)), strings.Compare(a.ID, b.ID))
}

func relationLast(item Item) string {
	if item.Kind == Relation {
		return "1"
	}
	return "0"
}

// placeKey writes segments as one text.
func placeKey(segments []annotate.Segment) string {
	out := make([]byte, 0, 16)
	for _, g := range segments {
		out = append(strconv.AppendInt(out, int64(g.Start), 10), '-')
		out = append(strconv.AppendInt(out, int64(g.End), 10), ' ')
	}
	return string(out)
}

// valuesKey writes the attributes of a span as one text, by name.
func valuesKey(attributes map[string]any) string {
	if len(attributes) == 0 {
		return ""
	}
	names := make([]string, 0, 8)
	for name := range attributes {
		names = append(names, name)
	}
	slices.Sort(names)
	out := make([]byte, 0, 64)
	for _, name := range names {
		out = append(strconv.AppendQuote(out, name), '=')
		out = append(annotate.ValueOf(attributes[name]).Append(out), ' ')
	}
	return string(out)
}

// itemID derives the id of an item from what is said in it, in any order.
func itemID(said []string) string {
	slices.Sort(said)
	return annotate.DerivedID("item", strings.Join(said, "\n"))
}
