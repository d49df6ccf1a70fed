package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/output"
)

func newNew() *cobra.Command {
	var name string
	command := &cobra.Command{
		Use:               "new FILE",
		Short:             "Make an empty project",
		Example:           "  parallax new haqqani.parallax\n  parallax new debates.parallax --codebook political-claims",
		Args:              arguments("FILE"),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			cb, notes, err := readCodebook(command.Context(), name)
			if err != nil {
				return err
			}
			project, err := store.Create(command.Context(), args[0], cb)
			if err != nil {
				return err
			}
			heard(command, project)
			for _, note := range notes {
				report(command, fmt.Errorf("%s: %s", name, note))
			}
			return project.Close()
		},
	}
	command.Flags().StringVar(&name, "codebook", "default",
		"one of "+strings.Join(assets.CodebookNames(), ", ")+", or a TOML file")
	complete(command, "codebook", assets.CodebookNames()...)
	return command
}

// readCodebook reads a codebook that ships with the program, or a TOML file.
func readCodebook(ctx context.Context, name string) (cb annotate.Codebook, notes []string, err error) {
	data, found := assets.Codebook(name)
	if !found {
		if !strings.EqualFold(filepath.Ext(name), ".toml") {
			return cb, nil, usagef("no codebook %q: give a TOML file, or one of %s",
				name, strings.Join(assets.CodebookNames(), ", "))
		}
		if data, err = output.ReadCodebook(ctx, name); err != nil {
			return cb, nil, err
		}
	}
	if cb, notes, err = codebook.ParseFor(data, annotate.Codebook{}); err != nil {
		return cb, nil, fmt.Errorf("%s: %w", name, err)
	}
	return cb, notes, nil
}

// complete lets the shell complete a flag to one of the words.
func complete(command *cobra.Command, flag string, words ...string) {
	err := command.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveDefault))
	if err != nil {
		panic(err) // the flag does not exist: a mistake in this package
	}
}
