package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/shell"
)

// step is undo or redo.
type step struct {
	name, done string
	of         func(*store.Project, context.Context, string) (store.Act, error)             // what an annotator did
	own        func(*store.Project, context.Context, annotate.Annotator) (store.Act, error) // what a person or nobody did
	target     func(undo, redo *store.Act) *store.Act
}

func newUndo() *cobra.Command {
	return newStep("Undo the last act that is not undone", step{"undo", "undone", (*store.Project).Undo, (*store.Project).UndoOwn,
		func(undo, _ *store.Act) *store.Act { return undo }})
}

// newStep makes undo and redo, which differ in the step that they take through the history.
func newStep(short string, s step) *cobra.Command {
	var annotator string
	command := &cobra.Command{
		Use:   s.name + " FILE",
		Short: short,
		Long: short + ".\n\nWithout --annotator it is an act for which nobody is named, such as an import or a merge, or one of your own, made under the\n" +
			"name of your account. Where the last act is another person's, that is said and nothing is done: name them with --annotator.",
		Args:              arguments("FILE"),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			var act store.Act
			err := onProject(command, args[0], func(project *store.Project) (err error) {
				act, err = s.take(command.Context(), project, annotator)
				return err
			})
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(command.OutOrStdout(), "%s: %s\n", s.done, act.Summary)
			if err != nil {
				return told("the act is "+s.done, err)
			}
			return nil
		},
	}
	command.Flags().StringVar(&annotator, "annotator", "", "only what this annotator did")
	return command
}

func (s step) take(ctx context.Context, project *store.Project, annotator string) (store.Act, error) {
	if annotator != "" {
		found, err := findAnnotator(ctx, project, annotator)
		if err != nil { // the undoing of somebody's first act takes them out of the project too, until it is redone
			gone := annotate.NewAnnotator(annotator)
			undo, redo, lookErr := project.Undoable(ctx, gone.ID)
			if lookErr != nil || s.target(undo, redo) == nil {
				return store.Act{}, err
			}
			found = gone
		}
		return s.of(project, ctx, found.ID)
	}
	me := annotate.NewAnnotator(shell.AccountName())
	undo, redo, err := project.Undoable(ctx, "")
	if err != nil {
		return store.Act{}, err
	}
	annotators, err := project.Annotators(ctx)
	if err != nil {
		return store.Act{}, err
	}
	if last := s.target(undo, redo); last != nil && last.AnnotatorID != "" {
		i := slices.IndexFunc(annotators, func(a annotate.Annotator) bool { return a.ID == last.AnnotatorID })
		switch {
		case i >= 0 && annotators[i].Name != me.Name:
			return store.Act{}, annotate.Conflictf("the last act, “%s”, is %s’s, not yours (%s): add --annotator %q to %s it all the same", last.Summary, annotators[i].Name, me.Name, annotators[i].Name, s.name)
		case i < 0 && last.AnnotatorID != me.ID:
			return store.Act{}, annotate.Conflictf("the last act, “%s”, is that of another person, not yours (%s): name them with --annotator to %s it all the same", last.Summary, me.Name, s.name)
		}
	}
	return s.own(project, ctx, me)
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
