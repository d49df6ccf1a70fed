package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/across"
)

func newStories() *cobra.Command {
	var asJSON, propose bool
	command := &cobra.Command{
		Use:   "stories FILE",
		Short: "List the stories, or with --propose articles on the same event that stand apart",
		Long: "List the stories with how many articles each has. With --propose list articles that seem to tell of the same event although they stand\n" +
			"in different stories, the surest first, by their words, names and numbers and by when they were published. Nothing is changed.",
		Example: "  parallax stories haqqani.parallax\n" +
			"  parallax stories haqqani.parallax --propose --json",
		Args:              arguments("FILE"),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			if propose {
				return printProposed(command, args[0], asJSON)
			}
			var stories []store.StorySummary
			err := readProject(command, args[0], func(project *store.Project) (err error) {
				stories, err = project.Stories(command.Context())
				return err
			})
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(command.OutOrStdout(), storyObjects(stories))
			}
			return writeStories(command.OutOrStdout(), stories)
		},
	}
	command.Flags().BoolVar(&propose, "propose", false, "list articles on the same event that stand apart")
	command.Flags().BoolVar(&asJSON, "json", false, "print a JSON list")
	return command
}

// storyObject is a story in the output of stories --json.
type storyObject struct {
	Story     string `json:"story"`
	Date      string `json:"date"`
	Documents int    `json:"documents"`
}

func storyObjects(stories []store.StorySummary) []storyObject {
	objects := []storyObject{}
	for _, s := range stories {
		objects = append(objects, storyObject{s.Name, s.Date, s.Documents})
	}
	return objects
}

func writeStories(w io.Writer, stories []store.StorySummary) error {
	for _, s := range stories {
		if _, err := fmt.Fprintf(w, "%8d  %s\n", s.Documents, s.Name); err != nil {
			return err
		}
	}
	return nil
}

// proposedObject is articles on one event in the output of stories --propose --json.
type proposedObject struct {
	Documents []string `json:"documents"`
	Score     float64  `json:"score"`
}

// printProposed lists the articles that stand apart.
func printProposed(command *cobra.Command, path string, asJSON bool) error {
	var apart []across.Apart
	names := map[string]string{}
	err := readProject(command, path, func(project *store.Project) error {
		stories, err := project.Stories(command.Context())
		if err != nil {
			return err
		}
		for _, s := range stories {
			names[s.ID] = s.Name
		}
		bar := newBar(command, "reading")
		defer bar.finish()
		apart, err = across.Proposed(command.Context(), project, bar.set)
		return err
	})
	if err != nil {
		return err
	}
	if asJSON {
		objects := []proposedObject{}
		for _, a := range apart {
			one := proposedObject{Score: a.Score}
			for _, d := range a.Documents {
				one.Documents = append(one.Documents, d.ID)
			}
			objects = append(objects, one)
		}
		return writeJSON(command.OutOrStdout(), objects)
	}
	var out strings.Builder
	for _, a := range apart {
		fmt.Fprintf(&out, "%.2f\n", a.Score)
		for _, d := range a.Documents {
			fmt.Fprintf(&out, "    %s · %s  %s\n", names[d.StoryID], d.Name(), d.Published)
		}
	}
	_, err = io.WriteString(command.OutOrStdout(), out.String())
	return err
}
