package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/search"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/find"
)

// searchFlags are what a search is narrowed by, as it is named on the command line.
type searchFlags struct {
	in, sort, csv, label, layer, story, entity, attribute, state, region string
	question                                                             find.Question
	limit                                                                int
	asJSON                                                               bool
}

// sortings are the orders of the hits.
var sortings = map[string]search.Order{"place": search.ByPlace, "left": search.ByLeft, "right": search.ByRight}

func newSearch() *cobra.Command {
	var f searchFlags
	command := &cobra.Command{
		Use:   "search FILE QUERY",
		Short: "Find words in the articles, or spans that have them",
		Long: "Find words in the articles or, with --in spans, the spans that have them: however they are written, whatever their case and accents.\n" +
			"A query is " + search.Syntax + "\n\n" +
			"Words stand for all of them somewhere in the article. NEAR is ten words apart at most, NEAR/5 five. Scripts that do not part words\n" +
			"are searched by their characters. In texts, --label, --layer, --entity and --attribute find what stands within such spans.\n" +
			"Spans of models are found where their --layer is named.",
		Example: "  parallax search haqqani.parallax 'haqqani NEAR/5 \"intelligence agency\"'\n" +
			"  parallax search haqqani.parallax 'terror*' --in spans --label claim --json\n" +
			"  parallax search haqqani.parallax pakistan --sort right --csv concordance.csv",
		Args:              arguments("FILE QUERY"),
		ValidArgsFunction: completeProject,
		RunE: func(command *cobra.Command, args []string) error {
			if err := f.check(); err != nil {
				return err
			}
			var err error
			if f.question.Query, err = search.Parse(args[1]); err != nil {
				return usageError{err}
			}
			return readProject(command, args[0], func(project *store.Project) error { return f.run(command, project) })
		},
	}
	flags := command.Flags()
	flags.StringVar(&f.in, "in", "text", "text or spans")
	flags.StringVar(&f.label, "label", "", "only spans with this label")
	flags.StringVar(&f.layer, "layer", "", "only spans of this annotator")
	flags.StringVar(&f.entity, "entity", "", "only spans that refer to the actor, or the claim, of this name")
	flags.StringVar(&f.attribute, "attribute", "", "only spans with this value: NAME=VALUE")
	flags.StringVar(&f.story, "story", "", "only articles of this story")
	flags.StringVar(&f.question.Outlet, "outlet", "", "only articles of this outlet")
	flags.StringVar(&f.question.Since, "since", "", "only articles published on this day or later: 2011-10-31")
	flags.StringVar(&f.question.Until, "until", "", "only articles published on this day or earlier")
	flags.StringVar(&f.state, "state", "", "only articles with which the annotator of --layer, or anybody, is so far: todo, doing or done")
	flags.StringVar(&f.region, "region", "", "only what stands in the article's own prose, or in regions of this kind")
	flags.StringVar(&f.sort, "sort", "place", "the order: by place, or by the words to the left or to the right")
	flags.IntVar(&f.limit, "limit", 0, "list at most so many, 0 for all")
	flags.StringVar(&f.csv, "csv", "", "write the hits as a concordance to this file, - for standard output")
	flags.BoolVar(&f.asJSON, "json", false, "print the hits as JSON")
	complete(command, "in", "text", "spans")
	complete(command, "sort", "place", "left", "right")
	complete(command, "state", string(annotate.Todo), string(annotate.Doing), string(annotate.Done))
	if err := command.RegisterFlagCompletionFunc("layer", completeLayer); err != nil {
		panic(err) // the flag does not exist: a mistake in this package
	}
	return command
}

// check refuses what no flag means before a project is opened.
func (f *searchFlags) check() error {
	if err := oneOf("in", f.in, []string{"text", "spans"}); err != nil {
		return err
	}
	if err := oneOf("sort", f.sort, []string{"place", "left", "right"}); err != nil {
		return err
	}
	if f.state != "" {
		if err := oneOf("state", f.state, []string{string(annotate.Todo), string(annotate.Doing), string(annotate.Done)}); err != nil {
			return err
		}
	}
	if f.region != "" {
		kinds := []string{string(find.Prose)}
		for _, k := range annotate.RegionKinds {
			kinds = append(kinds, string(k))
		}
		if err := oneOf("region", f.region, kinds); err != nil {
			return err
		}
	}
	if f.limit < 0 {
		return usagef("--limit %d: at least 0", f.limit)
	}
	for flag, day := range map[string]string{"since": f.question.Since, "until": f.question.Until} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return usagef("--%s %q is not a day of the form 2011-10-31", flag, day)
		}
	}
	if f.attribute != "" && !strings.Contains(f.attribute, "=") {
		return usagef("--attribute %q is not of the form NAME=VALUE", f.attribute)
	}
	if f.csv == "-" && f.asJSON {
		return usagef("--json and --csv - do not go together")
	}
	return nil
}

