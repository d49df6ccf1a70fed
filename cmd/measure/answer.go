package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/reader/readertest"
	"github.com/parallax-annotation/parallax/ui/shell"
)

// The window of the program whose answers are timed.
const (
	answerWidth, answerHeight = 1400, 900
	answerReps                = 15
	answerStarts              = 3
)

// answers times from outside how long the program takes from the hand to the screen, with one article of a size or with four side by side,
// and prints it.
func answers(ctx context.Context, program string, articles int, of size) (err error) {
	folder, err := os.MkdirTemp("", "parallax-measure-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	project := filepath.Join(folder, "measured.parallax")
	if err := writeProject(ctx, project, articles, of); err != nil {
		return err
	}
	d, err := startDisplay(ctx, answerWidth, answerHeight, folder)
	if err != nil {
		return err
	}
	defer d.stop()
	s, err := openScreen(folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	h, err := newHand(d.name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()

	fmt.Printf("the program in a window of %d×%d, articles of %d kB with %d spans: %d; from the hand to the screen\n", answerWidth, answerHeight, of.bytes/1000, of.spans, articles)
	var starts []time.Duration
	var running *exec.Cmd
	for range answerStarts {
		end(running)
		var took time.Duration
		if running, took, err = start(ctx, program, project, folder, d, s); err != nil {
			return err
		}
		starts = append(starts, took)
	}
	defer end(running)
	first := starts[0] // which fills what the system caches
	slices.Sort(starts)
	fmt.Printf("%-44s %8.1f ms median, %.1f the first time\n", "program started, text and spans", milliseconds(starts[len(starts)/2]), milliseconds(first))
	p := &person{hand: h, screen: s, left: answerWidth * 28 / 100, wide: answerWidth * 36 / 100}
	if articles > 1 {
		p.left, p.wide = answerWidth*18/100, answerWidth*11/100
		if err := errors.Join(h.key(keyFour, keyControl), h.key(keyOne, keyControl)); err != nil { // all, then back to the first
			return err
		}
		time.Sleep(2 * time.Second)
	}
	return p.work()
}

// start starts the program on a project, and says how long it took until its window was at rest.
func start(ctx context.Context, program, project, folder string, d *display, s *screen) (*exec.Cmd, time.Duration, error) {
	command := exec.CommandContext(ctx, program, "-window", "program", "-project", project)
	command.Env = append(windowEnv(d), "HOME="+folder, "XDG_CONFIG_HOME="+folder, "XDG_DATA_HOME="+folder, "XDG_CACHE_HOME="+folder)
	command.Stderr = os.Stderr
	began := time.Now()
	if err := command.Start(); err != nil {
		return nil, 0, err
	}
	return command, s.rests(image.Rect(0, 0, answerWidth, answerHeight), time.Second, time.Minute).Sub(began), nil
}

// end ends the program, if it was started.
func end(command *exec.Cmd) {
	if command != nil {
		_ = command.Process.Kill() // it has no more to say
		_ = command.Wait()         // killed: no news
	}
}

// milliseconds is how a duration is printed.
func milliseconds(d time.Duration) float64 { return d.Seconds() * 1000 }

// person does what is timed.
type person struct {
	hand       *hand
	screen     *screen
	left, wide int // where the text of the first article stands
}

// work goes through what one does all day, some times each.
func (p *person) work() error {
	top := image.Rect(p.left, 100, p.left+p.wide, 460) // the first lines of the text
	window := image.Rect(0, 0, answerWidth, answerHeight)
	if err := errors.Join(p.hand.move(p.left+20, 300), p.hand.press(buttonLeft), p.hand.lift(buttonLeft)); err != nil {
		return err
	}
	time.Sleep(500 * time.Millisecond)
	if err := p.hand.key(keyHome, keyControl); err != nil {
		return err
	}
	time.Sleep(500 * time.Millisecond)
	next := func() error { // the caret on another word
		defer time.Sleep(150 * time.Millisecond)
		return errors.Join(p.hand.key(keyEscape), p.hand.key(keyRight, keyControl), p.hand.key(keyRight, keyControl))
	}
	drag := func(i int) (image.Rectangle, error) { // some words selected, the button still down
		y := 300 + 40*(i%8)
		err := errors.Join(p.hand.key(keyEscape), p.hand.move(p.left+20, y), p.hand.press(buttonLeft))
		for x := p.left + 40; x < p.left+p.wide*3/4; x += 30 {
			time.Sleep(20 * time.Millisecond)
			err = errors.Join(err, p.hand.move(x, y))
		}
		time.Sleep(100 * time.Millisecond)
		return image.Rect(p.left, y-12, p.left+p.wide, y+98), err
	}
	ready := func(area image.Rectangle, each func() error) func(int) (image.Rectangle, error) {
		return func(int) (image.Rectangle, error) { return area, each() }
	}
	nothing := func() error { return nil }
	middle := image.Rect(p.left, 300, p.left+p.wide, 460)
	for _, a := range []struct {
		what  string
		ready func(int) (image.Rectangle, error)
		act   func() error
	}{
		{"a label's key, until the word is coloured", ready(top, next), func() error { return p.hand.key(keyTwo) }},
		{"the mouse let go, until the labels are there", drag, func() error { return p.hand.lift(buttonLeft) }},
		{"a step of the wheel", ready(middle, nothing), func() error { return errors.Join(p.hand.press(wheelDown), p.hand.lift(wheelDown)) }},
		{"undo, the whole window", ready(window, nothing), func() error { return p.hand.key(keyZ, keyControl) }},
	} {
		if err := p.timed(a.what, a.ready, a.act); err != nil {
			return err
		}
	}
	return nil
}

// timed does one thing some times, and prints how long the answers took.
func (p *person) timed(what string, ready func(i int) (image.Rectangle, error), act func() error) error {
	var times []time.Duration
	for i := range answerReps {
		area, err := ready(i)
		if err != nil {
			return err
		}
		time.Sleep(rand.N(2 * frame)) // else what comes before ends with a frame, and all acts come at one moment between two
		took, seen, err := p.screen.answer(area, 500*time.Millisecond, act)
		if err != nil {
			return err
		}
		if seen {
			times = append(times, took)
		}
	}
	if len(times) == 0 {
		return fmt.Errorf("%s: nothing was seen", what)
	}
	slices.Sort(times)
	fmt.Printf("%-44s %8.1f ms median, %.1f at worst, of %d\n", what, milliseconds(times[len(times)/2]), milliseconds(times[len(times)-1]), len(times))
	return nil
}

// frame is how often the window looks for what the hand did.
const frame = time.Second / 60

// writeProject makes a project with a story of articles of a size.
func writeProject(ctx context.Context, path string, articles int, of size) error {
	data, _ := assets.Codebook("default")
	book, err := codebook.Parse(data)
	if err != nil {
		return err
	}
	project, err := store.Create(ctx, path, book)
	if err != nil {
		return err
	}
	lines := slices.Collect(strings.Lines(readertest.Text(articles * of.bytes)))
	each := len(lines) / articles
	_, err = project.Do(ctx, annotate.NewAnnotator(shell.AccountName()), "import", "Import", func(tx *store.Tx) error {
		story, _, err := tx.EnsureStory("Measured")
		if err != nil {
			return err
		}
		for n := range articles {
			title, text := fmt.Sprintf("Measured %d", n+1), strings.Join(lines[n*each:(n+1)*each], "")
			d := annotate.Document{StoryID: story.ID, Title: title, Text: text, SourceName: title + ".txt", SourceFormat: "text", Source: []byte(text)}
			if err := tx.AddDocument(&d, nil); err != nil {
				return err
			}
			for i, s := range readertest.Segments(of.spans, len([]rune(text))) {
				span := annotate.Span{DocumentID: d.ID, LabelID: book.Labels[i%2].ID, Segments: []annotate.Segment{s}}
				if err := tx.CreateSpan(&span); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return errors.Join(err, project.Close())
}

// openProgram is the program's own window on a project, until it is killed.
func openProgram(project string) {
	app.SetMetadata(fyne.AppMetadata{ID: "org.parallax.measure", Name: "Parallax", Migrations: map[string]bool{"fyneDo": true}})
	ahead := shell.OpenAhead(project)
	a := app.New()
	w := shell.New(a, shell.Options{})
	w.OpenAhead(ahead)
	w.Ready()
	w.Show()
	a.Run()
}
