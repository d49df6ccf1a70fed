package merge_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// twins are two copies of one project, in which anna has marked an actor.
func twins(t *testing.T) (a, b *store.Project, d annotate.Document, s annotate.Span) {
	folder := t.TempDir()
	a = storetest.New(t)
	d = storetest.AddDocument(t, a, "👩‍👩‍👧 says: Café القمة 会议开始 The minister spoke.")
	s = storetest.Tag(t, a, storetest.Anna, d, "actor", 0, 5)
	return a, copyOf(t, snapshot(t, a, folder), folder), d, s
}

func update(t *testing.T, p *store.Project, who annotate.Annotator, s annotate.Span, change func(*annotate.Span)) {
	t.Helper()
	storetest.Do(t, p, who, "edit", func(tx *store.Tx) error {
		now, err := tx.Span(s.ID)
		if err != nil {
			return err
		}
		change(&now)
		return tx.UpdateSpan(now)
	})
}

func mailed(t *testing.T, p *store.Project) string { return snapshot(t, p, t.TempDir()) }

func TestMergeTakesTheLaterOfTwoEditsAndKeepsTheEarlierInTheLog(t *testing.T) {
	a, b, _, s := twins(t)
	update(t, a, storetest.Anna, s, func(s *annotate.Span) { s.Note = "earlier" })
	time.Sleep(2 * time.Millisecond) // acts of two projects in one millisecond have no order in time
	update(t, b, storetest.Anna, s, func(s *annotate.Span) { s.Note = "later" })
	for _, both := range [][2]*store.Project{{a, b}, {b, a}} {
		p := copyOf(t, mailed(t, both[0]), t.TempDir())
		result := mergeFiles(t, p, mailed(t, both[1]))
		if got, err := p.Span(ctx, s.ID); err != nil || got.Note != "later" {
			t.Fatal(got.Note, err)
		}
		conflicts := result.Plan.Files[0].Conflicts
		if len(conflicts) != 1 || conflicts[0].Kept.Annotator != "anna" || !conflicts[0].Earlier.At.Before(conflicts[0].Kept.At) || conflicts[0].Words == "" {
			t.Fatalf("%+v", conflicts)
		}
		notes := map[string]bool{}
		for change, err := range p.Log(ctx, store.LogQuery{EntityID: s.ID}) {
			var row struct{ Note string }
			if err == nil {
				err = json.Unmarshal(change.After, &row)
			}
			if err != nil {
				t.Fatal(err)
			}
			if row.Note == "earlier" && change.AnnotatorID == storetest.Anna.ID {
				notes[row.Note] = true
			}
		}
		if !notes["earlier"] {
			t.Error("the earlier edit is not in the log")
		}
		if again := mergeFiles(t, p, mailed(t, both[1])); again.Act.Seq != 0 || len(again.Plan.Files[0].Conflicts) != 0 {
			t.Error("the conflict is reported again", again.Plan.Sentences())
		}
		storetest.Sound(t, p)
	}
}

func TestMergeFollowsDeletions(t *testing.T) {
	a, b, d, s := twins(t)
	storetest.Do(t, b, storetest.Anna, "untag", func(tx *store.Tx) error { return tx.DeleteSpan(s.ID) })
	kept := storetest.Tag(t, b, storetest.Ben, d, "claim", 6, 10)
	result := mergeFiles(t, a, mailed(t, b))
	if n := result.Plan.Files[0].Annotations["span"]; n != (merge.Count{Added: 1, Deleted: 1}) {
		t.Errorf("%+v", n)
	}
	spans, err := a.Spans(ctx, d.ID, "")
	if err != nil || len(spans) != 1 || spans[0].ID != kept.ID {
		t.Fatal(spans, err)
	}
	// A change after the deletion, by one who did not know of it, brings the span back.
	c := copyOf(t, mailed(t, b), t.TempDir())
	if _, err := c.Undo(ctx, storetest.Anna.ID); err != nil {
		t.Fatal(err)
	}
	update(t, c, storetest.Anna, s, func(s *annotate.Span) { s.Note = "still here" })
	mergeFiles(t, a, mailed(t, c))
	if got, err := a.Span(ctx, s.ID); err != nil || got.Note != "still here" {
		t.Fatal(got, err)
	}
	storetest.Sound(t, a)
}

