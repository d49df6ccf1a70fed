// Package adjudicate is a review of a project: its queue, the decisions on it, and gold. Which items there are and what a verdict does
// to them says package annotate/review; what of it the file keeps, package derived. Here each verdict becomes an act.
//
// It must not write rows but by acts, and shows nothing. Start with ReadQueue for what there is to decide, with Decide for a verdict.
package adjudicate
