package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/across"
	"github.com/parallax-annotation/parallax/store/check"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/spf13/cobra"
)

func newCheck() *cobra.Command {
	var asJSON, renew bool
	command := &cobra.Command{
		Use:               "check FILE",
		Short:             "Verify a project: the file, and the rules between what is in it",
		Args:              arguments("FILE"),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			if renew {
				if err := makeAnew(command, args[0]); err != nil {
					return err
				}
			}
			problems, notes, err := checkFile(command, args[0])
			if errors.Is(err, context.Canceled) {
				return err
			}
			if err != nil {
				problems = append(problems, check.Problem{Kind: "file", Sentence: err.Error()})
			}
			if asJSON {
				err = writeJSON(command.OutOrStdout(), checkObject{OK: len(problems) == 0, Problems: problems, Notes: notes})
			} else if len(problems) == 0 {
				_, err = fmt.Fprintln(command.OutOrStdout(), "ok")
			}
			if err != nil {
				return err
			}
			for _, note := range notes {
				report(command, errors.New(note))
			}
			for _, problem := range problems {
				report(command, errors.New(problem.Sentence))
				err = errReported
			}
			return err
		},
	}
	command.Flags().BoolVar(&asJSON, "json", false, "print what was found as JSON")
	command.Flags().BoolVar(&renew, "renew", false, "first make anew what follows from the annotations and is kept beside them")
	return command
}

// makeAnew throws away what can be made from the rest of the project, and makes it.
func makeAnew(command *cobra.Command, path string) error {
	return onProject(command, path, func(project *store.Project) error {
		bar := newBar(command, "making anew")
		defer bar.finish()
		return project.MakeAnew(command.Context(), bar.set)
	})
}

// checkObject is the output of check --json.
type checkObject struct {
	OK       bool            `json:"ok"`
	Problems []check.Problem `json:"problems"`        // never null
	Notes    []string        `json:"notes,omitempty"` // what is right and yet worth knowing
}

// check returns what is wrong with the project at path. Its error says why it could not be looked at, which is a
// problem of the project too. Of a sound project the notes say which texts stand in several stories and what somebody's claims contradict.
func checkFile(command *cobra.Command, path string) (problems []check.Problem, notes []string, err error) {
	problems = []check.Problem{}
	err = readProject(command, path, func(project *store.Project) (err error) {
		bar := newBar(command, "checking")
		defer bar.finish()
		problems, err = project.Check(command.Context(), bar.set)
		if err != nil || len(problems) > 0 {
			return err
		}
		repeats, err := exchange.Repeats(command.Context(), project, bar.set)
		if said := check.SayRepeats(repeats, false); said != "" {
			notes = append(notes, said)
		}
		if err != nil {
			return err
		}
		contradictions, err := across.SayContradictions(command.Context(), project)
		notes = append(notes, contradictions...)
		return err
	})
	return problems, notes, err
}
