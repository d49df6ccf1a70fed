package main

import (
	"image"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/parallax-annotation/parallax/ui/reader/readertest"
)

// gauge takes the time of the text view's own work in each frame: what a step changes and the pictures that are painted
// for it. Fyne's walk over the window and OpenGL are not in it.
type gauge struct {
	clock, worked []time.Duration // of each frame, by the clock and as the thread worked
}

// frame begins a frame with what changes it.
func (g *gauge) frame(step func()) {
	g.clock, g.worked = append(g.clock, 0), append(g.worked, 0)
	g.add(step)
}

// add counts work to the frame. It runs on the goroutine of the window, which keeps its thread.
func (g *gauge) add(work func()) {
	start, before := time.Now(), readertest.ThreadTime()
	work()
	if last := len(g.clock) - 1; last >= 0 {
		g.clock[last] += time.Since(start)
		g.worked[last] += readertest.ThreadTime() - before
	}
}

// watch counts what painting the pictures among the objects takes.
func (g *gauge) watch(objects []fyne.CanvasObject) {
	for _, o := range objects {
		if raster, ok := o.(*canvas.Raster); ok {
			paint := raster.Generator
			raster.Generator = func(w, h int) (painted image.Image) {
				g.add(func() { painted = paint(w, h) })
				return painted
			}
		}
	}
}

// own is the work in one of many frames, in milliseconds.
type own struct{ Median, Most, Worst float64 } // Most: in 99 of 100 frames it is less

// reset returns what the frames since the last time took, by the clock and as the thread worked, and forgets them.
func (g *gauge) reset() (both [2]own) {
	for i, times := range [][]time.Duration{g.clock, g.worked} {
		slices.Sort(times)
		if n := len(times); n > 0 {
			at := func(i int) float64 { return times[i].Seconds() * 1000 }
			both[i] = own{at(n / 2), at(n * 99 / 100), at(n - 1)}
		}
	}
	g.clock, g.worked = nil, nil
	return both
}
