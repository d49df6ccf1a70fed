package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/store"
)

func newFlags() *cobra.Command {
	var asJSON bool
	var query store.FlagQuery
	var story string
	command := &cobra.Command{
		Use:   "flags FILE",
		Short: "List what somebody is unsure of: the question, where it stands, and what was answered",
		Long: "List what somebody is unsure of: spans, stretches of articles and articles that were flagged, with the question to the team,\n" +
			"the replies, and whether it is open or resolved. “parallax export --flags” puts them into the dataset.",
		Args:              arguments("FILE"),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			var flags []store.Flagged
			err := readProject(command, args[0], func(project *store.Project) (err error) {
				if story != "" {
					if query.StoryID, err = findStory(command, project, story); err != nil {
						return err
					}
				}
				flags, err = project.Flags(command.Context(), query)
				return err
			})
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(command.OutOrStdout(), flagObjects(flags))
			}
			return writeFlags(command.OutOrStdout(), flags)
		},
	}
	command.Flags().StringVar(&story, "story", "", "only those of this story")
	command.Flags().BoolVar(&query.Open, "open", false, "only those that wait for an answer")
	command.Flags().BoolVar(&asJSON, "json", false, "print a JSON list")
	return command
}

// findStory is the id of the story of that name.
func findStory(command *cobra.Command, project *store.Project, name string) (string, error) {
	stories, err := project.Stories(command.Context())
	for _, s := range stories {
		if s.Name == name {
			return s.ID, nil
		}
	}
	if err == nil {
		err = annotate.NotFoundf("there is no story %q", name)
	}
	return "", err
}

// flagObject is one flag in the output of flags --json: as the dataset has it, with what it stands in.
type flagObject struct {
	Story    string `json:"story"`
	Document string `json:"document"`
	Title    string `json:"title"`
	dataset.Flag
}

func flagObjects(flags []store.Flagged) []flagObject {
	objects := []flagObject{}
	for _, f := range flags {
		objects = append(objects, flagObject{f.Story, f.DocumentID, f.Article.Title, dataset.NewFlag(f.Thread, f.Words)})
	}
	return objects
}

// writeFlags writes each question with its place and words, and its replies beneath it.
func writeFlags(w io.Writer, flags []store.Flagged) error {
	var out strings.Builder
	article := ""
	for _, f := range flags {
		if f.DocumentID != article {
			article = f.DocumentID
			fmt.Fprintf(&out, "%s · %s\n", f.Story, f.Article.Name())
		}
		place := "all of it"
		if n := len(f.Segments); n > 0 {
			place = fmt.Sprintf("%d-%d “%s”", f.Segments[0].Start, f.Segments[n-1].End, oneLine(f.Words))
		}
		if f.OnSpan {
			place += fmt.Sprintf(" (%s by %s)", f.Label, f.Layer)
		}
		fmt.Fprintf(&out, "  %-8s  %s  %s\n", f.State, place, f.ID)
		fmt.Fprintf(&out, "            %s  %s: %s\n", f.CreatedAt.UTC().Format(time.DateTime), f.Annotator, oneLine(questionOr(f.Question)))
		for _, r := range f.Replies {
			fmt.Fprintf(&out, "            %s  %s: %s\n", r.CreatedAt.UTC().Format(time.DateTime), r.Annotator, oneLine(r.Text))
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// questionOr is what stands for a question of no words.
func questionOr(question string) string {
	if question == "" {
		return "unsure"
	}
	return question
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
