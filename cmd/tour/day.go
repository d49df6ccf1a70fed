package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	_ "image/png" // pictures that the window draws
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// daySteps go on in the sample with what a day at the window has beside marking: parts of it hidden, the way back, long regions, the
// places of the agreement, the right button, a picture.
var daySteps = []step{
	{"last-place", "the program ended by the system and started again: the caret stands where something was marked last", (*tour).lastPlace},
	{"hidden", "Ctrl+B and Ctrl+Shift+B hide the sidebar and the inspector", (*tour).hidden},
	{"full-screen", "F11 lets a small window fill the screen; F11 again makes it small", (*tour).fullScreen},
	{"unfolded", "a long region of the second article opened with Enter; Ctrl+. folds it again", (*tour).unfold},
	{"back", "F4 goes back to the second article, Shift+F4 forward to the first", (*tour).wayBack},
	{"docked", "a place behind a figure of the agreement, the others docked beneath the articles; n and Shift+N walk them", (*tour).docked},
	{"right-button", "the right button on a docked place and on a name in the sidebar", (*tour).rightButton},
	{"back-to-figures", "F4 goes back to the agreement, Shift+F4 from there to the place", (*tour).wayBackToFigures},
	{"pdf", "the article drawn as a PDF, which is handed to the system's viewer, and as a picture", (*tour).drawn},
}

// What lies where in the window, wherever its inner edges stand.
var (
	sidebarArea   = image.Rect(10, 100, 200, 700)
	inspectorArea = image.Rect(1320, 100, 1590, 700)
	secondPane    = image.Rect(510, 100, 720, 780)
	secondEdge    = image.Rect(510, 24, 740, 28)    // is coloured while the second article has the keyboard
	placesArea    = image.Rect(970, 200, 1580, 880) // the list beside the figures of the agreement
	dockArea      = image.Rect(10, 820, 1580, 940)  // what is docked beneath the articles
)

// lastWord stands once in the first article, and nothing is marked there.
const lastWord = "drone"

func (t *tour) lastPlace() error {
	if err := t.marked(); err != nil {
		return err
	}
	if err := t.hand.key("ctrl+1"); err != nil {
		return err
	}
	if _, err := t.seen("the field for the words", firstPane, func() error { return t.hand.key("ctrl+f") }); err != nil {
		return err
	}
	if _, err := t.seen("the word is found", firstPane, func() error { return t.hand.write(lastWord) }); err != nil {
		return err
	}
	if err := t.hand.key("Escape", "Right", "1"); err != nil {
		return err
	}
	if _, err := t.made("actor", lastWord); err != nil {
		return err
	}
	start, err := t.find1(lastWord)
	if err != nil {
		return err
	}
	if err := t.remembers("the place is kept", fmt.Sprintf(":%d}", start)); err != nil {
		return err
	}
	if err := t.end(syscall.SIGTERM); err != nil {
		return err
	}
	if err := t.start(t.project.path); err != nil {
		return err
	}
	if err := t.marked(); err != nil {
		return err
	}
	// The key does not tag the word again but takes its span in hand, which goes then.
	if err := t.hand.key("ctrl+1", "1", "Delete"); err != nil {
		return err
	}
	t.spans--
	return t.project.until(t.ctx, "the span at the caret is gone", t.spans, "SELECT count(*) FROM span")
}

// remembers waits until what the window keeps for the next time holds a text.
func (t *tour) remembers(what, text string) error {
	return wait(t.ctx, what, func() (bool, error) {
		kept, err := filepath.Glob(filepath.Join(t.home, ".config", "fyne", "*", "preferences.json"))
		if err != nil || len(kept) != 1 {
			return false, err
		}
		data, err := os.ReadFile(kept[0])
		return strings.Contains(string(data), text), err
	})
}

// marked waits until the first article is there with its spans: its claims are tinted.
func (t *tour) marked() error {
	return t.tinted("the claims of the first article are tinted", firstPane, 1000)
}

// tinted waits until so many pixels within an area are clearly more red than blue, and the picture rests.
func (t *tour) tinted(what string, area image.Rectangle, n int) error {
	if err := wait(t.ctx, what, func() (bool, error) {
		now, err := t.display.picture()
		return err == nil && tinted(now, area) > n, err
	}); err != nil {
		return err
	}
	_, err := t.display.settled(t.ctx)
	return err
}

