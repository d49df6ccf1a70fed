package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/suggest"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/propose"
)

// usualPatience is how long an outside model may take in all.
const usualPatience = 30 * time.Minute

// suggesting are the flags of suggest.
type suggesting struct {
	propose.Options
	story, layer string
	command      string
	patience     time.Duration
	asJSON       bool
}

func newSuggest() *cobra.Command {
	o := suggesting{patience: usualPatience}
	command := &cobra.Command{
		Use:   "suggest FILE",
		Short: "Propose what could be marked: who says what, mentions of known actors, or what an outside model answers",
		Long: "Propose what could be marked. Proposals are kept in a layer of their own, which is in no count, no export and no agreement figure\n" +
			"unless it is named; in the window they are taken or turned down one by one. With --json they are printed and nothing is kept.\n\n" +
			"  --by quotations    who says what, from quotation marks and the codebook's words for saying\n" +
			"  --by actors        where actors that the project knows are mentioned by one of their names\n" +
			"  --by occurrences   where words stand again that are tagged elsewhere in the story\n" +
			"  --by model         what the program named by --command answers: it gets an article a line on its standard input and writes\n" +
			"                     a proposal a line to its standard output, both as JSON; or what the server named by --server answers to\n" +
			"                     POST /v1/chat/completions, a paragraph at a time, as those of Ollama and llama.cpp do",
		Example: "  parallax suggest haqqani.parallax\n" +
			"  parallax suggest haqqani.parallax --by actors --json > proposals.json\n" +
			"  parallax suggest haqqani.parallax --by model --command \"python3 ask.py\" --annotator llama\n" +
			"  parallax suggest haqqani.parallax --by model --server http://127.0.0.1:11434 --model llama3.2",
		Args:              arguments("FILE"),
		ValidArgsFunction: completeProject,
		RunE:              func(command *cobra.Command, args []string) error { return o.run(command, args[0]) },
	}
	command.Flags().StringVar(&o.By, "by", suggest.ByQuotations, "quotations, actors, occurrences or model")
	command.Flags().StringVar(&o.story, "story", "", "only this story")
	command.Flags().StringVar(&o.layer, "annotator", "", "the name of the layer in which the proposals are kept (default: called like the way, or like the model)")
	command.Flags().StringVar(&o.command, "command", "", "with --by model: the program that is asked, and its arguments, parted by spaces")
	command.Flags().StringVar(&o.Model.Server, "server", "", "with --by model: the address of the server that is asked, in place of a program")
	command.Flags().StringVar(&o.Model.Name, "model", "", "with --server: which of its models")
	command.Flags().BoolVar(&o.Model.Elsewhere, "elsewhere", false, "with --server: it may be another computer, to which the texts are sent")
	command.Flags().DurationVar(&o.patience, "timeout", usualPatience, "with --by model: how long it may take in all")
	command.Flags().BoolVar(&o.asJSON, "json", false, "print a JSON list, and keep nothing")
	return command
}

func (o *suggesting) run(command *cobra.Command, path string) error {
	if err := oneOf("by", o.By, suggest.Ways); err != nil {
		return err
	}
	o.Model.Command = strings.Fields(o.command)
	byCommand, byServer := len(o.Model.Command) > 0, o.Model.Server != ""
	switch byModel := o.By == suggest.ByModel; {
	case byModel && !byCommand && !byServer:
		return usagef("--by model needs --command, which says which program is asked, or --server")
	case byCommand && byServer:
		return usagef("--command and --server name two models: one at a time is asked")
	case !byModel && (o.command != "" || byServer || command.Flags().Changed("timeout")):
		return usagef("--command, --server and --timeout are for --by model")
	case !byServer && (o.Model.Name != "" || o.Model.Elsewhere):
		return usagef("--model and --elsewhere are for --server")
	case o.patience <= 0:
		return usagef("--timeout %v: a time like 90s or 10m belongs there", o.patience)
	case o.asJSON && o.layer != "":
		return usagef("--annotator names the layer in which proposals are kept, and with --json none are")
	}
	open := onProject
	if o.asJSON {
		open = readProject
	}
	return open(command, path, func(project *store.Project) (err error) {
		if o.story != "" {
			if o.StoryID, err = findStory(command, project, o.story); err != nil {
				return err
			}
		}
		found, err := o.find(command, project)
		if err != nil {
			return err
		}
		for _, note := range found.Notes {
			report(command, errors.New(note))
		}
		if o.asJSON {
			cb, err := project.Codebook(command.Context())
			if err != nil {
				return err
			}
			return writeJSON(command.OutOrStdout(), proposalObjects(found, cb))
		}
		return o.keep(command, project, found)
	})
}

