package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/check"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/spf13/cobra"
)

func newExport() *cobra.Command {
	var options exchange.ExportOptions
	command := &cobra.Command{
		Use:   "export FILE --format FORMAT",
		Short: "Write the dataset",
		Long: "Write the dataset, one record for each article and layer, or for each sentence of it.\n\n" +
			"With --split the stories are divided, so that no event stands in two parts, and -o names the folder that gets a file for\n" +
			"each part. Stories that share a text, the same or nearly, stay together. The same seed gives the same parts.",
		Example: "  parallax export haqqani.parallax --format jsonl -o haqqani.jsonl\n" +
			"  parallax export haqqani.parallax --format jsonl --layer gold --split train=80,dev=10,test=10 --seed 1 -o dataset",
		Args:              arguments("FILE"),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			if err := checkExport(options); err != nil {
				return err
			}
			if options.Split == "" && command.Flags().Changed("seed") {
				report(command, errors.New("--seed was not needed: it decides how the stories fall into the parts of a --split"))
			}
			return readProject(command, args[0], func(project *store.Project) error { return exportTo(command, project, options) })
		},
	}
	flags := command.Flags()
	flags.StringVar(&options.Format, "format", "", "the form of the dataset: "+strings.Join(format.Names(format.Written()), ", "))
	flags.StringVarP(&options.Path, "output", "o", "-", "the file, or with --split the folder, to write to")
	flags.StringVar(&options.Layer, "layer", "all", "the annotator whose layer is exported, or all")
	flags.StringArrayVar(&options.Filter.Labels, "label", nil, "only spans with this label, and relations between such; may be repeated")
	flags.StringArrayVar(&options.Filter.Stories, "story", nil, "only this story; may be repeated")
	flags.StringSliceVar(&options.Filter.States, "state", nil, "only what its annotator has so marked: todo, doing or done")
	flags.StringVar(&options.Unit, "unit", dataset.UnitDocument, "document or sentence")
	flags.StringVar(&options.Split, "split", "", "parts and their shares, such as train=80,dev=10,test=10")
	flags.Int64Var(&options.Seed, "seed", 0, "decides how the stories fall into the parts")
	flags.BoolVar(&options.WithoutText, "without-text", false, "leave the articles' words out")
	flags.BoolVar(&options.Rejected, "rejected", false, "in the layer gold, the spans too that reviewers turned down")
	flags.BoolVar(&options.Flags, "flags", false, "what somebody is unsure of too, with the replies")
	flags.StringVar(&options.License, "license", "", "with hf, the licence of the annotations, such as cc-by-4.0")
	flags.StringVar(&options.Creator, "creator", "", "with hf, who made the annotations")
	complete(command, "format", format.Names(format.Written())...)
	complete(command, "state", string(annotate.Todo), string(annotate.Doing), string(annotate.Done))
	complete(command, "unit", dataset.UnitDocument, dataset.UnitSentence)
	complete(command, "split", "train=80,dev=10,test=10")
	if err := command.RegisterFlagCompletionFunc("layer", completeLayer); err != nil {
		panic(err) // the flag does not exist: a mistake in this package
	}
	return command
}

// checkExport refuses flags that do not go together before a project is opened.
func checkExport(options exchange.ExportOptions) error {
	if options.Format == "" {
		return usagef("missing --format")
	}
	if err := oneOf("format", options.Format, format.Names(format.Written())); err != nil {
		return err
	}
	if err := oneOf("unit", options.Unit, []string{dataset.UnitDocument, dataset.UnitSentence}); err != nil {
		return err
	}
	if options.Split == "" {
		if f, _ := format.Named(options.Format); f.Shape == form.Folder && (options.Path == "-" || options.Path == "") {
			return usagef("--format %s needs -o with a folder to write its files to", f.Name)
		}
		return nil
	}
	if _, err := dataset.ParseSplit(options.Split); err != nil {
		return usagef("--split: %w", err)
	}
	if options.Path == "-" || options.Path == "" {
		return usagef("--split needs -o with a folder to write its files to")
	}
	return nil
}

func exportTo(command *cobra.Command, project *store.Project, options exchange.ExportOptions) error {
	if options.Layer != "all" && options.Layer != "" {
		if _, err := findAnnotator(command.Context(), project, options.Layer); err != nil {
			if options.Layer == annotate.GoldLayer {
				return annotate.NotFoundf("there is no gold layer yet: decide what the annotators disagree on first")
			}
			return err
		}
	}
	options.Writer = command.OutOrStdout()
	bar := newBar(command, "exporting")
	result, err := exchange.ExportFiles(command.Context(), project, options, bar.set)
	bar.finish()
	for _, left := range result.LeftOut {
		report(command, fmt.Errorf("%s are left out (%d): %s has no place for them", left.What, left.Count, options.Format))
	}
	for _, changed := range result.Changed {
		report(command, errors.New(changed.String()))
	}
	if said := result.SayEmpty(); err == nil && said != "" {
		report(command, errors.New(said))
	}
	if said := result.SayOlder(); said != "" {
		report(command, errors.New(said))
	}
	if said := check.SayRepeats(result.Repeats, options.Split != ""); err == nil && said != "" {
		report(command, errors.New(said))
	}
	return err
}

// completeLayer lets the shell complete the name of a layer of the project that the command line names.
func completeLayer(command *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return []string{"all"}, cobra.ShellCompDirectiveNoFileComp
	}
	project, err := store.OpenToRead(command.Context(), args[0])
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	defer project.Close()
	annotators, err := project.Layers(command.Context())
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	names := []string{"all"}
	for _, a := range annotators {
		names = append(names, a.Name)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
