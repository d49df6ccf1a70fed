package main

import (
	"errors"
	"fmt"
	"image"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// drag selects the words of the claim with the mouse.
func (t *tour) drag() error {
	from, to, err := t.place(claimWords, claimWords)
	if err != nil {
		return err
	}
	return t.hand.drag(from.X+3, from.Y, to.X-3, to.Y)
}

// place selects words of the first article with the keyboard to learn where they are drawn, and takes the selection
// back: the left of their first line and the right of their last one. They are those within a passage that stands
// once in the article.
func (t *tour) place(words, within string) (from, to image.Point, err error) {
	if err := t.hand.key("ctrl+1"); err != nil {
		return from, to, err
	}
	start, err := t.find1(within)
	if err != nil {
		return from, to, err
	}
	before, _, _ := strings.Cut(within, words)
	start += len([]rune(before))
	end := start + len([]rune(words))
	if err := t.caret(start); err != nil {
		return from, to, err
	}
	selected, err := t.seen("the selection by keyboard", t.pane, func() error { return t.extend(start, end) })
	if err != nil {
		return from, to, err
	}
	// Left goes to the start of the selection, which is in view, so that nothing scrolls between the two pictures.
	plain, err := t.seen("the selection is gone", t.pane, func() error { return t.hand.key("Left") })
	if err != nil {
		return from, to, err
	}
	return ends(plain, selected, t.pane)
}

// ends returns where the selection that after shows and before does not begins and ends: the middle of its first line
// at the left, and of its last line at the right; it looks at an area of the window.
func ends(before, after *image.RGBA, area image.Rectangle) (from, to image.Point, err error) {
	box := changed(before, after, area)
	if box.Empty() {
		return from, to, errors.New("a selection by keyboard is not to be seen")
	}
	const half = 8 // pixels; less than half a line
	first := changed(before, after, image.Rect(area.Min.X, box.Min.Y, area.Max.X, box.Min.Y+half))
	last := changed(before, after, image.Rect(area.Min.X, box.Max.Y-half, area.Max.X, box.Max.Y))
	return image.Pt(first.Min.X, first.Min.Y+half), image.Pt(last.Max.X, last.Max.Y-half), nil
}

func (t *tour) tagClaim() error {
	if err := t.hand.key("c"); err != nil {
		return err
	}
	id, err := t.made("claim", claimWords)
	t.claim = id
	return err
}

// selectKeys selects without the mouse.
func (t *tour) selectKeys() error {
	if err := t.hand.key("ctrl+1"); err != nil {
		return err
	}
	start, err := t.find1(actorAfter + actorWords)
	if err != nil {
		return err
	}
	start += len([]rune(actorAfter))
	if err := t.caret(start); err != nil {
		return err
	}
	_, err = t.seen("the word is selected", firstPane, func() error { return t.extend(start, start+len([]rune(actorWords))) })
	return err
}

func (t *tour) tagActor() error {
	if err := t.hand.key("1"); err != nil {
		return err
	}
	id, err := t.made("actor", actorWords)
	t.actor = id
	return err
}

// made waits for one more span, and verifies its label and its words. It returns the span's id.
func (t *tour) made(label, words string) (string, error) {
	t.spans++
	if err := t.project.until(t.ctx, "the span is in the file", t.spans, "SELECT count(*) FROM span"); err != nil {
		return "", err
	}
	const newest = `FROM span JOIN segment ON span_id = span.id JOIN document ON document.id = document_id JOIN label ON label.id = label_id
		ORDER BY span.created_at DESC LIMIT 1`
	id, err := t.project.text("SELECT span.id " + newest)
	if err != nil {
		return "", err
	}
	got, err := t.project.text("SELECT label.name || ': ' || substr(text, start + 1, end - start) " + newest)
	if err != nil {
		return "", err
	}
	if want := label + ": " + words; got != want {
		return "", fmt.Errorf("the new span is %q, not %q", got, want)
	}
	return id, nil
}

func (t *tour) relate() error {
	_, err := t.seen("a relation under way", firstPane, func() error { return t.hand.key("r", "p") })
	return err
}

func (t *tour) confirm() error {
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	t.relations++
	return t.isRelated()
}

const relationQuery = `SELECT count(*) FROM relation JOIN relation_type ON relation_type.id = relation_type_id
	WHERE name = 'makes' AND head_span_id = ? AND tail_span_id = ?`

func (t *tour) isRelated() error {
	if err := t.project.until(t.ctx, "the relation is in the file", t.relations, "SELECT count(*) FROM relation"); err != nil {
		return err
	}
	return t.project.until(t.ctx, "the relation says that he makes the claim", 1, relationQuery, t.actor, t.claim)
}

const voiceQuery = "SELECT count(*) FROM span WHERE id = ? AND json_extract(attributes, '$.voice') = 'direct quote'"

// attribute goes into the inspector of the claim, which is still selected, with Enter, and chooses the first option of
// the first attribute.
func (t *tour) attribute() error {
	if err := t.hand.key("Return", "1"); err != nil {
		return err
	}
	if err := t.project.until(t.ctx, "the claim's voice is in the file", 1, voiceQuery, t.claim); err != nil {
		return err
	}
	return t.hand.key("Escape")
}

func (t *tour) undo() error {
	if err := t.hand.key("ctrl+z"); err != nil {
		return err
	}
	if err := t.project.until(t.ctx, "the attribute is undone", 0, voiceQuery, t.claim); err != nil {
		return err
	}
	if err := t.hand.key("ctrl+z"); err != nil {
		return err
	}
	return t.project.until(t.ctx, "the relation is undone", 0, relationQuery, t.actor, t.claim)
}

func (t *tour) redo() error {
	if err := t.hand.key("ctrl+shift+z"); err != nil {
		return err
	}
	if err := t.isRelated(); err != nil {
		return err
	}
	if err := t.hand.key("ctrl+y"); err != nil {
		return err
	}
	return t.project.until(t.ctx, "the attribute is there again", 1, voiceQuery, t.claim)
}

// find1 returns where words stand in the first article, in code points.
func (t *tour) find1(words string) (int, error) {
	text, err := t.firstText()
	if err != nil {
		return 0, err
	}
	before, _, found := strings.Cut(text, words)
	if !found {
		return 0, fmt.Errorf("the first article does not say %q", words)
	}
	return len([]rune(before)), nil
}

func (t *tour) firstText() (string, error) {
	return t.project.text("SELECT text FROM document ORDER BY position LIMIT 1")
}

// caret moves the caret of the article that has the keyboard to a place, by words as far as that goes.
func (t *tour) caret(at int) error {
	text, err := t.firstText()
	if err != nil {
		return err
	}
	index := textpos.New(text)
	words, letters, now := 0, 0, 0
	for next := index.NextWordEnd(now); next <= at && next > now; next = index.NextWordEnd(now) {
		now = next
		words++
	}
	for ; now < at; now = index.NextGrapheme(now) {
		letters++
	}
	if err := t.hand.key("ctrl+Home"); err != nil {
		return err
	}
	if err := t.hand.repeat(words, "ctrl+Right"); err != nil {
		return err
	}
	return t.hand.repeat(letters, "Right")
}

// extend selects from the caret to a place, by words as far as that goes.
func (t *tour) extend(from, to int) error {
	text, err := t.firstText()
	if err != nil {
		return err
	}
	index := textpos.New(text)
	words, letters, now := 0, 0, from
	for next := index.NextWordEnd(now); next <= to && next > now; next = index.NextWordEnd(now) {
		now = next
		words++
	}
	for ; now < to; now = index.NextGrapheme(now) {
		letters++
	}
	if err := t.hand.repeat(words, "ctrl+shift+Right"); err != nil {
		return err
	}
	return t.hand.repeat(letters, "shift+Right")
}
