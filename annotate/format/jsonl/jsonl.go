// Package jsonl writes and reads Parallax's own dataset: one record a line, as annotate/dataset describes it. It holds
// everything but the project's history.
//
// It knows no project and no file name. Start with Format, with Records for the lines.
package jsonl

import "github.com/parallax-annotation/parallax/annotate/format/form"

// Format is the dataset.
var Format = form.Format{
	Name: "jsonl", Title: "JSONL (one record a line)", Extensions: []string{".jsonl", ".ndjson"}, Shape: form.File, Bare: true,
	Holds: form.Holds{Texts: true, Regions: true, States: true, Parted: true, Attributes: true, Entities: true, Notes: true, Confidence: true,
		Origins: true, Decisions: true, Relations: true, Across: true, Flags: true, About: form.Everything, IDs: form.Identified},
	Recognise: recognise, Read: read, Records: true, Write: write,
}
