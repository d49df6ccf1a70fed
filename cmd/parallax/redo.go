package main

import (
	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/store"
)

func newRedo() *cobra.Command {
	return newStep("redo", "Do again what was undone last", "redone", (*store.Project).Redo)
}
