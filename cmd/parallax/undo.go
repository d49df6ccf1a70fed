package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

func newUndo() *cobra.Command {
	return newStep("undo", "Undo the last act that is not undone", "undone", (*store.Project).Undo)
}

// newStep makes undo and redo, which differ in the step that they take through the history.
func newStep(name, short, done string, step func(*store.Project, context.Context, string) (store.Act, error)) *cobra.Command {
	var annotator string
	command := &cobra.Command{
		Use:               name + " FILE",
		Short:             short,
		Args:              arguments("FILE"),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			var act store.Act
			err := onProject(command, args[0], func(project *store.Project) (err error) {
				act, err = takeStep(command.Context(), project, annotator, step)
				return err
			})
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(command.OutOrStdout(), "%s: %s\n", done, act.Summary)
			return told("the act is "+done, err)
		},
	}
	command.Flags().StringVar(&annotator, "annotator", "", "only what this annotator did")
	return command
}

func takeStep(ctx context.Context, project *store.Project, annotator string,
	step func(*store.Project, context.Context, string) (store.Act, error)) (store.Act, error) {
	id := ""
	if annotator != "" {
		found, err := findAnnotator(ctx, project, annotator)
		if err != nil {
			return store.Act{}, err
		}
		id = found.ID
	}
	return step(project, ctx, id)
}

// findAnnotator returns the annotator of that name, or says which there are.
func findAnnotator(ctx context.Context, project *store.Project, name string) (annotate.Annotator, error) {
	annotators, err := project.Annotators(ctx)
	if err != nil {
		return annotate.Annotator{}, err
	}
	var names []string
	for _, a := range annotators {
		if a.Name == name {
			return a, nil
		}
		names = append(names, a.Name)
	}
	if len(names) == 0 {
		return annotate.Annotator{}, annotate.NotFoundf("nobody called %q has annotated here: nobody has yet", name)
	}
	return annotate.Annotator{}, annotate.NotFoundf("nobody called %q has annotated here, only %s", name, strings.Join(names, ", "))
}
