package main

import (
	"errors"
	"os"
	"os/signal"
	"runtime"
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
			return openWindow(file, sample)
		},
	}
	root.Flags().BoolVar(&sample, "sample", false, "open the sample story")
	return root
}

// openWindow runs the window until it is closed. With sample it opens the sample story, with a file that project, else
// the start window.
func openWindow(file string, sample bool) error {
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return errors.New("there is no display to open a window on: see parallax --help for what works without one")
	}
	if file != "" {
		if _, err := os.Stat(file); err != nil {
			return fileError(err)
		}
	}
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
	makeWindow := func() { // in which the display is opened; no project is yet
		parallax = app.New()
		window = shell.New(parallax, shell.Options{})
	}
	if err := shown(makeWindow); err != nil {
		return err
	}
	switch {
	case sample:
		window.OpenSample()
	case file != "":
		window.OpenProject(file)
	default:
		window.ShowStart()
	}
	window.Ready()
	leaving := make(chan os.Signal, 1)
	signal.Notify(leaving, endings()...)
	go func() {
		<-leaving
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
	parallax.Run()
	return window.Leave()
}
