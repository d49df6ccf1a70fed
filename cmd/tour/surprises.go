package main

import (
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"
)

// The steps of this file do what once surprised a person: labels over another article than theirs, a span deleted out of view, quotation
// marks that are not found, an undo out of sight, two people of one name. They have a project of two articles of their own.
var surpriseSteps = []step{
	{"palette-closed", "the labels at a selection in the second article go with its pane, which Ctrl+W closes; their key marks nothing in the other", (*tour).paletteCloses},
	{"palette-filter", "/ and a part of a label's name, Return: the word at the caret is tagged", (*tour).labelByName},
	{"out-of-view", "Delete on a span out of view shows it and deletes nothing; Delete again does, Ctrl+Z brings it back", (*tour).deleteOutOfView},
	{"find-quote", "a straight ' finds ’; after Escape a label's key tags nothing until the caret was moved", (*tour).findQuote},
	{"find-accent", "é of one character finds é of two", (*tour).findAccent},
	{"find-line", "a space finds the end of a line", (*tour).findLine},
	{"undo-shown", "Ctrl+Z scrolls to what it takes back", (*tour).undoShown},
	{"history", "Edit ▸ History… goes back to an earlier act; Ctrl+Y brings the others again", (*tour).history},
	{"go-to", "Ctrl+K goes to an actor by name", (*tour).goTo},
	{"merged-by-name", "an actor renamed as another is called: that the two are one is offered and taken", (*tour).mergeByName},
	{"impossible-date", "30 Feb 2011 is refused in words before anything is imported; Oct 7 2011 is understood", (*tour).impossibleDate},
	{"alike", "GOLD is nobody, a name that differs by capitals is pointed out and taken once it is confirmed", (*tour).alike},
	{"export-split", "one layer exported in parts, with what reviewers turned down", (*tour).exportSplit},
	{"export-again", "the window closed and opened: Ctrl+E and Return export the same", (*tour).exportAgain},
	{"joined", "the two annotators of one name joined", (*tour).joinedPeople},
}

// The articles of these steps. The first is long enough to scroll, writes é once in one character and once in two, and has passages near
// its beginning and at its end.
var surpriseArticle = "Crane comes down\n\nIlka Brandt said the crane is safe. “The mayor’s word is enough,” she added in the caf\u00e9.\n" +
	"Beside the cafe\u0301 stood Tam Osk.\n\n" + berths(70) + "The last crane came down at dusk.\n"

// berths are so many paragraphs in which nothing happens.
func berths(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Berth %d was empty at noon, and nobody had seen the ferry that was to lie there until the evening.\n\n", i+1)
	}
	return b.String()
}

// onto looks into another project file from now on.
func (t *tour) onto(path string) error {
	if t.project != nil {
		if err := t.project.close(); err != nil {
			return err
		}
	}
	var err error
	t.project, err = openFile(path)
	t.spans, t.relations = 0, 0
	return err
}

// saidArea is where the window says in words what was done.
var saidArea = image.Rect(900, 970, 1590, 998)

// secondHalf lies within the second of two articles, firstTitle and secondTitle where each begins.
var (
	secondHalf  = image.Rect(820, 100, 1240, 940)
	firstTitle  = image.Rect(250, 112, 380, 136)
	secondTitle = image.Rect(787, 112, 900, 136)
)

// surprising makes the project of these steps and opens the window on it.
func (t *tour) surprising() error {
	if err := t.leave(); err != nil {
		return err
	}
	folder := filepath.Join(t.out, "desk", "surprises")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	path := filepath.Join(folder, "crane.parallax")
	first, second := filepath.Join(folder, "crane.txt"), filepath.Join(folder, "vote.txt")
	if err := errors.Join(os.WriteFile(first, []byte(surpriseArticle), 0o644), os.WriteFile(second, []byte(secondArticle), 0o644),
		t.parallax("new", path), t.parallax("import", path, first, second, "--story", "crane"), t.start(path), t.onto(path)); err != nil {
		return err
	}
	if err := t.lettered("both articles are there", secondTitle); err != nil {
		return err
	}
	now, err := t.display.settled(t.ctx)
	if err != nil {
		return err
	}
	t.bare = now.RGBAAt(lid.X, lid.Y)
	return nil
}

// lettered waits until there are letters in an area of the window.
func (t *tour) lettered(what string, area image.Rectangle) error {
	return wait(t.ctx, what, func() (bool, error) {
		now, err := t.display.picture()
		return err == nil && len(colors(now.SubImage(area).(*image.RGBA))) > 4, err
	})
}

// nothing presses a label's key right after something has closed: it is said that it tags nothing.
func (t *tour) nothing(closed, key string) error {
	if _, err := t.seen("it is said that nothing is tagged", saidArea, func() error { return t.hand.key(key) }); err != nil {
		return err
	}
	return t.same(key + " after " + closed + " closed")
}

// same waits until what the window shows rests, and wants the file to have as many spans as before.
func (t *tour) same(what string) error {
	if _, err := t.display.settled(t.ctx); err != nil {
		return err
	}
	n, err := t.project.number("SELECT count(*) FROM span")
	if err == nil && n != t.spans {
		err = fmt.Errorf("%s: the file has %d spans, not %d", what, n, t.spans)
	}
	return err
}

