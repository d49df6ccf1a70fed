package main

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"
)

// What lies where in the import's preview of a text.
var (
	previewed = image.Rect(750, 570, 1220, 600) // its first line
	dateField = image.Rect(680, 470, 1000, 496)
	dateWrong = image.Rect(680, 502, 1000, 520) // what is said beneath it, in red
)

// impossibleDate imports an article whose date is written by hand.
func (t *tour) impossibleDate() error {
	source := filepath.Join(filepath.Dir(t.project.path), "tram.txt")
	if err := os.WriteFile(source, []byte("The tram to the harbour stops at the market again, Ilka Brandt said.\n"), 0o644); err != nil {
		return err
	}
	if err := t.offer(filepath.Base(source)); err != nil {
		return err
	}
	if err := t.lettered("the article is read", previewed); err != nil {
		return err
	}
	if _, err := t.seen("the field of the date has the keyboard", dateField, func() error { return t.hand.click(800, 483, 1) }); err != nil {
		return err
	}
	if err := t.hand.write("30 Feb 2011"); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	if err := t.tinted("it is said beneath the field why not", dateWrong, 20); err != nil {
		return err
	}
	if err := t.look("date-refused"); err != nil {
		return err
	}
	if n, err := t.project.number("SELECT count(*) FROM document"); err != nil || n != 2 {
		return fmt.Errorf("with an impossible date there are %d articles, not 2 (%v)", n, err)
	}
	if err := t.hand.key("ctrl+a"); err != nil {
		return err
	}
	if err := t.hand.write("Oct 7 2011"); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	if err := t.project.until(t.ctx, "the article is there with its date", 1, "SELECT count(*) FROM document WHERE published = '2011-10-07'"); err != nil {
		return err
	}
	return t.gone()
}

// parts is where the parts of the split go, beside the project.
func (t *tour) parts() string { return strings.TrimSuffix(t.project.path, ".parallax") + "-dataset" }

// split waits until the first part of the dataset is there, with one layer in it, and returns that part.
func (t *tour) split(layer string) (part []byte, err error) {
	err = wait(t.ctx, "the layer is exported in parts", func() (bool, error) {
		if part, err = os.ReadFile(filepath.Join(t.parts(), "train.jsonl")); err != nil {
			return false, err
		}
		return bytes.Count(part, []byte(`"layer"`)) > 0 && bytes.Count(part, []byte(`"layer"`)) == bytes.Count(part, []byte(`"layer":"`+layer+`"`)), nil
	})
	return part, err
}

// exportSplit begins in the field for the folder, with the choice of the layer four fields before it.
func (t *tour) exportSplit() error {
	layer, err := t.twin()
	if err != nil {
		return err
	}
	if err := t.appears("the export appears", "ctrl+e"); err != nil {
		return err
	}
	if err := t.hand.key("shift+Tab", "shift+Tab", "shift+Tab", "shift+Tab", "Down", "Down", "Down", "Return", "Tab", "Tab", "Tab", "space"); err != nil {
		return err
	}
	if err := t.hand.key("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "space", "Return"); err != nil {
		return err
	}
	if _, err = t.split(layer); err != nil {
		return err
	}
	return t.remembers("the choices are kept", `\"rejected\":true`)
}

func (t *tour) exportAgain() error {
	layer, err := t.twin()
	if err != nil {
		return err
	}
	before, err := t.split(layer)
	if err != nil {
		return err
	}
	if err := t.leave(); err != nil {
		return err
	}
	if err := errors.Join(os.RemoveAll(t.parts()), t.start(t.project.path)); err != nil {
		return err
	}
	if err := t.lettered("the article is there", firstTitle); err != nil {
		return err
	}
	if err := t.appears("the export appears", "ctrl+e"); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	again, err := t.split(layer)
	if err == nil && !bytes.Equal(before, again) {
		err = errors.New("what is exported after a restart is not what was before")
	}
	return err
}
