package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// flag flags something as unsure.
func flag(t *testing.T, p *store.Project, who annotate.Annotator, f annotate.Flag) annotate.Flag {
	t.Helper()
	storetest.Do(t, p, who, "flag", func(tx *store.Tx) error { return tx.AddFlag(&f) })
	return f
}

// asked are the flags of a project as lines: who, state, words, question, and the replies.
func asked(t *testing.T, p *store.Project, q store.FlagQuery) (lines []string) {
	t.Helper()
	flags, err := p.Flags(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range flags {
		line := strings.TrimSpace(strings.Join([]string{f.Annotator, string(f.State), f.Words, f.Label, f.Layer, f.Question}, "|"))
		for _, r := range f.Replies {
			line += " / " + r.Annotator + ": " + r.Text
		}
		lines = append(lines, line)
	}
	return lines
}

func TestAFlagIsAskedAnsweredAndEnded(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "👩‍👩‍👧 e\u0301te\u0301 القمة ended.")
	span := storetest.Tag(t, p, storetest.Anna, d, "actor", 6, 11)
	onSpan := flag(t, p, storetest.Ben, annotate.Flag{SpanID: span.ID, Question: "  An actor?\n"})
	flag(t, p, storetest.Anna, annotate.Flag{DocumentID: d.ID, Place: annotate.Segment{Start: 12, End: 17}})
	flag(t, p, storetest.Ben, annotate.Flag{DocumentID: d.ID, Question: "One of ours?"})
	storetest.Do(t, p, storetest.Anna, "reply", func(tx *store.Tx) error {
		return tx.AddReply(&annotate.Reply{FlagID: onSpan.ID, Text: "نعم"})
	})
	storetest.Do(t, p, storetest.Ben, "resolve", func(tx *store.Tx) error { return tx.SetFlagState(onSpan.ID, annotate.FlagResolved) })
	want := []string{"ben|open||||One of ours?", "ben|resolved|e\u0301te\u0301|actor|anna|An actor? / anna: نعم", "anna|open|القمة|||"}
	if diff := cmp.Diff(want, asked(t, p, store.FlagQuery{})); diff != "" {
		t.Error(diff)
	}
	if open := asked(t, p, store.FlagQuery{DocumentID: d.ID, StoryID: d.StoryID, Open: true}); !slices.Equal(open, []string{want[0], want[2]}) {
		t.Error(open)
	}
	if none := asked(t, p, store.FlagQuery{DocumentID: "elsewhere"}); none != nil {
		t.Error(none)
	}
	act := storetest.Do(t, p, storetest.Anna, "reopen", func(tx *store.Tx) error { return tx.SetFlagState(onSpan.ID, annotate.FlagOpen) })
	if len(act.Changes) != 1 || act.Changes[0].EntityKind != "flag" || act.Changes[0].LatestFlag().State != annotate.FlagOpen || act.Changes[0].DocumentID() != d.ID {
		t.Errorf("%+v", act.Changes)
	}
	storetest.Sound(t, p)
	if stats, err := p.Stats(ctx); err != nil || stats.Spans != 1 {
		t.Error("a flag counts as an annotation", stats, err)
	}
}

