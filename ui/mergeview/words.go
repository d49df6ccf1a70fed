package mergeview

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// rowKinds are the kinds of row that a plan counts, in the order in which it speaks of them.
var rowKinds = []struct{ name, one, many string }{
	{"span", "span", "spans"}, {"relation", "relation", "relations"}, {"entity", "entity", "entities"}, {"decision", "decision", "decisions"},
	{"assignment", "assignment", "assignments"}, {"state", "article’s progress", "articles’ progress"}, {"region", "article’s regions", "articles’ regions"},
	{"question", "question", "questions"}, {"reply", "reply", "replies"}, {"rejected pair", "rejected pair", "rejected pairs"},
}

// totals says in a few words what a plan brings: "2 new articles, 14 spans added, 1 updated".
func totals(plan merge.Plan) string {
	articles, apart := 0, 0
	sum := map[string]merge.Count{}
	for _, f := range plan.Files {
		articles += f.Documents.New
		apart += len(f.Documents.Differing)
		for kind, c := range f.Annotations {
			s := sum[kind]
			sum[kind] = merge.Count{Added: s.Added + c.Added, Updated: s.Updated + c.Updated, Present: s.Present + c.Present, Deleted: s.Deleted + c.Deleted}
		}
	}
	var parts []string
	if articles > 0 {
		parts = append(parts, wording.CountOf(articles, "new article", "new articles"))
	}
	if apart > 0 {
		parts = append(parts, wording.CountOf(apart, "article kept apart", "articles kept apart"))
	}
	for _, k := range rowKinds {
		if c := sum[k.name]; c.Added+c.Updated+c.Deleted > 0 {
			parts = append(parts, changes(c, k.one, k.many))
		}
	}
	if len(parts) == 0 {
		return "nothing new"
	}
	return strings.Join(parts, ", ")
}

// changes says what becomes of rows of a kind, without those that are there already.
func changes(c merge.Count, one, many string) string {
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{{c.Added, "added"}, {c.Updated, "updated"}, {c.Deleted, "deleted"}} {
		if part.n == 0 {
			continue
		}
		if len(parts) == 0 {
			parts = append(parts, wording.CountOf(part.n, one, many)+" "+part.what)
		} else {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.what))
		}
	}
	return strings.Join(parts, ", ")
}

// conflictWords says what is kept of something that two people changed, and what was earlier.
func conflictWords(c merge.Conflict) string {
	what := wording.Capital(c.Kind)
	if c.Words != "" {
		what += " " + wording.Quoted(c.Words, 60)
	}
	return fmt.Sprintf("%s: kept is %s. %s was earlier and stays in the log.", what, versionWords(c.Kept), wording.Capital(versionWords(c.Earlier)))
}

func versionWords(v merge.Version) string {
	verb, by := "the change", ""
	if v.Deleted {
		verb = "the deletion"
	}
	if v.Annotator != "" {
		by = " by " + v.Annotator
	}
	return fmt.Sprintf("%s%s of %s in %s", verb, by, v.At.Local().Format(time.DateTime), filepath.Base(v.Path))
}
