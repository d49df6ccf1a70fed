package main

import (
	"fmt"
	"os/exec"
)

func (t *tour) export() error {
	if err := t.appears("the keys close", "Escape"); err != nil {
		return err
	}
	return t.appears("the export appears", "ctrl+e")
}

// exported writes where to into the field that has the keyboard, and begins with Return.
func (t *tour) exported() error {
	if err := t.hand.key("ctrl+a"); err != nil {
		return err
	}
	if err := t.hand.write(t.dataset()); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	records, spans := 0, 0
	err := wait(t.ctx, "the dataset is written", func() (done bool, err error) {
		records, spans, err = checkDataset(t.dataset())
		return spans == t.spans, err
	})
	if err != nil {
		return fmt.Errorf("%w (%d records with %d spans of %d)", err, records, spans, t.spans)
	}
	return nil
}

func (t *tour) reopen() error {
	if err := t.hand.key("ctrl+q"); err != nil {
		return err
	}
	if err := t.quit(); err != nil {
		return err
	}
	if err := t.start(t.project.path); err != nil {
		return err
	}
	if err := t.isRelated(); err != nil {
		return err
	}
	return t.project.until(t.ctx, "the spans are there", t.spans, "SELECT count(*) FROM span")
}

// kill tags a word, ends the program without a warning once the file has the span, and verifies the file and that the
// window opens it as if nothing had been.
func (t *tour) kill() error {
	if err := t.hand.key("ctrl+1"); err != nil {
		return err
	}
	start, err := t.find1(killedWord)
	if err != nil {
		return err
	}
	if err := t.caret(start); err != nil {
		return err
	}
	if err := t.hand.key("2"); err != nil {
		return err
	}
	if _, err := t.made("claim", killedWord); err != nil {
		return err
	}
	if err := t.window.Process.Kill(); err != nil {
		return err
	}
	_ = t.window.Wait() // killed: no news
	t.window = nil
	if out, err := exec.CommandContext(t.ctx, t.program, "check", t.project.path).CombinedOutput(); err != nil {
		return fmt.Errorf("parallax check: %w: %s", err, out)
	}
	if err := t.start(t.project.path); err != nil {
		return err
	}
	return t.project.until(t.ctx, "the spans are there", t.spans, "SELECT count(*) FROM span")
}
