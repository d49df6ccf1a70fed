package main

import (
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"os"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/reader/readertest"
)

// scene is what a window shows: step changes it for the next frame, page by more.
type scene struct {
	object     fyne.CanvasObject
	step, page func()
	ready      func() bool
	gauge      *gauge
}

// openWindow shows the scene of that name, measures it and prints the result as JSON.
func openWindow(name string, of size, each time.Duration, pages int) error {
	scenes := map[string]func(size) scene{"text": articles, "pictures": pictures}
	if scenes[name] == nil {
		return fmt.Errorf("there is no window %q", name)
	}
	app.SetMetadata(fyne.AppMetadata{ID: "org.parallax.measure", Name: "measure", Migrations: map[string]bool{"fyneDo": true}})
	a := app.New()
	w := a.NewWindow("measure")
	w.SetPadded(false)
	s := scenes[name](of)
	w.SetContent(s.object)
	w.Resize(fyne.NewSize(width, height))
	var r result
	var err error
	go func() {
		r, err = measureScene(s, each, pages)
		fyne.Do(a.Quit)
	}()
	w.ShowAndRun()
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

// articles are three texts side by side.
func articles(of size) scene {
	text := readertest.Text(of.bytes)
	segments := readertest.Segments(of.spans, len([]rune(text)))
	hues := []color.NRGBA{{0x1f, 0x77, 0xb4, 255}, {0xe6, 0x9f, 0x00, 255}, {0xcc, 0x79, 0xa7, 255}}
	marks := make([]reader.Mark, len(segments))
	for i, s := range segments {
		marks[i] = reader.Mark{ID: fmt.Sprint(i), Segments: []annotate.Segment{s}, LabelName: "claim", Color: hues[i%3], Own: i%7 > 0}
		if marks[i].Style = annotate.Underline; i%3 == 0 {
			marks[i].Style = annotate.Tint
		}
	}
	var views []*reader.Reader
	grid := container.NewGridWithColumns(panes)
	for range panes {
		v := reader.New(reader.Options{})
		v.SetText(textpos.New(text), nil)
		v.SetMarks(marks)
		views = append(views, v)
		grid.Add(v)
	}
	down := float32(-1)
	scroll := func(by float32) {
		before := views[0].ScrollPosition()
		for _, v := range views {
			v.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, by*down)})
		}
		if views[0].ScrollPosition() == before { // the end
			down = -down
		}
	}
	g := &gauge{}
	return scene{
		object: grid,
		step:   func() { g.frame(func() { scroll(15) }) }, // 37 pixels
		page:   func() { g.frame(func() { scroll(500) }) },
		ready: func() bool {
			for _, v := range views {
				if !v.Ready() {
					return false
				}
			}
			for _, v := range views {
				g.watch(v.CreateRenderer().Objects())
			}
			return true
		},
		gauge: g,
	}
}

// pictures are three still ones. They are moved by a pixel and back, so that the window is painted again.
func pictures(size) scene {
	grid := container.NewGridWithColumns(panes)
	for range panes {
		picture := image.NewRGBA(image.Rect(0, 0, width/panes, height))
		for i := range picture.Pix {
			picture.Pix[i] = uint8(255 - i%97*i%61/40) // light, and nowhere of one colour
		}
		grid.Add(canvas.NewImageFromImage(picture))
	}
	at := float32(0)
	step := func() {
		at = 1 - at
		for i, o := range grid.Objects {
			o.Move(fyne.NewPos(float32(i*width/panes)+at, 0))
		}
	}
	return scene{object: grid, step: step, page: step, ready: func() bool { return true }, gauge: &gauge{}}
}

// measureScene takes the measures of a window that is being shown: without pages the frame rate alone.
func measureScene(s scene, each time.Duration, pages int) (r result, err error) {
	time.Sleep(time.Second)
	for ready := false; !ready; time.Sleep(50 * time.Millisecond) {
		fyne.DoAndWait(func() { ready = s.ready() })
	}
	play(s.step, func(n int, t time.Duration) bool { return t < 2*time.Second }) // what is made only once

	before, err := cpuTime()
	if err != nil {
		return r, err
	}
	s.gauge.reset()
	frames, took := play(s.step, func(n int, t time.Duration) bool { return t < each })
	r.Wheel = s.gauge.reset()
	after, err := cpuTime()
	if err != nil {
		return r, err
	}
	r.FPS = float64(frames) / took.Seconds()
	r.ScrollCPU = (after - before).Seconds() / took.Seconds()
	if pages == 0 {
		return r, nil
	}

	play(s.page, func(n int, t time.Duration) bool { return n < pages/10 }) // what is made only once
	if r.RSSBefore, err = residentMemory(); err != nil {
		return r, err
	}
	s.gauge.reset()
	frames, took = play(s.page, func(n int, t time.Duration) bool { return n < pages })
	r.Steps, r.PageFPS = frames, float64(frames)/took.Seconds()
	r.Page = s.gauge.reset()
	if r.RSSAfter, err = residentMemory(); err != nil {
		return r, err
	}

	time.Sleep(2 * time.Second)
	before, err = cpuTime()
	if err != nil {
		return r, err
	}
	time.Sleep(each)
	after, err = cpuTime()
	r.IdleCPU = (after - before).Seconds() / each.Seconds()
	return r, err
}

// play runs step before every frame as long as goOn says so, which is told how many there were and how long they
// took, and returns how many there were and how long all took.
func play(step func(), goOn func(n int, t time.Duration) bool) (frames int, took time.Duration) {
	done := make(chan struct{})
	start := time.Now()
	over := false // a stopped movie shows one more frame
	var movie *fyne.Animation
	movie = fyne.NewAnimation(time.Hour, func(float32) {
		if over {
			return
		}
		if took = time.Since(start); !goOn(frames, took) {
			over = true
			movie.Stop()
			close(done)
			return
		}
		step()
		frames++
	})
	fyne.Do(movie.Start)
	<-done
	return frames, took
}
