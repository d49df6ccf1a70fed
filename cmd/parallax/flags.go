package main

import (
	"slices"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// pathFlags are those whose value is a path, which need not be text.
var pathFlags = []string{"output", "csv", "set", "codebook"}

// checkFlags refuses what no flag means: nothing at all, or bytes that are no text, as those of a name would be replaced.
func checkFlags(command *cobra.Command, _ []string) (err error) {
	command.Flags().Visit(func(flag *pflag.Flag) {
		switch value := flag.Value.String(); {
		case err != nil || flag.Value.Type() != "string":
		case value == "":
			err = usagef("--%s is empty", flag.Name)
		case !utf8.ValidString(value) && !slices.Contains(pathFlags, flag.Name):
			err = usagef("--%s %q is not UTF-8 text: write it in the encoding that the terminal has", flag.Name, value)
		}
	})
	return err
}
