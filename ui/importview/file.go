package importview

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/ui/choose"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// status says what importing a file would do.
type status int

const (
	added     status = iota // a new article
	present                 // its text is in the story already
	twice                   // its text stands in another file of the list
	annotated               // a dataset: articles with annotations
	refused
)

// file is one line of the list: a file as it was read, to be corrected before it is imported.
type file struct {
	path    string
	name    string // last part of the path
	doc     *ingest.Document
	planned exchange.PlannedDocument // doc points into it
	status  status
	reason  string // why it is refused

	how    exchange.ImportOptions // how a person chose to have it read: in which format and encoding, and what its columns are
	found  ingest.Document        // as it was read
	asRead annotate.Document      // likewise, with what its name says, before anybody corrected it
}

func newFile(planned exchange.PlannedDocument) *file {
	planned.Story = planned.Told // other articles go to the story that is chosen here, those of a dataset to the one that it names
	f := &file{path: planned.File, name: filepath.Base(planned.File), planned: planned, found: planned.Document}
	f.doc = &f.planned.Document
	f.asRead = f.doc.Document
	switch {
	case planned.Refusal != nil:
		f.refuse(session.Sentence(planned.Refusal))
	case planned.Dataset != "":
		f.status = annotated
	}
	return f
}

func (f *file) refuse(reason string) { f.status, f.reason = refused, reason }

// folderName is the name of a story that is likely meant by paths: that of the folder that was chosen, or of the one
// that holds the first file.
func folderName(paths []string) string {
	if len(paths) == 0 {
		return ""
	}
	path := paths[0]
	if !choose.IsFolder(path) {
		path = filepath.Dir(path)
	}
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	name := filepath.Base(path)
	if name == "." || name == string(filepath.Separator) {
		return ""
	}
	return name
}

// article is a text in a story; the story "" is the one that is chosen.
type article struct{ story, hash string }

// compare tells for each article whether its story, of which there knows the texts, or the list has it already.
func compare(files []*file, there func(article) bool) {
	seen := map[article]bool{}
	for _, f := range files {
		if f.status == refused || f.status == annotated {
			continue
		}
		this := article{f.planned.Story, f.doc.TextSHA256}
		switch {
		case there(this):
			f.status = present
		case seen[this]:
			f.status = twice
		default:
			f.status = added
		}
		seen[this] = true
	}
}

// sortFiles orders by path as people count: "2" before "10".
func sortFiles(files []*file) {
	slices.SortStableFunc(files, func(a, b *file) int {
		return cmp.Or(naturally(a.path, b.path), cmp.Compare(a.path, b.path))
	})
}

// naturally compares two names with the numbers in them as numbers.
func naturally(a, b string) int {
	for a != "" && b != "" {
		x, y := digits(a), digits(b)
		if x > 0 && y > 0 {
			m, n := strings.TrimLeft(a[:x], "0"), strings.TrimLeft(b[:y], "0")
			if order := cmp.Or(cmp.Compare(len(m), len(n)), cmp.Compare(m, n)); order != 0 {
				return order
			}
			a, b = a[x:], b[y:]
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// summary counts what importing would do.
func summary(files []*file) string {
	counts := map[status]int{}
	for _, f := range files {
		counts[f.status]++
	}
	var parts []string
	add := func(n int, one, many string) {
		if n > 0 {
			parts = append(parts, wording.CountOf(n, one, many))
		}
	}
	add(counts[added], "new article", "new articles")
	add(counts[annotated], "dataset", "datasets")
	add(counts[present]+counts[twice], "already there", "already there")
	add(counts[refused], "refused", "refused")
	if len(parts) == 0 {
		return "No files yet."
	}
	return strings.Join(parts, " · ")
}
