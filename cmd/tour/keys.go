package main

import (
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// The steps of this file do the main jobs with as few keys as there need be, and count them. What it takes to get to a place in the
// text, and to select words there, is not counted: that depends on the text.
var keySteps = []step{
	{"keys-actor", "an actor marked for the first time, with type, named and name, the inspector opening by itself", (*tour).firstActor},
	{"keys-again", "the same actor marked again: all that is known is filled in, 0 takes it back, undo brings it again", (*tour).sameActor},
	{"keys-claim", "a claim with its three attributes, a digit each", (*tour).countedClaim},
	{"keys-makes", "Shift+R says that the nearest actor makes it", (*tour).makesIt},
	{"keys-relation", "r and a digit: another relation of the same two", (*tour).otherRelation},
	{"keys-says", "X says Y complete, with an actor that is known", (*tour).saysComplete},
	{"keys-others", "o and Return: the other occurrences", (*tour).otherOccurrences},
	{"keys-mouse", "a claim by a drag and a key", (*tour).claimByMouse},
	{"keys-caps", "with Caps Lock and on a Russian keyboard the same keys do the same", (*tour).capsAndLayout},
	{"keys-done", "the article marked done", (*tour).doneCounted},
}

// keysArticle is what they work on.
const keysArticle = "Quay opens\n\nIlka Brandt said the quay is safe. “No ship will land there,” Ilka Brandt added.\n\nTam Osk called that a bluff. “The ships come anyway,” Tam Osk said, and Tam Osk should know.\n"

// acts counts what a person does.
type acts struct{ keys, mouse int }

// job is something that was done, and what it took.
type job struct {
	name string
	acts
}

// count does a job and keeps what it took.
func (t *tour) count(name string, do func() error) error {
	before := *t.hand.acts
	if err := do(); err != nil {
		return err
	}
	t.jobs = append(t.jobs, job{name, acts{t.hand.acts.keys - before.keys, t.hand.acts.mouse - before.mouse}})
	return nil
}

// printJobs says what each job took.
func (t *tour) printJobs() {
	if len(t.jobs) == 0 {
		return
	}
	fmt.Println("What the main jobs take, beside selecting the words:")
	for _, j := range t.jobs {
		fmt.Printf("  %-72s %2d keys, %d mouse acts\n", j.name, j.keys, j.mouse)
	}
}

// pick selects the nth place, from 0, of words of the first article.
func (t *tour) pick(words string, nth int) error {
	text, err := t.firstText()
	if err != nil {
		return err
	}
	parts := strings.SplitN(text, words, nth+2)
	if len(parts) < nth+2 {
		return fmt.Errorf("the article does not say %q %d times", words, nth+1)
	}
	start := len([]rune(strings.Join(parts[:nth+1], words)))
	if err := t.hand.key("Escape", "ctrl+1"); err != nil {
		return err
	}
	if err := t.caret(start); err != nil {
		return err
	}
	return t.extend(start, start+len([]rune(words)))
}

// newest waits until the newest span has this entity, by name, and these attributes.
func (t *tour) newest(entity, attributes string) error {
	const query = `SELECT ifnull((SELECT name FROM entity WHERE id = entity_id), '') || ' ' || attributes FROM span ORDER BY created_at DESC, id LIMIT 1`
	got := ""
	err := wait(t.ctx, "the span says it", func() (done bool, err error) {
		got, err = t.project.text(query)
		return got == entity+" "+attributes, err
	})
	if err != nil {
		return fmt.Errorf("%w (it says %s, not %s %s)", err, got, entity, attributes)
	}
	return nil
}

func (t *tour) firstActor() error {
	if err := t.leave(); err != nil {
		return err
	}
	path := filepath.Join(t.out, "desk", "keys", "quay.parallax")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if err := errors.Join(t.parallax("new", path), t.add(path, "keys.txt", keysArticle), t.start(path), t.onto(path)); err != nil {
		return err
	}
	if _, err := t.display.settled(t.ctx); err != nil { // the article is there
		return err
	}
	if err := t.hand.key("ctrl+1", "ctrl+shift+i"); err != nil { // the inspector opens by itself from now on
		return err
	}
	if err := t.pick("Ilka Brandt", 0); err != nil {
		return err
	}
	return t.count("an actor for the first time, with type, named and name", func() error {
		if err := t.hand.key("a"); err != nil {
			return err
		}
		if _, err := t.made("actor", "Ilka Brandt"); err != nil {
			return err
		}
		if err := t.hand.key("1", "1", "ctrl+Return", "Return"); err != nil {
			return err
		}
		return t.newest("Ilka Brandt", `{"named":"yes","type":"person"}`)
	})
}

func (t *tour) sameActor() error {
	if err := t.pick("Ilka Brandt", 1); err != nil {
		return err
	}
	if err := t.count("the same actor again, all of it filled in", func() error {
		if err := t.hand.key("a"); err != nil {
			return err
		}
		if _, err := t.made("actor", "Ilka Brandt"); err != nil {
			return err
		}
		return t.newest("Ilka Brandt", `{"named":"yes","type":"person"}`)
	}); err != nil {
		return err
	}
	if err := t.count("what was filled in taken back", func() error {
		if err := t.hand.key("0"); err != nil {
			return err
		}
		return t.newest("", "{}")
	}); err != nil {
		return err
	}
	return t.count("an act undone", func() error {
		if err := t.hand.key("ctrl+z"); err != nil {
			return err
		}
		return t.newest("Ilka Brandt", `{"named":"yes","type":"person"}`)
	})
}

// claimed marks a claim as a direct quote that supports something certain.
func (t *tour) claimed(words string) error {
	if err := t.hand.key("c"); err != nil {
		return err
	}
	id, err := t.made("claim", words)
	if err != nil {
		return err
	}
	t.claim = id
	if err := t.hand.key("1", "1", "1"); err != nil {
		return err
	}
	return t.newest("", `{"certainty":"certain","stance":"supports","voice":"direct quote"}`)
}

func (t *tour) countedClaim() error {
	if err := t.pick("No ship will land there", 0); err != nil {
		return err
	}
	return t.count("a claim with voice, stance and certainty", func() error { return t.claimed("No ship will land there") })
}

// linked waits until the file says that the claim and an actor of these words are related so, in that direction.
func (t *tour) linked(kind, head, tail string) error {
	t.relations++
	const words = `(SELECT substr(text, start + 1, "end" - start) FROM segment JOIN span ON span.id = span_id JOIN document ON document.id = document_id WHERE span_id = `
	return t.project.until(t.ctx, "the relation is in the file", 1, `SELECT count(*) FROM relation JOIN relation_type ON relation_type.id = relation_type_id
		WHERE relation_type.name = ? AND `+words+`head_span_id) = ? AND `+words+`tail_span_id) = ? AND (SELECT count(*) FROM relation) = ?`,
		kind, head, tail, t.relations)
}

func (t *tour) makesIt() error {
	return t.count("a claim made by the nearest actor", func() error {
		if err := t.hand.key("shift+r"); err != nil {
			return err
		}
		return t.linked("makes", "Ilka Brandt", "No ship will land there")
	})
}

func (t *tour) otherRelation() error {
	return t.count("another relation to the nearest actor", func() error {
		if err := t.hand.key("r", "1"); err != nil {
			return err
		}
		return t.linked("targets", "No ship will land there", "Ilka Brandt")
	})
}

// saysComplete marks who is known by now, what is said, and that the one says the other.
func (t *tour) saysComplete() error {
	if err := t.pick("Tam Osk", 0); err != nil {
		return err
	}
	if err := t.hand.key("a"); err != nil {
		return err
	}
	if _, err := t.made("actor", "Tam Osk"); err != nil {
		return err
	}
	if err := t.hand.key("1", "1", "ctrl+Return", "Return"); err != nil {
		return err
	}
	if err := t.newest("Tam Osk", `{"named":"yes","type":"person"}`); err != nil {
		return err
	}
	before, total := *t.hand.acts, acts{}
	add := func() {
		total.keys, total.mouse = total.keys+t.hand.acts.keys-before.keys, total.mouse+t.hand.acts.mouse-before.mouse
	}
	if err := t.pick("Tam Osk", 1); err != nil {
		return err
	}
	before = *t.hand.acts
	if err := t.hand.key("a"); err != nil {
		return err
	}
	if _, err := t.made("actor", "Tam Osk"); err != nil {
		return err
	}
	if err := t.newest("Tam Osk", `{"named":"yes","type":"person"}`); err != nil {
		return err
	}
	add()
	if err := t.pick("The ships come anyway", 0); err != nil {
		return err
	}
	before = *t.hand.acts
	if err := t.claimed("The ships come anyway"); err != nil {
		return err
	}
	if err := t.hand.key("shift+r"); err != nil {
		return err
	}
	if err := t.linked("makes", "Tam Osk", "The ships come anyway"); err != nil {
		return err
	}
	add()
	t.jobs = append(t.jobs, job{"X says Y complete: a known actor, a claim with three attributes, makes", total})
	return nil
}

func (t *tour) otherOccurrences() error {
	if err := t.pick("Tam Osk", 1); err != nil {
		return err
	}
	// It is tagged already: the key takes it in hand.
	if _, err := t.seen("it is in hand", whole, func() error { return t.hand.key("a") }); err != nil {
		return err
	}
	return t.count("all other occurrences of an actor", func() error {
		if err := t.appears("the occurrences appear", "o"); err != nil {
			return err
		}
		if err := t.hand.key("Return"); err != nil {
			return err
		}
		t.spans++
		return t.project.until(t.ctx, "the third is marked and named", 3, "SELECT count(*) FROM span JOIN entity ON entity.id = entity_id WHERE name = 'Tam Osk'")
	})
}

func (t *tour) claimByMouse() error {
	const words = "that a bluff"
	t.pane = image.Rect(250, 100, 1250, 940) // it stands alone
	from, to, err := t.place(words, words)
	if err != nil {
		return err
	}
	return t.count("a claim marked with the mouse", func() error {
		if err := t.hand.drag(from.X+3, from.Y, to.X-3, to.Y); err != nil {
			return err
		}
		if err := t.hand.key("c"); err != nil {
			return err
		}
		_, err := t.made("claim", words)
		return err
	})
}

// capsAndLayout types what writes other letters than the keys of the program have.
func (t *tour) capsAndLayout() error {
	if err := t.pick("Quay", 0); err != nil {
		return err
	}
	if err := t.hand.key("Caps_Lock", "a", "Caps_Lock"); err != nil {
		return err
	}
	if _, err := t.made("actor", "Quay"); err != nil {
		return err
	}
	if err := t.pick("opens", 0); err != nil {
		return err
	}
	if err := t.layout("ru"); err != nil {
		return err
	}
	const keyOfA = "38" // by its place: it writes ф now
	if err := errors.Join(t.hand.key(keyOfA), t.layout("us")); err != nil {
		return err
	}
	_, err := t.made("actor", "opens")
	return err
}

// layout gives the display a keyboard of a country.
func (t *tour) layout(country string) error {
	command := exec.CommandContext(t.ctx, "setxkbmap", "-display", t.display.name, country)
	if out, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("setxkbmap %s: %w: %s", country, err, out)
	}
	return sleep(t.ctx, 300*time.Millisecond) // the window hears of it
}

func (t *tour) doneCounted() error {
	return t.count("an article done, on to the next", func() error {
		if err := t.hand.key("ctrl+d"); err != nil {
			return err
		}
		return t.project.until(t.ctx, "the article is done", 1, "SELECT count(*) FROM progress WHERE state = 'done'")
	})
}
