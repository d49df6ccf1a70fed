package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/parallax-annotation/parallax/store"
)

// actObject is one of log --acts --json.
type actObject struct {
	Act       int64   `json:"act"`
	At        string  `json:"at"`
	Annotator *string `json:"annotator"` // null where nobody was named
	Action    string  `json:"action"`
	Summary   string  `json:"summary"`
	Undone    bool    `json:"undone"`
}

// printActs writes what was done, the first one first.
func printActs(ctx context.Context, w io.Writer, project *store.Project, asJSON bool) error {
	acts, err := project.Past(ctx, 0)
	if err != nil {
		return err
	}
	slices.Reverse(acts)
	if asJSON {
		objects := make([]actObject, len(acts))
		for i, act := range acts {
			objects[i] = actObject{act.Seq, act.At.Format(time.RFC3339), nil, act.Action, act.Summary, act.Undone}
			if act.AnnotatorID != "" {
				objects[i].Annotator = &act.Who
			}
		}
		return writeJSON(w, objects)
	}
	for _, act := range acts {
		who, stands := "-", ""
		if act.AnnotatorID != "" {
			who = act.Who
		}
		if act.Undone {
			stands = " (undone)"
		}
		if _, err := fmt.Fprintf(w, "%6d  %s  %-12s  %s%s\n", act.Seq, act.At.UTC().Format(time.DateTime), who, act.Summary, stands); err != nil {
			return err
		}
	}
	return nil
}
