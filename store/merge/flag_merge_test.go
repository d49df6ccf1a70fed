package merge_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// threads are the flags of a project as lines: state, words, the label of the span, question, and the replies.
func threads(t *testing.T, p *store.Project) (lines []string) {
	t.Helper()
	flags, err := p.Flags(ctx, store.FlagQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range flags {
		line := strings.Join([]string{string(f.State), f.Words, f.Label, f.Question}, "|")
		for _, r := range f.Replies {
			line += " / " + r.Annotator + ": " + r.Text
		}
		lines = append(lines, line)
	}
	return lines
}

// Two people answer, one ends a question, one deletes the span and the other the article: whichever file is merged into which, and
// twice, the same comes of it.
func TestFlagsAreMergedInBothOrders(t *testing.T) {
	p := storetest.New(t)
	d, gone := storetest.AddDocument(t, p, "The envoy left 🌍."), storetest.AddDocument(t, p, "大使离开了。")
	span := storetest.Tag(t, p, storetest.Anna, d, "actor", 4, 9)
	ask := func(p *store.Project, who annotate.Annotator, f annotate.Flag) annotate.Flag {
		storetest.Do(t, p, who, "flag", func(tx *store.Tx) error { return tx.AddFlag(&f) })
		return f
	}
	answer := func(p *store.Project, who annotate.Annotator, f annotate.Flag, text string) {
		storetest.Do(t, p, who, "reply", func(tx *store.Tx) error { return tx.AddReply(&annotate.Reply{FlagID: f.ID, Text: text}) })
	}
	onSpan := ask(p, storetest.Ben, annotate.Flag{SpanID: span.ID, Question: "Who?"})
	onGone := ask(p, storetest.Ben, annotate.Flag{DocumentID: gone.ID, Question: "Ours?"})
	taken := ask(p, storetest.Ben, annotate.Flag{DocumentID: d.ID, Place: annotate.Segment{Start: 10, End: 14}, Question: "Past?"})
	folder := t.TempDir()
	first, second := copyOf(t, snapshot(t, p, folder), folder), copyOf(t, snapshot(t, p, folder), folder)

	answer(first, storetest.Anna, onSpan, "The first one")
	storetest.Do(t, first, storetest.Anna, "untag", func(tx *store.Tx) error { return tx.DeleteSpan(span.ID) })
	storetest.Do(t, first, storetest.Anna, "remove", func(tx *store.Tx) error { return tx.DeleteDocument(gone.ID) })
	if _, err := first.Undo(ctx, storetest.Ben.ID); err != nil { // takes the last question back
		t.Fatal(err)
	}
	answer(second, storetest.Ben, onSpan, "He came back")
	answer(second, storetest.Ben, onGone, "Yes")
	answer(second, storetest.Ben, taken, "It is")
	storetest.Do(t, second, storetest.Ben, "resolve", func(tx *store.Tx) error { return tx.SetFlagState(onSpan.ID, annotate.FlagResolved) })

	want := []string{"resolved|envoy||Who? / anna: The first one / ben: He came back", "open|left||Past? / ben: It is", "open|||Ours? / ben: Yes"}
	for name, order := range map[string][2]*store.Project{"one way": {first, second}, "the other way": {second, first}} {
		into := copyOf(t, snapshot(t, order[0], folder), folder)
		from := snapshot(t, order[1], folder)
		before := threads(t, into)
		result := mergeFiles(t, into, from)
		if got := threads(t, into); !slices.Equal(got, want) {
			t.Errorf("%s: %q", name, got)
		}
		if n := result.Plan.Files[0].Annotations["reply"].Added; name == "one way" && n != 3 {
			t.Errorf("the plan counts %d replies: %v", n, result.Plan.Sentences())
		}
		storetest.Sound(t, into)
		if again := mergeFiles(t, into, from); again.Act.Seq != 0 {
			t.Errorf("%s: merging again is an act: %v", name, again.Plan.Sentences())
		}
		if _, err := into.Undo(ctx, ""); err != nil {
			t.Fatal(err)
		}
		if got := threads(t, into); !slices.Equal(got, before) {
			t.Errorf("%s, undone: %q, before %q", name, got, before)
		}
		storetest.Sound(t, into)
	}
}
