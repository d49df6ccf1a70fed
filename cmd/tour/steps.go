package main

import (
	"errors"
	"fmt"
	"image"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// step is one thing that a person does. What it shows is printed beside the name of its picture.
type step struct {
	name, shows string
	do          func(*tour) error
}

// annotator is one of the two who have marked the sample; the tour goes on in that layer.
const annotator = "anna"

// The words that the tour works on stand in the first article of the sample: “The mayor can have my first crate,” he
// said, to applause.
const (
	claimWords = "The mayor can have my first crate"
	actorWords = "he"
	actorAfter = "crate,” " // what stands before the actor
	foundWords = "mussel"
)

var steps = []step{
	{"start", "the window as it opens the first time", (*tour).open},
	{"sample", "the sample story: four articles of four outlets side by side, with what two annotators marked", (*tour).sample},
	{"read", "the first article, scrolled with the wheel while the others stay", (*tour).read},
	{"select-mouse", "words selected by a drag with the mouse, and the palette of labels at the pointer", (*tour).drag},
	{"tag-claim", "the selection tagged as a claim by the key c; the inspector shows it", (*tour).tagClaim},
	{"select-keys", "the word “he” selected with Ctrl+Right and Shift+Right", (*tour).selectKeys},
	{"tag-actor", "the selection tagged as an actor by the key 1", (*tour).tagActor},
	{"relate", "a relation under way: r, then the claim chosen with p", (*tour).relate},
	{"related", "he makes the claim: Enter has confirmed it, and both ends light up", (*tour).confirm},
	{"attribute", "the claim's voice set to “direct quote” in the inspector, by keyboard", (*tour).attribute},
	{"undo", "two acts undone with Ctrl+Z: the attribute and the relation are gone", (*tour).undo},
	{"redo", "both done again with Ctrl+Shift+Z and Ctrl+Y", (*tour).redo},
	{"find", "Ctrl+F finds “mussel” in the article", (*tour).find},
	{"done", "Ctrl+4 and Ctrl+D: the fourth article is marked done", (*tour).done},
	{"palette", "Ctrl+K lists every command by name", (*tour).palette},
	{"dark", "the dark theme, chosen from the palette", (*tour).dark},
	{"keys", "F1 shows all keys", (*tour).keys},
	{"export", "Ctrl+E: the export with its first records", (*tour).export},
	{"exported", "the dataset is written: every record fits the schema and every span its text", (*tour).exported},
	{"reopened", "the program closed with Ctrl+Q and started again: everything is there", (*tour).reopen},
}

func (t *tour) open() error { return t.start() }

// sample says in the start window who annotates, and goes back one button to open the sample, all by keyboard.
func (t *tour) sample() error {
	if err := t.hand.key("Tab", "Tab", "Tab", "Tab", "ctrl+a"); err != nil {
		return err
	}
	if err := t.hand.write(annotator); err != nil {
		return err
	}
	if err := t.hand.key("shift+Tab", "space"); err != nil {
		return err
	}
	project, err := openProject(t.ctx, t.home)
	if err != nil {
		return err
	}
	t.project = project
	if err := project.until(t.ctx, "the four articles are there", 4, "SELECT count(*) FROM document"); err != nil {
		return err
	}
	if err := project.until(t.ctx, "two annotators are there", 2, "SELECT count(DISTINCT annotator_id) FROM span"); err != nil {
		return err
	}
	if t.spans, err = project.number("SELECT count(*) FROM span"); err != nil {
		return err
	}
	t.relations, err = project.number("SELECT count(*) FROM relation")
	return err
}

// read turns the wheel over the first article and looks whether its picture moved.
func (t *tour) read() error {
	before, err := t.display.settled(t.ctx)
	if err != nil {
		return err
	}
	if err := t.hand.wheel(firstPane.Min.X+100, firstPane.Min.Y+400, 8); err != nil {
		return err
	}
	return wait(t.ctx, "the first article scrolls", func() (bool, error) {
		now, err := t.display.picture()
		return err == nil && differ(before, now, firstPane), err
	})
}

// firstPane lies within the first article wherever the edges between the parts of the window stand.
var firstPane = image.Rect(250, 100, 480, 940)

// drag selects the words of the claim with the keyboard to learn where they are drawn, then does the same by mouse.
func (t *tour) drag() error {
	if err := t.hand.key("ctrl+1"); err != nil {
		return err
	}
	start, err := t.find1(claimWords)
	if err != nil {
		return err
	}
	end := start + len([]rune(claimWords))
	if err := t.caret(start); err != nil {
		return err
	}
	if err := t.extend(start, end); err != nil {
		return err
	}
	selected, err := t.display.settled(t.ctx)
	if err != nil {
		return err
	}
	if err := t.hand.key("Left"); err != nil { // to the start of the selection, which is in view
		return err
	}
	plain, err := t.display.settled(t.ctx)
	if err != nil {
		return err
	}
	from, to, err := ends(plain, selected)
	if err != nil {
		return err
	}
	return t.hand.drag(from.X+3, from.Y, to.X-3, to.Y)
}

// ends returns where the selection that after shows and before does not begins and ends: the middle of its first line
// at the left, and of its last line at the right.
func ends(before, after *image.RGBA) (from, to image.Point, err error) {
	area := image.Rect(240, 120, screenWidth-260, screenHeight-80)
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
	return t.extend(start, start+len([]rune(actorWords)))
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

func (t *tour) relate() error { return t.hand.key("r", "p") }

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

func (t *tour) find() error {
	before, err := t.display.settled(t.ctx)
	if err != nil {
		return err
	}
	if err := t.hand.key("ctrl+f"); err != nil {
		return err
	}
	if err := t.hand.write(foundWords); err != nil {
		return err
	}
	return wait(t.ctx, "the hits are marked", func() (bool, error) {
		now, err := t.display.picture()
		return err == nil && differ(before, now, firstPane), err
	})
}

func (t *tour) done() error {
	const query = `SELECT count(*) FROM progress JOIN annotator ON annotator.id = annotator_id JOIN document ON document.id = document_id
		WHERE state = 'done' AND name = ? AND position = 3`
	if err := t.project.until(t.ctx, "the fourth article is not done yet", 0, query, annotator); err != nil {
		return err
	}
	if err := t.hand.key("Escape", "ctrl+4", "ctrl+d"); err != nil {
		return err
	}
	return t.project.until(t.ctx, "the fourth article is done", 1, query, annotator)
}

func (t *tour) palette() error { return t.appears("the palette appears", "ctrl+k") }

func (t *tour) keys() error { return t.appears("the keys appear", "F1") }

// appears presses a key and waits until much of the picture has changed.
func (t *tour) appears(what, key string) error {
	before, err := t.display.settled(t.ctx)
	if err != nil {
		return err
	}
	if err := t.hand.key(key); err != nil {
		return err
	}
	return wait(t.ctx, what, func() (bool, error) {
		now, err := t.display.picture()
		if err != nil {
			return false, err
		}
		box := changed(before, now, now.Rect)
		return box.Dx() > 250 && box.Dy() > 150, nil
	})
}

// dark goes on in the palette that is open.
func (t *tour) dark() error {
	if err := t.hand.write("theme dark"); err != nil {
		return err
	}
	if _, err := t.display.settled(t.ctx); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	return wait(t.ctx, "the window is dark", func() (bool, error) {
		now, err := t.display.picture()
		if err != nil {
			return false, err
		}
		c := ground(now)
		return int(c.R)+int(c.G)+int(c.B) < 3*96, nil
	})
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
