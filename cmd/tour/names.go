package main

import (
	"fmt"
	"image"
	"strings"
)

// called gives a name to the words of a span of the first article, which the key 1 takes in hand or tags.
func (t *tour) called(words string) error {
	if err := t.pick(words, 0); err != nil {
		return err
	}
	if _, err := t.seen("the span is in hand", whole, func() error { return t.hand.key("1") }); err != nil {
		return err
	}
	if _, err := t.seen("names are offered", whole, func() error { return t.hand.key("ctrl+Return") }); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	return t.project.until(t.ctx, words+" has a name", 1, "SELECT count(*) FROM span JOIN entity ON entity.id = entity_id WHERE name = ?", words)
}

const mentionsQuery = "SELECT count(*) FROM span JOIN entity ON entity.id = entity_id WHERE name = ?"

// goTo names both actors and goes to the one from the end of the article: what Delete takes is in hand there.
func (t *tour) goTo() error {
	for _, name := range []string{"Tam Osk", "Ilka Brandt"} {
		if err := t.called(name); err != nil {
			return err
		}
	}
	t.spans++
	if _, err := t.seen("the article scrolls", t.pane, func() error { return t.hand.key("Escape", "ctrl+End") }); err != nil {
		return err
	}
	if _, err := t.seen("the actor is in hand", inspectorArea, func() error {
		if err := t.palette(); err != nil {
			return err
		}
		return t.choose("tam osk")
	}); err != nil {
		return err
	}
	return t.deletedAndBack(" at the mention", mentionsQuery, "Tam Osk")
}

// mergeByName renames the second actor that the sidebar lists.
func (t *tour) mergeByName() error {
	if err := t.menu(image.Pt(100, 523)); err != nil {
		return err
	}
	if _, err := t.seen("its name is asked for", whole, func() error { return t.hand.key("Down", "Down", "Down", "Return") }); err != nil {
		return err
	}
	if err := t.hand.key("ctrl+a"); err != nil {
		return err
	}
	if err := t.hand.write("Ilka Brandt"); err != nil {
		return err
	}
	if _, err := t.seen("it is asked whether the two are one", whole, func() error { return t.hand.key("Return") }); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	if err := t.project.until(t.ctx, "both mentions are of one actor", 2, mentionsQuery, "Ilka Brandt"); err != nil {
		return err
	}
	return t.project.until(t.ctx, "there is one actor", 1, "SELECT count(*) FROM entity")
}

// people opens the sheet that asks who annotates.
func (t *tour) people() error {
	if err := t.palette(); err != nil {
		return err
	}
	return t.choose("annotator")
}

// stays types a name into the sheet and confirms; the sheet stays.
func (t *tour) stays(name string) error {
	if err := t.hand.key("ctrl+a"); err != nil {
		return err
	}
	if err := t.hand.write(name); err != nil {
		return err
	}
	now, err := t.seen("it is said why not", peopleNotice, func() error { return t.hand.key("Return") })
	if err == nil && now.RGBAAt(lid.X, lid.Y) == t.bare {
		err = fmt.Errorf("%q annotates without a word", name)
	}
	return err
}

// peopleNotice is where the sheet that asks who annotates says, beneath the field, what is wrong with a name.
var peopleNotice = image.Rect(540, 470, 1060, 515)

// twin is who annotates, in capitals.
func (t *tour) twin() (string, error) {
	name, err := t.project.text("SELECT name FROM annotator ORDER BY name DESC LIMIT 1")
	return strings.ToUpper(name), err
}

func (t *tour) alike() error {
	twin, err := t.twin()
	if err != nil {
		return err
	}
	if err := t.people(); err != nil {
		return err
	}
	if err := t.stays("GOLD"); err != nil {
		return err
	}
	if err := t.stays(twin); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	if err := t.gone(); err != nil {
		return err
	}
	if err := t.nothing("a sheet", "1"); err != nil {
		return err
	}
	if err := t.pick("she", 0); err != nil {
		return err
	}
	if err := t.hand.key("1"); err != nil {
		return err
	}
	t.spans++
	return t.project.until(t.ctx, "the other one has marked it", 1, "SELECT count(*) FROM span JOIN annotator ON annotator.id = annotator_id WHERE name = ?", twin)
}

// joinedPeople presses the second button of the first annotator in the sheet; the name itself is before both.
func (t *tour) joinedPeople() error {
	if err := t.closed("the export", t.bare); err != nil {
		return err
	}
	if err := t.people(); err != nil {
		return err
	}
	if _, err := t.seen("it is asked with whom", whole, func() error { return t.hand.key("Tab", "Tab", "Tab", "Return") }); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	if err := t.project.until(t.ctx, "there is one annotator", 1, "SELECT count(*) FROM annotator"); err != nil {
		return err
	}
	if err := t.project.until(t.ctx, "the spans of both are theirs", t.spans, "SELECT count(*) FROM span WHERE annotator_id = (SELECT id FROM annotator)"); err != nil {
		return err
	}
	return t.tinted("the claims of the one stand in the article where the other's span was", firstPane, 200)
}
