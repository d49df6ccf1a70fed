package main

import (
	"cmp"
	"fmt"
	"io"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/spf13/cobra"
)

func newReview() *cobra.Command {
	var mode, reviewer string
	var threshold float64
	var asJSON bool
	command := &cobra.Command{
		Use:   "review FILE --auto unanimous|majority --reviewer NAME",
		Short: "Accept into the gold layer what the annotators agree on",
		Long: "Accept into the gold layer what the annotators agree on, as one act of the reviewer's that one undo takes back.\n\n" +
			"An annotator is heard on an article where they marked something in it or marked it done. unanimous accepts what all of\n" +
			"them marked alike, and at least two; majority what more than a share of them, --threshold, marked with the same\n" +
			"words and label: those then vote on each attribute and on the entity by itself, and where one of these has no such\n" +
			"majority, as in a tie, the item stays open. What a person has decided is left alone. What is open is for the window.",
		Example: "  parallax review haqqani.parallax --auto unanimous --reviewer eva\n" +
			"  parallax review haqqani.parallax --auto majority --threshold 0.6 --reviewer eva --json",
		Args:              arguments("FILE"),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			by := annotate.NewAnnotator(reviewer)
			if err := checkReview(command, mode, by, threshold); err != nil {
				return err
			}
			var result adjudicate.AutoResult
			err := onProject(command, args[0], func(project *store.Project) (err error) {
				bar := newBar(command, "reviewing")
				defer bar.finish()
				result, err = adjudicate.Auto(command.Context(), project, by, adjudicate.Mode(mode), threshold, bar.set)
				return err
			})
			if err != nil {
				return err
			}
			if asJSON {
				return told("the review is done", writeJSON(command.OutOrStdout(), result))
			}
			return told("the review is done", writeReview(command.OutOrStdout(), result))
		},
	}
	flags := command.Flags()
	flags.StringVar(&mode, "auto", "", "what is accepted: unanimous or majority")
	flags.StringVar(&reviewer, "reviewer", "", "who answers for it")
	flags.Float64Var(&threshold, "threshold", 0.5, "with majority: the share of annotators, from 0 to 1, that must be exceeded")
	flags.BoolVar(&asJSON, "json", false, "print the numbers as JSON")
	complete(command, "auto", reviewModes()...)
	return command
}

// reviewModes are the values of --auto.
func reviewModes() []string {
	var names []string
	for _, mode := range adjudicate.Modes {
		names = append(names, string(mode))
	}
	return names
}

// checkReview refuses flags that make no sense before a project is opened.
func checkReview(command *cobra.Command, mode string, reviewer annotate.Annotator, threshold float64) error {
	switch {
	case mode == "":
		return usagef("missing --auto")
	case reviewer.Name == "":
		return usagef("missing --reviewer")
	case !(threshold >= 0 && threshold <= 1):
		return usagef("--threshold %v is not between 0 and 1", threshold)
	}
	if err := oneOf("auto", mode, reviewModes()); err != nil {
		return err
	}
	if command.Flags().Changed("threshold") && mode != string(adjudicate.ByMajority) {
		return usagef("--threshold goes with --auto majority")
	}
	if reviewer.Kind == annotate.Gold {
		return usagef("--reviewer gold: gold is what reviewers make; name a person")
	}
	if err := cmp.Or(annotate.ShortName(reviewer.Name), reviewer.Validate()); err != nil {
		return usagef("--reviewer: %w", err)
	}
	return nil
}

func writeReview(w io.Writer, r adjudicate.AutoResult) error {
	_, err := fmt.Fprintf(w, "%8d accepted\n%8d decided before\n%8d open\n%8d of %s finished\n", r.Accepted, r.Decided, r.Open, r.Finished, plural(r.Documents, "article"))
	return err
}
