package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// annotatorObject is an annotator as JSON.
type annotatorObject struct {
	Name  string `json:"name"`
	Kind  string `json:"kind"`
	Spans int    `json:"spans"`
	Todo  int    `json:"todo"`
	Doing int    `json:"doing"`
	Done  int    `json:"done"`
}

func newAnnotators() *cobra.Command {
	var rename, join, to, into string
	var asJSON bool
	command := &cobra.Command{
		Use:   "annotators FILE [--rename NAME --to NAME | --join NAME --into NAME]",
		Short: "List the annotators, rename one, or join two who are one person",
		Long: "List the annotators with how far they are, and point out names that look alike.\n\nWith --rename one gets another name; whoever still works under the former one goes on with the same layer.\n" +
			"With --join all that one has marked becomes another’s, as one act that “parallax undo” takes back. What both\nhave marked alike then stands once; where they differ, both stay. Copies of the\nproject in which they are still two can be merged: what was done there under the name that went comes in under the one that stays.",
		Args:              arguments("FILE"),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			switch {
			case rename != "" && join != "":
				return usagef("--rename and --join are two things: give one of them")
			case (rename == "") != (to == ""):
				return usagef("--rename and --to belong together")
			case (join == "") != (into == ""):
				return usagef("--join and --into belong together")
			case asJSON && (rename != "" || join != ""):
				return usagef("--json lists the annotators: leave it out where one is changed")
			case rename != "":
				return changePeople(command, args[0], rename, func(tx *store.Tx, a annotate.Annotator, _ []annotate.Annotator) (string, error) {
					return fmt.Sprintf("Renamed the annotator %s to %s", a.Name, to), tx.RenameAnnotator(a.ID, to)
				})
			case join != "":
				var joined store.Joined
				err := changePeople(command, args[0], join, func(tx *store.Tx, a annotate.Annotator, all []annotate.Annotator) (string, error) {
					other, err := annotatorNamed(all, into)
					if err != nil {
						return "", err
					}
					joined, err = tx.JoinAnnotators(other.ID, a.ID)
					return fmt.Sprintf("Joined the annotator %s with %s", a.Name, other.Name), err
				})
				if said := joined.Sentence(); err == nil && said != "" {
					fmt.Fprintln(command.ErrOrStderr(), "parallax: annotators: "+said)
				}
				return err
			}
			return listPeople(command, args[0], asJSON)
		},
	}
	flags := command.Flags()
	flags.StringVar(&rename, "rename", "", "the annotator of this name gets the name of --to")
	flags.StringVar(&to, "to", "", "the new name")
	flags.StringVar(&join, "join", "", "the annotator of this name becomes part of --into")
	flags.StringVar(&into, "into", "", "the annotator who stays")
	flags.BoolVar(&asJSON, "json", false, "print the list as JSON")
	return command
}

// changePeople changes an annotator who is named, as one act.
func changePeople(command *cobra.Command, path, name string, change func(*store.Tx, annotate.Annotator, []annotate.Annotator) (string, error)) error {
	var act store.Act
	err := onProject(command, path, func(project *store.Project) error {
		all, err := project.Annotators(command.Context())
		if err != nil {
			return err
		}
		a, err := annotatorNamed(all, name)
		if err != nil {
			return err
		}
		act, err = project.Do(command.Context(), annotate.Annotator{}, "annotator", "Annotators", func(tx *store.Tx) error {
			summary, err := change(tx, a, all)
			tx.Summarize(summary)
			return err
		})
		return err
	})
	if err != nil {
		return err
	}
	if act.Seq == 0 {
		return annotate.Nothingf("%q is called so already", name)
	}
	if _, err := fmt.Fprintln(command.OutOrStdout(), act.Summary+"."); err != nil {
		return told("the annotator is changed", err)
	}
	return nil
}

// annotatorNamed finds the annotator of a name in a project's list.
func annotatorNamed(all []annotate.Annotator, name string) (annotate.Annotator, error) {
	for _, a := range all {
		if a.Name == name {
			return a, nil
		}
	}
	return annotate.Annotator{}, annotate.NotFoundf("nobody called %q has annotated here: “parallax annotators FILE” lists who has", name)
}

// listPeople writes the annotators, and which of their names look alike.
func listPeople(command *cobra.Command, path string, asJSON bool) error {
	loads, err := workloads(command.Context(), command, path)
	if err != nil {
		return err
	}
	objects := make([]annotatorObject, len(loads))
	for i, w := range loads {
		objects[i] = annotatorObject{w.Annotator.Name, string(w.Annotator.Kind), w.Spans, w.Todo, w.Doing, w.Done}
	}
	if asJSON {
		return writeJSON(command.OutOrStdout(), objects)
	}
	if err := writePeople(command.OutOrStdout(), objects); err != nil {
		return err
	}
	for i, a := range objects {
		for _, b := range objects[:i] {
			if how := annotate.LookAlike(b.Name, a.Name); how != "" {
				fmt.Fprintf(command.ErrOrStderr(), "parallax: annotators: “%s” and “%s” %s\n", b.Name, a.Name, how)
			}
		}
	}
	return nil
}

func workloads(ctx context.Context, command *cobra.Command, path string) (loads []store.Workload, err error) {
	err = readProject(command, path, func(project *store.Project) error {
		loads, err = project.Workloads(ctx, "")
		return err
	})
	return loads, err
}

func writePeople(w io.Writer, all []annotatorObject) error {
	var errs []error
	for _, a := range all {
		kind := ""
		if a.Kind != string(annotate.Human) {
			kind = " (" + a.Kind + ")"
		}
		_, err := fmt.Fprintf(w, "%8d spans  %4d to do  %4d begun  %4d done  %s%s\n", a.Spans, a.Todo, a.Doing, a.Done, a.Name, kind)
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
