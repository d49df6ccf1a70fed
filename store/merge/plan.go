package merge

import (
	"fmt"
	"strings"
	"time"

	"github.com/parallax-annotation/parallax/store/table"
)

// Plan says what a merge does, file by file.
type Plan struct {
	Files   []File
	LeftOut []string // sentences about what no longer fits and is left out
	Empty   bool     // the files have nothing that the project has not
}

// File is what one file brings.
type File struct {
	Path        string
	Stories     []string // names of those that are new
	Documents   Documents
	Annotations map[string]Count // by "span", "relation", "entity", "state", "region", "decision", "assignment", "question", "reply", "rejected pair"
	Conflicts   []Conflict
	Annotators  []string // names of those that are new
	Namesakes   []string // entities that are new and whose name the label has already: perhaps the same
	Codebook    []string // sentences: what differs, and what becomes of it
	Warnings    []string // sentences

	source *source
}

// Documents counts the documents of a file by what they were matched by, in the project or in a file before it.
type Documents struct {
	ByID      int // known under the same id
	ByText    int // the same text is known under another id, in the story of the same name
	New       int
	Deleted   int          // deleted in one file after they were made, with nobody's annotations since
	Differing []Difference // the same id, but another text: kept apart
}

// Difference is a document whose id another text has too: each is kept under an id of its own.
type Difference struct {
	ID         string
	Title      string
	KeptAs     string // the id that it gets
	OursKeptAs string // the id that the project's own document of that id gets, "" where an earlier merge gave it one or it has none
}

// Count says what becomes of the rows of one kind.
type Count struct {
	Added   int // the project did not have them
	Updated int // changed in the file since
	Present int // the project has them so, or later
	Deleted int // deleted in the file since
}

// Conflict is a row that was changed in two files by people who did not know of each other's change.
type Conflict struct {
	Kind    string // "span", "relation", ...
	ID      string
	Words   string // of a span, or the name of what it is
	Kept    Version
	Earlier Version // stays in the log
}

// Version is one of two versions.
type Version struct {
	Path      string
	Annotator string // name, "" where nobody was named
	At        time.Time
	Deleted   bool
}

// nouns are the names of the kinds that a plan counts.
var nouns = map[*table.Kind]string{table.SpanKind: "span", table.RelationKind: "relation", table.EntityKind: "entity", table.ProgressKind: "state", table.RegionKind: "region", table.DecisionKind: "decision",
	table.AssignmentKind: "assignment", table.FlagKind: "question", table.ReplyKind: "reply", table.RejectedPairKind: "rejected pair"}

// Kinds are the kinds that a plan counts, in the order in which it speaks of them.
var Kinds = []string{"span", "relation", "entity", "decision", "state", "assignment", "region", "question", "reply", "rejected pair"}

var plurals = map[string]string{"span": "spans", "relation": "relations", "entity": "entities", "decision": "decisions", "state": "articles’ progress", "assignment": "assignments",
	"region": "articles’ regions", "question": "questions", "reply": "replies", "rejected pair": "rejected pairs"}

// Sentences says the plan in words, a line each.
func (p Plan) Sentences() []string {
	var lines []string
	for _, f := range p.Files {
		lines = append(lines, f.sentences()...)
	}
	lines = append(lines, grouped(p.LeftOut)...)
	if p.Empty {
		lines = append(lines, "There is nothing to merge: the project has all of it.")
	}
	return lines
}

func (f File) sentences() []string {
	d := f.Documents
	lines := []string{f.Path}
	say := func(format string, args ...any) { lines = append(lines, "  "+fmt.Sprintf(format, args...)) }
	var articles []string
	for _, part := range []struct {
		n   int
		how string
	}{{d.ByID, "known by id"}, {d.ByText, "known by text"}, {d.New, "new"}, {d.Deleted, "deleted"}, {len(d.Differing), "with another text under a known id"}} {
		if part.n > 0 {
			articles = append(articles, fmt.Sprintf("%d %s", part.n, part.how))
		}
	}
	if len(articles) == 0 {
		articles = []string{"none"}
	}
	say("articles: %s", strings.Join(articles, ", "))
	for _, other := range d.Differing {
		ours := ""
		if other.OursKeptAs != "" {
			ours = ", the project's own as " + other.OursKeptAs
		}
		say("%q has the id %s, which another text has too: it is kept apart as %s%s", other.Title, other.ID, other.KeptAs, ours)
	}
	if len(f.Stories) > 0 {
		say("new stories: %s", strings.Join(f.Stories, ", "))
	}
	if len(f.Annotators) > 0 {
		say("new annotators: %s", strings.Join(f.Annotators, ", "))
	}
	for _, kind := range Kinds {
		c := f.Annotations[kind]
		if c == (Count{}) {
			continue
		}
		say("%s: %d added, %d updated, %d already there, %d deleted", plurals[kind], c.Added, c.Updated, c.Present, c.Deleted)
	}
	for _, c := range f.Conflicts {
		say("conflict: %s", c.sentence())
	}
	for _, name := range f.Namesakes {
		say("%s is new, and another of that name is there: merge the two if they are the same", name)
	}
	for _, part := range f.Codebook {
		say("codebook: %s", part)
	}
	for _, warning := range f.Warnings {
		say("%s", warning)
	}
	return lines
}

func (c Conflict) sentence() string {
	what := c.Kind
	if c.Words != "" {
		what += " “" + c.Words + "”"
	}
	return fmt.Sprintf("%s: %s is kept, %s was earlier and stays in the log", what, c.Kept.sentence(), c.Earlier.sentence())
}

func (v Version) sentence() string {
	verb := "the change"
	if v.Deleted {
		verb = "the deletion"
	}
	by := ""
	if v.Annotator != "" {
		by = " by " + v.Annotator
	}
	return fmt.Sprintf("%s%s of %s in %s", verb, by, v.At.Format(time.DateTime), fileName(v.Path))
}

// grouped says each sentence once, with how often it was said.
func grouped(sentences []string) []string {
	counts := map[string]int{}
	var order []string
	for _, s := range sentences {
		if counts[s]++; counts[s] == 1 {
			order = append(order, s)
		}
	}
	for i, s := range order {
		if counts[s] > 1 {
			order[i] = fmt.Sprintf("%s (%d times)", s, counts[s])
		}
	}
	return order
}

func splitList(text string) []string { return strings.Split(text, ",") }
