package storetest

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/store/table"
)

// Raw opens the file of a project beside it, as an outside script does.
func Raw(t testing.TB, p *store.Project) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+p.Path()+"?_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// Dump is all that a project says, but for its history: every row of every table and every layer.
func Dump(t testing.TB, p *store.Project, db *sql.DB) []string {
	t.Helper()
	var out []string
	for _, table := range []string{"story", "document", "region", "codebook", "label", "attribute", "relation_type", "annotator", "entity", "span", "segment", "relation", "progress", "assignment", "decision", "flag", "reply", "rejected_pair"} {
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
	for layer, err := range exchange.Layers(ctx, p, exchange.LayerQuery{Flags: true}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("layer %+v", layer))
	}
	return out
}

// texts that random histories work on: an emoji of several code points, a combining accent, Arabic, Chinese.
var stretches = []string{"Café ", "e\u0301te\u0301 ", "👩‍👩‍👧 says ", "القمة ", "会议开始 ", "plain words, ", "🇦🇫 "}

// Begin fills a project with what most acts need: two stories of two articles, some spans, an actor by name.
func Begin(t testing.TB, p *store.Project) {
	t.Helper()
	for _, name := range []string{"One", "Two"} {
		Do(t, p, Anna, "begin", func(tx *store.Tx) error {
			story, _, err := tx.EnsureStory(name)
			if err != nil {
				return err
			}
			for i := range 2 {
				d := annotate.Document{StoryID: story.ID, Title: "T", Text: strings.Join(stretches[i:], "") + name}
				if err := tx.AddDocument(&d, nil); err != nil {
					return err
				}
				for _, s := range []annotate.Span{{LabelID: Label("actor"), Attributes: map[string]any{"type": "person"}}, {LabelID: Label("claim")}} {
					s.DocumentID, s.Segments = d.ID, []annotate.Segment{{Start: len([]rune(d.Text)) - 3, End: len([]rune(d.Text))}}
					if err := tx.CreateSpan(&s); err != nil {
						return err
					}
				}
			}
			return tx.CreateEntity(&annotate.Entity{LabelID: Label("actor"), Name: map[string]string{"One": "ISI", "Two": "CIA"}[name]})
		})
	}
}

// Step draws and does one act. Acts that the rules refuse are part of the game: they must change nothing.
func Step(t *rapid.T, p *store.Project) (store.Act, error) {
	who := rapid.SampledFrom([]annotate.Annotator{Anna, Ben}).Draw(t, "who")
	what := rapid.SampledFrom([]string{"import", "tag", "tag", "tag", "tag", "resize", "value", "untag", "relate", "entity", "name", "merge",
		"progress", "assign", "regions", "title", "rename story", "known id", "rename label", "rename attribute", "drop option", "add label", "delete article", "decide",
		"flag article", "flag", "flag span", "reply", "resolve", "reject pair", "theme", "theme"}).Draw(t, "what")
	stories, err := p.Stories(ctx)
	if err != nil || len(stories) == 0 {
		return store.Act{}, CmpErr(err, annotate.Nothingf("no story"))
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
			return CmpErr(err, annotate.Nothingf("no article"))
		}
		document := rapid.SampledFrom(documents).Draw(t, "document")
		own, err := tx.Spans(document.ID, who.ID)
		if err != nil {
			return err
		}
		switch what {
		case "tag":
			start := rapid.IntRange(0, 20).Draw(t, "start")
			return tx.CreateSpan(&annotate.Span{DocumentID: document.ID, LabelID: Label(rapid.SampledFrom([]string{"actor", "claim"}).Draw(t, "label")),
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
		case "flag article":
			return tx.AddFlag(&annotate.Flag{DocumentID: document.ID, Question: "Is this one of ours?"})
		case "flag":
			start := rapid.IntRange(0, 20).Draw(t, "start")
			return tx.AddFlag(&annotate.Flag{DocumentID: document.ID, Place: annotate.Segment{Start: start, End: start + rapid.IntRange(1, 6).Draw(t, "length")}})
		case "reply", "resolve":
			return Answer(t, tx, document.ID, what)
		case "rename label", "rename attribute", "drop option", "add label":
			return Recode(tx, what)
		case "reject pair":
			isi, _, err := tx.FindEntity(Label("actor"), "ISI")
			cia, _, other := tx.FindEntity(Label("actor"), "CIA")
			if err = errors.Join(err, other); err != nil {
				return err
			}
			return tx.RejectPair(isi.ID, cia.ID)
		case "theme":
			ids, err := table.Texts(tx.Session, "SELECT id FROM entity WHERE label_id = ? ORDER BY id", Label("actor"))
			if err != nil || len(ids) == 0 {
				return CmpErr(err, annotate.Nothingf("no entity"))
			}
			return tx.SetTheme(rapid.SampledFrom(append(ids, "")).Draw(t, "theme"), rapid.SampledFrom(ids).Draw(t, "entity"))
		case "entity":
			return tx.CreateEntity(&annotate.Entity{LabelID: Label("actor"), Name: rapid.SampledFrom([]string{"ISI", "CIA", "هيئة"}).Draw(t, "name")})
		}
		if len(own) == 0 {
			return annotate.Nothingf("no span")
		}
		span := rapid.SampledFrom(own).Draw(t, "span")
		isi, _, err := tx.FindEntity(Label("actor"), "ISI")
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
		case "flag span":
			return tx.AddFlag(&annotate.Flag{SpanID: span.ID, Question: "<&>\u2028?"})
		case "untag":
			return tx.DeleteSpan(span.ID)
		case "relate":
			return tx.CreateRelation(&annotate.Relation{TypeID: RelationType(rapid.SampledFrom([]string{"makes", "same_claim"}).Draw(t, "type")),
				HeadSpanID: span.ID, TailSpanID: rapid.SampledFrom(own).Draw(t, "tail").ID})
		case "name":
			span.EntityID = isi.ID
			return tx.UpdateSpan(span)
		case "merge":
			cia, _, err := tx.FindEntity(Label("actor"), "CIA")
			if err != nil {
				return err
			}
			return tx.MergeEntities(isi.ID, cia.ID)
		default:
			return tx.CreateDecision(&annotate.Decision{DocumentID: document.ID, Kind: "label", Verdict: "keep", ResultSpanID: span.ID, Candidates: []string{span.ID}})
		}
	})
}

// Answer replies to a flag of a document, or resolves it or opens it again.
func Answer(t *rapid.T, tx *store.Tx, documentID, what string) error {
	flags, err := tx.Flags("flag f WHERE f.document_id = ? ORDER BY f.id", documentID)
	if err != nil || len(flags) == 0 {
		return CmpErr(err, annotate.Nothingf("no flag"))
	}
	flag := rapid.SampledFrom(flags).Draw(t, "flag")
	if what == "reply" {
		return tx.AddReply(&annotate.Reply{FlagID: flag.ID, Text: "القمة"})
	}
	return tx.SetFlagState(flag.ID, rapid.SampledFrom([]annotate.FlagState{annotate.FlagOpen, annotate.FlagResolved}).Draw(t, "state"))
}

func CmpErr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// Recode changes the codebook.
func Recode(tx *store.Tx, what string) error {
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

func Ruled(err error) bool {
	return errors.Is(err, annotate.ErrInvalid) || errors.Is(err, annotate.ErrConflict) || errors.Is(err, annotate.ErrNothing) || errors.Is(err, annotate.ErrNotFound)
}
