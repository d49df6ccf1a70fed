package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/annotate/ingest/charset"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
)

// importFormats are the values of --format.
var importFormats = append([]string{format.Auto}, format.Names(format.Read())...)

// layerKinds are the values of --kind. The gold layer is known by its name.
var layerKinds = []string{string(annotate.Human), string(annotate.Model)}

func newImport() *cobra.Command {
	var options exchange.ImportOptions
	var kind, names string
	var columns []string
	var asJSON bool
	command := &cobra.Command{
		Use:   "import FILE PATH...",
		Short: "Take articles, or a dataset with its annotations, into a project",
		Long: "Take articles, or a dataset with its annotations, into a project.\n\n" +
			"Each PATH is a file, or a folder or a ZIP archive whose files are taken, or a file of an archive. The articles of one\n" +
			"story belong together: the story is the one that --story names, else the one that the file names, else it is called like\n" +
			"the folder or the archive that the file lies in. Of a table, and of JSON, each row is an article: --columns says which\n" +
			"column is what, where its name and what stands in it do not tell. --names says what the names of the files say.\n" +
			"What was guessed, mended or left out is said on standard error, a line each; with --json in the notes of each file.",
		Example: "  parallax import haqqani.parallax articles/\n  parallax import haqqani.parallax anna.jsonl --annotator anna\n" +
			"  parallax import haqqani.parallax predictions.jsonl --annotator bert --kind model\n" +
			"  parallax import haqqani.parallax articles.csv --columns text=body,title=headline,story=event\n" +
			"  parallax import haqqani.parallax texts.zip --names '{outlet}_{date}_{title}.txt'\n" +
			"  parallax import haqqani.parallax anna-in-label-studio.json --update --dry-run",
		Args:              arguments("FILE PATH..."),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			if err := oneOf("format", options.Format, importFormats); err != nil {
				return err
			}
			if kind != "" {
				if err := oneOf("kind", kind, layerKinds); err != nil {
					return err
				}
			}
			if options.Encoding != "" && !charset.Known(options.Encoding) {
				return usagef("--encoding %q is not known: use one of %s", options.Encoding, strings.Join(charset.Names(), ", "))
			}
			if options.Annotator != "" {
				if err := annotate.NewAnnotator(options.Annotator).Validate(); err != nil {
					return usagef("--annotator: %v", err)
				}
			}
			var err error
			if options.Columns, err = form.ParseColumns(columns); err != nil {
				return usagef("--columns: %v", err)
			}
			if options.Names, err = ingest.ParseNames(names); err != nil {
				return usagef("--names: %v", err)
			}
			if options.Remove && !options.Update {
				return usagef("--remove goes with --update")
			}
			options.Kind = annotate.AnnotatorKind(kind)
			var results []exchange.ImportResult
			on := onProject
			if options.DryRun {
				on = readProject
			}
			err = on(command, args[0], func(project *store.Project) (err error) {
				bar := newBar(command, "importing")
				defer bar.finish()
				results, err = exchange.ImportFiles(command.Context(), project, args[1:], options, bar.set)
				return err
			})
			if err != nil {
				return err
			}
			sayWhose(results)
			if asJSON {
				err = writeJSON(command.OutOrStdout(), importObjects(results))
			} else {
				reportNotes(command, results)
				err = writeImport(command.OutOrStdout(), results)
			}
			if err != nil {
				return told("the import is done", err)
			}
			return reportRefused(command, results)
		},
	}
	flags := command.Flags()
	flags.StringVar(&options.Story, "story", "", "the story that the articles report (default: the folder's name)")
	flags.StringVar(&options.Format, "format", "auto", strings.Join(importFormats, ", "))
	flags.StringVar(&options.Encoding, "encoding", "", "how the texts are encoded, for instance windows-1254 (default: what each looks like)")
	flags.BoolVar(&options.Mend, "mend-double-encoding", false, "mend texts that were decoded twice (“itâ€™s”)")
	flags.StringSliceVar(&columns, "columns", nil, "which column of a table, or field of JSON, is what: ROLE=NAME, of "+strings.Join(form.ColumnRoles, ", "))
	flags.StringVar(&names, "names", "", "what the names of files say: a pattern of {"+strings.Join(ingest.NameFields, "}, {")+"}")
	flags.StringVar(&options.Annotator, "annotator", "", "whose layer takes a dataset's annotations (default: the one it names;\nneeded for a file that names nobody, as brat, CoNLL and spaCy do)")
	flags.StringVar(&kind, "kind", "", "whether a layer that is new is a human's or a model's (default: a model's where --annotator\nnames it and the spans have confidences below 1 or no layer of their own)")
	flags.StringVar(&options.Reattach, "reattach", "", "a folder with your copies of the articles whose texts the dataset leaves out")
	flags.BoolVar(&options.Update, "update", false, "annotations that the project has become what the dataset says of them (default: they are kept)")
	flags.BoolVar(&options.Remove, "remove", false, "with --update: take away what its layers have in the project and the dataset has no more")
	flags.BoolVar(&options.Carry, "carry", false, "bring annotations over to a new version of an article that the story has")
	flags.BoolVar(&options.DryRun, "dry-run", false, "say what would become of each file, and change nothing")
	flags.BoolVar(&asJSON, "json", false, "print what became of each file as JSON")
	complete(command, "format", importFormats...)
	complete(command, "encoding", charset.Names()...)
	complete(command, "kind", layerKinds...)
	return command
}

// importObject is one file in the output of import --json.
type importObject struct {
	File     string   `json:"file"`
	Status   string   `json:"status"`
	Document *string  `json:"document"` // id, null where the file was refused
	Spans    int      `json:"spans"`
	Reason   string   `json:"reason"`
	Notes    []string `json:"notes"` // never null
}

func importObjects(results []exchange.ImportResult) []importObject {
	objects := []importObject{}
	for _, r := range results {
		object := importObject{File: r.File, Status: string(r.Status), Spans: r.Spans, Reason: r.Reason, Notes: append([]string{}, r.Notes...)}
		if r.DocumentID != "" {
			object.Document = &r.DocumentID
		}
		objects = append(objects, object)
	}
	return objects
}

// writeImport says in words what became of each file that was not refused.
func writeImport(w io.Writer, results []exchange.ImportResult) error {
	for _, r := range results {
		if r.Status == exchange.Refused {
			continue
		}
		line := fmt.Sprintf("%-9s  %s", r.Status, r.File)
		if r.Spans > 0 {
			line += "  (" + plural(r.Spans, "span") + ")"
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}

// sayWhose says how annotations come in that a file does not say who made.
func sayWhose(results []exchange.ImportResult) {
	for i := range results {
		r := &results[i]
		switch {
		case r.Nobodys == 0:
		case r.Status == exchange.Refused:
			r.Reason += ": --annotator NAME says whose layer takes them"
		default:
			r.Notes = append(r.Notes, "import it again with --annotator NAME, which says whose layer takes the annotations that name nobody")
		}
	}
}

// reportNotes writes a line for each thing that was guessed or left out.
func reportNotes(command *cobra.Command, results []exchange.ImportResult) {
	for _, r := range results {
		for _, note := range r.Notes {
			report(command, fmt.Errorf("%s: %s", r.File, note))
		}
	}
}

// reportRefused writes a line for each file that was refused, and fails where there is one.
func reportRefused(command *cobra.Command, results []exchange.ImportResult) error {
	var err error
	for _, r := range results {
		if r.Status == exchange.Refused {
			report(command, fmt.Errorf("%s: %s", r.File, r.Reason))
			err = errReported
		}
	}
	return err
}
