// Command measure opens real windows on a virtual display with software OpenGL and prints what they cost: the frame rate
// of three articles of a megabyte side by side while they scroll, beside that of a bare window that shows three still
// pictures of the same size; the work of a window in which nothing moves; how memory grows over many pages; the frames of
// articles of other sizes; and how long the program's own window takes from the hand to the screen.
//
// It judges nothing: it prints. Start with main.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"time"
)

// The size of the window in pixels, and how many articles stand in it.
const (
	width, height = 1600, 1240
	panes         = 3
	rounds        = 5 // of the frame rates
)

// size is that of an article: its bytes, and the spans that are marked in it.
type size struct{ bytes, spans int }

// usual is the size of the articles whose frame rate is compared; others are those that are measured besides.
var (
	usual  = size{1 << 20, 10_000}
	others = []size{{7e3, 50}, {1e5, 1000}, {1 << 20, 100_000}, {1e7, 100_000}}
)

// result is what one window tells of itself.
type result struct {
	FPS       float64 // frames in a second while it scrolls by the wheel, or repaints
	PageFPS   float64 // while it turns pages
	Steps     int     // pages turned
	RSSBefore int64   // bytes of memory resident before, and after, these
	RSSAfter  int64
	IdleCPU   float64 // share of one core while nothing moves
	ScrollCPU float64 // share of one core while it scrolls
	Wheel     [2]own  // the text view's own work in a frame, by the clock and as the thread worked
	Page      [2]own
}

func main() {
	seconds := flag.Int("seconds", 10, "how long each of the measurements takes")
	steps := flag.Int("pages", 1000, "how many pages are turned")
	only := flag.Bool("answers", false, "time only the answers of the program's own window")
	child := flag.String("window", "", "for the program itself: open this window (text, pictures, program)")
	project := flag.String("project", "", "for the program itself: the project that its window shows")
	bytes := flag.Int("bytes", 1<<20, "for the program itself: the size of each article")
	spans := flag.Int("spans", 10_000, "for the program itself: how many spans are marked in each")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var err error
	switch {
	case *child == "program":
		openProgram(*project)
	case *child != "":
		err = openWindow(*child, size{*bytes, *spans}, time.Duration(*seconds)*time.Second, *steps)
	default:
		if !*only {
			err = measure(ctx, *seconds, *steps)
		}
		if err == nil {
			err = measureAnswers(ctx)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

// measure runs both windows, one after the other, each in a process and on a display of its own.
func measure(ctx context.Context, seconds, steps int) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	// The two take turns, so that what else the machine does falls on both; the middle of the ratios counts.
	var text, bare result
	var ratios []float64
	for round := range rounds {
		pages := 0
		if round == rounds-1 {
			pages = steps
		}
		if bare, err = runWindow(ctx, program, "pictures", usual, seconds, pages); err != nil {
			return fmt.Errorf("window of pictures: %w", err)
		}
		if text, err = runWindow(ctx, program, "text", usual, seconds, pages); err != nil {
			return fmt.Errorf("window of texts: %w", err)
		}
		ratios = append(ratios, text.FPS/bare.FPS)
	}
	slices.Sort(ratios)
	const mega = 1 << 20
	fmt.Printf("window of %d×%d, %d articles of 1 MB with 10,000 spans each, software OpenGL\n", width, height, panes)
	fmt.Printf("%-44s %8.1f frames/s\n", "bare window, three still pictures", bare.FPS)
	fmt.Printf("%-44s %8.1f frames/s  (%.2f of the bare window, %d rounds: %.2f)\n",
		"three articles, a step of the wheel a frame", text.FPS, ratios[rounds/2], rounds, ratios)
	fmt.Printf("%-44s %8.1f frames/s\n", "three articles, a page a frame", text.PageFPS)
	text.sayOwn()
	fmt.Printf("%-44s %8.1f %% of a core  (bare window %.1f %%)\n", "at rest", 100*text.IdleCPU, 100*bare.IdleCPU)
	fmt.Printf("%-44s %8.1f ms of processor  (bare window %.1f ms), painting included\n", "a frame",
		1000*text.ScrollCPU/text.FPS, 1000*bare.ScrollCPU/bare.FPS)
	fmt.Printf("%-44s %8.1f MB  (%.1f to %.1f MB)\n", fmt.Sprintf("memory, growth over %d pages", text.Steps),
		float64(text.RSSAfter-text.RSSBefore)/mega, float64(text.RSSBefore)/mega, float64(text.RSSAfter)/mega)

	for _, articles := range others {
		if text, err = runWindow(ctx, program, "text", articles, seconds/2, steps/10); err != nil {
			return fmt.Errorf("window of texts: %w", err)
		}
		fmt.Printf("%d articles of %d kB with %d spans each\n", panes, articles.bytes/1000, articles.spans)
		fmt.Printf("%-44s %8.1f frames/s\n", "a step of the wheel a frame", text.FPS)
		fmt.Printf("%-44s %8.1f frames/s\n", "a page a frame", text.PageFPS)
		text.sayOwn()
	}
	return nil
}

// measureAnswers times the program's own window, with articles of the sizes that are usual, and with four side by side.
func measureAnswers(ctx context.Context) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	for _, window := range []struct {
		articles int
		of       size
	}{{1, others[0]}, {1, others[1]}, {1, usual}, {4, others[1]}} {
		if err := answers(ctx, program, window.articles, window.of); err != nil {
			return fmt.Errorf("the program's window: %w", err)
		}
	}
	return nil
}

// sayOwn prints the text view's own work in a frame.
func (r result) sayOwn() {
	for _, c := range []struct {
		what string
		took [2]own
	}{{"own work in a frame, a step of the wheel", r.Wheel}, {"own work in a frame, a page", r.Page}} {
		clock, worked := c.took[0], c.took[1]
		fmt.Printf("%-44s %8.2f ms median, %.2f at 99 %%, %.2f at worst; by the clock, others' work included, %.2f, %.2f, %.2f\n",
			c.what, worked.Median, worked.Most, worked.Worst, clock.Median, clock.Most, clock.Worst)
	}
}

// runWindow runs this program once more, as one of the windows, and returns what it prints.
func runWindow(ctx context.Context, program, window string, articles size, seconds, steps int) (r result, err error) {
	d, err := startDisplay(ctx, width, height, "")
	if err != nil {
		return r, err
	}
	defer d.stop()
	command := exec.CommandContext(ctx, program, "-window", window, "-bytes", fmt.Sprint(articles.bytes), "-spans", fmt.Sprint(articles.spans),
		"-seconds", fmt.Sprint(seconds), "-pages", fmt.Sprint(steps))
	command.Env = windowEnv(d)
	var said bytes.Buffer
	command.Stderr = &said
	out, err := command.Output()
	if err != nil {
		return r, errors.Join(err, errors.New(said.String()))
	}
	if err := json.Unmarshal(out, &r); err != nil {
		return r, fmt.Errorf("%w: %s", err, out)
	}
	return r, nil
}

// windowEnv is the environment of a window on a display.
func windowEnv(d *display) []string {
	return append(os.Environ(), "DISPLAY="+d.name, "WAYLAND_DISPLAY=", "LIBGL_ALWAYS_SOFTWARE=1", "FYNE_SCALE=1", "FYNE_THEME=light")
}
