package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/ui/picture"
)

func newPicture() *cobra.Command {
	var options picture.Options
	var story string
	command := &cobra.Command{
		Use:   "picture FILE [DOCUMENT] -o PATH",
		Short: "Draw an article or a story with its highlights, as a PDF or a picture",
		Long: "Draw an article with its highlights, or a story as its articles one after another: as a PDF, to be printed, or as a picture (PNG).\n\n" +
			"DOCUMENT is the title of an article, its outlet, the name of its file or its id. Where neither an article nor a story is\n" +
			"named, the only story of the project is drawn.",
		Example: "  parallax picture haqqani.parallax -o haqqani.pdf\n" +
			"  parallax picture haqqani.parallax CNN --layer gold --format png -o cnn.png",
		Args: func(command *cobra.Command, args []string) error {
			if len(args) > 2 {
				return usagef("unexpected argument %q", args[2])
			}
			if len(args) == 2 && args[1] == "" {
				return usagef("DOCUMENT is empty")
			}
			return arguments("FILE")(command, args[:min(len(args), 1)])
		},
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			if options.Path == "" {
				return usagef("missing -o with the file to write to")
			}
			if err := pictureFormat(&options); err != nil {
				return err
			}
			return readProject(command, args[0], func(project *store.Project) error {
				return drawTo(command, project, options, story, args[1:])
			})
		},
	}
	flags := command.Flags()
	flags.StringVarP(&options.Path, "output", "o", "", "the file to write to, - for standard output")
	flags.StringVar(&options.Format, "format", "", strings.Join(picture.Formats, " or ")+" (by the ending of the file, else "+picture.PDF+")")
	flags.StringVar(&options.Layer, "layer", "", "the annotator whose highlights are drawn (by default the only one)")
	flags.StringVar(&story, "story", "", "the story that is drawn, or that the article is in")
	complete(command, "format", picture.Formats...)
	if err := command.RegisterFlagCompletionFunc("layer", completeLayer); err != nil {
		panic(err) // the flag does not exist: a mistake in this package
	}
	return command
}

// pictureFormat settles the format: the one that was named, else that of the file's ending.
func pictureFormat(options *picture.Options) error {
	if options.Format != "" {
		return oneOf("format", options.Format, picture.Formats)
	}
	options.Format = picture.FormatOf(options.Path)
	return nil
}

func drawTo(command *cobra.Command, project *store.Project, options picture.Options, story string, named []string) (err error) {
	ctx := command.Context()
	if options.Story, err = pictureStory(command, project, story, len(named) == 0); err != nil {
		return err
	}
	if len(named) > 0 {
		if options.Document, err = findArticle(ctx, project, options.Story, named[0]); err != nil {
			return err
		}
	}
	if options.Path != "-" {
		if err := output.Writable(options.Path); err != nil {
			return err
		}
	}
	options.Writer = command.OutOrStdout()
	bar := newBar(command, "drawing")
	result, err := picture.Write(ctx, project, options, bar.set)
	bar.finish()
	if err == nil && result.Spans == 0 {
		report(command, fmt.Errorf("nothing is marked there: the %s has no highlights", options.Format))
	}
	if err == nil && result.Boxes != "" {
		report(command, errors.New(result.Boxes))
	}
	return err
}

// pictureStory is the id of the story of that name; where none is named and one is needed, of the only one.
func pictureStory(command *cobra.Command, project *store.Project, name string, needed bool) (string, error) {
	if name != "" {
		return findStory(command, project, name)
	}
	if !needed {
		return "", nil
	}
	return onlyStory(command, project, "", "an article, or a story with --story")
}

// findArticle is the id of the article that is called so, in one story or, where storyID is "", in any.
func findArticle(ctx context.Context, project *store.Project, storyID, name string) (string, error) {
	stories, err := project.Stories(ctx)
	if err != nil {
		return "", err
	}
	var found []annotate.Document
	for _, story := range stories {
		if storyID != "" && story.ID != storyID {
			continue
		}
		documents, err := project.Documents(ctx, story.ID)
		if err != nil {
			return "", err
		}
		for _, d := range documents {
			switch name {
			case d.ID:
				return d.ID, nil
			case d.Title, d.Outlet, d.SourceName:
				found = append(found, d)
			}
		}
	}
	switch len(found) {
	case 0:
		return "", annotate.NotFoundf("no article has the title, outlet, file name or id %q", name)
	case 1:
		return found[0].ID, nil
	}
	return "", annotate.Invalidf("%d articles are called %q: name one by its title or by its id, such as %s", len(found), name, found[0].ID)
}