func (t *tour) paletteCloses() error {
	if err := t.surprising(); err != nil {
		return err
	}
	if err := t.hand.key("ctrl+2", "ctrl+Home"); err != nil {
		return err
	}
	selected, err := t.seen("the selection by keyboard", secondHalf, func() error { return t.hand.key("ctrl+shift+Right", "ctrl+shift+Right") })
	if err != nil {
		return err
	}
	plain, err := t.seen("the selection is gone", secondHalf, func() error { return t.hand.key("Left") })
	if err != nil {
		return err
	}
	from, to, err := ends(plain, selected, secondHalf)
	if err != nil {
		return err
	}
	if err := t.hand.drag(from.X+3, from.Y, to.X-3, to.Y); err != nil {
		return err
	}
	if err := wait(t.ctx, "the labels stand at the selection", func() (bool, error) {
		now, err := t.display.picture()
		return err == nil && changed(plain, now, secondHalf).Dy() > 80, err
	}); err != nil {
		return err
	}
	if err := t.look("palette-stands"); err != nil {
		return err
	}
	if _, err := t.seen("the pane closes", secondHalf, func() error { return t.hand.key("ctrl+w") }); err != nil {
		return err
	}
	t.pane = image.Rect(250, 100, 1250, 940) // the first article stands alone
	return t.nothing("the article", "1")
}

func (t *tour) labelByName() error {
	if err := t.pick("Tam Osk", 0); err != nil {
		return err
	}
	if _, err := t.seen("the labels stand there", whole, func() error { return t.hand.key("slash") }); err != nil {
		return err
	}
	if err := t.choose("tor"); err != nil {
		return err
	}
	_, err := t.made("actor", "Tam Osk")
	return err
}

// deletedAndBack deletes the span in hand and takes that back; query counts it.
func (t *tour) deletedAndBack(where, query string, arguments ...any) error {
	for _, press := range []struct {
		key  string
		want int
	}{{"Delete", 0}, {"ctrl+z", 1}} {
		if err := t.hand.key(press.key); err != nil {
			return err
		}
		if err := t.project.until(t.ctx, press.key+" has done it"+where, press.want, query, arguments...); err != nil {
			return err
		}
	}
	return nil
}

func (t *tour) deleteOutOfView() error {
	var err error
	if t.actor, err = t.project.text("SELECT id FROM span"); err != nil {
		return err
	}
	const middle = 500
	if _, err := t.seen("the article scrolls", t.pane, func() error { return t.hand.wheel(t.pane.Min.X+100, middle, 20) }); err != nil {
		return err
	}
	if _, err := t.seen("the span is shown", t.pane, func() error { return t.hand.key("Delete") }); err != nil {
		return err
	}
	if err := t.same("Delete on a span out of view"); err != nil {
		return err
	}
	if err := t.deletedAndBack("", "SELECT count(*) FROM span WHERE id = ?", t.actor); err != nil {
		return err
	}
	return nil
}

// sought looks for words, leaves the search and tags where the caret is then.
func (t *tour) sought(typed, found string) error {
	if _, err := t.seen("the field for the words", t.pane, func() error { return t.hand.key("Escape", "ctrl+1", "ctrl+Home", "ctrl+f") }); err != nil {
		return err
	}
	if _, err := t.seen("a hit is marked", t.pane, func() error { return t.hand.write(typed) }); err != nil {
		return err
	}
	if _, err := t.seen("the field goes", t.pane, func() error { return t.hand.key("Escape") }); err != nil {
		return err
	}
	if err := t.nothing("the search", "2"); err != nil {
		return err
	}
	if err := t.hand.key("Right", "2"); err != nil {
		return err
	}
	_, err := t.made("claim", found)
	return err
}

func (t *tour) findQuote() error { return t.sought("mayor's", "mayor") }

// findAccent selects the word with é of one character: the search begins with it, and the hit after it is at hand.
func (t *tour) findAccent() error {
	if err := t.pick("caf\u00e9", 0); err != nil {
		return err
	}
	if _, err := t.seen("both are found", t.pane, func() error { return t.hand.key("ctrl+f") }); err != nil {
		return err
	}
	if err := t.hand.key("Escape", "Right", "2"); err != nil {
		return err
	}
	_, err := t.made("claim", "cafe\u0301")
	return err
}

func (t *tour) findLine() error { return t.sought("down ilka", "down") }

// undoShown tags the last words and goes to the first ones.
func (t *tour) undoShown() error {
	if err := t.hand.key("Escape", "ctrl+1", "ctrl+End", "Left", "Left", "Left", "2"); err != nil {
		return err
	}
	if _, err := t.made("claim", "dusk"); err != nil {
		return err
	}
	if _, err := t.seen("the article scrolls", t.pane, func() error { return t.hand.key("Escape", "ctrl+Home") }); err != nil {
		return err
	}
	if _, err := t.seen("the place is shown", t.pane, func() error { return t.hand.key("ctrl+z") }); err != nil {
		return err
	}
	t.spans--
	return t.project.until(t.ctx, "the span is gone", t.spans, "SELECT count(*) FROM span")
}

// history goes back to the act that tagged the mayor, the fourth from the newest: two later ones are taken back.
func (t *tour) history() error {
	if err := t.appears("the history appears", "ctrl+shift+h"); err != nil {
		return err
	}
	if err := t.hand.key("Down", "Down", "Down", "Tab"); err != nil {
		return err
	}
	if _, err := t.seen("it is asked first", whole, func() error { return t.hand.key("space") }); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	if err := t.project.until(t.ctx, "two acts are taken back", t.spans-2, "SELECT count(*) FROM span"); err != nil {
		return err
	}
	if err := t.gone(); err != nil {
		return err
	}
	if err := t.hand.key("ctrl+y", "ctrl+y"); err != nil {
		return err
	}
	return t.project.until(t.ctx, "they are there again", t.spans, "SELECT count(*) FROM span")
}
