package main

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

func TestQuestionsAreListedAndExported(t *testing.T) {
	project, folder := newProject(t), writeArticles(t, "Harbour")
	must(t, "import", project, folder)
	if got := must(t, "flags", project); got != "" {
		t.Errorf("before: %q", got)
	}
	if got := must(t, "flags", project, "--json"); got != "[]\n" {
		t.Errorf("before: %q", got)
	}
	p, err := store.Open(context.Background(), project)
	if err != nil {
		t.Fatal(err)
	}
	stories, err := p.Stories(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	documents, err := p.Documents(context.Background(), stories[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	flags := []annotate.Flag{{DocumentID: documents[0].ID, Place: annotate.Segment{Start: 0, End: 5}, Question: "A name,\nor not?"}, {DocumentID: documents[1].ID}}
	if _, err := p.Do(context.Background(), annotate.NewAnnotator("ben"), "flag", "Flagged “x” as unsure", func(tx *store.Tx) error {
		for i := range flags {
			if err := tx.AddFlag(&flags[i]); err != nil {
				return err
			}
		}
		if err := tx.AddReply(&annotate.Reply{FlagID: flags[0].ID, Text: "A name."}); err != nil {
			return err
		}
		return tx.SetFlagState(flags[1].ID, annotate.FlagResolved)
	}); err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	all := must(t, "flags", project)
	for _, words := range []string{documents[0].Name(), "open", "0-5 “", "ben: A name, or not?", "ben: A name.", "resolved  all of it", "ben: unsure"} {
		if !strings.Contains(all, words) {
			t.Errorf("%q is not in\n%s", words, all)
		}
	}
	if open := must(t, "flags", project, "--open", "--story", stories[0].Name); strings.Contains(open, "resolved") || !strings.Contains(open, "A name, or not?") {
		t.Error(open)
	}
	fails(t, exitFailed, "there is no story", "flags", project, "--story", "elsewhere")
	var list []map[string]any
	if err := json.Unmarshal([]byte(must(t, "flags", project, "--json")), &list); err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	if f := list[0]; f["document"] != documents[0].ID || f["question"] != flags[0].Question || f["start"] != 0.0 || f["end"] != 5.0 || f["span"] != nil || f["state"] != "open" || len(f["replies"].([]any)) != 1 {
		t.Errorf("%v", f)
	}
	if f := list[1]; f["start"] != nil || f["state"] != "resolved" {
		t.Errorf("%v", f)
	}
	log := must(t, "log", project)
	if !strings.Contains(log, "flag "+flags[0].ID+": open 0-5 A name, or not?") || !strings.Contains(log, ": A name.") {
		t.Error(log)
	}
	if got := must(t, "undo", project, "--annotator", "ben"); !strings.Contains(got, "Flagged “x” as unsure") {
		t.Error(got)
	}
	must(t, "redo", project, "--annotator", "ben")
	must(t, "check", project)

	plain, with := must(t, "export", project, "--format", "jsonl"), must(t, "export", project, "--format", "jsonl", "--flags")
	checkDataset(t, with)
	if strings.Contains(plain, `"flags"`) || strings.Count(with, `"flags":[`) != strings.Count(with, "\n") {
		t.Errorf("plain %s\nwith %s", plain, with)
	}
}
