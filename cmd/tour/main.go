// Command tour uses the real window as a person would, on a virtual display of its own: it types and clicks through
// the X server, looks into the project file and the dataset for what came of it, and leaves a numbered picture of
// every step. It fails with a sentence where something did not happen. Linux only.
//
// It knows nothing of the window but what a person sees, and looks into files as a script would. Start with the list of steps in main.go.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/color"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// The size of the display, in pixels; the window fills it.
const (
	screenWidth  = 1600
	screenHeight = 1000
)

func main() {
	program := flag.String("program", filepath.Join("build", "parallax"), "the program to drive")
	out := flag.String("out", filepath.Join("build", "tour"), "the folder for pictures and dataset; it is emptied first")
	only := flag.String("only", "", "only one group of steps: keys, formats or surprises")
	windows := flag.Bool("windows", false, "the program is one for Windows: a short tour under wine")
	counts := flag.String("counts", "", "a file for the numbers of steps that passed and failed")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	passed, failed, err := run(ctx, *program, *out, *windows, *only)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "tour:", err)
	}
	fmt.Printf("tour: %d passed, %d failed\n", passed, failed)
	if *counts != "" {
		if err := os.WriteFile(*counts, fmt.Appendf(nil, "%d %d\n", passed, failed), 0o644); err != nil {
			fmt.Fprintln(os.Stderr, "tour:", err)
			failed++
		}
	}
	if failed > 0 {
		os.Exit(1)
	}
}

// tour is one run through the steps. It has a method for each step, in their order.
type tour struct {
	ctx     context.Context
	out     string // folder of pictures and dataset
	home    string // the home folder of the program under way, empty at first
	program string
	through string // the program that runs it, "" for none
	frame   int    // how many pixels of its height a window may leave free
	display *display
	hand    hand
	window  *exec.Cmd // nil while the program does not run
	project *project  // nil until the first step has made one

	spans, relations int             // how many there are in the project, as the steps go
	actor, claim     string          // ids of the spans that the tour made
	grown            string          // id of the span whose ends the tour moves
	pane             image.Rectangle // where the first article is seen
	jobs             []job           // what was counted
	formats          *project        // of the steps with files of other programs
	bare             color.RGBA      // of the menu's bar where nothing lies over the window

}

// run goes through the steps until one fails. Later steps build on earlier ones, so those after it are not tried.
func run(ctx context.Context, program, out string, windows bool, only string) (passed, failed int, err error) {
	if runtime.GOOS != "linux" {
		fmt.Println("The tour needs the X server of Linux: nothing was done.")
		return 0, 0, nil
	}
	t, err := newTour(ctx, program, out)
	if err != nil {
		return 0, 1, err
	}
	defer func() { err = errors.Join(err, t.close()) }()
	all := slices.Concat(steps, daySteps, textSteps, reviewSteps, deskSteps, formatSteps, surpriseSteps, keySteps)
	switch only {
	case "":
	case "keys":
		all = keySteps
	case "formats":
		all = formatSteps
	case "surprises":
		all = surpriseSteps
	default:
		return 0, 1, fmt.Errorf("no group of steps is called %q", only)
	}
	if windows {
		t.through, t.frame, all = "wine", 40, windowsSteps // wine gives a window a frame that is not shown
	}
	for i, s := range all {
		name := fmt.Sprintf("%02d-%s", i+1, s.name)
		if err := s.do(t); err != nil {
			return passed, 1, errors.Join(fmt.Errorf("step %s: %w", name, err), t.look(name+"-failed"))
		}
		if err := t.look(name); err != nil {
			return passed, 1, fmt.Errorf("step %s: %w", name, err)
		}
		fmt.Printf("%-28s %s\n", name, s.shows)
		passed++
	}
	t.printJobs()
	fmt.Printf("The pictures are %s, the dataset is %s.\n", filepath.Join(out, "NN-name.png"), filepath.Join(out, filepath.Base(t.dataset())))
	return passed, 0, nil
}

