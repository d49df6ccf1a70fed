package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	_ "github.com/mattn/go-sqlite3"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// raw opens the file of a project beside it, as an outside script does.
func raw(t testing.TB, p *store.Project) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+p.Path()+"?_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// dump is all that a project says, but for its history: every row of every table and every layer.
func dump(t testing.TB, p *store.Project, db *sql.DB) []string {
	t.Helper()
	var out []string
	for _, table := range []string{"story", "document", "region", "codebook", "label", "attribute", "relation_type", "annotator", "entity", "span", "segment", "relation", "progress", "assignment", "decision"} {
		rows, err := db.Query("SELECT * FROM " + table)
		if err != nil {
			t.Fatal(err)
		}
		columns, _ := rows.Columns()
		var lines []string
		for rows.Next() {
			values, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			lines = append(lines, fmt.Sprintf("%s %q", table, values))
		}
		if rows.Err() != nil {
			t.Fatal(rows.Err())
		}
		rows.Close()
		slices.Sort(lines)
		out = append(out, lines...)
	}
	for layer, err := range p.Layers(ctx, store.LayerQuery{}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("layer %+v", layer))
	}
	return out
}

// texts that random histories work on: an emoji of several code points, a combining accent, Arabic, Chinese.
var stretches = []string{"Café ", "e\u0301te\u0301 ", "👩‍👩‍👧 says ", "القمة ", "会议开始 ", "plain words, ", "🇦🇫 "}

// begin fills a project with what most acts need: two stories of two articles, some spans, an actor by name.
func begin(t testing.TB, p *store.Project) {
	t.Helper()
	for _, name := range []string{"One", "Two"} {
		do(t, p, anna, "begin", func(tx *store.Tx) error {
			story, _, err := tx.Story(name)
			if err != nil {
				return err
			}
			for i := range 2 {
				d := annotate.Document{StoryID: story.ID, Title: "T", Text: strings.Join(stretches[i:], "") + name}
				if err := tx.AddDocument(&d, nil); err != nil {
					return err
				}
				for _, s := range []annotate.Span{{LabelID: label("actor"), Attributes: map[string]any{"type": "person"}}, {LabelID: label("claim")}} {
					s.DocumentID, s.Segments = d.ID, []annotate.Segment{{Start: len([]rune(d.Text)) - 3, End: len([]rune(d.Text))}}
					if err := tx.CreateSpan(&s); err != nil {
						return err
					}
				}
			}
			return tx.CreateEntity(&annotate.Entity{LabelID: label("actor"), Name: map[string]string{"One": "ISI", "Two": "CIA"}[name]})
		})
	}
}