func TestMergeKeepsAnArticleThatSomebodyDeletedAndAnotherAnnotated(t *testing.T) {
	a, b, d, s := twins(t)
	storetest.Tag(t, b, storetest.Ben, d, "claim", 6, 10)
	storetest.Do(t, a, storetest.Anna, "delete", func(tx *store.Tx) error { return tx.DeleteDocument(d.ID) })
	for _, both := range [][2]*store.Project{{a, b}, {b, a}} {
		p := copyOf(t, mailed(t, both[0]), t.TempDir())
		before := datasetOf(t, p)
		mergeFiles(t, p, mailed(t, both[1]))
		spans, err := p.Spans(ctx, d.ID, "")
		if err != nil || len(spans) != 1 || spans[0].AnnotatorID != storetest.Ben.ID {
			t.Fatal(spans, err)
		}
		if text, err := p.Document(ctx, d.ID); err != nil || text.Text != d.Text {
			t.Fatal(text, err)
		}
		storetest.Sound(t, p)
		if _, err := p.Undo(ctx, ""); err != nil || datasetOf(t, p) != before {
			t.Fatal("undo", err)
		}
	}
	_ = s
}

func TestMergePlanCountsAnArticleOfSeveralFilesOnce(t *testing.T) {
	a, b, c := storetest.New(t), storetest.New(t), storetest.New(t)
	for _, p := range []*store.Project{a, b} {
		d := storetest.AddDocument(t, p, "会议开始: Café 👩‍👩‍👧 and the minister.")
		storetest.Tag(t, p, storetest.Anna, d, "actor", 0, 4)
	}
	plan, err := merge.Preview(ctx, c, []string{mailed(t, a), mailed(t, b), mailed(t, b)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	first, second := plan.Files[0].Documents, plan.Files[1].Documents
	if first.New != 1 || second.New != 0 || second.ByText != 1 {
		t.Errorf("%+v, %+v", first, second)
	}
	if third := plan.Files[2].Documents; third.New != 0 || third.ByID+third.ByText != 1 {
		t.Errorf("%+v", third)
	}
	for i, want := range []merge.Count{{Added: 1}, {Added: 1}, {Present: 1}} {
		if spans := plan.Files[i].Annotations["span"]; spans != want {
			t.Errorf("spans of file %d: %+v", i, spans)
		}
	}
}

func TestMergeMatchesArticlesByTextWithinAStory(t *testing.T) {
	a, b := storetest.New(t), storetest.New(t)
	text := "会议开始: Café 👩‍👩‍👧 and the minister."
	da, db := storetest.AddDocument(t, a, text), storetest.AddDocument(t, b, text)
	other := storetest.AddDocument(t, b, "Another article.")
	sa, sb := storetest.Tag(t, a, storetest.Anna, da, "actor", 0, 4), storetest.Tag(t, b, storetest.Ben, db, "actor", 6, 10)
	for p, d := range map[*store.Project]annotate.Document{a: da, b: db} {
		storetest.Do(t, p, storetest.Anna, "regions", func(tx *store.Tx) error {
			return tx.SetRegions(d.ID, []annotate.Region{{Start: 0, End: 4, Kind: "dateline"}})
		})
	}
	for p, other := range map[*store.Project]*store.Project{a: b, b: a} {
		plan, err := merge.Preview(ctx, p, []string{mailed(t, other)}, nil)
		if n := plan.Files[0].Annotations["region"]; err != nil || n != (merge.Count{Present: 1}) {
			t.Errorf("%+v %v", n, err)
		}
	}
	result := mergeFiles(t, a, mailed(t, b))
	if n := result.Plan.Files[0].Documents; n.ByText != 1 || n.New != 1 || n.ByID != 0 {
		t.Errorf("%+v", n)
	}
	id := min(da.ID, db.ID)
	spans, err := a.Spans(ctx, id, "")
	if err != nil || len(spans) != 2 || spans[0].ID != sa.ID || spans[1].ID != sb.ID {
		t.Fatal(spans, err)
	}
	if _, err := a.Document(ctx, other.ID); err != nil {
		t.Error(err)
	}
	// Work that is done on under the old id still finds its article.
	later := storetest.Tag(t, b, storetest.Ben, db, "claim", 16, 19)
	mergeFiles(t, a, mailed(t, b))
	if got, err := a.Span(ctx, later.ID); err != nil || got.DocumentID != id {
		t.Error(got, err)
	}
	storetest.Sound(t, a)
}

func TestMergeKeepsAnotherTextUnderTheSameIDApart(t *testing.T) {
	a, b := storetest.New(t), storetest.New(t)
	id := annotate.NewID()
	add := func(p *store.Project, text string) {
		storetest.Do(t, p, storetest.Anna, "import", func(tx *store.Tx) error {
			story, _, err := tx.EnsureStory("Border")
			if err != nil {
				return err
			}
			if err := tx.AddDocument(&annotate.Document{ID: id, StoryID: story.ID, Title: text, Text: text}, nil); err != nil {
				return err
			}
			return tx.CreateSpan(&annotate.Span{ID: annotate.DerivedID("one span"), DocumentID: id, LabelID: storetest.Label("actor"), Segments: []annotate.Segment{{Start: 0, End: 3}}})
		})
	}
	add(a, "The old text.")
	add(b, "The new text.")
	first, second := mailed(t, a), mailed(t, b)
	result := mergeFiles(t, a, second)
	differing := result.Plan.Files[0].Documents.Differing
	if len(differing) != 1 || differing[0].ID != id || differing[0].KeptAs == id || differing[0].OursKeptAs == id {
		t.Fatalf("%+v", differing)
	}
	for id, text := range map[string]string{differing[0].OursKeptAs: "The old text.", differing[0].KeptAs: "The new text."} {
		d, err := a.Document(ctx, id)
		if err != nil || d.Text != text {
			t.Error(d, err)
		}
		if spans, err := a.Spans(ctx, id, ""); err != nil || len(spans) != 1 {
			t.Error(text, spans, err)
		}
	}
	if again := mergeFiles(t, a, second); again.Act.Seq != 0 {
		t.Error("again:", changes(again.Act))
	}
	if mergeFiles(t, b, first); datasetOf(t, a) != datasetOf(t, b) {
		t.Error("it matters which is merged into which")
	}
	storetest.Sound(t, a)
	storetest.Sound(t, b)
}

func TestMergeKnowsARenamedStoryByItsFormerName(t *testing.T) {
	a, b := storetest.New(t), storetest.New(t)
	text := "会议开始: Café 👩‍👩‍👧 and the minister."
	da, db := storetest.AddDocument(t, a, text), storetest.AddDocument(t, b, text)
	early := mailed(t, a)
	storetest.Do(t, a, storetest.Anna, "rename", func(tx *store.Tx) error {
		story, err := tx.StoryByID(da.StoryID)
		if err != nil {
			return err
		}
		story.Name = "The talks"
		return tx.UpdateStory(story)
	})
	renamed, other := mailed(t, a), mailed(t, b)
	var first string
	for i, order := range permutations([]string{early, renamed, other}) {
		p := merged(t, t.TempDir(), order, false)
		stories, err := p.Stories(ctx)
		if err != nil || len(stories) != 1 || stories[0].Name != "The talks" || stories[0].Documents != 1 {
			t.Fatal(stories, err)
		}
		if i == 0 {
			first = datasetOf(t, p)
		} else if datasetOf(t, p) != first {
			t.Error("the order matters")
		}
	}
	// A second story that got the old name is another one: the other file's is the first, as it is where the early file is merged.
	storetest.Do(t, a, storetest.Anna, "import", func(tx *store.Tx) error {
		_, _, err := tx.EnsureStory("Border")
		return err
	})
	result := mergeFiles(t, a, other)
	if d, err := a.Document(ctx, min(da.ID, db.ID)); err != nil || result.Plan.Files[0].Documents.ByText != 1 || d.StoryID != da.StoryID {
		t.Errorf("%+v %v", result.Plan.Files[0].Documents, err)
	}
	if stories, err := a.Stories(ctx); err != nil || len(stories) != 2 || stories[0].Documents+stories[1].Documents != 1 {
		t.Error(stories, err)
	}
	storetest.Sound(t, a)
}

func TestMergeOfDifferentCodebooks(t *testing.T) {
	a, b, d, _ := twins(t)
	storetest.Do(t, a, storetest.Anna, "codebook", func(tx *store.Tx) error {
		cb := storetest.Border()
		cb.Labels[0].Attributes[0].Options = []string{"person", "state", "company"}
		return tx.SetCodebook(cb, nil)
	})
	storetest.Do(t, b, storetest.Ben, "codebook", func(tx *store.Tx) error {
		cb := storetest.Border()
		cb.Labels[0].Color = "#112233"
		cb.Labels[0].Attributes[0].Options = []string{"person", "state", "media"}
		cb.Labels[0].Attributes[0].Name = "sort"
		cb.Labels = append(cb.Labels, annotate.Label{ID: annotate.NewID(), Name: "place", Color: "#445566", Style: annotate.Tint, Hotkey: "l", Position: 2})
		return tx.SetCodebook(cb, nil)
	})
	mine := annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("actor"), Segments: []annotate.Segment{{Start: 12, End: 16}}, Attributes: map[string]any{"type": "company"}}
	storetest.Do(t, a, storetest.Anna, "tag", func(tx *store.Tx) error { return tx.CreateSpan(&mine) })
	theirs := annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("actor"), Segments: []annotate.Segment{{Start: 12, End: 16}}, Attributes: map[string]any{"sort": "media"}}
	storetest.Do(t, b, storetest.Ben, "tag", func(tx *store.Tx) error { return tx.CreateSpan(&theirs) })
	first, second := mailed(t, a), mailed(t, b)
	result := mergeFiles(t, a, second)
	mergeFiles(t, b, first)
	if x, y := datasetOf(t, a), datasetOf(t, b); x != y {
		t.Errorf("%s\n%s", x, y)
	}
	said := strings.Join(result.Plan.Files[0].Codebook, "\n")
	for _, words := range []string{"label place is new", "label actor differs in color", "options of both"} {
		if !strings.Contains(said, words) {
			t.Errorf("%q is not said: %s", words, said)
		}
	}
	cb, err := a.Codebook(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if options := strings.Join(cb.Labels[0].Attributes[0].Options, " "); options != "person state media company" {
		t.Error(options)
	}
	if got, err := a.Span(ctx, mine.ID); err != nil || got.Attributes["sort"] != "company" {
		t.Error(got, err)
	}
	storetest.Sound(t, a)
	storetest.Sound(t, b)
}

func TestMergeNamesNamesakesAndUnitesRelations(t *testing.T) {
	a, b, d, s := twins(t)
	for _, p := range []*store.Project{a, b} {
		storetest.Do(t, p, storetest.Anna, "work", func(tx *store.Tx) error {
			claim := annotate.Span{ID: annotate.DerivedID("the claim"), DocumentID: d.ID, LabelID: storetest.Label("claim"), Segments: []annotate.Segment{{Start: 6, End: 10}}}
			if err := tx.CreateSpan(&claim); err != nil {
				return err
			}
			if err := tx.CreateEntity(&annotate.Entity{LabelID: storetest.Label("actor"), Name: "هيئة"}); err != nil {
				return err
			}
			return tx.CreateRelation(&annotate.Relation{TypeID: storetest.RelationType("makes"), HeadSpanID: s.ID, TailSpanID: claim.ID})
		})
	}
	other := mailed(t, b)
	mergeFiles(t, b, mailed(t, a))
	result := mergeFiles(t, a, other)
	if names := result.Plan.Files[0].Namesakes; len(names) != 1 || names[0] != "هيئة" {
		t.Error(names)
	}
	for _, p := range []*store.Project{a, b} {
		if relations, err := p.RelationsOf(ctx, s.ID); err != nil || len(relations) != 1 {
			t.Error(relations, err)
		}
		storetest.Sound(t, p)
	}
	if datasetOf(t, a) != datasetOf(t, b) {
		t.Error("the two ways end differently")
	}
}

func TestMergeRefusesAndWritesToNoOtherFile(t *testing.T) {
	a, b, d, _ := twins(t)
	storetest.Tag(t, b, storetest.Ben, d, "claim", 6, 10)
	good := mailed(t, b)
	data, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	file := func(name string, data []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, data, 0o444); err != nil {
			t.Fatal(err)
		}
		return path
	}
	changed := func(at int, with ...byte) []byte {
		data := bytes.Clone(data)
		copy(data[at:], with)
		return data
	}
	before := datasetOf(t, a)
	foreign := filepath.Join(t.TempDir(), "foreign.parallax")
	attribution, err := store.Create(ctx, foreign, annotate.Codebook{Labels: []annotate.Label{
		{ID: annotate.NewID(), Name: "cue", Color: "#009e73", Style: annotate.Tint}, {ID: annotate.NewID(), Name: "source", Color: "#0072b2", Style: annotate.Tint}}})
	if err := errors.Join(err, attribution.Close()); err != nil {
		t.Fatal(err)
	}
	for want, paths := range map[string][]string{
		"another codebook, with the labels cue, source": {good, foreign},
		"the project itself":                            {a.Path()},
		"named twice":                                   {good, good},
		"newer Parallax":                                {good, file("newer.parallax", changed(60, 0, 0, 0, 99))},
		"another program":                               {file("other.parallax", changed(68, 1, 2, 3, 4))},
		"bytes are missing":                             {file("cut.parallax", data[:len(data)-5000])},
		"is damaged":                                    {file("broken.parallax", changed(8192, bytes.Repeat([]byte{0xAB}, 40000)...))},
		"not a Parallax":                                {file("notes.txt", []byte(strings.Repeat("These are notes. ", 20)))},
		"there is no file":                              {filepath.Join(t.TempDir(), "gone.parallax")},
		"at least one file":                             nil,
	} {
		if _, err := merge.Files(ctx, a, annotate.Annotator{}, paths, nil, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if datasetOf(t, a) != before {
		t.Error("a refused merge changed the project")
	}
	path := file("read only.parallax", data)
	plan, err := merge.Preview(ctx, a, []string{path}, nil)
	if err != nil || plan.Empty || datasetOf(t, a) != before {
		t.Error("the plan wrote", err)
	}
	mergeFiles(t, a, path)
	after, err := os.ReadFile(path)
	if files, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); err != nil || !bytes.Equal(after, data) || len(files) != 1 {
		t.Error("the other file was written to", files, err)
	}
	// A file that somebody works in is read as it is at the moment.
	mergeFiles(t, a, b.Path())
	storetest.Sound(t, a)
}

func TestMergeLogsWhoDidWhatWhen(t *testing.T) {
	a, b, d, _ := twins(t)
	s := storetest.Tag(t, b, storetest.Ben, d, "claim", 6, 10)
	update(t, b, storetest.Ben, s, func(s *annotate.Span) { s.Note = "checked" })
	result := mergeFiles(t, a, mailed(t, b))
	want := map[string]bool{}
	for change, err := range b.Log(ctx, store.LogQuery{EntityID: s.ID}) {
		if err != nil {
			t.Fatal(err)
		}
		want[change.ID+change.Action+change.AnnotatorID+change.At.String()+string(change.After)] = true
	}
	got := 0
	for change, err := range a.Log(ctx, store.LogQuery{EntityID: s.ID}) {
		if err != nil || !want[change.ID+change.Action+change.AnnotatorID+change.At.String()+string(change.After)] {
			t.Error(change, err)
		}
		got++
	}
	if got != 2 || result.Act.Action != "merge files" {
		t.Error(got, result.Act.Action)
	}
}