func (t *tour) hidden() error {
	for _, part := range []struct {
		key  string
		area image.Rectangle
	}{{"ctrl+b", sidebarArea}, {"ctrl+shift+b", inspectorArea}} {
		if _, err := t.seen(part.key+" hides a part of the window", part.area, func() error { return t.hand.key(part.key) }); err != nil {
			return err
		}
	}
	return nil
}

// fullScreen shows the hidden parts again first.
func (t *tour) fullScreen() error {
	if err := t.hand.key("ctrl+b", "ctrl+shift+b"); err != nil {
		return err
	}
	if err := t.hand.do("search", "--onlyvisible", "--name", "Parallax", "windowsize", "1200", "700"); err != nil {
		return err
	}
	if err := t.fills("the window is small", false); err != nil {
		return err
	}
	if err := t.hand.key("F11"); err != nil {
		return err
	}
	return t.fills("the window fills the screen", true)
}

// fills waits until the window fills the screen, or does not.
func (t *tour) fills(what string, full bool) error {
	if err := wait(t.ctx, what, func() (bool, error) {
		now, err := t.display.picture()
		return err == nil && (now.RGBAAt(screenWidth-2, screenHeight-2) != color.RGBA{A: 255}) == full, err
	}); err != nil {
		return err
	}
	_, err := t.display.settled(t.ctx)
	return err
}

func (t *tour) unfold() error {
	if err := t.hand.key("F11"); err != nil {
		return err
	}
	if err := t.fills("the window is small again", false); err != nil {
		return err
	}
	if err := t.hand.maximize("Parallax"); err != nil {
		return err
	}
	if err := t.fills("the window fills the display", true); err != nil {
		return err
	}
	if err := t.hand.key("ctrl+2", "ctrl+Home", "ctrl+g", "ctrl+g", "ctrl+g"); err != nil {
		return err
	}
	folded, err := t.display.settled(t.ctx)
	if err != nil {
		return err
	}
	if _, err := t.seen("the region opens", secondPane, func() error { return t.hand.key("Return") }); err != nil {
		return err
	}
	if err := t.hand.key("ctrl+period"); err != nil {
		return err
	}
	return t.again("the region is folded", folded, secondPane)
}

// again waits until an area of the window looks as it did before.
func (t *tour) again(what string, before *image.RGBA, area image.Rectangle) error {
	return wait(t.ctx, what, func() (bool, error) {
		now, err := t.display.picture()
		return err == nil && !differ(before, now, area), err
	})
}

// wayBack begins in the second article.
func (t *tour) wayBack() error {
	second, err := t.display.settled(t.ctx)
	if err != nil {
		return err
	}
	first, err := t.seen("the first article has the keyboard", secondEdge, func() error { return t.hand.key("ctrl+1") })
	if err != nil {
		return err
	}
	if err := t.hand.key("F4"); err != nil {
		return err
	}
	if err := t.again("back in the second article", second, secondEdge); err != nil {
		return err
	}
	if err := t.hand.key("shift+F4"); err != nil {
		return err
	}
	return t.again("forward to the first article", first, secondEdge)
}

func (t *tour) docked() error {
	if err := t.palette(); err != nil {
		return err
	}
	if err := t.choose("agreement"); err != nil {
		return err
	}
	if err := t.tinted("the places that differ are listed behind the first figure", placesArea, 200); err != nil {
		return err
	}
	if _, err := t.seen("the list has the keyboard", whole, func() error { return t.hand.key("Return") }); err != nil {
		return err
	}
	if err := t.appears("the place in its article", "Return"); err != nil {
		return err
	}
	first, err := t.display.settled(t.ctx)
	if err != nil {
		return err
	}
	if _, err := t.seen("the next place", dockArea, func() error { return t.hand.key("n") }); err != nil {
		return err
	}
	if err := t.hand.key("shift+n"); err != nil {
		return err
	}
	return t.again("the place before", first, dockArea)
}

