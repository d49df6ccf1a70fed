package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// hand types and clicks into a display as a person would: through the X server, not through the program.
type hand struct {
	ctx     context.Context
	display *display
	acts    *acts // how often it did
}

// do runs xdotool with the arguments, a chain of its commands.
func (h hand) do(arguments ...string) error {
	h.display.rested = nil
	command := exec.CommandContext(h.ctx, "xdotool", arguments...)
	command.Env = append(os.Environ(), "DISPLAY="+h.display.name)
	if out, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("xdotool %s: %w: %s", strings.Join(arguments, " "), err, out)
	}
	return nil
}

// key presses keys one after the other: "ctrl+1", "Return", "a".
func (h hand) key(keys ...string) error {
	h.acts.keys += len(keys)
	return h.do(append([]string{"key", "--delay", "25"}, keys...)...)
}

// repeat presses a key n times.
func (h hand) repeat(n int, key string) error {
	if n <= 0 {
		return nil
	}
	h.acts.keys += n
	return h.do("key", "--delay", "12", "--repeat", strconv.Itoa(n), key)
}

// write types a text of ASCII letters.
func (h hand) write(text string) error {
	h.acts.keys += len(text)
	return h.do("type", "--delay", "30", text)
}

// maximize makes the window with that in its title fill the display, as no window manager is there to do it.
func (h hand) maximize(title string) error {
	return h.do("search", "--sync", "--onlyvisible", "--name", title, "windowsize", strconv.Itoa(screenWidth), strconv.Itoa(screenHeight), "windowmove", "0", "0")
}

// click presses and releases the button n times at a place, quickly.
func (h hand) click(x, y, n int) error {
	h.acts.mouse += n
	return h.do("mousemove", strconv.Itoa(x), strconv.Itoa(y), "sleep", "0.1", "click", "--delay", "60", "--repeat", strconv.Itoa(n), "1")
}

// drag presses the button at one place, moves in steps, and lets go at another, with keys held meanwhile.
func (h hand) drag(fromX, fromY, toX, toY int, held ...string) error {
	h.acts.mouse++
	arguments := []string{"mousemove", strconv.Itoa(fromX), strconv.Itoa(fromY), "sleep", "0.05"}
	for _, key := range held {
		arguments = append(arguments, "keydown", key)
	}
	arguments = append(arguments, "mousedown", "1")
	const steps = 8
	for i := 1; i <= steps; i++ {
		x, y := fromX+(toX-fromX)*i/steps, fromY+(toY-fromY)*i/steps
		arguments = append(arguments, "sleep", "0.02", "mousemove", strconv.Itoa(x), strconv.Itoa(y))
	}
	arguments = append(arguments, "sleep", "0.5", "mouseup", "1") // the window looks where the pointer is once a frame, which may take long
	for _, key := range held {
		arguments = append(arguments, "sleep", "0.05", "keyup", key)
	}
	return h.do(arguments...)
}

// wheel turns the wheel down by n notches at a place.
func (h hand) wheel(x, y, n int) error {
	h.acts.mouse += n
	return h.do("mousemove", strconv.Itoa(x), strconv.Itoa(y), "sleep", "0.2", "click", "--delay", "30", "--repeat", strconv.Itoa(n), "5")
}