func (f *searchFlags) run(command *cobra.Command, project *store.Project) error {
	if err := f.resolve(command, project); err != nil {
		return err
	}
	limit := f.limit
	if f.sort != "place" {
		limit = 0
	}
	bar := newBar(command, "reading the articles")
	found, err := find.New(project).Find(command.Context(), f.question, limit, find.Hearer{Progress: bar.set})
	bar.finish()
	if err != nil {
		return err
	}
	if f.sort != "place" {
		found.Hits = find.Sorted(found.Hits, sortings[f.sort])
		if f.limit > 0 {
			found.Hits = found.Hits[:min(len(found.Hits), f.limit)]
		}
	}
	if f.csv != "" {
		if err := writeTo(command, f.csv, func(w io.Writer) error { return find.WriteCSV(w, found.Hits) }); err != nil || f.csv == "-" {
			return err
		}
	}
	if f.asJSON {
		return writeJSON(command.OutOrStdout(), searchObjects(found))
	}
	return writeFound(command.OutOrStdout(), found, f.question.Spans)
}

// resolve finds what the flags name.
func (f *searchFlags) resolve(command *cobra.Command, project *store.Project) (err error) {
	ctx, q := command.Context(), &f.question
	q.Spans, q.State, q.Region = f.in == "spans", annotate.State(f.state), annotate.RegionKind(f.region)
	if f.story != "" {
		if q.StoryID, err = findStory(command, project, f.story); err != nil {
			return err
		}
	}
	if f.layer != "" {
		layer, err := findAnnotator(ctx, project, f.layer)
		if err != nil {
			return err
		}
		q.AnnotatorID = layer.ID
	}
	codebook, err := project.Codebook(ctx)
	if err != nil {
		return err
	}
	if f.label != "" {
		label, there := codebook.LabelByName(f.label)
		if !there {
			return annotate.NotFoundf("there is no label %q", f.label)
		}
		q.LabelID = label.ID
	}
	if f.entity != "" {
		if q.EntityID, err = findEntity(command, project, q.LabelID, f.entity); err != nil {
			return err
		}
	}
	q.Attribute, q.Value, _ = strings.Cut(f.attribute, "=")
	return nil
}

// findEntity is the id of the entity of that name, of a label where one is given.
func findEntity(command *cobra.Command, project *store.Project, labelID, name string) (id string, err error) {
	all, err := project.Entities(command.Context(), store.EntityQuery{LabelID: labelID, Prefix: name})
	for _, e := range all {
		if e.Name != name {
			continue
		}
		if id != "" {
			return "", usagef("several are called %q: name a --label too", name)
		}
		id = e.ID
	}
	if err == nil && id == "" {
		err = annotate.NotFoundf("there is no actor or claim called %q", name)
	}
	return id, err
}

// searchObject is the output of search --json.
type searchObject struct {
	Total int         `json:"total"`
	Hits  []hitObject `json:"hits"`
}

type hitObject struct {
	Document string  `json:"document"`
	Span     *string `json:"span"`
	stretchObject
	Before string `json:"before"`
	After  string `json:"after"`
}

func searchObjects(found find.Found) searchObject {
	o := searchObject{Total: found.Total, Hits: []hitObject{}}
	for _, h := range found.Hits {
		one := hitObject{Document: h.Document.ID, stretchObject: stretchObject{h.At.Start, h.At.End, h.Text}, Before: h.Before, After: h.After}
		if h.Span != nil {
			one.Span = &h.Span.ID
		}
		o.Hits = append(o.Hits, one)
	}
	return o
}

// writeFound writes the hits with what stands around them, beneath their articles.
func writeFound(w io.Writer, found find.Found, spans bool) error {
	var out strings.Builder
	noun := "place"
	if spans {
		noun = "span"
	}
	fmt.Fprintf(&out, "%s in %s", plural(found.Total, noun), plural(found.Articles, "article"))
	if len(found.Hits) < found.Total {
		fmt.Fprintf(&out, "; the first %d", len(found.Hits))
	}
	out.WriteByte('\n')
	last := ""
	for _, h := range found.Hits {
		if h.Document.ID != last {
			last = h.Document.ID
			fmt.Fprintf(&out, "\n%s · %s\n", h.Story, h.Document.Name())
		}
		fmt.Fprintf(&out, "  %d-%d  %s [%s] %s\n", h.At.Start, h.At.End, oneLine(h.Before), oneLine(h.Text), oneLine(h.After))
	}
	_, err := io.WriteString(w, out.String())
	return err
}
