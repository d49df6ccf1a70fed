package main

import (
	"fmt"
	"image"
)

// The passages of the first article that the steps on the text view work on. Each stands once, near the top but for the
// last: a double click on the first word, then its end pulled to the words after it, then the segment in addition.
const (
	grownWord    = "waterline"
	grownFrom    = "waterline, and by Wednesday morning"
	grownByMouse = "waterline, and by Wednesday"
	addedWords   = "mussel rafts"
	draggedWords = "passengers on board, met the quay at little more than walking"
	lettersFrom  = "pace. But"
	stackedWord  = "Results"
	stackedGrown = "Results take"
)

// textSteps go on in the sample, with the mouse and the keys of the text view.
var textSteps = []step{
	{"double-click", "a double click selects a word, without the comma after it", (*tour).doubleClick},
	{"tag-word", "the word tagged as an actor by the key 1: exactly the word is in the file", (*tour).tagWord},
	{"drag-words", "a drag from within a word into another over several lines, tagged as a claim: whole words are in the file", (*tour).dragWords},
	{"letters", "three letters selected with Shift+Right and tagged as an actor", (*tour).letters},
	{"handle", "the handle at the end of the first span pulled two words on", (*tour).pullHandle},
	{"extend", "the span's end moved with Alt+Right by a word, and back and forth by a character with Shift too", (*tour).extendSpan},
	{"segment", "a drag with Ctrl adds a segment to the span", (*tour).addSegment},
	{"stack", "two spans with the very same boundaries, an actor and a claim", (*tour).stack},
	{"cycle", "a click selects the one, a further click the other: each was moved with Alt+Right, and that undone", (*tour).cycle},
}

func (t *tour) doubleClick() error {
	from, to, err := t.place(grownWord, grownFrom)
	if err != nil {
		return err
	}
	return t.clickOn(from, to, 2)
}

// clickOn clicks n times in the middle of words of one line, and waits until that is to be seen.
func (t *tour) clickOn(from, to image.Point, n int) error {
	_, err := t.seen("the click selects", firstPane, func() error { return t.hand.click((from.X+to.X)/2, from.Y, n) })
	return err
}

func (t *tour) tagWord() error {
	if err := t.hand.key("1"); err != nil {
		return err
	}
	id, err := t.made("actor", grownWord)
	t.grown = id
	return err
}

func (t *tour) dragWords() error {
	from, to, err := t.place(draggedWords, draggedWords)
	if err != nil {
		return err
	}
	const inside = 20 // pixels: some letters into the first word, and out of the last one
	if _, err := t.seen("the words are selected", firstPane, func() error { return t.hand.drag(from.X+inside, from.Y, to.X-inside, to.Y) }); err != nil {
		return err
	}
	if err := t.hand.key("c"); err != nil {
		return err
	}
	_, err = t.made("claim", draggedWords)
	return err
}

func (t *tour) letters() error {
	start, err := t.find1(lettersFrom)
	if err != nil {
		return err
	}
	if err := t.caret(start); err != nil {
		return err
	}
	if err := t.hand.key("shift+Right", "shift+Right", "shift+Right", "1"); err != nil {
		return err
	}
	_, err = t.made("actor", lettersFrom[:3])
	return err
}

// pullHandle finds out where the end of the span and the word to pull it to are drawn, selects the span with a click,
// and drags the handle that appears beneath its end.
func (t *tour) pullHandle() error {
	_, target, err := t.place(grownByMouse, grownFrom)
	if err != nil {
		return err
	}
	from, to, err := t.place(grownWord, grownFrom)
	if err != nil {
		return err
	}
	if err := t.clickOn(from, to, 1); err != nil {
		return err
	}
	const below = 10 // pixels from the middle of the selection's foot to the knob of the handle
	if err := t.hand.drag(to.X, to.Y+below, target.X-20, target.Y); err != nil {
		return err
	}
	return t.reads(t.grown, grownByMouse)
}

// wordsQuery gives the words of a span as a dataset does.
const wordsQuery = `SELECT group_concat(words, ' … ') FROM (SELECT substr(text, start + 1, "end" - start) AS words
	FROM segment JOIN span ON span.id = span_id JOIN document ON document.id = document_id WHERE span_id = ? ORDER BY ordinal)`

// reads waits until a span has these words in the file.
func (t *tour) reads(id, words string) error {
	got := ""
	err := wait(t.ctx, "the span has other words", func() (done bool, err error) {
		got, err = t.project.text(wordsQuery, id)
		return got == words, err
	})
	if err != nil {
		return fmt.Errorf("%w (they are %q, not %q)", err, got, words)
	}
	return nil
}

func (t *tour) extendSpan() error {
	for _, move := range []struct{ key, words string }{
		{"alt+Right", grownFrom},
		{"alt+shift+Left", grownFrom[:len(grownFrom)-1]},
		{"alt+shift+Right", grownFrom},
	} {
		if err := t.hand.key(move.key); err != nil {
			return err
		}
		if err := t.reads(t.grown, move.words); err != nil {
			return fmt.Errorf("%s: %w", move.key, err)
		}
	}
	return nil
}

func (t *tour) addSegment() error {
	from, to, err := t.place(addedWords, addedWords)
	if err != nil {
		return err
	}
	first, last, err := t.place(grownWord, grownFrom)
	if err != nil {
		return err
	}
	if err := t.clickOn(first, last, 1); err != nil {
		return err
	}
	if err := t.hand.drag(from.X+3, from.Y, to.X-3, to.Y, "ctrl"); err != nil {
		return err
	}
	return t.reads(t.grown, grownFrom+" … "+addedWords)
}

func (t *tour) stack() error {
	from, to, err := t.place(stackedWord, stackedWord)
	if err != nil {
		return err
	}
	for _, tag := range []struct{ key, label string }{{"1", "actor"}, {"c", "claim"}} {
		if err := t.clickOn(from, to, 2); err != nil {
			return err
		}
		if err := t.hand.key(tag.key); err != nil {
			return err
		}
		if _, err := t.made(tag.label, stackedWord); err != nil {
			return err
		}
	}
	return nil
}

// cycle learns which span a click has selected by moving its end, as what is selected is not in the file.
func (t *tour) cycle() error {
	from, to, err := t.place(stackedWord, stackedWord)
	if err != nil {
		return err
	}
	const labels = `SELECT group_concat(label.name) FROM span JOIN segment ON span_id = span.id JOIN document ON document.id = document_id
		JOIN label ON label.id = label_id WHERE substr(text, start + 1, "end" - start) = ?`
	moved := map[string]bool{}
	for range 2 {
		if err := t.clickOn(from, to, 1); err != nil {
			return err
		}
		if err := t.hand.key("alt+Right"); err != nil {
			return err
		}
		label := ""
		if err := wait(t.ctx, "the end of a span moved", func() (done bool, err error) {
			label, err = t.project.text(labels, stackedGrown)
			return label != "", err
		}); err != nil {
			return err
		}
		moved[label] = true
		if err := t.hand.key("ctrl+z"); err != nil {
			return err
		}
		if err := wait(t.ctx, "the end is back", func() (bool, error) {
			label, err := t.project.text(labels, stackedGrown)
			return label == "", err
		}); err != nil {
			return err
		}
	}
	if !moved["actor"] || !moved["claim"] {
		return fmt.Errorf("two clicks selected %v, not the actor and the claim", moved)
	}
	return nil
}
