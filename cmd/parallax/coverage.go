package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/coverage"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/across"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/ui/coverageview"
)

func newCoverage() *cobra.Command {
	var story, layer, format, path string
	var outlets bool
	command := &cobra.Command{
		Use:   "coverage FILE",
		Short: "Set the claims of a story against its articles: who reports what, said by whom, and who leaves it out",
		Long: "Set the claims of a story against its articles: which article reports which claim, whom it says to make it, and how. A claim is an\n" +
			"entity, or spans that are said to be the same claim. Articles that are copies of one text count once.\n\n" +
			"The formats are " + strings.Join(coverageview.Formats, ", ") + "; a CSV has a row for each claim and article, also where it is left out.",
		Example: "  parallax coverage haqqani.parallax -o coverage.svg\n" +
			"  parallax coverage haqqani.parallax --story \"Talks with the network\" --layer gold --format json",
		Args:              arguments("FILE"),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			if err := formatOf(&format, path, coverageview.CSV, coverageview.Formats); err != nil {
				return err
			}
			return readProject(command, args[0], func(project *store.Project) error {
				id, err := onlyStory(command, project, story, "one with --story")
				if err != nil {
					return err
				}
				marks, whose, err := marksOf(command, project, id, layer)
				if err != nil {
					return err
				}
				columns := coverage.Articles
				if outlets {
					columns = coverage.Outlets
				}
				t := coverageview.Titled{Table: coverage.Of(marks, columns), Layer: whose, Attribute: coverageview.FirstAttribute(marks.Codebook)}
				if t.Story, err = storyName(command, project, id); err != nil {
					return err
				}
				return writeTo(command, path, func(w io.Writer) error { return t.Write(w, format) })
			})
		},
	}
	flags := command.Flags()
	flags.StringVar(&story, "story", "", "the story (by default the only one)")
	flags.BoolVar(&outlets, "outlets", false, "one column for each outlet instead of each article")
	acrossFlags(command, &layer, &format, &path, coverageview.Formats)
	return command
}

// acrossFlags are the flags of commands that write what a layer says across articles.
func acrossFlags(command *cobra.Command, layer, format, path *string, formats []string) {
	flags := command.Flags()
	flags.StringVar(layer, "layer", "", "whose marks (by default gold, else the annotator's who has marked most claims)")
	flags.StringVar(format, "format", "", strings.Join(formats, ", ")+" (by the ending of the file, else "+formats[0]+")")
	flags.StringVarP(path, "output", "o", "", "the file to write to, - for standard output")
	complete(command, "format", formats...)
	if err := command.RegisterFlagCompletionFunc("layer", completeLayer); err != nil {
		panic(err) // the flag does not exist: a mistake in this package
	}
}

// formatOf settles the format: the one that was named, else that of the file's ending, else the usual one.
func formatOf(format *string, path, usual string, formats []string) error {
	if *format != "" {
		return oneOf("format", *format, formats)
	}
	*format = usual
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
	if oneOf("", ending, formats) == nil {
		*format = ending
	}
	return nil
}

// onlyStory is the id of the story of that name; where none is named, of the only one. Where there are several it says what to name.
func onlyStory(command *cobra.Command, project *store.Project, name, what string) (string, error) {
	if name != "" {
		return findStory(command, project, name)
	}
	stories, err := project.Stories(command.Context())
	switch {
	case err != nil:
		return "", err
	case len(stories) == 0:
		return "", annotate.NotFoundf("there are no articles yet: import some first")
	case len(stories) > 1:
		return "", usagef("there are %d stories: name %s", len(stories), what)
	}
	return stories[0].ID, nil
}

func storyName(command *cobra.Command, project *store.Project, id string) (string, error) {
	stories, err := project.Stories(command.Context())
	for _, s := range stories {
		if s.ID == id {
			return s.Name, nil
		}
	}
	return "", err
}

// marksOf reads what a layer has marked in a story, or in all, and whose it is. Where several could be meant it says which was taken.
func marksOf(command *cobra.Command, project *store.Project, storyID, layer string) (marks coverage.Marks, whose string, err error) {
	ctx := command.Context()
	a, err := layerOf(ctx, project, storyID, layer, func(sentence string) { report(command, errors.New(sentence)) })
	if err != nil {
		return marks, "", err
	}
	marks, err = across.Marks(ctx, project, storyID, a.ID)
	return marks, a.Name, err
}

func layerOf(ctx context.Context, project *store.Project, storyID, name string, say func(sentence string)) (annotate.Annotator, error) {
	if name != "" {
		all, err := project.Annotators(ctx)
		var names []string
		for _, a := range all {
			if a.Name == name {
				return a, nil
			}
			names = append(names, a.Name)
		}
		if err == nil {
			err = annotate.NotFoundf("nobody called %q has annotated here, only %s", name, strings.Join(names, ", "))
			if len(names) == 0 {
				err = annotate.NotFoundf("nobody called %q has annotated here: nobody has yet", name)
			}
		}
		return annotate.Annotator{}, err
	}
	layers, err := across.ClaimLayers(ctx, project, storyID)
	if err != nil {
		return annotate.Annotator{}, err
	}
	usual := across.Usual(layers)
	if usual.ID == "" {
		say("nobody has marked a claim there")
	} else if others := others(layers, usual); others != "" && usual.Kind != annotate.Gold {
		say(fmt.Sprintf("these are the marks of %s; %s marked claims too: --layer", usual.Name, others))
	}
	return usual.Annotator, nil
}

// others names the people beside one who have marked claims.
func others(layers []across.Layer, usual across.Layer) string {
	var names []string
	for _, l := range layers {
		if l.Kind == annotate.Human && l.ID != usual.ID {
			names = append(names, l.Name)
		}
	}
	return strings.Join(names, ", ")
}

// writeTo writes to a file, or to standard output where none is named.
func writeTo(command *cobra.Command, path string, write func(io.Writer) error) error {
	if path == "" || path == "-" {
		return write(command.OutOrStdout())
	}
	return output.Write(command.Context(), path, write)
}