// find looks for proposals.
func (o *suggesting) find(command *cobra.Command, project *store.Project) (propose.Found, error) {
	ctx := command.Context()
	if o.By == suggest.ByModel {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, o.patience)
		defer stop()
	}
	bar := newBar(command, "reading")
	defer bar.finish()
	return propose.Find(ctx, project, o.Options, bar.set)
}

// keep puts what was found into a layer, as one act.
func (o *suggesting) keep(command *cobra.Command, project *store.Project, found propose.Found) error {
	layer := o.layer
	if layer == "" {
		layer = propose.LayerOf(o.By, found.Model)
	}
	added := 0
	_, err := project.Do(command.Context(), annotate.Annotator{}, "suggest", "Proposed by "+o.By, func(tx *store.Tx) (err error) {
		added, err = propose.Keep(tx, layer, found)
		tx.Summarize("Proposed " + annotate.Counted(added, "mark", "marks") + " by " + o.By)
		return err
	})
	if err != nil {
		return err
	}
	return told("the proposals are kept", writeKept(command.OutOrStdout(), layer, added, found.Count()))
}

// writeKept says how many proposals are in the layer now and were before.
func writeKept(w io.Writer, layer string, added, found int) error {
	was := ""
	if found > added {
		was = fmt.Sprintf(", %d there already", found-added)
	}
	_, err := fmt.Fprintf(w, "%s in the layer “%s”%s\n", annotate.Counted(added, "new proposal", "new proposals"), layer, was)
	return err
}

// proposalObject is one of suggest --json.
type proposalObject struct {
	Document  string         `json:"document"`
	By        string         `json:"by"`
	Score     float64        `json:"score"`
	Spans     []proposedSpan `json:"spans"`
	Relations []proposedTie  `json:"relations"`
}

type proposedSpan struct {
	Label string `json:"label"`
	stretchObject
	Attributes dataset.Attributes `json:"attributes"`
	Segments   [][2]int           `json:"segments,omitempty"` // where there are several
	Note       string             `json:"note,omitempty"`
}

type proposedTie struct {
	Type string `json:"type"`
	Head int    `json:"head"`
	Tail int    `json:"tail"`
}

func proposalObjects(found propose.Found, cb annotate.Codebook) []proposalObject {
	objects := []proposalObject{}
	for _, a := range found.Articles {
		for _, p := range a.Proposals {
			o := proposalObject{Document: p.DocumentID, By: p.By, Score: p.Score, Spans: []proposedSpan{}, Relations: []proposedTie{}}
			for _, s := range p.Spans {
				label, _ := cb.LabelByID(s.LabelID)
				span := proposedSpan{Label: label.Name, stretchObject: stretchObject{s.Start(), s.End(), a.Text.Quote(s.Segments)}, Attributes: dataset.Attributes{}, Note: s.Note}
				for _, attribute := range label.Attributes {
					span.Attributes = append(span.Attributes, dataset.Attribute{Name: attribute.Name, Value: s.Attributes[attribute.Name]})
				}
				for i := 0; i < len(s.Segments) && len(s.Segments) > 1; i++ {
					span.Segments = append(span.Segments, [2]int{s.Segments[i].Start, s.Segments[i].End})
				}
				o.Spans = append(o.Spans, span)
			}
			for _, tie := range p.Ties {
				o.Relations = append(o.Relations, proposedTie{tie.Type.Name, tie.Head, tie.Tail})
			}
			objects = append(objects, o)
		}
	}
	return objects
}
