package agreement

import (
	"context"
	"fmt"
	"iter"
)

// Report is all figures over a project. Its JSON is what parallax agreement --json prints. A figure is nil where it is
// not defined; Undefined says why. Undefined, Items and Intervals go by the path of a figure in the JSON, such as
// "pairs.0.alpha_u.claim".
type Report struct {
	Annotators []string `json:"annotators"` // who annotated anything or marked it done, by name
	Documents  int      `json:"documents"`  // those that two or more took part in
	Pairs      []Pair   `json:"pairs"`      // every two annotators, in the order of Annotators
	Overall    Overall  `json:"overall"`

	Undefined map[string]string   `json:"undefined"`
	LeftOut   int                 `json:"left_out"`  // documents that fewer than two took part in
	Items     map[string]int      `json:"items"`     // how many spans, words, units, relations are behind a figure
	Intervals map[string]Interval `json:"intervals"` // confidence intervals; none where fewer than two documents were compared
	Bootstrap Bootstrap           `json:"bootstrap"`
	Overlaps  Overlaps            `json:"overlaps"`
	Search    Search              `json:"gamma_search"`
	Stories   []Part              `json:"by_story"`
	Articles  []Part              `json:"by_document"`

	figures []Figure
}

// Pair is how well two annotators agree, over the documents in which both took part.
type Pair struct {
	A          string              `json:"a"`
	B          string              `json:"b"`
	Documents  int                 `json:"documents"`
	SpanF1     F1                  `json:"span_f1"`
	ByLabel    map[string]*F1      `json:"by_label"`
	Token      Token               `json:"token"`
	Attributes map[string]*Alpha   `json:"attributes"` // "claim.stance"
	AlphaU     map[string]*float64 `json:"alpha_u"`    // by label
	UAlpha     *float64            `json:"u_alpha"`
	Gamma      *float64            `json:"gamma"`
	RelationF1 *float64            `json:"relation_f1"`

	Entities     map[string]*Alpha   `json:"entities"` // by label
	AlphaUAll    *float64            `json:"alpha_u_all"`
	Segmentation *float64            `json:"u_alpha_segmentation"` // |uα
	Coding       *float64            `json:"u_alpha_coding"`       // cuα
	RelationsBy  map[string]*float64 `json:"relations_by_type"`
	Confusion    []Confusion         `json:"confusion"`
}

// F1 is span F1 by the four schemes of SemEval-2013 task 9.1.
type F1 struct {
	Strict  *float64 `json:"strict"`
	Exact   *float64 `json:"exact"`
	Partial *float64 `json:"partial"`
	Type    *float64 `json:"type"`
}

// Token is agreement on the labels of words.
type Token struct {
	CohenKappa        *float64 `json:"cohen_kappa"`
	KrippendorffAlpha *float64 `json:"krippendorff_alpha"`
	Items             int      `json:"items"`
}

// Alpha is agreement on the values that matched spans got.
type Alpha struct {
	KrippendorffAlpha *float64 `json:"krippendorff_alpha"`
	Items             int      `json:"items"` // matched spans for which both gave a value
}

// Confusion is how many spans the first annotator gave one label and the second another; "" where one has no span
// there.
type Confusion struct {
	A     string `json:"a"`
	B     string `json:"b"`
	Spans int    `json:"spans"`
}

// Overall is agreement of all annotators. SpanF1, Attributes, Entities and RelationF1, which are measures of two, are
// computed from the sums over all pairs.
type Overall struct {
	KrippendorffAlpha *float64 `json:"krippendorff_alpha"` // over words
	FleissKappa       *float64 `json:"fleiss_kappa"`       // over words
	AlphaU            *float64 `json:"alpha_u"`
	UAlpha            *float64 `json:"u_alpha"`
	Gamma             *float64 `json:"gamma"`

	Segmentation *float64                 `json:"u_alpha_segmentation"`
	Coding       *float64                 `json:"u_alpha_coding"`
	SpanF1       F1                       `json:"span_f1"`
	ByLabel      map[string]*LabelOverall `json:"by_label"`
	Attributes   map[string]*Alpha        `json:"attributes"`
	Entities     map[string]*Alpha        `json:"entities"`
	RelationF1   *float64                 `json:"relation_f1"`
}

