package main

import "fmt"

func (t *tour) export() error { return t.appears("the export appears", "ctrl+e") }

// exported writes the path into the field that has the keyboard, and confirms.
func (t *tour) exported() error {
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
