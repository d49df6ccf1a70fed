package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is that of FyneApp.toml.
const version = "0.1.0"

// commit is set by the build; where it is not, what Go recorded is used.
var commit string

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of the program, of Go, and the commit it was built from",
		Args:  arguments(""),
		RunE: func(command *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(command.OutOrStdout(), "parallax %s (%s %s/%s, commit %s)\n",
				version, runtime.Version(), runtime.GOOS, runtime.GOARCH, builtFrom())
			return err
		},
	}
}

// builtFrom returns the commit that the program was built from, "unknown" where nobody recorded it.
func builtFrom() string {
	if commit != "" {
		return commit
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	revision, modified := "unknown", ""
	for _, setting := range info.Settings {
		switch {
		case setting.Key == "vcs.revision":
			revision = setting.Value
		case setting.Key == "vcs.modified" && setting.Value == "true":
			modified = "+"
		}
	}
	return revision + modified
}