// LabelOverall is agreement of all annotators on one label.
type LabelOverall struct {
	F1
	KrippendorffAlpha *float64 `json:"krippendorff_alpha"` // over words: does it cover the word or not
	AlphaU            *float64 `json:"alpha_u"`
}

// Part is agreement in one story or document, with the figures of Overall.
type Part struct {
	ID        string              `json:"id"`
	Name      string              `json:"name"`
	Documents int                 `json:"documents"`
	Spans     int                 `json:"spans"` // compared, once for each pair in which they were
	Words     int                 `json:"words"`
	Figures   map[string]*float64 `json:"figures"`
	Items     map[string]int      `json:"items"` // how many spans, words or units are behind a figure
	Undefined map[string]string   `json:"undefined"`
}

// Bootstrap says how the confidence intervals were found.
type Bootstrap struct {
	Replicates int     `json:"replicates"`
	Level      float64 `json:"level"`
	Seed       int64   `json:"seed"`
}

// Overlaps says what was done where one annotator's spans lie over each other.
type Overlaps struct {
	SameLabel int    `json:"same_label"` // units joined with another of the same label, over all annotators
	Mixed     int    `json:"mixed"`      // stretches that several labels cover
	Handling  string `json:"handling"`
}

// handling is how overlaps are treated, in a sentence.
const handling = "Spans of one annotator and label that overlap are one unit in α_U and u-α; words and stretches under several labels " +
	"have the set of these labels as their category; span F1 and γ take every span by itself."

// Search says how well γ overall is known, which is bounded by how long the search for the best alignment of three or more
// annotators may take. The best of two is always found.
type Search struct {
	Unproven int      `json:"unproven"`      // documents in which a better alignment may exist
	Furthest float64  `json:"furthest"`      // by what share of its disorder, at most, the one in which it is least clear could be better
	AtMost   *float64 `json:"gamma_at_most"` // γ if each were as good as it may be
	// Random layers were drawn so often to find the disorder that chance expects, and in so many of these a better
	// alignment may exist: chance may expect less then, and γ be smaller.
	Draws         int `json:"draws"`
	UnprovenDraws int `json:"draws_unproven"`
}

// Compute measures the agreement of the annotators who take part. Each document is read once and need not be kept.
// Documents of a story are to follow each other. Progress, if not nil, is told of each document.
//
// The figures follow from the documents, the options and the seed: the order of documents and of layers has no say.
func Compute(ctx context.Context, documents iter.Seq2[Document, error], options Options, progress Progress) (*Report, error) {
	return compute(ctx, documents, options, false, progress)
}

// WithGold measures the agreement of each annotator with the layer that adjudication wrote: the pairs of a report, with gold as the
// second of each. Figures of all annotators together are not computed. Options.Layers are the annotators to compare; none
// for all, models too.
func WithGold(ctx context.Context, documents iter.Seq2[Document, error], options Options, progress Progress) (*Report, error) {
	return compute(ctx, documents, options, true, progress)
}

func compute(ctx context.Context, documents iter.Seq2[Document, error], options Options, gold bool, progress Progress) (*Report, error) {
	g, err := gather(ctx, documents, options, gold, progress)
	if err != nil {
		return nil, err
	}
	b := newBuilder(g, options, gold)
	b.build(ctx)
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("measuring agreement: %w", err)
	}
	if err := b.addIntervals(ctx, options); err != nil {
		return nil, err
	}
	if !gold {
		b.addParts()
	}
	return b.report, nil
}

// addIntervals fills in the confidence intervals.
func (b *builder) addIntervals(ctx context.Context, options Options) error {
	replicates := options.Replicates
	if replicates == 0 {
		replicates = DefaultReplicates
	}
	if replicates < 0 || len(b.gathered.documents) < 2 {
		return nil
	}
	b.report.Bootstrap = Bootstrap{replicates, level, options.Seed}
	found, err := b.gathered.intervals(ctx, b.figures, replicates, options.Seed)
	if err != nil {
		return fmt.Errorf("confidence intervals: %w", err)
	}
	for i, interval := range found {
		if path := b.figures[i].path; b.report.Undefined[path] == "" {
			b.report.Intervals[path] = interval
		}
	}
	return nil
}
