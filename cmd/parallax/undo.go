package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/shell"
)

// step is undo or redo.
type step struct {
	name, done string
	of         func(*store.Project, context.Context, string) (store.Act, error)             // what an annotator did
	own        func(*store.Project, context.Context, annotate.Annotator) (store.Act, error) // what a person did
	at         func(*store.Project, context.Context, int64) (store.Act, error)              // an act of anybody
	target     func(undo, redo *store.Act) *store.Act
}

// stepFlags say which step.
type stepFlags struct {
	annotator string
	act       int64
	yes       bool // what is another person's is not asked about
}

func newUndo() *cobra.Command {
	return newStep("Undo the last act that is not undone", step{"undo", "undone", (*store.Project).Undo, (*store.Project).UndoOwn, (*store.Project).UndoAct,
		func(undo, _ *store.Act) *store.Act { return undo }})
}

// newStep makes undo and redo, which differ in the step that they take through the history.
func newStep(short string, s step) *cobra.Command {
	var flags stepFlags
	command := &cobra.Command{
		Use:   s.name + " FILE",
		Short: short,
		Long: short + ".\n\nWithout --annotator it is an act of your own, made under the name of your account, or one for which nobody is named, such as a\n" +
			"merge by this program, where that is the last. Where the last act is another person's, that is said and nothing is done: name them with --annotator.\n" +
			"With --act it is one out of the middle: “parallax log FILE --acts” lists them. What was done later stays.\n\n" +
			"At a terminal what another person did is asked about first, and what nobody is named for where you have acts of your own; --yes is the answer. Elsewhere --annotator is enough, and --act\nneeds --yes.",
		Args:              arguments("FILE"),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			if command.Flags().Changed("act") && flags.act < 1 {
				return usagef("--act %d is no act: they are numbered from 1", flags.act)
			}
			if flags.act > 0 && flags.annotator != "" {
				return usagef("--annotator and --act both say which act: give one of them")
			}
			var act store.Act
			err := onProject(command, args[0], func(project *store.Project) (err error) {
				act, err = s.take(command, project, flags)
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
	command.Flags().StringVar(&flags.annotator, "annotator", "", "only what this annotator did")
	command.Flags().Int64Var(&flags.act, "act", 0, "the act of this number, whoever did it")
	command.Flags().BoolVar(&flags.yes, "yes", false, "do not ask about what another person did")
	return command
}

func (s step) take(command *cobra.Command, project *store.Project, flags stepFlags) (store.Act, error) {
	ctx := command.Context()
	me := annotate.NewAnnotator(shell.AccountName())
	switch {
	case flags.act > 0:
		return s.takeAct(command, project, me, flags)
	case flags.annotator != "":
		return s.takeOf(command, project, me, flags)
	}
	undo, redo, err := project.Undoable(ctx, "")
	if err != nil {
		return store.Act{}, err
	}
	annotators, err := project.Layers(ctx)
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
	if last := s.target(undo, redo); last != nil && last.AnnotatorID == "" {
		return s.takeNobodys(command, project, me, *last, flags)
	}
	return s.own(project, ctx, me)
}

// takeNobodys takes the step at the last act, which nobody is named for: so are all acts of the command line that are not given a
// name. Somebody who has acts of their own may mean those, and is asked.
func (s step) takeNobodys(command *cobra.Command, project *store.Project, me annotate.Annotator, last store.Act, flags stepFlags) (store.Act, error) {
	undo, redo, err := project.UndoableOwn(command.Context(), me)
	if err != nil {
		return store.Act{}, err
	}
	if s.target(undo, redo) != nil && !flags.yes && atTerminal(command) {
		if err := s.ask(command, "", last); err != nil {
			return store.Act{}, err
		}
	}
	return s.at(project, command.Context(), last.Seq) // what was looked at, whatever was done meanwhile
}

// takeOf takes the step at the last act of an annotator who is named.
func (s step) takeOf(command *cobra.Command, project *store.Project, me annotate.Annotator, flags stepFlags) (store.Act, error) {
	ctx := command.Context()
	found, err := findAnnotator(ctx, project, flags.annotator)
	if err != nil { // the undoing of somebody's first act takes them out of the project too, until it is redone
		gone := annotate.NewAnnotator(flags.annotator)
		undo, redo, lookErr := project.Undoable(ctx, gone.ID)
		if lookErr != nil || s.target(undo, redo) == nil {
			return store.Act{}, s.hint(ctx, project, err)
		}
		found = gone
	}
	if found.Name != me.Name && !flags.yes && atTerminal(command) {
		undo, redo, err := project.Undoable(ctx, found.ID)
		if err != nil {
			return store.Act{}, err
		}
		if target := s.target(undo, redo); target != nil {
			if err := s.ask(command, found.Name, *target); err != nil {
				return store.Act{}, err
			}
			return s.at(project, ctx, target.Seq) // what was asked about, whatever was done meanwhile
		}
	}
	act, err := s.of(project, ctx, found.ID)
	if errors.Is(err, annotate.ErrNothing) {
		err = s.hint(ctx, project, annotate.Nothingf("there is nothing of %s’s to %s", found.Name, s.name))
	}
	return act, err
}

// hint adds to the refusal of a name, where the last act bears nobody's, that it can be taken without one.
func (s step) hint(ctx context.Context, project *store.Project, refused error) error {
	undo, redo, err := project.Undoable(ctx, "")
	last := s.target(undo, redo)
	if err != nil || last == nil || last.AnnotatorID != "" {
		return refused
	}
	return fmt.Errorf("%w; the last act, “%s”, bears nobody’s name: leave --annotator out to %s it", refused, last.Summary, s.name)
}

// takeAct takes the step at an act that is named by its number.
func (s step) takeAct(command *cobra.Command, project *store.Project, me annotate.Annotator, flags stepFlags) (store.Act, error) {
	act, err := project.PastAct(command.Context(), flags.act)
	if errors.Is(err, annotate.ErrNotFound) {
		return store.Act{}, annotate.NotFoundf("%v: “parallax log %s --acts” lists them", err, project.Path())
	}
	if err != nil {
		return store.Act{}, err
	}
	if act.AnnotatorID != "" && act.Who != me.Name && !flags.yes {
		if !atTerminal(command) {
			return store.Act{}, annotate.Conflictf("act %d, “%s”, is %s’s, not yours (%s): add --yes to %s it all the same", act.Seq, act.Summary, act.Who, me.Name, s.name)
		}
		if err := s.ask(command, act.Who, act.Act); err != nil {
			return store.Act{}, err
		}
	}
	return s.at(project, command.Context(), act.Seq)
}

func atTerminal(command *cobra.Command) bool {
	file, ok := command.InOrStdin().(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// ask asks at the terminal about an act of another person, or for "" one that nobody is named for. Any answer but yes ends the command.
func (s step) ask(command *cobra.Command, who string, act store.Act) error {
	whose := "bears nobody’s name"
	if who != "" {
		whose = "is " + who + "’s, not yours"
	}
	fmt.Fprintf(command.ErrOrStderr(), "“%s”, %s, %s. %s it? [y/N] ", act.Summary, act.At.Local().Format(time.DateTime), whose, strings.ToUpper(s.name[:1])+s.name[1:])
	answer := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(command.InOrStdin()).ReadString('\n') // its end is no answer
		answer <- strings.ToLower(strings.TrimSpace(line))
	}()
	select {
	case line := <-answer:
		if line == "y" || line == "yes" {
			return nil
		}
		return context.Canceled
	case <-command.Context().Done():
		return command.Context().Err()
	}
}

// findAnnotator returns the annotator of that name, or says which there are.
func findAnnotator(ctx context.Context, project *store.Project, name string) (annotate.Annotator, error) {
	annotators, err := project.Layers(ctx)
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