// step draws and does one act. Acts that the rules refuse are part of the game: they must change nothing.
func step(t *rapid.T, p *store.Project) (store.Act, error) {
	who := rapid.SampledFrom([]annotate.Annotator{anna, ben}).Draw(t, "who")
	what := rapid.SampledFrom([]string{"import", "tag", "tag", "tag", "tag", "resize", "value", "untag", "relate", "entity", "name", "merge",
		"progress", "assign", "regions", "title", "rename story", "known id", "rename label", "rename attribute", "drop option", "add label", "delete article", "decide"}).Draw(t, "what")
	stories, err := p.Stories(ctx)
	if err != nil || len(stories) == 0 {
		return store.Act{}, cmpErr(err, annotate.Nothingf("no story"))
	}
	story := rapid.SampledFrom(stories).Draw(t, "story").Story
	return p.Do(ctx, who, what, what, func(tx *store.Tx) error {
		if what == "import" {
			text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(stretches), 1, 5).Draw(t, "text"), "")
			return tx.AddDocument(&annotate.Document{StoryID: story.ID, Title: "T", Text: text, Source: []byte(text)}, []annotate.Region{{Start: 0, End: 2, Kind: "title"}})
		}
		if what == "known id" { // two people who took their articles from one list, which changed in between
			text := rapid.SampledFrom(stretches).Draw(t, "text")
			return tx.AddDocument(&annotate.Document{ID: annotate.DerivedID("known"), StoryID: story.ID, Title: "T", Text: text}, nil)
		}
		documents, err := tx.Documents(story.ID)
		if err != nil || len(documents) == 0 {
			return cmpErr(err, annotate.Nothingf("no article"))
		}
		document := rapid.SampledFrom(documents).Draw(t, "document")
		own, err := tx.Spans(document.ID, who.ID)
		if err != nil {
			return err
		}
		switch what {
		case "tag":
			start := rapid.IntRange(0, 20).Draw(t, "start")
			return tx.CreateSpan(&annotate.Span{DocumentID: document.ID, LabelID: label(rapid.SampledFrom([]string{"actor", "claim"}).Draw(t, "label")),
				Segments: []annotate.Segment{{Start: start, End: start + rapid.IntRange(1, 6).Draw(t, "length")}}, Note: "<&>\u2028"})
		case "progress":
			return tx.SetProgress(document.ID, rapid.SampledFrom([]annotate.State{"todo", "doing", "done"}).Draw(t, "state"))
		case "assign":
			wanted := []annotate.Assignment{{DocumentID: document.ID, AnnotatorID: who.ID}}
			return tx.Assign([]string{document.ID}, wanted[:rapid.IntRange(0, 1).Draw(t, "n")])
		case "regions":
			return tx.SetRegions(document.ID, []annotate.Region{{Start: 0, End: rapid.IntRange(1, 3).Draw(t, "end"), Kind: "dateline"}}[:rapid.IntRange(0, 1).Draw(t, "n")])
		case "rename story":
			story.Name += "'" // a name that no other story has or had
			return tx.UpdateStory(story)
		case "title":
			document.Title += "!"
			return tx.UpdateDocument(document)
		case "delete article":
			return tx.DeleteDocument(document.ID)
		case "rename label", "rename attribute", "drop option", "add label":
			return recode(tx, what)
		case "entity":
			return tx.CreateEntity(&annotate.Entity{LabelID: label("actor"), Name: rapid.SampledFrom([]string{"ISI", "CIA", "هيئة"}).Draw(t, "name")})
		}
		if len(own) == 0 {
			return annotate.Nothingf("no span")
		}
		span := rapid.SampledFrom(own).Draw(t, "span")
		isi, _, err := tx.FindEntity(label("actor"), "ISI")
		if err != nil {
			return err
		}
		switch what {
		case "resize":
			span.Segments = append(span.Segments, annotate.Segment{Start: span.End() + 1, End: span.End() + 2})
			return tx.UpdateSpan(span)
		case "value":
			span.Attributes = map[string]any{"type": "person", "roles": []string{"speaker"}}
			return tx.UpdateSpan(span)
		case "untag":
			return tx.DeleteSpan(span.ID)
		case "relate":
			return tx.CreateRelation(&annotate.Relation{TypeID: relation(rapid.SampledFrom([]string{"makes", "same_claim"}).Draw(t, "type")),
				HeadSpanID: span.ID, TailSpanID: rapid.SampledFrom(own).Draw(t, "tail").ID})
		case "name":
			span.EntityID = isi.ID
			return tx.UpdateSpan(span)
		case "merge":
			cia, _, err := tx.FindEntity(label("actor"), "CIA")
			if err != nil {
				return err
			}
			return tx.MergeEntities(isi.ID, cia.ID)
		default:
			return tx.CreateDecision(&annotate.Decision{DocumentID: document.ID, Kind: "label", Verdict: "keep", ResultSpanID: span.ID, Candidates: []string{span.ID}})
		}
	})
}

func cmpErr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// recode changes the codebook.
func recode(tx *store.Tx, what string) error {
	cb, err := tx.Codebook()
	if err != nil {
		return err
	}
	cb.Labels = slices.Clone(cb.Labels)
	actor := &cb.Labels[0]
	if len(cb.Labels) < 2 || len(actor.Attributes) == 0 {
		return annotate.Nothingf("the part is gone")
	}
	actor.Attributes = slices.Clone(actor.Attributes)
	switch what {
	case "rename label":
		actor.Name += "x"
	case "rename attribute":
		for i := range actor.Attributes {
			actor.Attributes[i].Name += "x"
		}
	case "drop option":
		actor.Attributes[0].Options = []string{"state"}
	case "add label":
		cb.Labels = append(cb.Labels, annotate.Label{ID: annotate.NewID(), Name: annotate.NewID(), Color: "#112233", Style: annotate.Tint, ParentID: cb.Labels[1].ID})
	}
	return tx.SetCodebook(cb, nil)
}

