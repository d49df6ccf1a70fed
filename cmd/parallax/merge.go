package main

import (
	"fmt"
	"io"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/spf13/cobra"
)

func newMerge() *cobra.Command {
	var dryRun, asJSON bool
	command := &cobra.Command{
		Use:   "merge FILE OTHER...",
		Short: "Take what other project files have into a project",
		Long: "Take what other project files have into a project.\n\n" +
			"Articles are matched by id, or by their text within a story of the same name; annotations by id. Of two changes the later\n" +
			"one is kept, and the earlier stays in the log. The other files are only read. Merging a file again changes nothing, the\n" +
			"order of merging does not matter, and one undo takes a merge back.",
		Example:           "  parallax merge haqqani.parallax anna.parallax ben.parallax --dry-run",
		Args:              arguments("FILE OTHER..."),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			on := onProject
			if dryRun {
				on = readProject
			}
			return on(command, args[0], func(project *store.Project) error { return mergeInto(command, project, args[1:], dryRun, asJSON) })
		},
	}
	command.Flags().BoolVar(&dryRun, "dry-run", false, "only say what would be done")
	command.Flags().BoolVar(&asJSON, "json", false, "print the plan and what was done as JSON")
	return command
}

// merge shows the plan before anything is saved, and then says what was done.
func mergeInto(command *cobra.Command, project *store.Project, others []string, dryRun, asJSON bool) error {
	out := command.OutOrStdout()
	bar := newBar(command, "merging")
	show := func(plan merge.Plan) error {
		bar.finish()
		if asJSON {
			return nil
		}
		return writePlan(out, plan)
	}
	if dryRun {
		plan, err := merge.Preview(command.Context(), project, others, bar.set)
		bar.finish()
		if err == nil {
			err = show(plan)
		}
		if err != nil || !asJSON {
			return err
		}
		return writeJSON(out, mergeObjectOf(plan, false))
	}
	result, err := merge.Files(command.Context(), project, annotate.Annotator{}, others, show, bar.set)
	bar.finish()
	switch {
	case err != nil:
		return err
	case asJSON:
		return told("the merge is done", writeJSON(out, mergeObjectOf(result.Plan, result.Act.Seq > 0)))
	case result.Act.Seq > 0:
		_, err = fmt.Fprintln(out, "merged")
	}
	return told("the merge is done", err)
}

func writePlan(w io.Writer, plan merge.Plan) error {
	for _, line := range plan.Sentences() {
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}

// mergeObject is the output of merge --json.
type mergeObject struct {
	Merged  bool              `json:"merged"` // false for a dry run, and where there was nothing new
	Empty   bool              `json:"empty"`  // there is nothing new
	Files   []mergeFileObject `json:"files"`
	LeftOut []string          `json:"left_out"` // sentences
}

type mergeFileObject struct {
	File        string                      `json:"file"`
	Stories     []string                    `json:"new_stories"`
	Documents   mergeDocumentsObject        `json:"documents"`
	Annotations map[string]mergeCountObject `json:"annotations"` // by span, relation, entity, state, region, decision
	Conflicts   []mergeConflictObject       `json:"conflicts"`
	Annotators  []string                    `json:"new_annotators"`
	Namesakes   []string                    `json:"namesakes"`
	Codebook    []string                    `json:"codebook"` // sentences
	Warnings    []string                    `json:"warnings"` // sentences
}

type mergeDocumentsObject struct {
	ByID      int                     `json:"matched_by_id"`
	ByText    int                     `json:"matched_by_text"`
	New       int                     `json:"new"`
	Deleted   int                     `json:"deleted"`
	Differing []mergeDifferenceObject `json:"differing"`
}

type mergeDifferenceObject struct {
	ID         string `json:"id"`
	Title      string `json:"title"`
	KeptAs     string `json:"kept_as"`
	OursKeptAs string `json:"ours_kept_as"` // "" where the project's own document has no such id
}

type mergeCountObject struct {
	Added   int `json:"added"`
	Updated int `json:"updated"`
	Present int `json:"present"`
	Deleted int `json:"deleted"`
}

type mergeConflictObject struct {
	Kind    string             `json:"kind"`
	ID      string             `json:"id"`
	Words   string             `json:"words"`
	Kept    mergeVersionObject `json:"kept"`
	Earlier mergeVersionObject `json:"earlier"`
}

type mergeVersionObject struct {
	File      string  `json:"file"`
	Annotator *string `json:"annotator"` // null where nobody was named
	At        string  `json:"at"`
	Deleted   bool    `json:"deleted"`
}

func mergeObjectOf(plan merge.Plan, merged bool) mergeObject {
	object := mergeObject{Merged: merged, Empty: plan.Empty, Files: []mergeFileObject{}, LeftOut: list(plan.LeftOut)}
	for _, f := range plan.Files {
		file := mergeFileObject{File: f.Path, Stories: list(f.Stories), Annotations: map[string]mergeCountObject{}, Conflicts: []mergeConflictObject{},
			Annotators: list(f.Annotators), Namesakes: list(f.Namesakes), Codebook: list(f.Codebook), Warnings: list(f.Warnings)}
		file.Documents = mergeDocumentsObject{f.Documents.ByID, f.Documents.ByText, f.Documents.New, f.Documents.Deleted, []mergeDifferenceObject{}}
		for _, d := range f.Documents.Differing {
			file.Documents.Differing = append(file.Documents.Differing, mergeDifferenceObject(d))
		}
		for _, kind := range merge.Kinds {
			file.Annotations[kind] = mergeCountObject(f.Annotations[kind])
		}
		for _, c := range f.Conflicts {
			file.Conflicts = append(file.Conflicts, mergeConflictObject{c.Kind, c.ID, c.Words, mergeVersionOf(c.Kept), mergeVersionOf(c.Earlier)})
		}
		object.Files = append(object.Files, file)
	}
	return object
}

func mergeVersionOf(v merge.Version) mergeVersionObject {
	object := mergeVersionObject{File: v.Path, At: v.At.UTC().Format(time.RFC3339Nano), Deleted: v.Deleted}
	if v.Annotator != "" {
		object.Annotator = &v.Annotator
	}
	return object
}

// list is never null in JSON.
func list(texts []string) []string {
	if texts == nil {
		return []string{}
	}
	return texts
}
