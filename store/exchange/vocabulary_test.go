package exchange_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/store/revise"
)

// change edits the codebook of a project as one act.
func change(t *testing.T, p *store.Project, resolution func([]revise.Impact) revise.Resolution, edit func(*annotate.Codebook)) annotate.Codebook {
	t.Helper()
	cb, err := p.Codebook(ctx)
	if err != nil {
		t.Fatal(err)
	}
	edit(&cb)
	impacts, err := p.CodebookImpact(ctx, cb)
	if err != nil {
		t.Fatal(err)
	}
	var answers revise.Resolution
	if resolution != nil {
		answers = resolution(impacts)
	}
	do(t, p, anna, "codebook", func(tx *store.Tx) error { return tx.SetCodebook(cb, answers) })
	if cb, err = p.Codebook(ctx); err != nil {
		t.Fatal(err)
	}
	return cb
}

// renameAll gives everything that a codebook names another name: label, attribute, options, relation type.
func renameAll(t *testing.T, p *store.Project) annotate.Codebook {
	change(t, p, nil, func(cb *annotate.Codebook) { cb.Labels[0].Name = "speaker" })
	change(t, p, func(impacts []revise.Impact) revise.Resolution {
		answers, now := revise.Resolution{}, map[string]string{"state": "country", "target": "aim"}
		for _, i := range impacts {
			answers[i.Key()] = revise.Remedy{Kind: revise.RemedyReplace, To: now[i.Value]}
		}
		return answers
	}, func(cb *annotate.Codebook) {
		cb.Labels[0].Attributes[0].Options = []string{"person", "country"}
		cb.Labels[0].Attributes[1].Options = []string{"speaker", "aim"}
	})
	return change(t, p, nil, func(cb *annotate.Codebook) {
		cb.Labels[0].Name, cb.Labels[0].Description = "who", "Whoever says something."
		cb.Labels[0].Attributes[0].Name = "kind"
		cb.RelationTypes[0].Name, cb.RelationTypes[0].HeadLabel = "says", "who"
	})
}

func TestADatasetFromBeforeARenameMeansWhatWasRenamed(t *testing.T) {
	p := annotated(t)
	path := file(t, "before.jsonl", jsonl(t, p))
	cb := renameAll(t, p)
	after := jsonl(t, p)

	r := importFiles(t, p, exchange.ImportOptions{}, path)[0]
	if r.Status != exchange.Present || r.Spans != 0 {
		t.Errorf("%+v", r)
	}
	want := []string{"what it calls the label “actor” is “who” here", "what it calls the attribute “type” of “who” is “kind” here",
		"what it calls the option “state” of “who.kind” is “country” here", "what it calls the option “target” of “who.roles” is “aim” here",
		"what it calls the relation type “makes” is “says” here"}
	if diff := cmp.Diff(want, r.Notes); diff != "" {
		t.Error(diff)
	}
	if now, _ := p.Codebook(ctx); !cmp.Equal(cb, now) {
		t.Error(cmp.Diff(cb, now))
	}
	if !bytes.Equal(after, jsonl(t, p)) {
		t.Error("the annotations are other ones")
	}

	// In a copy without the annotations the words come in under the new names.
	q := newProject(t)
	renameAll(t, q)
	if r := importFiles(t, q, exchange.ImportOptions{}, path)[0]; r.Status != exchange.Added || r.Spans != 6 {
		t.Errorf("%+v", r)
	}
	if got := jsonl(t, q); !bytes.Contains(got, []byte(`"label":"who"`)) || bytes.Contains(got, []byte(`"actor"`)) || !bytes.Contains(got, []byte(`"type":"says"`)) ||
		!bytes.Contains(got, []byte(`"attributes":{"kind":"country","roles":["speaker","aim"]}`)) {
		t.Errorf("%s", got)
	}
	sound(t, q)
}

func TestPredictionsTakeNothingFromACodebook(t *testing.T) {
	p := newProject(t)
	before := change(t, p, nil, func(cb *annotate.Codebook) {
		cb.Labels[0].Attributes[0].Required, cb.Labels[0].Attributes[0].Options = true, []string{"person", "state", "group"}
	})
	other := newProject(t)
	change(t, other, nil, func(cb *annotate.Codebook) {
		cb.Labels[0].Attributes = nil
		cb.Labels[1].Attributes = []annotate.Attribute{{ID: annotate.NewID(), Name: "score", Type: annotate.Number}}
	})
	d := addDocument(t, other, "Kabul said that the border is shut.")
	tag(t, other, anna, d, "actor", 0, 5)
	tag(t, other, anna, d, "claim", 16, 34)
	r := importFiles(t, p, exchange.ImportOptions{Annotator: "bert"}, file(t, "predictions.jsonl", jsonl(t, other)))[0]
	if r.Spans != 2 || !slices.Equal(r.Notes, []string{"the codebook got the attribute “claim.score”"}) {
		t.Errorf("%+v", r)
	}
	nothingTaken(t, p, before)
	sound(t, p)
}

