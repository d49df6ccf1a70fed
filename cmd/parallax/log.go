package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

func newLog() *cobra.Command {
	var asJSON, acts bool
	var query store.LogQuery
	command := &cobra.Command{
		Use:   "log FILE",
		Short: "Print every change that was made to a project, the first one first",
		Long: "Print every change that was made to a project, the first one first.\n\n" +
			"With --span ID only the history of one span: its own changes, the relations that lead to or from it, and the\n" +
			"decisions on it and on these. With --acts what was done instead, each with the number by which “parallax undo” takes it back.",
		Args:              arguments("FILE"),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			if acts && query.SpanID != "" {
				return usagef("--span lists changes, not acts: leave --acts out")
			}
			return readProject(command, args[0], func(project *store.Project) error {
				if acts {
					return printActs(command.Context(), command.OutOrStdout(), project, asJSON)
				}
				return printLog(command.Context(), command.OutOrStdout(), project, query, asJSON)
			})
		},
	}
	command.Flags().StringVar(&query.SpanID, "span", "", "only the history of the span with this id")
	command.Flags().BoolVar(&acts, "acts", false, "the acts, each of which can be undone as a whole")
	command.Flags().BoolVar(&asJSON, "json", false, "print a JSON list")
	return command
}

func printLog(ctx context.Context, w io.Writer, project *store.Project, query store.LogQuery, asJSON bool) error {
	annotators, err := project.Layers(ctx)
	if err != nil {
		return err
	}
	codebook, err := project.Codebook(ctx)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, a := range annotators {
		names[a.ID] = a.Name
	}
	for _, l := range codebook.Labels {
		names[l.ID] = l.Name
	}
	for _, t := range codebook.RelationTypes {
		names[t.ID] = t.Name
	}
	write := writeLog
	if asJSON {
		write = writeLogJSON
	}
	buffered := bufio.NewWriter(w)
	found := false
	changes := func(yield func(annotate.Change, error) bool) {
		for change, err := range project.Log(ctx, query) {
			found = true
			if !yield(change, err) {
				return
			}
		}
	}
	if err := errors.Join(write(buffered, changes, names), buffered.Flush()); err != nil {
		return err
	}
	if query.SpanID != "" && !found && !asJSON { // an empty list says it too
		return annotate.NotFoundf("no change names a span %q", query.SpanID)
	}
	return nil
}

// writeLog writes a line for each change: place, time, who, the act, the row that it made, changed or deleted, and what that
// says. names are those of annotators, labels and relation types.
func writeLog(w io.Writer, changes iter.Seq2[annotate.Change, error], names map[string]string) error {
	for change, err := range changes {
		if err != nil {
			return err
		}
		verb := "changed"
		switch {
		case change.Made():
			verb = "made"
		case change.Deleted():
			verb = "deleted"
		}
		_, err = fmt.Fprintf(w, "%6d  %s  %-12s  %-12s  %s %s %s%s\n", change.Seq, change.At.UTC().Format(time.DateTime),
			nameOr(names, change.AnnotatorID), change.Action, verb, strings.ReplaceAll(change.EntityKind, "_", " "), change.EntityID, said(change, names))
		if err != nil {
			return err
		}
	}
	return nil
}

// said is what the row of a change says: of a span its label and place, of a relation its type and ends, of a decision the
// verdict, of a flag its state and question, of a reply its words; "" for others.
func said(change annotate.Change, names map[string]string) string {
	switch change.EntityKind {
	case "span":
		span := change.LatestSpan()
		text := ": " + nameOr(names, span.LabelID)
		for _, s := range span.Segments {
			text += fmt.Sprintf(" %d-%d", s.Start, s.End)
		}
		return text
	case "relation":
		r := change.LatestRelation()
		return fmt.Sprintf(": %s, from span %s to span %s", nameOr(names, r.TypeID), r.HeadSpanID, r.TailSpanID)
	case "decision":
		d := change.LatestDecision()
		text := ": " + d.Verdict + " (" + d.Kind + ")"
		if d.Reason != "" {
			text += ", " + strings.Join(strings.Fields(d.Reason), " ")
		}
		return text
	case "flag":
		f := change.LatestFlag()
		text := ": " + string(f.State)
		if !f.OfArticle() {
			text += fmt.Sprintf(" %d-%d", f.Place.Start, f.Place.End)
		}
		return strings.TrimRight(text+" "+oneLine(f.Question), " ")
	case "reply":
		return ": " + oneLine(change.LatestReply().Text)
	}
	return ""
}

func nameOr(names map[string]string, id string) string {
	if name, found := names[id]; found {
		return name
	}
	return "-"
}

// changeObject is one change in the output of log --json: the columns of the table change, and the annotator's name.
type changeObject struct {
	Seq         int64           `json:"seq"`
	ID          string          `json:"id"`
	At          string          `json:"at"`
	AnnotatorID *string         `json:"annotator_id"` // null where no annotator was named
	Annotator   *string         `json:"annotator"`
	Action      string          `json:"action"`
	EntityKind  string          `json:"entity_kind"`
	EntityID    string          `json:"entity_id"`
	Before      json.RawMessage `json:"before"` // null for what was made
	After       json.RawMessage `json:"after"`  // null for what was deleted
}

// writeLogJSON writes the changes one by one, so that a long log needs no memory.
func writeLogJSON(w io.Writer, changes iter.Seq2[annotate.Change, error], names map[string]string) error {
	separator := "[\n"
	for change, err := range changes {
		if err != nil {
			return err
		}
		object := changeObject{Seq: change.Seq, ID: change.ID, At: change.At.UTC().Format("2006-01-02T15:04:05.000Z"),
			Action: change.Action, EntityKind: change.EntityKind, EntityID: change.EntityID,
			Before: change.Before, After: change.After}
		if change.AnnotatorID != "" {
			name := names[change.AnnotatorID]
			object.AnnotatorID, object.Annotator = &change.AnnotatorID, &name
		}
		line, err := json.Marshal(object)
		if err != nil {
			return fmt.Errorf("change %d: %w", change.Seq, err)
		}
		if _, err := fmt.Fprintf(w, "%s%s", separator, line); err != nil {
			return err
		}
		separator = ",\n"
	}
	closing := "\n]\n"
	if separator == "[\n" {
		closing = "[]\n"
	}
	_, err := io.WriteString(w, closing)
	return err
}
