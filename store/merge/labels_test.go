package merge_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// changeCodebook is the act of somebody who edits the codebook.
func changeCodebook(t *testing.T, p *store.Project, edit func(*annotate.Codebook)) {
	t.Helper()
	cb, err := p.Codebook(ctx)
	if err != nil {
		t.Fatal(err)
	}
	edit(&cb)
	storetest.Do(t, p, storetest.Anna, "codebook", func(tx *store.Tx) error { return tx.SetCodebook(cb, nil) })
}

// renameActor gives the label actor another name, and addLabel adds one.
func renameActor(cb *annotate.Codebook) {
	cb.Labels[0].Name = "agent"
	for i := range cb.RelationTypes {
		if cb.RelationTypes[i].HeadLabel == "actor" {
			cb.RelationTypes[i].HeadLabel = "agent"
		}
	}
}

func addLabel(name string) func(*annotate.Codebook) {
	return func(cb *annotate.Codebook) {
		cb.Labels = append(cb.Labels, annotate.Label{ID: annotate.NewID(), Name: name, Color: "#d55e00", Style: annotate.Tint, Position: len(cb.Labels)})
	}
}

// labelsOf are the labels of a project's spans by their words.
func labelsOf(t *testing.T, p *store.Project) string {
	t.Helper()
	var all []string
	for _, r := range storetest.Records(t, storetest.JSONL(t, p)) {
		for _, s := range r.Spans {
			all = append(all, s.Text+" "+s.Label)
		}
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

func TestALabelThatTookOverANameIsAnotherInMergesToo(t *testing.T) {
	base := storetest.New(t)
	d := storetest.AddDocument(t, base, "Ilka denied what Tam said at the quay.")
	old := mailed(t, base)
	ben, cleo := copyOf(t, old, t.TempDir()), copyOf(t, old, t.TempDir())
	changeCodebook(t, ben, renameActor)
	storetest.Tag(t, ben, storetest.Anna, d, "actor", 0, 4) // by its id, whatever it is called
	changeCodebook(t, ben, addLabel("actor"))
	cb, err := ben.Codebook(ctx)
	if err != nil {
		t.Fatal(err)
	}
	newer, _ := cb.LabelByName("actor")
	storetest.Do(t, ben, storetest.Anna, "tag", func(tx *store.Tx) error {
		return tx.CreateSpan(&annotate.Span{DocumentID: d.ID, LabelID: newer.ID, Segments: []annotate.Segment{{Start: 17, End: 20}}})
	})
	storetest.Tag(t, cleo, annotate.NewAnnotator("cleo"), d, "actor", 33, 37)
	for i, order := range permutations([]string{mailed(t, ben), mailed(t, cleo)}) {
		p := merged(t, t.TempDir(), order, false)
		if got := labelsOf(t, p); got != "Ilka agent, Tam actor, quay agent" {
			t.Errorf("order %d: %s", i, got)
		}
		storetest.Sound(t, p)
	}
}

func TestARenamedLabelMeetsAnAddedOneOfTheSameName(t *testing.T) {
	base := storetest.New(t)
	d := storetest.AddDocument(t, base, "Ilka denied what Tam said at the quay.")
	old := mailed(t, base)
	for _, added := range []string{"agent", "Agent"} {
		renaming, adding := copyOf(t, old, t.TempDir()), copyOf(t, old, t.TempDir())
		changeCodebook(t, renaming, renameActor)
		storetest.Tag(t, renaming, storetest.Anna, d, "actor", 0, 4)
		changeCodebook(t, adding, addLabel(added))
		storetest.Tag(t, adding, storetest.Ben, d, "claim", 17, 20)
		var first string
		for i, order := range permutations([]string{mailed(t, renaming), mailed(t, adding)}) {
			p := merged(t, t.TempDir(), order, false)
			cb, err := p.Codebook(ctx)
			if err != nil || len(cb.Labels) != 2 {
				t.Errorf("order %d: %d labels, %v", i, len(cb.Labels), err)
			}
			storetest.Sound(t, p)
			if got := fmt.Sprint(labelsOf(t, p), cb.Labels[0].Name); first == "" {
				first = got
			} else if got != first {
				t.Errorf("%s, and in another order %s", first, got)
			}
		}
	}
}

func TestAnAttributeOfAnotherTypeLosesValuesOnlyWithAWord(t *testing.T) {
	base := storetest.New(t)
	d := storetest.AddDocument(t, base, "Ilka denied what Tam said at the quay.")
	old := mailed(t, base)
	tagging, typing := copyOf(t, old, t.TempDir()), copyOf(t, old, t.TempDir())
	storetest.Do(t, tagging, storetest.Ben, "tag", func(tx *store.Tx) error {
		return tx.CreateSpan(&annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("actor"), Attributes: map[string]any{"type": "person"},
			Segments: []annotate.Segment{{Start: 0, End: 4}}})
	})
	changeCodebook(t, typing, func(cb *annotate.Codebook) {
		cb.Labels[0].Attributes[0].Type, cb.Labels[0].Attributes[0].Options = annotate.Boolean, nil
	})
	files := []string{mailed(t, tagging), mailed(t, typing)}
	var first string
	for _, order := range permutations(files) {
		p := copyOf(t, order[0], t.TempDir())
		plan := strings.Join(mergeFiles(t, p, order[1]).Plan.Sentences(), "\n")
		if !strings.Contains(plan, "the value “person” does not fit “actor.type”, whose type is boolean now") {
			t.Errorf("the plan does not say what is left out:\n%s", plan)
		}
		for _, again := range order {
			if result := mergeFiles(t, p, again); result.Act.Seq != 0 {
				t.Errorf("merging %s again is an act: %s", again, changes(result.Act))
			}
		}
		storetest.Sound(t, p)
		cb, err := p.Codebook(ctx)
		if err != nil || len(cb.Labels[0].Attributes[0].Options) > 0 {
			t.Error(cb.Labels[0].Attributes[0], err)
		}
		if got := datasetOf(t, p); first == "" {
			first = got
		} else if got != first {
			t.Errorf("%s\n\nand in another order\n%s", first, got)
		}
	}
}
