package agreement

import (
	"fmt"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/agreement/gamma"
)

// Method is the paragraphs of a paper that say what was compared and how each figure is defined.
func (r *Report) Method() string {
	text := []string{
		fmt.Sprintf("We compared %s by %s; %s that fewer than two of them had annotated or marked as done %s left out. "+
			"All sums are taken over articles before they are divided. Positions count Unicode code points. A figure is undefined, and not 0 or 1, where nothing was "+
			"compared or where chance could not have led to disagreement.",
			count(r.Documents, "article"), count(len(r.Annotators), "annotator"), count(r.LeftOut, "article"), was(r.LeftOut)),
		"Span F1 follows MUC and SemEval-2013 task 9.1 and is symmetric in the two annotators. Spans with the same segments are paired first (those with the same label before others), " +
			"the rest by the assignment that makes the overlap greatest. Strict counts pairs with the same segments and label; exact pairs with the same segments; " +
			"partial also counts half of each pair that only overlaps; type counts pairs that overlap and have the same label. F1 of a label is the mean, over the spans that either " +
			"annotator gave the label, of what each span counts.",
		"Words are those of Unicode Standard Annex 29 that hold a letter or a digit and lie outside title, byline, comments and similar regions. The category of a word is the set of labels of the spans that " +
			"cover any of it. On these categories we report Cohen's κ for two annotators, Fleiss' κ (each word counts once in the observed agreement, each annotator's choice once in the expected) and Krippendorff's nominal α " +
			"for all; α of one label asks whether it covers the word.",
		"α_U is Krippendorff's α for unitizing (2004), for each label by itself: the disagreement of two overlapping units is the sum of the squared differences of their starts and of their ends, that of a unit inside " +
			"a gap of the other annotator its squared length. Each segment of a span is a unit, the whole article text the continuum. Articles are added up by their squared length and number of annotators, which makes the observed " +
			"and expected disagreement sums of squared distances; over labels, both are added up too.",
		"u-α, |u-α (units against gaps) and cu-α (labels where two annotators both have a unit, by pairs of annotators) follow Krippendorff, Mathet, Bouvry and Widlöcher (2016), with the lengths " +
			"of intersections added up over articles. Where labels overlap, the stretch has the set of them as its value.",
		fmt.Sprintf("γ follows Mathet, Widlöcher and Métivier (2015) with α = β = Δ∅ = 1, the squared relative distance of positions, and 0 or 1 for labels; a span is one unit from its first to its last code point. %s "+
			"Expected disorder is the mean over at least %d random continua "+
			"(as many as bring the standard error below %.1f %%, at most %d), whose number of units (at most %d), gaps and lengths are drawn from normal distributions with the mean and deviation over all layers compared, and labels by frequency. "+
			"Observed disorders of articles are added up, and each article expects disorder in proportion to its mean number of units.",
			r.Search.Sentence(), gamma.LeastDraws, 100*gamma.DrawPrecision, gamma.MostDraws, gamma.MostUnits),
		"Agreement on attributes and on entities is Krippendorff's α over the values that both annotators gave to matched spans of the same label (nominal; interval for numbers; lists are sets; entities are the same if their names are). " +
			"F1 of relations counts a relation as matched if the other annotator drew one of the same type between the spans matched with its ends; only relations with both ends in articles that both annotated count. Figures of pairs " +
			"given for all annotators are computed from sums over pairs.",
	}
	if r.Bootstrap.Replicates > 0 {
		text = append(text, fmt.Sprintf("Confidence intervals (%.0f %%) are percentiles of %d bootstrap replicates over articles (seed %d); the expected disorder of γ is held fixed.",
			100*r.Bootstrap.Level, r.Bootstrap.Replicates, r.Bootstrap.Seed))
	}
	text = append(text, r.Overlaps.Sentence())
	return strings.Join(text, "\n\n") + "\n"
}

// Sentence says how often overlaps were met.
func (o Overlaps) Sentence() string {
	return fmt.Sprintf("%s lay over another of the same annotator and label and were joined for α_U and u-α; %s under several labels.",
		capital(count(o.SameLabel, "unit")), areOf(o.Mixed))
}

// Sentence says how sure it is that alignments are the best.
func (s Search) Sentence() string {
	text := "Every alignment was proven to be the best."
	if s.Unproven > 0 {
		text = fmt.Sprintf("Within the limits of the search the best alignment was not proven in %s with three or more annotators; the disorder there could be smaller by %.1f %% at most",
			count(s.Unproven, "article"), 100*s.Furthest)
		if s.AtMost != nil {
			text += fmt.Sprintf(", γ overall %.3f at most", *s.AtMost)
		}
		text += "."
	}
	if s.UnprovenDraws > 0 {
		text += fmt.Sprintf(" Nor was it in %d of the %d random continua that were drawn for γ overall, which can make it too great.", s.UnprovenDraws, s.Draws)
	}
	return text
}

func count(n int, noun string) string {
	switch n {
	case 0:
		return "no " + noun + "s"
	case 1:
		return "one " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func was(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

func areOf(n int) string {
	if n == 1 {
		return "one stretch is"
	}
	return fmt.Sprintf("%d stretches are", n)
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
