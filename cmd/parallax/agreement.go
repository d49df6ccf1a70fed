package main

import (
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/parallax-annotation/parallax/annotate/agreement"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/spf13/cobra"
)

func newAgreement() *cobra.Command {
	var asJSON, method, gold bool
	var csvPath string
	var options agreement.Options
	command := &cobra.Command{
		Use:   "agreement FILE",
		Short: "Measure how well the annotators agree",
		Long: "Measure how well the annotators agree: span F1, κ and α over words, α over attributes and entities, α_U, u-α, γ, and F1 over relations, " +
			"for each two annotators and for all, with confidence intervals. People take part; models and gold do not.\n\n" +
			"With --method it prints what a paper has to say about how the figures are defined.",
		Example: "  parallax agreement haqqani.parallax\n" +
			"  parallax agreement haqqani.parallax --csv figures.csv --method > method.txt",
		Args:              arguments("FILE"),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			if asJSON && method {
				return usagef("--json and --method do not go together")
			}
			if csvPath != "" {
				if err := output.Writable(csvPath); err != nil { // before the work, not after it
					return err
				}
			}
			report, err := measure(command, args[0], options, gold)
			if err != nil {
				return err
			}
			if csvPath != "" {
				if err := output.Write(command.Context(), csvPath, report.WriteCSV); err != nil {
					return err
				}
			}
			switch {
			case asJSON:
				return writeJSON(command.OutOrStdout(), report)
			case method:
				_, err = io.WriteString(command.OutOrStdout(), report.Method())
				return err
			}
			return writeAgreement(command.OutOrStdout(), report)
		},
	}
	flags := command.Flags()
	flags.BoolVar(&asJSON, "json", false, "print the figures as JSON")
	flags.StringVar(&csvPath, "csv", "", "also write the figures to this file, a row each")
	flags.BoolVar(&method, "method", false, "print how the figures are defined, for a paper")
	flags.BoolVar(&gold, "gold", false, "compare each annotator, models too, with the gold layer instead of with each other")
	flags.Int64Var(&options.Seed, "seed", 0, "decides what is drawn for γ and for the confidence intervals")
	return command
}

// measure computes the report of the project at path, of its annotators or of each with gold. It fails where there is
// nothing to compare.
func measure(command *cobra.Command, path string, options agreement.Options, gold bool) (report *agreement.Report, err error) {
	ctx := command.Context()
	err = readProject(command, path, func(project *store.Project) (err error) {
		if options.Codebook, err = project.Codebook(ctx); err != nil {
			return err
		}
		stats, err := project.Stats(ctx)
		if err != nil {
			return err
		}
		options.Documents = stats.Documents
		bar := newBar(command, "comparing")
		defer bar.finish()
		compute := agreement.Compute
		if gold {
			compute = agreement.WithGold
		}
		report, err = compute(ctx, exchange.AnnotatedDocuments(ctx, project, ""), options, bar.set)
		return err
	})
	if err != nil {
		return nil, err
	}
	switch {
	case gold && len(report.Pairs) == 0:
		return nil, errors.New("there is no gold layer to compare with yet: decide what the annotators disagree on first")
	case gold:
		return report, nil
	}
	switch len(report.Annotators) {
	case 0:
		return nil, errors.New("nobody has annotated anything yet: agreement needs two annotators")
	case 1:
		return nil, fmt.Errorf("only %s has annotated anything: agreement needs two annotators", report.Annotators[0])
	}
	return report, nil
}

// writeAgreement writes the figures as a table for people.
func writeAgreement(w io.Writer, r *agreement.Report) error {
	_, err := fmt.Fprintf(w, "%s, %s compared, %d left out (fewer than two had done them)\n",
		plural(len(r.Annotators), "annotator"), plural(r.Documents, "article"), r.LeftOut)
	if err != nil {
		return err
	}
	if r.Search.Unproven+r.Search.UnprovenDraws > 0 {
		fmt.Fprintln(w, r.Search.Sentence())
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	last := ""
	for _, f := range r.Figures() {
		who := "all annotators"
		if f.Scope == "pair" {
			who = f.A + " and " + f.B
		}
		if who != last {
			fmt.Fprintf(table, "\n%s\tvalue\t95 %% interval\titems\n", who)
			last = who
		}
		switch {
		case f.Value == nil:
			fmt.Fprintf(table, "  %s\tundefined: %s\n", f.Name, f.Undefined)
		case f.Interval == nil:
			fmt.Fprintf(table, "  %s\t%.3f\t\t%d\n", f.Name, *f.Value, f.Items)
		default:
			fmt.Fprintf(table, "  %s\t%.3f\t%.3f to %.3f\t%d\n", f.Name, *f.Value, f.Interval[0], f.Interval[1], f.Items)
		}
	}
	return table.Flush()
}
