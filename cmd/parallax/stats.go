package main

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/propose"
)

func newStats() *cobra.Command {
	var asJSON bool
	command := &cobra.Command{
		Use:               "stats FILE",
		Short:             "Count what is in a project",
		Args:              arguments("FILE"),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			var stats projectStats
			err := readProject(command, args[0], func(project *store.Project) (err error) {
				if stats.Stats, err = project.Stats(command.Context()); err == nil {
					stats.Proposals, err = propose.Outcomes(command.Context(), project)
				}
				return err
			})
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(command.OutOrStdout(), stats)
			}
			return writeStats(command.OutOrStdout(), stats)
		},
	}
	command.Flags().BoolVar(&asJSON, "json", false, "print the numbers as JSON")
	return command
}

// projectStats is what stats --json prints.
type projectStats struct {
	store.Stats
	Proposals map[string]propose.Outcome `json:"proposals,omitempty"` // by layer, of what was taken or turned down
}

// writeStats writes the numbers as a table for people.
func writeStats(w io.Writer, s projectStats) error {
	_, err := fmt.Fprintf(w, "%8d stories\n%8d documents\n%8d spans\n%8d relations\n%8d entities\n%8d annotators\n",
		s.Stories, s.Documents, s.Spans, s.Relations, s.Entities, s.Annotators)
	if err != nil {
		return err
	}
	for _, group := range []struct {
		name   string
		counts map[string]int
	}{{"spans by label", s.ByLabel}, {"spans by annotator", s.ByAnnotator}} {
		if _, err := fmt.Fprintf(w, "\n%s\n", group.name); err != nil {
			return err
		}
		for _, name := range slices.Sorted(maps.Keys(group.counts)) {
			if _, err := fmt.Fprintf(w, "%8d %s\n", group.counts[name], name); err != nil {
				return err
			}
		}
	}
	if len(s.Proposals) == 0 {
		return nil
	}
	if _, err := fmt.Fprint(w, "\nspans that were proposed: taken as they were, corrected, turned down\n"); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(s.Proposals)) {
		o := s.Proposals[name]
		if _, err := fmt.Fprintf(w, "%8d %8d %8d %s\n", o.AsProposed, o.Corrected, o.TurnedDown, name); err != nil {
			return err
		}
	}
	return nil
}
