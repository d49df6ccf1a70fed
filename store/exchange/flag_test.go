package exchange_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
)

// withFlags is a project as a dataset with what somebody is unsure of.
func withFlags(t *testing.T, p *store.Project, options exchange.ExportOptions) string {
	t.Helper()
	var out bytes.Buffer
	options.Flags, options.Writer = true, &out
	if options.Format == "" {
		options.Format = "jsonl"
	}
	if _, err := exchange.ExportFiles(ctx, p, options, nil); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// flagged is a project in which ben is unsure of a span of anna's of several segments, of a stretch, and of two articles.
func flagged(t *testing.T) *store.Project {
	p := annotated(t)
	stories, err := p.Stories(ctx)
	if err != nil {
		t.Fatal(err)
	}
	documents, err := p.Documents(ctx, stories[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	spans, err := p.Spans(ctx, documents[0].ID, anna.ID)
	if err != nil {
		t.Fatal(err)
	}
	do(t, p, annotate.NewAnnotator("ben"), "flag", func(tx *store.Tx) error {
		for _, f := range []annotate.Flag{
			{SpanID: spans[0].ID, Question: "All of it? <&>"}, {DocumentID: documents[0].ID, Place: annotate.Segment{Start: 17, End: 22}},
			{DocumentID: documents[1].ID, Question: "القمة؟"}, {DocumentID: documents[2].ID, State: annotate.FlagResolved},
		} {
			if err := tx.AddFlag(&f); err != nil {
				return err
			}
			if err := tx.AddReply(&annotate.Reply{FlagID: f.ID, Text: "Two\nlines", AnnotatorID: anna.ID}); err != nil {
				return err
			}
		}
		return nil
	})
	return p
}

func TestFlagsAreInTheDatasetOnlyWhereTheyAreAskedFor(t *testing.T) {
	p := flagged(t)
	plain := string(jsonl(t, p))
	if strings.Contains(plain, `"flags"`) {
		t.Error("flags that nobody asked for:", plain)
	}
	for line := range strings.Lines(withFlags(t, p, exchange.ExportOptions{})) {
		before, after, found := strings.Cut(line, `,"flags":[`)
		if !found || !strings.Contains(plain, before+"}\n") || strings.Contains(after, `"regions"`) {
			t.Errorf("flags is not one more key, the last: %s", line)
		}
	}
	for _, r := range records(t, []byte(withFlags(t, p, exchange.ExportOptions{Layer: "ben"}))) {
		if len(r.Flags) == 0 || r.Flags[0].Annotator != "ben" || r.Flags[0].Replies[0].Annotator != "anna" {
			t.Errorf("%+v", r.Flags)
		}
	}
	seen := map[string]bool{}
	for _, r := range records(t, []byte(withFlags(t, p, exchange.ExportOptions{Unit: dataset.UnitSentence, WithoutText: true}))) {
		for _, f := range r.Flags {
			seen[f.ID] = true
		}
	}
	if len(seen) != 4 {
		t.Errorf("by sentence there are %d flags, not 4", len(seen))
	}
	result, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "csv", Flags: true, Writer: &bytes.Buffer{}}, nil)
	if err != nil || len(result.LeftOut) == 0 || !strings.Contains(sprint(result.LeftOut), "questions (4)") {
		t.Errorf("%+v %v", result.LeftOut, err)
	}
}

func sprint[T interface{ String() string }](list []T) string {
	var all []string
	for _, item := range list {
		all = append(all, item.String())
	}
	return strings.Join(all, ", ")
}

func TestFlagsGoIntoAnEmptyProjectAndComeOutTheSame(t *testing.T) {
	from := flagged(t)
	want := withFlags(t, from, exchange.ExportOptions{})
	path := file(t, "all.jsonl", []byte(want))
	p := newProject(t)
	if results := importFiles(t, p, exchange.ImportOptions{}, path); results[0].Status != exchange.Added {
		t.Errorf("%+v", results)
	}
	if got := withFlags(t, p, exchange.ExportOptions{}); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	sound(t, p)
	if again := importFiles(t, p, exchange.ImportOptions{}, path); again[0].Status != exchange.Present || len(again[0].Notes) > 0 {
		t.Errorf("the second time: %+v", again)
	}
	flags, err := p.Flags(ctx, store.FlagQuery{})
	if err != nil || len(flags) != 4 || !flags[0].OnSpan {
		t.Fatalf("%+v %v", flags, err)
	}
	do(t, p, anna, "answer", func(tx *store.Tx) error {
		if err := tx.SetFlagState(flags[0].ID, annotate.FlagResolved); err != nil {
			return err
		}
		return tx.AddReply(&annotate.Reply{FlagID: flags[0].ID, Text: "Later"})
	})
	later := withFlags(t, p, exchange.ExportOptions{})
	if again := importFiles(t, p, exchange.ImportOptions{}, path); again[0].Status != exchange.Present || len(again[0].Notes) != 1 {
		t.Errorf("what the project has is not kept, or not said to be: %+v", again)
	}
	if withFlags(t, p, exchange.ExportOptions{}) != later {
		t.Error("an older dataset takes an answer back")
	}
	if results := importFiles(t, from, exchange.ImportOptions{}, file(t, "later.jsonl", []byte(later))); results[0].Status != exchange.Annotated {
		t.Errorf("a new reply is not taken: %+v", results)
	}
	sound(t, from)
}

func TestFlagsThatAreNotSoundAreRefused(t *testing.T) {
	good := withFlags(t, flagged(t), exchange.ExportOptions{})
	for name, change := range map[string][2]string{
		"no id": {`"flags":[{"id":"`, `"flags":[{"id":"","x":"`}, "state": {`"state":"open","created_at"`, `"state":"closed","created_at"`},
		"one end": {`"start":17,"end":22,"text":"القمة"`, `"start":17,"end":null,"text":"القمة"`}, "outside": {`"start":17,"end":22,"text":"القمة"`, `"start":17,"end":222,"text":"القمة"`},
		"other words": {`"end":22,"text":"القمة","question"`, `"end":21,"text":"القمة","question"`}, "nobody": {`"annotator":"ben","state"`, `"annotator":"","state"`},
		"a reply of no words": {`"text":"Two\nlines"`, `"text":""`},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		if bad == good {
			t.Fatalf("%s: %s is not in %s", name, change[0], good)
		}
		p := newProject(t)
		results, err := exchange.ImportFiles(ctx, p, []string{file(t, "bad.jsonl", []byte(bad))}, exchange.ImportOptions{}, nil)
		if err == nil && results[0].Status != exchange.Refused {
			t.Errorf("%s: %+v", name, results)
		}
	}
}
