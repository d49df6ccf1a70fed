package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/output"
)

func newCodebook() *cobra.Command {
	var file string
	command := &cobra.Command{
		Use:   "codebook FILE",
		Short: "Print a project's codebook as TOML, or replace it",
		Long: "Print a project's codebook as TOML, or replace it with --set.\n\n" +
			"A codebook that existing annotations do not fit is refused, and what stands in its way is named.",
		Args:              arguments("FILE"),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			if command.Flags().Changed("set") && file == "" {
				return usagef("--set is empty: name a TOML file")
			}
			var data []byte
			if command.Flags().Changed("set") { // read before the project is open: a pipe may have nothing to say for long
				var err error
				if data, err = output.ReadCodebook(command.Context(), file); err != nil {
					return err
				}
			}
			if !command.Flags().Changed("set") {
				return readProject(command, args[0], func(project *store.Project) error { return printCodebook(command, project) })
			}
			return onProject(command, args[0], func(project *store.Project) error { return setCodebook(command, project, file, data) })
		},
	}
	command.Flags().StringVar(&file, "set", "", "the TOML file of the codebook to put in its place")
	if err := command.MarkFlagFilename("set", "toml"); err != nil {
		panic(err) // the flag does not exist: a mistake in this package
	}
	return command
}

func printCodebook(command *cobra.Command, project *store.Project) error {
	cb, err := project.Codebook(command.Context())
	if err != nil {
		return err
	}
	_, err = command.OutOrStdout().Write(codebook.Format(cb))
	return err
}

func sayDifferences(out io.Writer, differences []codebook.Difference) error {
	if len(differences) == 0 {
		_, err := fmt.Fprintln(out, "the codebook is as it was")
		return err
	}
	for _, d := range differences {
		if _, err := fmt.Fprintln(out, d); err != nil {
			return err
		}
	}
	return nil
}

// setCodebook puts the codebook of a TOML file in the place of the project's.
func setCodebook(command *cobra.Command, project *store.Project, file string, data []byte) error {
	before, err := project.Codebook(command.Context())
	if err != nil {
		return err
	}
	cb, notes, err := codebook.ParseFor(data, before)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	_, err = project.Do(command.Context(), annotate.Annotator{}, "codebook", "Replaced the codebook", func(tx *store.Tx) error {
		return tx.SetCodebook(cb, nil)
	})
	if err != nil {
		return err
	}
	for _, note := range notes {
		report(command, fmt.Errorf("%s: %s", file, note))
	}
	after, err := project.Codebook(command.Context())
	if err != nil {
		return err
	}
	if err := sayDifferences(command.OutOrStdout(), codebook.Compare(before, after)); err != nil {
		return told("the codebook is replaced", err)
	}
	return nil
}
