package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/parallax-annotation/parallax/assets"
)

// reviewer is who decides; the tour changes to that name from the annotator's.
const reviewer = "rita"

// reviewSteps take the work of two annotators together, by keys alone.
var reviewSteps = []step{
	{"reviewer", "an empty project of a reviewer's own, who has said her name, in the light theme again", (*tour).reviewer},
	{"plan", "two annotators' project files in the merge: what they would bring, before anything is written", (*tour).planMerge},
	{"merged", "both merged with Return: their spans and relations are in the reviewer's file", (*tour).merge},
	{"unmerged", "the merge undone with Ctrl+Z as one act, and done again with Ctrl+Y", (*tour).undoMerge},
	{"review", "Ctrl+R: the first item on which they disagree, as nothing is decided", (*tour).review},
	{"majority", "what two thirds or more say accepted from the palette, and undone as one act", (*tour).majority},
	{"unanimous", "what both marked alike accepted at once from the palette, with both votes behind it", (*tour).unanimous},
	{"take-link", "a relation that one of them drew between two articles taken with 1", verdict("take", []string{"same_claim"}, "1")},
	{"boundaries", "only what they disagree on in its boundaries, with k", (*tour).boundaries},
	{"take-1", "the first candidate taken with 1: two segments", verdict("take", []string{discontinuous}, "1")},
	{"take-2", "the second candidate taken with 2", verdict("take", []string{"Ingrid Sæther"}, "2")},
	{"union", "the union of the boundaries with u", verdict("union", []string{"Clear Sound, an environmental group"}, "u")},
	{"intersection", "the intersection with i", verdict("intersection", []string{"about 30 tonnes"}, "i")},
	{"several", "both candidates with t, 1, 2 and Return", verdict("several", []string{"Tomasz Ferreira", "its chairman, Tomasz Ferreira"}, "t", "1", "2", "Return")},
	{"reason", "k goes on to attributes; a reason is written with w, and the second candidate taken for it", (*tour).reason},
	{"edit", "k goes on to entities; e, and the end moved back by a word with Left", (*tour).edit},
	{"edited", "the edited span taken with Return", verdict("edited", []string{"A senior official at the Coast"}, "Return")},
	{"undo-decision", "the decision undone with Ctrl+Z, and done again with Ctrl+Y", (*tour).undoDecision},
	{"reopen", "the same item reopened with o: its span is no longer gold", (*tour).reopenItem},
	{"decided-again", "the same item decided anew with 2", verdict("take", []string{"A senior official at the Coast Agency"}, "2")},
	{"skip-back", "k goes on to what only some marked; an item skipped with s, and brought back with b: nothing is decided", (*tour).skipAndBack},
	{"none", "none of them, with x: what one of them marked is not gold", verdict("none", nil, "x")},
	{"rest", "the rest decided to the end, with 1 and x: nothing is open, and gold is done with all four articles", (*tour).rest},
	{"gold", "Ctrl+E: gold exported, and each of its rows is what the decisions say", (*tour).exportGold},
}

// discontinuous is a claim that is interrupted.
const discontinuous = "“We do not open a port because somebody is losing money,” … “We open it when the water is clean.”"

// run runs a command of the program beside the window and returns what it wrote.
func (t *tour) run(arguments ...string) ([]byte, error) {
	command := exec.CommandContext(t.ctx, t.program, arguments...)
	var complaint strings.Builder
	command.Stderr = &complaint
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("parallax %s: %w: %s", strings.Join(arguments, " "), err, complaint.String())
	}
	return out, nil
}

// reviewer makes what two annotators would mail, each a project with the articles and one layer, and opens a third
// project that is empty.
func (t *tour) reviewer() error {
	if err := t.hand.key("ctrl+q"); err != nil {
		return err
	}
	if err := t.quit(); err != nil {
		return err
	}
	mailed := filepath.Join(t.out, "mailed")
	if err := os.Mkdir(mailed, 0o755); err != nil {
		return err
	}
	for _, name := range []string{"anna", "ben"} {
		if err := t.mail(mailed, name); err != nil {
			return err
		}
	}
	path := filepath.Join(t.out, "review.parallax")
	if _, err := t.run("new", path); err != nil {
		return err
	}
	if err := t.project.close(); err != nil {
		return err
	}
	project, err := openFile(path)
	if err != nil {
		return err
	}
	t.project = project
	if err := t.start(path); err != nil {
		return err
	}
	if err := t.command("theme light"); err != nil {
		return err
	}
	if err := t.command("annotator"); err != nil {
		return err
	}
	if err := t.hand.key("ctrl+a"); err != nil {
		return err
	}
	if err := t.hand.write(reviewer); err != nil {
		return err
	}
	return t.hand.key("Return")
}

// mail makes the project file of one annotator.
func (t *tour) mail(folder, name string) error {
	path, layer := filepath.Join(folder, name+".parallax"), filepath.Join(t.out, name+".jsonl")
	if err := writeLayer(layer, name); err != nil {
		return err
	}
	if _, err := t.run("new", path); err != nil {
		return err
	}
	arguments := []string{"import", path, "--story", assets.SampleStory}
	articles, err := assets.SampleFiles()
	if err != nil {
		return err
	}
	for _, article := range articles {
		text := filepath.Join(t.out, article.Name)
		if err := os.WriteFile(text, article.Data, 0o644); err != nil {
			return err
		}
		arguments = append(arguments, text)
	}
	if _, err := t.run(arguments...); err != nil {
		return err
	}
	_, err = t.run("import", path, layer)
	return err
}

// writeLayer writes the records of one annotator of the sample.
func writeLayer(path, name string) error {
	var layer []byte
	for line := range bytes.Lines(assets.SampleAnnotations()) {
		var record struct{ Layer string }
		if err := json.Unmarshal(line, &record); err != nil {
			return err
		}
		if record.Layer == name {
			layer = append(layer, line...)
		}
	}
	return os.WriteFile(path, layer, 0o644)
}

// command runs a command from the palette.
func (t *tour) command(name string) error {
	if err := t.appears("the palette appears", "ctrl+k"); err != nil {
		return err
	}
	return t.choose(name)
}

func (t *tour) planMerge() error {
	if err := t.command("merge"); err != nil {
		return err
	}
	if err := t.hand.write(filepath.Join(t.out, "mailed")); err != nil {
		return err
	}
	_, err := t.seen("the plan", planArea, func() error { return t.hand.key("Return") })
	return err
}

// planArea is where the merge says what a file brings, and nothing before it knows.
var planArea = image.Rect(640, 240, 1300, 500)

func (t *tour) merge() error {
	if err := t.project.until(t.ctx, "nothing is written yet", 0, "SELECT count(*) FROM span"); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	for _, name := range []string{"anna", "ben"} {
		mailed, err := openFile(filepath.Join(t.out, "mailed", name+".parallax"))
		if err != nil {
			return err
		}
		defer mailed.close()
		for _, count := range []string{
			"SELECT count(*) FROM span JOIN annotator ON annotator.id = annotator_id WHERE name = ?",
			"SELECT count(*) FROM relation JOIN annotator ON annotator.id = annotator_id WHERE name = ?",
		} {
			want, err := mailed.number(count, name)
			if err != nil {
				return err
			}
			if err := t.project.until(t.ctx, "the layer of "+name+" is there", want, count, name); err != nil {
				return err
			}
		}
	}
	return t.project.until(t.ctx, "each article is there once", 4, "SELECT count(*) FROM document")
}

func (t *tour) review() error {
	return t.appears("the review appears", "ctrl+r")
}
