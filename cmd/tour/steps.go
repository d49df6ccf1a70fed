package main

import (
	"image"

	"github.com/parallax-annotation/parallax/assets"
)

// step is one thing that a person does. What it shows is printed beside the name of its picture.
type step struct {
	name, shows string
	do          func(*tour) error
}

// annotator is one of the two who have marked the sample; the tour goes on in that layer.
const annotator = assets.SampleAnnotator

// The words that the tour works on stand in the first article of the sample: “The mayor can have my first crate,” he
// said, to applause.
const (
	claimWords = "The mayor can have my first crate"
	actorWords = "he"
	actorAfter = "crate,” " // what stands before the actor
	foundWords = "mussel"
	killedWord = "applause"
)

var steps = []step{
	{"start", "the window as it opens the first time", (*tour).open},
	{"sample", "the sample story: four articles of four outlets side by side, with what two annotators marked: anna plain, ben dotted", (*tour).sample},
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
	{"unsure", "q flags the span in hand as unsure, with a question to the team: a wave beneath the words, a count above the article", (*tour).ask},
	{"answered", "Ctrl+Shift+R lists the questions; this one is answered with a", (*tour).answer},
	{"resolved", "the question resolved with e, and back to the articles", (*tour).resolve},
	{"common", "F6 goes to what other articles tell, too: it is set apart in each, and what else tells it has dots beneath", (*tour).ribbons},
	{"ribbons", "F2 brings the other articles to the passage: a ribbon joins them, and numbers that differ are framed", (*tour).meet},
	{"compare", "F7 compares the passages word by word", (*tour).compare},
	{"together", "Ctrl+J: the articles scroll together by what they have in common", (*tour).together},
	{"registry", "Ctrl+Shift+A lists all actors and claims, with their mentions and what may be one", (*tour).registry},
	{"palette", "Ctrl+K lists every command by name, from the articles again", (*tour).leaveRegistry},
	{"dark", "the dark theme, chosen from the palette", (*tour).dark},
	{"keys", "F1 shows all keys", (*tour).keys},
	{"export", "Ctrl+E: the export with its first records", (*tour).export},
	{"exported", "the dataset is written: every record fits the schema and every span its text", (*tour).exported},
	{"reopened", "the program closed with Ctrl+Q and started again: everything is there", (*tour).reopen},
	{"killed", "the program killed with kill -9 right after a tag was saved, and started again: the tag is there", (*tour).kill},
}

func (t *tour) open() error { return t.start() }

// sample says in the start window who annotates, and goes back one button to open the sample, all by keyboard.
func (t *tour) sample() error {
	if err := t.hand.key("Tab", "Tab", "Tab", "ctrl+a"); err != nil {
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
	_, err := t.seen("the first article scrolls", firstPane, func() error {
		return t.hand.wheel(firstPane.Min.X+100, firstPane.Min.Y+400, 8)
	})
	return err
}

// seen does something and waits until the picture has changed within area and rests again; it returns that picture.
func (t *tour) seen(what string, area image.Rectangle, act func() error) (*image.RGBA, error) {
	before, err := t.display.settled(t.ctx)
	if err != nil {
		return nil, err
	}
	if err := act(); err != nil {
		return nil, err
	}
	err = wait(t.ctx, what, func() (bool, error) {
		now, err := t.display.picture()
		return err == nil && differ(before, now, area), err
	})
	if err != nil {
		return nil, err
	}
	return t.display.settled(t.ctx)
}

// whole is the whole window.
var whole = image.Rect(0, 0, screenWidth, screenHeight)

// firstPane lies within the first article wherever the edges between the parts of the window stand.
var firstPane = image.Rect(250, 100, 480, 940)

func (t *tour) find() error {
	if _, err := t.seen("the field for the words", firstPane, func() error { return t.hand.key("ctrl+f") }); err != nil {
		return err
	}
	_, err := t.seen("the hits are marked", firstPane, func() error { return t.hand.write(foundWords) })
	return err
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

// choose runs a command of the palette that is open by its name.
func (t *tour) choose(name string) error {
	if _, err := t.seen("the command is found", whole, func() error { return t.hand.write(name) }); err != nil {
		return err
	}
	_, err := t.seen("the command is done", whole, func() error { return t.hand.key("Return") })
	return err
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
	if err := t.choose("theme dark"); err != nil {
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