func TestNamesThatLookTheSameAreJoined(t *testing.T) {
	p := newProject(t)
	d := addDocument(t, p, "Kabul said that the border is shut.")
	tag(t, p, anna, d, "actor", 0, 5)
	tag(t, p, anna, d, "claim", 16, 34)
	data := string(jsonl(t, p))
	data = strings.ReplaceAll(strings.ReplaceAll(data, `"label":"actor"`, `"label":" Actor"`), `"label":"claim"`, `"label":"Meinung\u00a0A\u0308"`)
	data += strings.NewReplacer(`Meinung\u00a0A\u0308`, `meinung ä`, `"layer":"anna"`, `"layer":"ben"`, `"id":"`, `"id":"b`).Replace(strings.Replace(data, d.ID, "\x00", 1))
	data = strings.Replace(data, "b\x00", d.ID, 1)
	q := newProject(t)
	r := importFiles(t, q, exchange.ImportOptions{}, file(t, "odd.jsonl", []byte(data)))[0]
	want := []string{"the codebook got the label “Meinung\u00a0A\u0308”", "the codebook got the attribute “Meinung\u00a0A\u0308.weight”",
		"the codebook got the attribute “Meinung\u00a0A\u0308.quoted”", "what it calls the label “ Actor” is “actor” here",
		"what it calls the label “meinung ä” is “Meinung\u00a0A\u0308” here"}
	if r.Spans != 4 || !slices.Equal(r.Notes, want) {
		t.Errorf("%+v", r)
	}
	sound(t, q)
}

func TestEntitiesOfADataset(t *testing.T) {
	p := newProject(t)
	d := addDocument(t, p, "Kabul said that the border is shut.")
	one, two := annotate.Entity{LabelID: label("actor"), Name: "Kabul"}, annotate.Entity{LabelID: label("actor"), Name: "The Afghan government"}
	do(t, p, anna, "mark", func(tx *store.Tx) error {
		err := errors.Join(tx.CreateEntity(&one), tx.CreateEntity(&two))
		return errors.Join(err,
			tx.CreateSpan(&annotate.Span{DocumentID: d.ID, LabelID: label("actor"), EntityID: one.ID, Segments: []annotate.Segment{{Start: 0, End: 5}}}),
			tx.CreateSpan(&annotate.Span{DocumentID: d.ID, LabelID: label("actor"), EntityID: two.ID, Segments: []annotate.Segment{{Start: 16, End: 26}}}))
	})
	data := jsonl(t, p)
	t.Run("that was merged into another is that other", func(t *testing.T) {
		do(t, p, anna, "merge", func(tx *store.Tx) error { return tx.MergeEntities(two.ID, one.ID) })
		before := jsonl(t, p)
		r := importFiles(t, p, exchange.ImportOptions{}, file(t, "before.jsonl", data))[0]
		if r.Status != exchange.Present || !slices.Equal(r.Notes, []string{"what it calls the entity “Kabul” is “The Afghan government” here"}) {
			t.Errorf("%+v", r)
		}
		if !bytes.Equal(before, jsonl(t, p)) {
			t.Error("the annotations are other ones")
		}
		if all, _ := p.Entities(ctx, store.EntityQuery{}); len(all) != 1 {
			t.Errorf("%+v", all)
		}
	})
	t.Run("under two names are said", func(t *testing.T) {
		two := bytes.ReplaceAll(data, []byte(two.ID), []byte(one.ID))
		r := importFiles(t, newProject(t), exchange.ImportOptions{}, file(t, "two.jsonl", two))[0]
		if len(r.Notes) != 1 || r.Notes[0] != "the entity "+one.ID+" has two names in it, “Kabul” and “The Afghan government”: the first was taken" {
			t.Errorf("%+v", r)
		}
	})
}

