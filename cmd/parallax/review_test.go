package main

import (
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/store/adjudicate"
)

// The articles are marked by two alike; a third has one claim less and a wider actor. Votes decide, undo takes it back.
func TestReview(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	annotateAll(t, project, "ben")
	before := must(t, "export", project, "--format", "jsonl")

	result := decode[adjudicate.AutoResult](t, must(t, "review", project, "--auto", "unanimous", "--reviewer", "eva", "--json"))
	if want := (adjudicate.AutoResult{Documents: 4, Finished: 4, Items: 12, Accepted: 12}); result != want {
		t.Errorf("%+v", result)
	}
	if got := must(t, "check", project); got != "ok\n" {
		t.Errorf("check prints %q", got)
	}
	gold := must(t, "export", project, "--format", "jsonl", "--layer", "gold", "--rejected")
	if spans := checkDataset(t, gold); spans != 8 {
		t.Errorf("%d gold spans", spans)
	}
	for _, r := range readRecords(t, gold) {
		if r.State != "done" || r.Rejected == nil || len(r.Relations) != 1 {
			t.Errorf("%+v", r)
		}
		for _, s := range r.Spans {
			if d := s.Decision.Decision; d == nil || d.Verdict != "auto-unanimous" || d.Reviewer != "eva" || len(d.Votes) != 2 || len(s.DerivedFrom) != 2 {
				t.Errorf("%+v", s)
			}
		}
		for _, relation := range r.Relations {
			d := relation.Decision.Decision
			if d == nil || d.Kind != "relation" || d.Reviewer != "eva" || len(d.Votes) != 2 || d.Votes[0].Relation == "" || d.Votes[0].Span != "" {
				t.Errorf("%+v", relation)
			}
		}
	}
	second := newProject(t)
	must(t, "import", second, write(t, t.TempDir()+"/gold.jsonl", gold))
	if again := must(t, "export", second, "--format", "jsonl", "--layer", "gold", "--rejected"); again != gold {
		t.Errorf("gold comes back as\n%s\nnot\n%s", again, gold)
	}
	must(t, "export", project, "--format", "jsonl", "--layer", "anna")
	checkDataset(t, must(t, "export", project, "--format", "jsonl", "--layer", "gold", "--unit", "sentence", "--rejected"))

	again := decode[adjudicate.AutoResult](t, must(t, "review", project, "--auto", "majority", "--threshold", "0.6", "--reviewer", "eva", "--json"))
	if again.Accepted != 0 || again.Decided != 12 || again.Open != 0 {
		t.Errorf("the second time: %+v", again)
	}
	fails(t, exitFailed, "eva’s", "undo", project)
	if text := must(t, "undo", project, "--annotator", "eva"); !strings.Contains(text, "Accepted what is unanimous") {
		t.Error(text)
	}
	if after := must(t, "export", project, "--format", "jsonl"); after != before {
		t.Error("undo does not take the review back")
	}
	if text := must(t, "review", project, "--auto", "majority", "--reviewer", "eva"); !strings.Contains(text, "12 accepted") || !strings.Contains(text, "4 of 4 articles") {
		t.Error(text)
	}
}

func TestReviewUsage(t *testing.T) {
	project := newProject(t)
	for words, args := range map[string]string{
		"missing FILE":                    "",
		"missing --auto":                  "FILE --reviewer eva",
		"missing --reviewer":              "FILE --auto unanimous",
		`--auto "all" is not one of unan`: "FILE --auto all --reviewer eva",
		"gold is what reviewers make":     "FILE --auto unanimous --reviewer gold",
		"is not between 0 and 1":          "FILE --auto majority --reviewer eva --threshold 2",
		"--threshold goes with":           "FILE --auto unanimous --reviewer eva --threshold 0.5",
		"cannot hold line ends":           "FILE --auto unanimous --reviewer a/b",
	} {
		fails(t, exitUsage, words, append([]string{"review"}, strings.Fields(strings.ReplaceAll(args, "FILE", project))...)...)
	}
	fails(t, exitFailed, "there is no file", "review", t.TempDir()+"/none.parallax", "--auto", "unanimous", "--reviewer", "eva")
}

// The log of one span tells its own changes, and the relations and decisions in which it had a part.
func TestLogOfASpan(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	annotateAll(t, project, "ben")
	must(t, "review", project, "--auto", "unanimous", "--reviewer", "eva")
	for _, r := range readRecords(t, must(t, "export", project, "--format", "jsonl", "--layer", "anna")) {
		for _, s := range r.Spans {
			log := must(t, "log", project, "--span", s.ID)
			for _, words := range []string{"tag", "made span " + s.ID + ": " + s.Label, "made relation", "made decision", ": auto-unanimous (agreed)",
				": auto-unanimous (relation)", "eva"} {
				if !strings.Contains(log, words) {
					t.Errorf("the log of %s does not say %q:\n%s", s.ID, words, log)
				}
			}
			if n := strings.Count(log, "\n"); n != 4 {
				t.Errorf("%d lines:\n%s", n, log)
			}
		}
	}
	if log := must(t, "log", project, "--span", "nothing", "--json"); strings.TrimSpace(log) != "[]" {
		t.Errorf("%q", log)
	}
}
