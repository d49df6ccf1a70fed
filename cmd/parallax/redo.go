package main

import (
	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/store"
)

func newRedo() *cobra.Command {
	return newStep("Do again what was undone last", step{"redo", "redone", (*store.Project).Redo, (*store.Project).RedoOwn, (*store.Project).RedoAct,
		func(_, redo *store.Act) *store.Act { return redo }})
}