func TestWhatADatasetNeedsIsToldBeforeItIsImported(t *testing.T) {
	from := annotated(t)
	path := file(t, "all.jsonl", jsonl(t, from))
	p, err := store.Create(ctx, filepath.Join(t.TempDir(), "p.parallax"), annotate.Codebook{
		Labels: []annotate.Label{{ID: annotate.NewID(), Name: "Claim", Color: "#000000", Style: annotate.Tint}}})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	plan := exchange.ImportPlan{Documents: exchange.PlanFiles(ctx, []string{path, path}, exchange.ImportOptions{}, nil)}
	differs, err := exchange.CompareCodebook(ctx, p, plan)
	if err != nil {
		t.Fatal(err)
	}
	want := exchange.CodebookNeeds{
		Added: []string{"the label “actor”", "the attribute “actor.type”", "the attribute “actor.roles”", "the attribute “Claim.weight”", "the attribute “Claim.quoted”",
			"the relation type “makes”", "the relation type “same_claim”"},
		Joined: []string{"what it calls the label “claim” is “Claim” here"},
	}
	if diff := cmp.Diff(want, differs); diff != "" {
		t.Error(diff)
	}
	if stats, _ := p.Stats(ctx); stats.Documents != 0 {
		t.Errorf("it wrote: %+v", stats)
	}
	if none, err := exchange.CompareCodebook(ctx, from, plan); err != nil || len(none.Added)+len(none.Joined) > 0 {
		t.Errorf("the same codebook: %+v, %v", none, err)
	}
}

func TestWhatALineOfADatasetLacksOrHasTooMuchIsSaid(t *testing.T) {
	p := annotated(t)
	var tail string
	for layer, err := range exchange.Layers(ctx, p, exchange.LayerQuery{Layer: "anna"}) {
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range layer.Relations {
			if r.TypeID == relation("same_claim") {
				tail = layer.TailDocuments[r.ID]
			}
		}
	}
	data := strings.Replace(string(jsonl(t, p)), `"tail_document":"`+tail, `"tail_document":"elsewhere`, 1)
	data = strings.Replace(data, `"layer":"anna"`, `"judge":"anna","layer":"anna"`, 1)
	r := importFiles(t, newProject(t), exchange.ImportOptions{}, file(t, "odd.jsonl", []byte(data)))[0]
	want := []string{`line 1: the key "judge" is not known and was left out`,
		"1 relation names a tail_document in which its tail does not stand: the span counted"}
	if r.Status != exchange.Added || !slices.Equal(r.Notes, want) || r.Reason != strings.Join(want, "; ") {
		t.Errorf("%+v", r)
	}
	for name, bad := range map[string]string{"nul-sign": `"note":"a\u0000`, "half": `"note":"\ud83d`} {
		data := strings.Replace(string(jsonl(t, p)), `"note":"a`, bad, 1)
		r := importFiles(t, newProject(t), exchange.ImportOptions{}, file(t, name+".jsonl", []byte(data)))[0]
		if r.Status != exchange.Refused || !strings.HasPrefix(r.Reason, "line 1: span 1: note has ") {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// A name that something else has now goes to that, and what had it before is named: the dataset may be from then.
func TestANameThatSomethingElseHasNowIsSaid(t *testing.T) {
	p := annotated(t)
	path := file(t, "before.jsonl", jsonl(t, p))
	change(t, p, nil, func(cb *annotate.Codebook) {
		cb.Labels[0].Name, cb.Labels[0].Attributes[0].Name, cb.RelationTypes[0].Name = "agent", "kind", "utters"
		cb.RelationTypes[0].HeadLabel = "agent"
	})
	change(t, p, nil, func(cb *annotate.Codebook) {
		another := cb.Labels[0].Attributes[0]
		another.ID, another.Name, another.Position = annotate.NewID(), "type", len(cb.Labels[0].Attributes)
		cb.Labels[0].Attributes = append(cb.Labels[0].Attributes, another)
		cb.Labels = append(cb.Labels, annotate.Label{ID: annotate.NewID(), Name: "actor", Color: "#0072b2", Style: annotate.Tint, Position: len(cb.Labels)})
		cb.RelationTypes = append(cb.RelationTypes, annotate.RelationType{ID: annotate.NewID(), Name: "makes", Scope: annotate.WithinStory})
	})
	r := importFiles(t, p, exchange.ImportOptions{}, path)[0]
	for _, want := range []string{"“actor” is taken for the label that is called so now, and may be meant for “agent”, which was called so before",
		"“makes” is taken for the relation type that is called so now, and may be meant for “utters”, which was called so before"} {
		if !slices.Contains(r.Notes, want) {
			t.Errorf("%q is not said: %q", want, r.Notes)
		}
	}
	for _, note := range importFiles(t, p, exchange.ImportOptions{}, file(t, "now.jsonl", jsonl(t, annotated(t))))[0].Notes {
		if strings.Contains(note, "claim") {
			t.Errorf("said of a label that has its name alone: %s", note)
		}
	}
}
