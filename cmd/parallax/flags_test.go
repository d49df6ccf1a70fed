package main

import "testing"

// What is no text cannot be a name, and nothing at all is no value.
func TestFlagsNeedWords(t *testing.T) {
	project := newProject(t)
	articles, untouched := writeArticles(t, "Harbour"), must(t, "log", project)
	for _, args := range [][]string{
		{"import", project, articles, "--annotator", "a\xffb"},
		{"import", project, articles, "--story", "\xff"},
		{"review", project, "--auto", "majority", "--reviewer", "x\xff"},
		{"undo", project, "--annotator", "\xc3"},
		{"export", project, "--format", "jsonl", "--layer", "\xf0\x9f"},
	} {
		fails(t, exitUsage, "is not UTF-8 text", args...)
	}
	for _, args := range [][]string{
		{"export", project, "--format", "jsonl", "-o", ""},
		{"agreement", project, "--csv", ""},
		{"import", project, articles, "--story", ""},
		{"codebook", project, "--set", ""},
	} {
		fails(t, exitUsage, "is empty", args...)
	}
	if before, after := untouched, must(t, "log", project); before != after {
		t.Error("the project is not as it was")
	}
}
