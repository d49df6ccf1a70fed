package main

import (
	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/annotate/dataset"
)

func newSchema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of a record of the dataset",
		Args:  arguments(""),
		RunE: func(command *cobra.Command, _ []string) error {
			_, err := command.OutOrStdout().Write(dataset.Schema)
			return err
		},
	}
}