// rightButton looks for the menus that pop up, and leaves each with Escape.
func (t *tour) rightButton() error {
	for _, at := range []image.Point{{600, 880}, {110, 700}} {
		if err := t.menu(at); err != nil {
			return err
		}
		if err := t.look("right-button-" + strconv.Itoa(at.X)); err != nil {
			return err
		}
		if err := t.hand.key("Escape"); err != nil {
			return err
		}
	}
	return nil
}

// menu presses the right button at a place and waits for the menu that pops up.
func (t *tour) menu(at image.Point) error {
	before, err := t.display.settled(t.ctx)
	if err != nil {
		return err
	}
	if err := t.hand.do("mousemove", strconv.Itoa(at.X), strconv.Itoa(at.Y), "sleep", "0.1", "click", "3"); err != nil {
		return err
	}
	return wait(t.ctx, "a menu pops up", func() (bool, error) {
		now, err := t.display.picture()
		if err != nil {
			return false, err
		}
		box := changed(before, now, now.Rect)
		return box.Dx() > 120 && box.Dy() > 60, nil
	})
}

func (t *tour) wayBackToFigures() error {
	if err := t.appears("the figures", "F4"); err != nil {
		return err
	}
	if err := t.appears("the place again", "shift+F4"); err != nil {
		return err
	}
	_, err := t.seen("the list goes", dockArea, func() error { return t.hand.key("Escape", "Escape") })
	return err
}

// drawn lets the window draw the article at hand twice.
func (t *tour) drawn() error {
	before, err := t.display.settled(t.ctx)
	if err != nil {
		return err
	}
	if err := t.palette(); err != nil {
		return err
	}
	if err := t.choose("picture or pdf"); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	if err := wait(t.ctx, "the viewer is handed the PDF", func() (bool, error) {
		opened, err := os.ReadFile(t.viewed())
		return err == nil && strings.HasSuffix(strings.TrimSpace(string(opened)), ".pdf"), nil
	}); err != nil {
		return err
	}
	pdf, err := t.written("*.pdf")
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimSpace(pdf), []byte("%%EOF")) {
		return fmt.Errorf("what was drawn is no whole PDF: %d bytes", len(pdf))
	}
	if err := t.hand.key("shift+Tab", "2", "Return"); err != nil {
		return err
	}
	var drawn []byte
	if err := wait(t.ctx, "the picture is drawn", func() (bool, error) {
		drawn, err = t.written("*.png")
		return err == nil, nil
	}); err != nil {
		return err
	}
	img, _, err := image.Decode(bytes.NewReader(drawn))
	if err != nil {
		return fmt.Errorf("what was drawn is no picture: %w", err)
	}
	if size := img.Bounds(); size.Dx() < 500 || size.Dy() < 500 {
		return fmt.Errorf("the picture has %v pixels", size)
	}
	return t.closed("the picture", before.RGBAAt(lid.X, lid.Y))
}

// closed presses Escape until the menu's bar is as bare as it is where nothing lies over the window: while what lies there is still at
// work, the first Escape only ends the work.
func (t *tour) closed(what string, bare color.RGBA) error {
	return wait(t.ctx, what+" closes", func() (bool, error) {
		now, err := t.display.settled(t.ctx)
		if err != nil || now.RGBAAt(lid.X, lid.Y) == bare {
			return err == nil, err
		}
		return false, t.hand.key("Escape")
	})
}

// written is the only file of a pattern in the home of the program.
func (t *tour) written(pattern string) ([]byte, error) {
	found, err := filepath.Glob(filepath.Join(t.home, pattern))
	if err != nil {
		return nil, err
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("there are %d files %s, not one", len(found), pattern)
	}
	return os.ReadFile(found[0])
}

// viewed is where the viewer of the tour's system keeps what it was told to open.
func (t *tour) viewed() string { return filepath.Join(t.out, "bin", "opened") }

// makeViewer puts a program in the place of that which opens files on a desktop: it writes down which.
func (t *tour) makeViewer() error {
	folder := filepath.Dir(t.viewed())
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	script := "#!/bin/sh\necho \"$1\" > '" + strings.ReplaceAll(t.viewed(), "'", `'\''`) + "'\n"
	return os.WriteFile(filepath.Join(folder, "xdg-open"), []byte(script), 0o755)
}
