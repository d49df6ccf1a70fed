package main

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/annotate/coverage"
	"github.com/parallax-annotation/parallax/annotate/network"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/networkview"
)

func newNetwork() *cobra.Command {
	var story, layer, format, path string
	command := &cobra.Command{
		Use:   "network FILE",
		Short: "Draw actors and claims as a network: who makes which claim, who shares or disputes whose",
		Long: "Draw actors and claims as a network: who makes which claim, who tells that another makes it, which claims support or dispute each\n" +
			"other, and which actors share claims, agree or disagree on them, as in discourse network analysis. JSON and pictures also say of each\n" +
			"outlet how many of its mentions are attributed to somebody named, to somebody unnamed, and to nobody.\n\n" +
			"The formats are " + strings.Join(networkview.Formats, ", ") + ". Without --story it is of all stories.",
		Example: "  parallax network haqqani.parallax -o network.svg\n" +
			"  parallax network haqqani.parallax --story \"Talks with the network\" --layer gold -o network.graphml",
		Args:              arguments("FILE"),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			if err := formatOf(&format, path, networkview.GraphML, networkview.Formats); err != nil {
				return err
			}
			return readProject(command, args[0], func(project *store.Project) (err error) {
				id := ""
				if story != "" {
					if id, err = findStory(command, project, story); err != nil {
						return err
					}
				}
				marks, whose, err := marksOf(command, project, id, layer)
				if err != nil {
					return err
				}
				table := coverage.Of(marks, coverage.Outlets)
				t := networkview.Titled{Graph: network.Of(table, marks), Voices: network.Voices(table), Name: story, Layer: whose}
				if t.Name == "" {
					t.Name = strings.TrimSuffix(filepath.Base(args[0]), filepath.Ext(args[0]))
				}
				return writeTo(command, path, func(w io.Writer) error { return t.Write(w, format) })
			})
		},
	}
	command.Flags().StringVar(&story, "story", "", "only this story")
	acrossFlags(command, &layer, &format, &path, networkview.Formats)
	return command
}