func TestAFlagStaysOnItsWordsWhenItsSpanGoes(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "The envoy left the hall.")
	span := storetest.Tag(t, p, storetest.Anna, d, "actor", 4, 9)
	f := flag(t, p, storetest.Ben, annotate.Flag{SpanID: span.ID})
	onSpan, onWords := []string{"ben|open|The envoy … hall|actor|anna|"}, []string{"ben|open|envoy|||"}
	span.Segments = []annotate.Segment{{Start: 0, End: 9}, {Start: 19, End: 23}}
	storetest.Do(t, p, storetest.Anna, "resize", func(tx *store.Tx) error { return tx.UpdateSpan(span) })
	if got := asked(t, p, store.FlagQuery{}); !slices.Equal(got, onSpan) {
		t.Error(got)
	}
	storetest.Do(t, p, storetest.Anna, "untag", func(tx *store.Tx) error { return tx.DeleteSpan(span.ID) })
	if got := asked(t, p, store.FlagQuery{}); !slices.Equal(got, onWords) {
		t.Error(got)
	}
	storetest.Sound(t, p)
	if _, err := p.Undo(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if got := asked(t, p, store.FlagQuery{}); !slices.Equal(got, onSpan) {
		t.Error("undone:", got)
	}
	storetest.Do(t, p, storetest.Anna, "reply", func(tx *store.Tx) error { return tx.AddReply(&annotate.Reply{FlagID: f.ID, Text: "Yes"}) })
	if _, err := p.Undo(ctx, storetest.Ben.ID); !errors.Is(err, annotate.ErrConflict) || !strings.Contains(err.Error(), "anna") {
		t.Error("a question is taken back from beneath its reply", err)
	}
	before := asked(t, p, store.FlagQuery{})
	storetest.Do(t, p, storetest.Anna, "remove", func(tx *store.Tx) error { return tx.DeleteDocument(d.ID) })
	if got := asked(t, p, store.FlagQuery{}); got != nil {
		t.Error(got)
	}
	storetest.Sound(t, p)
	if _, err := p.Undo(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if got := asked(t, p, store.FlagQuery{}); !slices.Equal(got, before) {
		t.Error("the article is back without its question:", got)
	}
	storetest.Sound(t, p)
}

func TestRulesOfFlags(t *testing.T) {
	p := storetest.New(t)
	d, other := storetest.AddDocument(t, p, "e\u0301te\u0301"), storetest.AddDocument(t, p, "Elsewhere.")
	span := storetest.Tag(t, p, storetest.Anna, d, "actor", 0, 2)
	place := func(start, end int) annotate.Segment { return annotate.Segment{Start: start, End: end} }
	for name, f := range map[string]annotate.Flag{
		"no such article": {DocumentID: "x"}, "no such span": {SpanID: "x"}, "a span of another article": {SpanID: span.ID, DocumentID: other.ID},
		"outside": {DocumentID: d.ID, Place: place(3, 6)}, "reversed": {DocumentID: d.ID, Place: place(3, 2)}, "empty": {DocumentID: d.ID, Place: place(2, 2)},
		"negative": {DocumentID: d.ID, Place: place(-1, 2)}, "cuts a character": {DocumentID: d.ID, Place: place(0, 1)}, "no such state": {DocumentID: d.ID, State: "closed"},
	} {
		if _, err := p.Do(ctx, storetest.Anna, "flag", "flag", func(tx *store.Tx) error { return tx.AddFlag(&f) }); !storetest.Ruled(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, act := range map[string]func(*store.Tx) error{
		"nobody asks":      func(tx *store.Tx) error { return tx.AddFlag(&annotate.Flag{DocumentID: d.ID}) },
		"no such question": func(tx *store.Tx) error { return tx.SetFlagState("x", annotate.FlagOpen) },
		"a reply to nothing": func(tx *store.Tx) error {
			return tx.AddReply(&annotate.Reply{FlagID: "x", AnnotatorID: storetest.Anna.ID, Text: "x"})
		},
		"a reply of no words": func(tx *store.Tx) error {
			return tx.AddReply(&annotate.Reply{FlagID: "x", AnnotatorID: storetest.Anna.ID, Text: " "})
		},
	} {
		if _, err := p.Do(ctx, annotate.Annotator{}, "flag", "flag", act); !storetest.Ruled(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := asked(t, p, store.FlagQuery{}); got != nil {
		t.Error(got)
	}
}

// What another program wrote into the rows of flags is named by the check, and refused where it is read.
func TestSpoiledFlagsAreNamed(t *testing.T) {
	for name, statement := range map[string]string{
		"state":   "UPDATE flag SET state = 'closed'",
		"nothing": "UPDATE flag SET start = NULL",
		"reverse": `UPDATE flag SET start = 5, "end" = 4`,
		"a text":  "UPDATE flag SET start = 'x'",
		"outside": `UPDATE flag SET "end" = 99`,
		"cut":     "UPDATE flag SET start = 1",
		"stray":   "UPDATE flag SET document_id = 'x'",
		"nobody":  "UPDATE reply SET flag_id = 'x'",
	} {
		t.Run(name, func(t *testing.T) {
			p := storetest.New(t)
			d := storetest.AddDocument(t, p, "e\u0301te\u0301 ended.")
			f := flag(t, p, storetest.Anna, annotate.Flag{DocumentID: d.ID, Place: annotate.Segment{Start: 0, End: 2}})
			storetest.Do(t, p, storetest.Anna, "reply", func(tx *store.Tx) error { return tx.AddReply(&annotate.Reply{FlagID: f.ID, Text: "x"}) })
			if err := p.Rest(); err != nil {
				t.Fatal(err)
			}
			if _, err := storetest.Raw(t, p).Exec(statement); err != nil {
				t.Fatal(err)
			}
			problems, err := p.Check(ctx, nil)
			kinds := map[string]bool{}
			for _, problem := range problems {
				kinds[problem.Kind] = true
			}
			want := map[string]string{"outside": "flag", "cut": "flag", "stray": "reference", "nobody": "reference"}[name]
			if want == "" {
				want = "value"
			}
			if err != nil || !kinds[want] {
				t.Errorf("%v %v", problems, err)
			}
			if _, err := p.Flags(ctx, store.FlagQuery{}); want == "value" && err == nil {
				t.Error("it is read as if it were sound")
			}
		})
	}
}
