package main

import (
	"errors"

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
			project, err := store.Open(command.Context(), args[0])
			if err != nil {
				return err
			}
			bar := newBar(command, "copying")
			err = project.Backup(command.Context(), args[1], bar.set)
			bar.finish()
			return errors.Join(err, project.Close())
		},
	}
}
