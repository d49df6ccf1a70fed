package main

import (
	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/store"
)

func newBackup() *cobra.Command {
	return &cobra.Command{
		Use:               "backup FILE DEST",
		Short:             "Copy a project, whole even while somebody works in it",
		Args:              arguments("FILE DEST"),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			return readProject(command, args[0], func(project *store.Project) error {
				bar := newBar(command, "copying")
				defer bar.finish()
				return project.Backup(command.Context(), args[1], bar.set)
			})
		},
	}
}
