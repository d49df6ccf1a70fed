package check_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

func TestCheckFindsWhatOtherProgramsBroke(t *testing.T) {
	for name, test := range map[string]struct{ damage, kind, want string }{
		"text":             {"UPDATE document SET text = text || '.' WHERE title = 'T'", "hash", "its hash differs"},
		"outside":          {`UPDATE segment SET "end" = 9999 WHERE start = 17`, "segment", "outside a text"},
		"cuts a character": {`UPDATE segment SET "end" = 3 WHERE start = 0`, "segment", "cuts a character"},
		"unordered":        {`UPDATE segment SET start = 20, "end" = 22 WHERE start = 0`, "segment", "precedes"},
		"no segment":       {"DELETE FROM segment WHERE start = 17", "segment", "at least one segment"},
		"region":           {`UPDATE region SET "end" = 9999`, "region", "does not fit"},
		"value":            {`UPDATE span SET attributes = '{"type":"planet"}' WHERE attributes LIKE '%state%'`, "value", `"planet"`},
		"item of a list":   {`UPDATE span SET attributes = '{"roles":["speaker","bystander"]}' WHERE attributes LIKE '%state%'`, "value", `"bystander"`},
		"attribute":        {`UPDATE span SET attributes = '{"size":3}' WHERE attributes LIKE '%state%'`, "value", "size"},
		"wrong type":       {`UPDATE span SET attributes = '{"weight":true}' WHERE attributes LIKE '%0.5%'`, "value", `"true"`},
		"no JSON":          {`UPDATE span SET attributes = '{' WHERE attributes LIKE '%0.5%'`, "value", "not a JSON object"},
		"confidence":       {"UPDATE span SET confidence = 7", "value", "between 0 and 1"},
		"entity's label":   {"UPDATE entity SET label_id = (SELECT id FROM label WHERE name = 'claim')", "value", "another label"},
		"layers":           {"UPDATE relation SET annotator_id = (SELECT id FROM annotator WHERE name = 'ben')", "relation", "different annotators"},
		"type":             {"UPDATE relation SET relation_type_id = (SELECT id FROM relation_type WHERE name = 'makes')", "relation", "does not admit"},
		"stories":          {"INSERT INTO story VALUES ('x', 'x', '', ''); UPDATE document SET story_id = 'x' WHERE position = 1", "relation", "different stories"},
		"reference":        {"PRAGMA foreign_keys = 0; UPDATE span SET entity_id = 'nobody' WHERE entity_id IS NOT NULL", "reference", "does not exist"},
		"changed":          {"UPDATE span SET note = 'planted'", "log", "not as the log left it"},
		"deleted":          {"DELETE FROM relation", "log", "not in the project"},
		"added":            {"INSERT INTO story VALUES ('x', 'planted', '', '')", "log", "not in the log"},
		"codebook":         {"UPDATE label SET hotkey = 'n'", "codebook", "taken by the program"},
		"index":            {"PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = 'CREATE INDEX entity_name ON entity (label_id, note)' WHERE name = 'entity_name'; PRAGMA schema_version = 1000", "integrity", "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			p := storetest.Annotated(t)
			storetest.Sound(t, p)
			if _, err := storetest.Raw(t, p).Exec(test.damage); err != nil {
				t.Fatal(err)
			}
			problems, err := p.Check(ctx, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, problem := range problems {
				if problem.Kind == test.kind && strings.Contains(problem.Sentence, test.want) {
					return
				}
			}
			t.Errorf("got %+v", problems)
		})
	}
}

func TestOnlyWhatTheLogLacksIsNamed(t *testing.T) {
	p := storetest.Annotated(t)
	if _, err := storetest.Raw(t, p).Exec("INSERT INTO story VALUES ('x', 'planted', '', '')"); err != nil {
		t.Fatal(err)
	}
	problems, err := p.Check(ctx, nil)
	if err != nil || len(problems) != 1 || problems[0].ID != "x" {
		t.Error(problems, err)
	}
}

func TestTheLogCannotBeRewritten(t *testing.T) {
	p := storetest.Annotated(t)
	for _, statement := range []string{"UPDATE change SET action = 'x'", "DELETE FROM change"} {
		if _, err := storetest.Raw(t, p).Exec(statement); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Error(statement, err)
		}
	}
}

func TestLogTellsTheStoryOfARow(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "The ISI said so.")
	s := storetest.Tag(t, p, storetest.Anna, d, "actor", 4, 7)
	s.Note = "which ISI?"
	storetest.Do(t, p, storetest.Ben, "note", func(tx *store.Tx) error { return tx.UpdateSpan(s) })
	if _, err := p.Undo(ctx, ""); err != nil {
		t.Fatal(err)
	}
	var got []string
	for c, err := range p.Log(ctx, store.LogQuery{EntityID: s.ID}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, c.Action)
	}
	if strings.Join(got, " ") != "tag note undo" {
		t.Error(got)
	}
	last := 0
	for c, err := range p.Log(ctx, store.LogQuery{Limit: 2}) {
		if err != nil || c.ID == "" || c.At.IsZero() {
			t.Fatal(c, err)
		}
		last++
	}
	if last != 2 {
		t.Error(last)
	}
}

func TestUndoByAnnotatorSaysWhoIsInTheWay(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "The ISI said so.")
	s := storetest.Tag(t, p, storetest.Anna, d, "actor", 4, 7)
	s.Note = "which?"
	storetest.Do(t, p, storetest.Ben, "note", func(tx *store.Tx) error { return tx.UpdateSpan(s) })
	_, err := p.Undo(ctx, storetest.Anna.ID)
	if !errors.Is(err, annotate.ErrConflict) || !strings.Contains(err.Error(), "ben") {
		t.Error(err)
	}
	entity := annotate.Entity{LabelID: storetest.Label("actor"), Name: "ISI"}
	storetest.Do(t, p, storetest.Anna, "entity", func(tx *store.Tx) error { return tx.CreateEntity(&entity) })
	b := annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("actor"), EntityID: entity.ID, Segments: []annotate.Segment{{Start: 4, End: 7}}}
	storetest.Do(t, p, storetest.Ben, "tag", func(tx *store.Tx) error { return tx.CreateSpan(&b) })
	_, err = p.Undo(ctx, storetest.Anna.ID)
	if !errors.Is(err, annotate.ErrConflict) || !strings.Contains(err.Error(), "used by later work by ben") {
		t.Error(err)
	}
	storetest.Sound(t, p)
}

func TestACheckThatIsCancelledEndsAndFindsNothing(t *testing.T) {
	p := storetest.New(t)
	if err := storetest.Fill(ctx, p, storetest.Size{Stories: 2, Documents: 2, Spans: 200, Characters: 4000}); err != nil {
		t.Fatal(err)
	}
	cancelled, cancel := context.WithCancel(ctx)
	last := 0
	problems, err := p.Check(cancelled, func(done, total int) {
		if done < last || done > total {
			t.Error("the check goes back or too far", done, total)
		}
		last = done
		cancel()
	})
	if !errors.Is(err, context.Canceled) || len(problems) > 0 || last == 0 {
		t.Error(problems, err, last)
	}
}