func ruled(err error) bool {
	return errors.Is(err, annotate.ErrInvalid) || errors.Is(err, annotate.ErrConflict) || errors.Is(err, annotate.ErrNothing) || errors.Is(err, annotate.ErrNotFound)
}

func TestHistoryGoesToTheEmptyProjectAndBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		p := newProject(t)
		defer p.Close()
		db := raw(t, p)
		defer db.Close()
		states := [][]string{dump(t, p, db)}
		begin(t, p)
		states = append(states, nil, dump(t, p, db)) // two acts, the first of which is not looked at
		for range rapid.IntRange(1, 15).Draw(rt, "acts") {
			act, err := step(rt, p)
			now := dump(t, p, db)
			if err != nil && !ruled(err) {
				rt.Fatal(err)
			}
			if act.Seq == 0 {
				if diff := cmp.Diff(states[len(states)-1], now); diff != "" {
					rt.Fatalf("no act, but (%v): %s", err, diff)
				}
				continue
			}
			states = append(states, now)
		}
		problems, err := p.Check(ctx, nil)
		if err != nil || len(problems) > 0 {
			rt.Fatal(problems, err)
		}
		for i := len(states) - 2; i >= 0; i-- {
			if _, err := p.Undo(ctx, ""); err != nil {
				rt.Fatal(err)
			}
			if states[i] == nil {
				continue
			}
			if diff := cmp.Diff(states[i], dump(t, p, db)); diff != "" {
				rt.Fatalf("undo to %d: %s", i, diff)
			}
		}
		if _, err := p.Undo(ctx, ""); !errors.Is(err, annotate.ErrNothing) {
			rt.Fatal("the making of the project was undone", err)
		}
		if p.Close() != nil {
			rt.Fatal("close")
		}
		p, err = store.Open(ctx, p.Path())
		if err != nil {
			rt.Fatal(err)
		}
		defer p.Close()
		for i := 1; i < len(states); i++ {
			if _, err := p.Redo(ctx, ""); err != nil {
				rt.Fatal(err)
			}
			if states[i] == nil {
				continue
			}
			if diff := cmp.Diff(states[i], dump(t, p, db)); diff != "" {
				rt.Fatalf("redo to %d: %s", i, diff)
			}
		}
		if _, err := p.Redo(ctx, ""); !errors.Is(err, annotate.ErrNothing) {
			rt.Fatal("there was more to redo", err)
		}
		if problems, err := p.Check(ctx, nil); err != nil || len(problems) > 0 {
			rt.Fatal(problems, err)
		}
	})
}

func TestUndoByAnnotatorLeavesASoundProject(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		p := newProject(t)
		defer p.Close()
		db := raw(t, p)
		defer db.Close()
		begin(t, p)
		for range rapid.IntRange(5, 25).Draw(rt, "steps") {
			before := dump(t, p, db)
			var act store.Act
			var err error
			switch rapid.IntRange(0, 5).Draw(rt, "turn") {
			case 0:
				act, err = p.Undo(ctx, rapid.SampledFrom([]string{anna.ID, ben.ID}).Draw(rt, "whose"))
			case 1:
				act, err = p.Redo(ctx, rapid.SampledFrom([]string{anna.ID, ben.ID, ""}).Draw(rt, "whose"))
			default:
				act, err = step(rt, p)
			}
			if err != nil && !ruled(err) {
				rt.Fatal(err)
			}
			if act.Seq == 0 {
				if diff := cmp.Diff(before, dump(t, p, db)); diff != "" {
					rt.Fatalf("refused (%v), but: %s", err, diff)
				}
			}
		}
		problems, err := p.Check(ctx, nil)
		if err != nil || len(problems) > 0 {
			rt.Fatal(problems, err)
		}
	})
}