func newTour(ctx context.Context, program, out string) (*tour, error) {
	for _, name := range []string{"Xvfb", "xdotool"} {
		if _, err := exec.LookPath(name); err != nil {
			return nil, fmt.Errorf("%s is missing: run .ci/install test", name)
		}
	}
	program, err := filepath.Abs(program)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(program); err != nil {
		return nil, fmt.Errorf("%s is missing: run make build", program)
	}
	if out, err = filepath.Abs(out); err != nil {
		return nil, err
	}
	t := &tour{ctx: ctx, out: out, home: filepath.Join(out, "home"), program: program}
	if err := errors.Join(os.RemoveAll(out), os.MkdirAll(filepath.Join(t.home, ".cache"), 0o755), os.MkdirAll(filepath.Join(t.home, ".config"), 0o755)); err != nil {
		return nil, err
	}
	if err := t.makeViewer(); err != nil {
		return nil, err
	}
	if t.display, err = startDisplay(ctx, screenWidth, screenHeight); err != nil {
		return nil, err
	}
	t.pane = firstPane
	t.hand = hand{ctx, t.display, &acts{}}
	return t, nil
}

// start runs the program with arguments on the display, with a home of its own, so that nothing of the user's is read
// or written.
func (t *tour) start(arguments ...string) error {
	log, err := os.OpenFile(filepath.Join(t.out, "program.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	t.window = t.windowCommand(arguments...)
	t.window.Stdout, t.window.Stderr = log, log
	if err := t.window.Start(); err != nil {
		t.window = nil
		return fmt.Errorf("the program did not start: %w", err)
	}
	blank, err := t.display.picture()
	if err != nil {
		return err
	}
	err = wait(t.ctx, "the window appears", func() (bool, error) {
		now, err := t.display.picture()
		return err == nil && len(colors(now)) > 4 && string(now.Pix) != string(blank.Pix), err
	})
	if err != nil {
		return err
	}
	// The program may still be giving its window the size that it remembers: ask again until it fills the display.
	return wait(t.ctx, "the window fills the display", func() (bool, error) {
		now, err := t.display.picture()
		if err != nil || now.RGBAAt(screenWidth-2, screenHeight-2-t.frame) != (color.RGBA{A: 255}) {
			return err == nil, err
		}
		if err := t.hand.maximize("Parallax"); err != nil {
			return false, err
		}
		return false, sleep(t.ctx, 200*time.Millisecond)
	})
}

// windowCommand is the program with arguments on the display.
func (t *tour) windowCommand(arguments ...string) *exec.Cmd {
	words := append([]string{t.program}, arguments...)
	if t.through != "" {
		words = append([]string{t.through}, words...)
	}
	command := exec.CommandContext(t.ctx, words[0], words[1:]...)
	command.Env = append(kept(os.Environ()), "HOME="+t.home, "DISPLAY="+t.display.name, "FYNE_SCALE=1", "FYNE_THEME=light",
		"LANG=C.UTF-8", "LIBGL_ALWAYS_SOFTWARE=1", "USER=tour", "LOGNAME=tour",
		"PATH="+filepath.Dir(t.viewed())+string(filepath.ListSeparator)+os.Getenv("PATH"))
	return command
}

// kept is the environment without what leads a program to the user's desktop and files.
func kept(environment []string) []string {
	var rest []string
	for _, variable := range environment {
		name, _, _ := strings.Cut(variable, "=")
		switch {
		case strings.HasPrefix(name, "XDG_"), strings.HasPrefix(name, "FYNE_"), strings.HasPrefix(name, "LC_"):
		case name == "HOME", name == "DISPLAY", name == "WAYLAND_DISPLAY", name == "LANG", name == "LANGUAGE", name == "XAUTHORITY",
			name == "USER", name == "LOGNAME", name == "DBUS_SESSION_BUS_ADDRESS":
		default:
			rest = append(rest, variable)
		}
	}
	return rest
}

// quit waits for the program to end by itself.
func (t *tour) quit() error {
	ended := make(chan error, 1)
	go func() { ended <- t.window.Wait() }()
	over, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	select {
	case err := <-ended:
		t.window = nil
		if err != nil {
			return fmt.Errorf("the program ended with an error: %w", err)
		}
		return nil
	case <-over.Done():
		return errors.New("the program did not end")
	}
}

func (t *tour) close() error {
	var errs []error
	if t.window != nil {
		_ = t.window.Process.Kill() // it may have ended by itself
		_ = t.window.Wait()         // killed: no news
	}
	if t.project != nil {
		errs = append(errs, t.project.close())
	}
	return errors.Join(append(errs, t.display.stop())...)
}

// look leaves a picture of the display, once it rests.
func (t *tour) look(name string) error {
	img, err := t.display.settled(t.ctx)
	if err != nil {
		return err
	}
	return writePNG(filepath.Join(t.out, name+".png"), img)
}

// dataset is where the tour exports to.
func (t *tour) dataset() string { return filepath.Join(t.out, "sample.jsonl") }
