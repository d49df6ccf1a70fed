package merge_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
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

// Who added a label had the one that somebody else renamed too: for them these were two, and two they stay.
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
			if err != nil || len(cb.Labels) != 3 {
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

// dropActor takes the label actor away, and takeOver lets the label claim have its name and its attribute's.
func dropActor(cb *annotate.Codebook) {
	cb.Labels = slices.DeleteFunc(slices.Clone(cb.Labels), func(l annotate.Label) bool { return l.Name == "actor" })
	cb.RelationTypes = slices.DeleteFunc(slices.Clone(cb.RelationTypes), func(t annotate.RelationType) bool { return t.HeadLabel == "actor" || t.TailLabel == "actor" })
}

func takeOver(cb *annotate.Codebook) {
	dropActor(cb)
	renameLabels(cb, map[string]string{"claim": "actor"})
}

func swapNames(cb *annotate.Codebook) {
	renameLabels(cb, map[string]string{"claim": "actor", "actor": "claim"})
}

func renameLabels(cb *annotate.Codebook, names map[string]string) {
	cb.Labels, cb.RelationTypes = slices.Clone(cb.Labels), slices.Clone(cb.RelationTypes)
	for i, l := range cb.Labels {
		cb.Labels[i].Name = cmp.Or(names[l.Name], l.Name)
	}
	for i, r := range cb.RelationTypes {
		cb.RelationTypes[i].HeadLabel, cb.RelationTypes[i].TailLabel = cmp.Or(names[r.HeadLabel], r.HeadLabel), cmp.Or(names[r.TailLabel], r.TailLabel)
	}
}

// Labels that one file has known as two are two, whatever becomes of their names elsewhere.
func TestDifferentLabelsAreNeverJoinedByAName(t *testing.T) {
	for _, c := range []struct {
		name  string
		edits []func(*annotate.Codebook)
		want  string // Cleo's spans: Ilka is an actor, quay a claim
	}{
		{"one is deleted and the other gets its name", []func(*annotate.Codebook){takeOver}, "Ilka actor (2), quay actor"},
		{"names are swapped in one copy and one label is deleted in another", []func(*annotate.Codebook){swapNames, dropActor}, "Ilka claim, quay actor"},
		{"names are swapped and another took the name over", []func(*annotate.Codebook){swapNames, takeOver}, "Ilka claim, quay actor"},
	} {
		t.Run(c.name, func(t *testing.T) {
			base := storetest.New(t)
			d := storetest.AddDocument(t, base, "Ilka denied what Tam said at the quay.")
			old := mailed(t, base)
			var files []string
			for _, edit := range c.edits {
				p := copyOf(t, old, t.TempDir())
				changeCodebook(t, p, edit)
				files = append(files, mailed(t, p))
			}
			cleo := copyOf(t, old, t.TempDir())
			who := annotate.NewAnnotator("cleo")
			head := storetest.Tag(t, cleo, who, d, "actor", 0, 4)
			tail := storetest.Tag(t, cleo, who, d, "claim", 33, 37)
			storetest.Do(t, cleo, who, "relate", func(tx *store.Tx) error {
				return tx.CreateRelation(&annotate.Relation{TypeID: storetest.RelationType("makes"), HeadSpanID: head.ID, TailSpanID: tail.ID})
			})
			files = append(files, mailed(t, cleo))
			var first string
			for _, order := range permutations(files) {
				p := copyOf(t, order[0], t.TempDir())
				raw := storetest.Raw(t, p)
				before := storetest.Dump(t, p, raw)
				said := ""
				for i, other := range order[1:] {
					said += strings.Join(mergeFiles(t, p, other).Plan.Sentences(), "\n")
					if i > 0 {
						continue
					}
					after := storetest.Dump(t, p, raw)
					if _, err := p.Undo(ctx, ""); err != nil {
						t.Fatal(err)
					}
					if !slices.Equal(before, storetest.Dump(t, p, raw)) {
						t.Error("undone, the project is another")
					}
					if _, err := p.Redo(ctx, ""); err != nil || !slices.Equal(after, storetest.Dump(t, p, raw)) {
						t.Error("redone, the project is another", err)
					}
				}
				for _, again := range order {
					if result := mergeFiles(t, p, again); result.Act.Seq != 0 {
						t.Errorf("merging again is an act: %s", changes(result.Act))
					}
				}
				storetest.Sound(t, p)
				if got := labelsOf(t, p); got != c.want {
					t.Errorf("%s\n%s", got, said)
				}
				if strings.Contains(c.want, "(2)") && !strings.Contains(said, "one of them is called actor (2) now") {
					t.Errorf("nothing is said of the name:\n%s", said)
				}
				if got := datasetOf(t, p); first == "" {
					first = got
				} else if got != first {
					t.Errorf("%s\n\nand in another order\n%s", first, got)
				}
				if records := storetest.Records(t, storetest.JSONL(t, p)); !slices.ContainsFunc(records, func(r dataset.Record) bool { return len(r.Relations) == 1 }) {
					t.Error("the relation is gone")
				}
			}
		})
	}
}

// What holds for labels holds for their attributes and for relation types.
func TestDifferentAttributesAndRelationTypesAreNeverJoinedByAName(t *testing.T) {
	base := storetest.New(t)
	d := storetest.AddDocument(t, base, "Ilka denied what Tam said at the quay.")
	changeCodebook(t, base, func(cb *annotate.Codebook) {
		actor := &cb.Labels[0]
		actor.Attributes = append(slices.Clone(actor.Attributes), annotate.Attribute{ID: annotate.NewID(), LabelID: actor.ID, Name: "mood", Type: annotate.Text})
	})
	old := mailed(t, base)
	taking, cleo := copyOf(t, old, t.TempDir()), copyOf(t, old, t.TempDir())
	var dropped, renamed string
	changeCodebook(t, taking, func(cb *annotate.Codebook) {
		actor := &cb.Labels[0]
		actor.Attributes = slices.DeleteFunc(slices.Clone(actor.Attributes), func(a annotate.Attribute) bool { return a.Name == "type" })
		actor.Attributes[len(actor.Attributes)-1].Name = "type"
		dropped, renamed = cb.RelationTypes[0].Name, cb.RelationTypes[1].Name
		cb.RelationTypes = slices.Clone(cb.RelationTypes[1:])
		cb.RelationTypes[0].Name = dropped
	})
	who := annotate.NewAnnotator("cleo")
	storetest.Do(t, cleo, who, "tag", func(tx *store.Tx) error {
		return tx.CreateSpan(&annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("actor"), Attributes: map[string]any{"type": "person", "mood": "calm"},
			Segments: []annotate.Segment{{Start: 0, End: 4}}})
	})
	from, to := storetest.Tag(t, cleo, who, d, "actor", 17, 20), storetest.Tag(t, cleo, who, d, "claim", 33, 37)
	storetest.Do(t, cleo, who, "relate", func(tx *store.Tx) error {
		return tx.CreateRelation(&annotate.Relation{TypeID: storetest.RelationType(dropped), HeadSpanID: from.ID, TailSpanID: to.ID})
	})
	var first string
	for _, order := range permutations([]string{mailed(t, taking), mailed(t, cleo)}) {
		p := merged(t, t.TempDir(), order, false)
		storetest.Sound(t, p)
		got := string(storetest.JSONL(t, p))
		if !strings.Contains(got, `"type (2)":"person"`) || !strings.Contains(got, `"type":"calm"`) {
			t.Errorf("the values of two attributes: %s", got)
		}
		if !strings.Contains(got, fmt.Sprintf("%q", dropped+" (2)")) {
			t.Errorf("the relation %s, where %s has its name now: %s", dropped, renamed, got)
		}
		if all := datasetOf(t, p); first == "" {
			first = all
		} else if all != first {
			t.Errorf("%s\n\nand in another order\n%s", first, all)
		}
	}
}
