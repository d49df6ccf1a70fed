package main

import (
	"context"
	"errors"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/ui/shell"
)

// newWindow is the command without a name: it opens the window.
func newWindow() *cobra.Command {
	var sample bool
	root := &cobra.Command{
		Use:   "parallax [FILE.parallax]",
		Short: "Mark who claims what across articles on one story",
		Long: "Parallax lays articles on one story side by side, to mark who is said to have claimed what, and to take away a dataset.\n\n" +
			"Without a command it opens the window, with the project FILE.parallax if one is named.",
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) > 1:
				return usagef("unexpected argument %q", args[1])
			case len(args) == 1 && sample:
				return usagef("--sample opens its own project: leave %q away", args[0])
			case len(args) == 1 && !isProject(args[0]):
				// A mistyped command must not open a window.
				if _, err := os.Stat(args[0]); err != nil {
					return usagef("%q is neither a command nor a project", args[0])
				}
			}
			return nil
		},
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			file := ""
			if len(args) == 1 {
				file = args[0]
			}
			return openWindow(command.Context(), file, sample)
		},
	}
	root.Flags().BoolVar(&sample, "sample", false, "open the sample story")
	return root
}

// startMemory is how much memory, in bytes, may be taken before it is looked for what of it is needed no more, until the window is there:
// fonts and the project are read then, little is thrown away, and the looking would take a fifth of all that the start takes.
const startMemory = 400 << 20

// openWindow runs the window until it is closed. With sample it opens the sample story, with a file that project, else
// the start window. The end of ctx, as by a signal, ends it in good order, at whatever moment it comes.
func openWindow(ctx context.Context, file string, sample bool) error {
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return errors.New("there is no display to open a window on: see parallax --help for what works without one")
	}
	if file != "" {
		if _, err := os.Stat(file); err != nil {
			return fileError(err)
		}
	}
	thrift, most := debug.SetGCPercent(-1), debug.SetMemoryLimit(startMemory)
	app.SetMetadata(fyne.AppMetadata{
		ID:         "org.parallax.annotation",
		Name:       "Parallax",
		Version:    version,
		Icon:       fyne.NewStaticResource("icon.png", assets.Icon),
		Migrations: map[string]bool{"fyneDo": true},
	})
	if caches, err := os.UserCacheDir(); err == nil {
		_ = os.MkdirAll(caches, 0o700) // a fresh home lacks it, and Fyne makes only its own folder in it; else it says so
	}
	var parallax fyne.App
	var window *shell.Window
	var ahead *shell.Ahead
	if file != "" {
		ahead = shell.OpenAhead(file)
	}
	makeWindow := func() { // in which the display is opened; no project is yet
		parallax = app.New()
		window = shell.New(parallax, shell.Options{})
	}
	if err := shown(makeWindow); err != nil {
		if ahead != nil {
			ahead.Drop()
		}
		return err
	}
	switch {
	case sample:
		window.OpenSample()
	case file != "":
		window.OpenAhead(ahead)
	default:
		window.ShowStart()
	}
	window.Ready()
	go func() {
		<-ctx.Done()
		saved := make(chan struct{})
		fyne.Do(func() {
			window.Commit()
			close(saved)
		})
		select {
		case <-saved:
		case <-time.After(3 * time.Second): // the window is busy, and whoever ends a session may not wait long
		}
		window.Stop()
		fyne.Do(parallax.Quit)
	}()
	atExit(func() { window.Leave() })
	if err := shown(window.Show); err != nil {
		window.Stop()
		return errors.Join(err, window.Leave())
	}
	debug.SetMemoryLimit(most)
	debug.SetGCPercent(thrift)
	parallax.Run()
	return window.Leave()
}
