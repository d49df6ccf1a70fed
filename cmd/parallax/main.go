// Command parallax opens the window, or does one thing to a project and ends: see parallax help.
//
// Nothing is decided here that the window decides too: both call the same functions. Start with main, which has the list of commands;
// each is a file.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/store"
)

// The exit codes.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	command, _, err := newRoot().Find(os.Args[1:])
	headless := err == nil && command.HasParent()
	if headless {
		if code, done := watch(); done {
			os.Exit(code)
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), endings()...)
	if headless {
		go endLate(ctx, stop)
	}
	code := run(ctx, os.Args[1:], os.Stdin, standardOutput(), os.Stderr)
	stop()
	os.Exit(code)
}

// standardOutput is where a command writes. Where it was closed each word that is written fails: it would be lost without a word.
func standardOutput() io.Writer {
	if outputClosed() {
		return closedOutput{}
	}
	return os.Stdout
}

type closedOutput struct{}

// Write refuses.
func (closedOutput) Write([]byte) (int, error) {
	return 0, errors.New("standard output is closed: name a file or a pipe for it")
}

// endings are the signals that end the program. Hanging up is none for one that was started to outlive its terminal.
func endings() []os.Signal {
	all := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		all = append(all, syscall.SIGHUP)
	}
	return all
}

// patience is how long a command that was told to stop may take to do it in good order.
const patience = 2 * time.Second

// endLate ends a command that a signal does not stop, because it waits for a pipe that nobody opens, say. A second signal
// ends it at once. What was saved is in the file, and what was not is rolled back by whoever opens it next.
func endLate(ctx context.Context, stop func()) {
	<-ctx.Done()
	stop()
	time.Sleep(patience)
	fmt.Fprintln(os.Stderr, "parallax: stopped while waiting for a file or the disk; what was not saved before was not done")
	os.Exit(exitFailed)
}

// usageError is an error in how the program was called, not in what it was asked to do.
type usageError struct{ error }

// noNumber is how a flag's error ends whose value is no number.
var noNumber = regexp.MustCompile(`: strconv\.Parse(Int|Uint|Float): parsing .*$`)

func usagef(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

// errReported ends a command with exit code 1 whose errors were written already.
var errReported = errors.New("reported")

// run is the whole program but for the process around it. It returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	command, err := root.ExecuteContextC(ctx)
	switch usage := (usageError{}); {
	case err == nil:
		return exitDone
	case errors.Is(err, errReported):
		return exitFailed
	case errors.As(err, &usage):
		report(command, fmt.Errorf("%w (see %s --help)", err, command.CommandPath()))
		return exitUsage
	case errors.Is(err, context.Canceled):
		report(command, errors.New("cancelled; nothing was changed"))
		return exitFailed
	}
	report(command, err)
	return exitFailed
}

// report writes err to standard error as one line.
func report(command *cobra.Command, err error) {
	name := "parallax: "
	if command.HasParent() {
		name += command.Name() + ": "
	}
	fmt.Fprintln(command.ErrOrStderr(), name+strings.Join(strings.Fields(err.Error()), " "))
}

func newRoot() *cobra.Command {
	// Otherwise a double click in the Windows explorer is answered by a lecture on command lines.
	cobra.MousetrapHelpText = ""

	root := newWindow()
	root.SilenceErrors = true
	root.SilenceUsage = true
	root.PersistentPreRunE = checkFlags
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return usageError{errors.New(noNumber.ReplaceAllString(err.Error(), ": a number belongs there"))}
	})
	root.AddCommand(
		newNew(), newImport(), newExport(), newMerge(), newReview(), newAgreement(), newStats(), newLog(), newUndo(), newRedo(),
		newFlags(), newAnnotators(), newAlign(), newStories(), newSearch(), newCoverage(), newNetwork(), newSuggest(), newCheck(), newCodebook(), newBackup(), newRestore(), newPicture(), newSchema(), newVersion(),
	)
	return root
}

// arguments admits the arguments that usage names, in the way of the first line of a command's help: "FILE PATH..."
// is two or more.
func arguments(usage string) cobra.PositionalArgs {
	names := strings.Fields(usage)
	more := strings.HasSuffix(usage, "...")
	return func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) < len(names):
			return usagef("missing %s", strings.TrimSuffix(names[len(args)], "..."))
		case len(args) > len(names) && !more:
			return usagef("unexpected argument %q", args[len(names)])
		}
		for i, arg := range args {
			if arg == "" {
				return usagef("%s is empty", strings.TrimSuffix(names[min(i, len(names)-1)], "..."))
			}
		}
		return nil
	}
}

// onProject does something to the project at path, and closes it.
func onProject(command *cobra.Command, path string, do func(*store.Project) error) error {
	project, err := store.Open(command.Context(), path)
	if err != nil {
		return err
	}
	return errors.Join(do(heard(command, project)), project.Close())
}

// heard has what happens to a project's file said.
func heard(command *cobra.Command, project *store.Project) *store.Project {
	project.Hear(func(news store.News) { report(command, errors.New(strings.TrimSuffix(news.Sentence, "."))) })
	return project
}

// readProject is onProject for a command that only reads: the file may stand where nothing can be written.
func readProject(command *cobra.Command, path string, do func(*store.Project) error) error {
	project, err := store.OpenToRead(command.Context(), path)
	if err != nil {
		return err
	}
	return errors.Join(do(heard(command, project)), project.Close())
}

// completeProject lets the shell complete the first argument to a project, and the others to any file.
func completeProject(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return []string{"parallax"}, cobra.ShellCompDirectiveFilterFileExt
	}
	return nil, cobra.ShellCompDirectiveDefault
}

// isProject says whether path is named like a project.
func isProject(path string) bool { return strings.EqualFold(filepath.Ext(path), ".parallax") }
