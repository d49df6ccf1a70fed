package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
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

// The window of the program whose answers are timed, and where the text of its only article stands in it.
const (
	answerWidth, answerHeight = 1400, 900
	answerReps                = 10
	textLeft, textWidth       = answerWidth * 28 / 100, answerWidth * 36 / 100
)

// answers times from outside how long the program takes from the hand to the screen, with an article of a size, and prints it.
func answers(ctx context.Context, program string, of size) (err error) {
	folder, err := os.MkdirTemp("", "parallax-measure-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	project := filepath.Join(folder, "measured.parallax")
	if err := writeProject(ctx, project, of); err != nil {
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

	fmt.Printf("the program in a window of %d×%d, one article of %d kB with %d spans: from the hand to the screen\n", answerWidth, answerHeight, of.bytes/1000, of.spans)
	command := exec.CommandContext(ctx, program, "-window", "program", "-project", project)
	command.Env = append(windowEnv(d), "HOME="+folder, "XDG_CONFIG_HOME="+folder, "XDG_DATA_HOME="+folder, "XDG_CACHE_HOME="+folder)
	command.Stderr = os.Stderr
	start := time.Now()
	if err := command.Start(); err != nil {
		return err
	}
	defer func() {
		_ = command.Process.Kill() // it has no more to say
		_ = command.Wait()         // killed: no news
	}()
	shown := s.rests(image.Rect(0, 0, answerWidth, answerHeight), time.Second, time.Minute)
	fmt.Printf("%-44s %8.1f ms\n", "program started, text and spans", shown.Sub(start).Seconds()*1000)
	return (&person{h, s}).work()
}

// person does what is timed.
type person struct {
	hand   *hand
	screen *screen
}

// work goes through what one does all day, some times each.
func (p *person) work() error {
	top := image.Rect(textLeft, 100, textLeft+textWidth, 180) // the first lines of the text
	window := image.Rect(0, 0, answerWidth, answerHeight)
	if err := errors.Join(p.hand.move(textLeft+20, 300), p.hand.press(buttonLeft), p.hand.lift(buttonLeft)); err != nil {
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
		err := errors.Join(p.hand.key(keyEscape), p.hand.move(textLeft+20, y), p.hand.press(buttonLeft))
		for x := textLeft + 40; x < textLeft+textWidth*3/4; x += 30 {
			time.Sleep(20 * time.Millisecond)
			err = errors.Join(err, p.hand.move(x, y))
		}
		time.Sleep(100 * time.Millisecond)
		return image.Rect(textLeft, y-12, textLeft+textWidth, y+98), err
	}
	ready := func(area image.Rectangle, each func() error) func(int) (image.Rectangle, error) {
		return func(int) (image.Rectangle, error) { return area, each() }
	}
	nothing := func() error { return nil }
	middle := image.Rect(textLeft, 300, textLeft+textWidth, 460)
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
	ms := func(d time.Duration) float64 { return d.Seconds() * 1000 }
	fmt.Printf("%-44s %8.1f ms median, %.1f at worst, of %d\n", what, ms(times[len(times)/2]), ms(times[len(times)-1]), len(times))
	return nil
}

// writeProject makes a project with one article of a size.
func writeProject(ctx context.Context, path string, of size) error {
	data, _ := assets.Codebook("default")
	book, err := codebook.Parse(data)
	if err != nil {
		return err
	}
	project, err := store.Create(ctx, path, book)
	if err != nil {
		return err
	}
	text := readertest.Text(of.bytes)
	_, err = project.Do(ctx, annotate.NewAnnotator(shell.AccountName()), "import", "Import", func(tx *store.Tx) error {
		story, _, err := tx.EnsureStory("Measured")
		if err != nil {
			return err
		}
		d := annotate.Document{StoryID: story.ID, Title: "Measured", Text: text, SourceName: "measured.txt", SourceFormat: "text", Source: []byte(text)}
		if err := tx.AddDocument(&d, nil); err != nil {
			return err
		}
		for i, s := range readertest.Segments(of.spans, len([]rune(text))) {
			span := annotate.Span{DocumentID: d.ID, LabelID: book.Labels[i%2].ID, Segments: []annotate.Segment{s}}
			if err := tx.CreateSpan(&span); err != nil {
				return err
			}
		}
		return nil
	})
	return errors.Join(err, project.Close())
}

// openProgram is the program's own window on a project, until it is killed.
func openProgram(project string) {
	app.SetMetadata(fyne.AppMetadata{ID: "org.parallax.measure", Name: "Parallax", Migrations: map[string]bool{"fyneDo": true}})
	a := app.New()
	w := shell.New(a, shell.Options{})
	w.OpenProject(project)
	w.Ready()
	w.Show()
	a.Run()
}
