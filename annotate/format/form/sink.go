package form

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
)

// Sink is where a writer puts its files, whether they become one file, a folder or an archive. It counts what the format had no
// place for. NewFile, NewFolder and NewArchive make one.
type Sink struct {
	create func(name string) (io.WriteCloser, error)
	finish func() error // ends the whole of it; nil where nothing is left to do
	open   map[string]bool
	lost   map[string]int
	said   map[string]int
	flags  map[string]bool // those that were counted: each stands in several records
}

func newSink(create func(name string) (io.WriteCloser, error), finish func() error) *Sink {
	return &Sink{create: create, finish: finish, open: map[string]bool{}, lost: map[string]int{}, said: map[string]int{}, flags: map[string]bool{}}
}

// Counter returns a sink that only counts, such as one that the parts of a split are added to.
func Counter() *Sink { return newSink(nil, nil) }

// Create begins a file. The name is a slash-separated path within the dataset; it is "" for the only file of a format of the shape
// File, which is called as its user likes. Whoever creates it closes it. Several may be open at once.
func (s *Sink) Create(name string) (io.WriteCloser, error) {
	file, err := s.create(name)
	if err != nil {
		return nil, err
	}
	s.open[name] = true
	return &created{WriteCloser: file, sink: s, name: name}, nil
}

// created is a file of a sink, which knows when it is whole.
type created struct {
	io.WriteCloser
	sink *Sink
	name string
}

func (c *created) Close() error {
	delete(c.sink.open, c.name)
	return c.WriteCloser.Close()
}

// Close ends what was written, after the writer's own Close. What has an open file left is not whole.
func (s *Sink) Close() error {
	if len(s.open) > 0 {
		return fmt.Errorf("the file %q was begun and not ended", slices.Sorted(maps.Keys(s.open))[0])
	}
	if s.finish == nil {
		return nil
	}
	return s.finish()
}

// Lose counts n things that the format cannot hold; what names several of them: "relations".
func (s *Sink) Lose(n int, what string) {
	if n > 0 {
		s.lost[what] += n
	}
}

// Say counts n things that were written otherwise than they are, which is undone where the file is read again.
func (s *Sink) Say(n int, what string) { s.said[what] += n }

// Loss is what a format could not hold, or holds otherwise.
type Loss struct {
	Count int
	What  string // several of them: "relations"
}

// String says it: "relations (3)".
func (l Loss) String() string { return fmt.Sprintf("%s (%d)", l.What, l.Count) }

// Losses lists what was lost, by name.
func (s *Sink) Losses() []Loss { return listed(s.lost) }

// Changes lists what Say was told, by name.
func (s *Sink) Changes() []Loss { return listed(s.said) }

func listed(counts map[string]int) []Loss {
	var all []Loss
	for _, what := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, Loss{counts[what], what})
	}
	return all
}

// Add counts what is lost in another sink to this one, as the parts of a split are counted together.
func (s *Sink) Add(part *Sink) {
	for what, n := range part.lost {
		s.Lose(n, what)
	}
	for what, n := range part.said {
		s.Say(n, what)
	}
}

// Count counts what of a record the format has no place for.
func (s *Sink) Count(h Holds, r dataset.Record) {
	unless := func(held bool, n int, what string) {
		if !held {
			s.Lose(n, what)
		}
	}
	has := func(there bool) int {
		if there {
			return 1
		}
		return 0
	}
	unless(false, has(h.lacks(r)), h.lacking())
	unless(!h.Tokens, has(r.Text != ""), "blanks and line ends between words")
	unless(h.Regions, len(r.Regions), "regions")
	unless(h.States, has(r.State != "" && r.State != "todo"), "marks of articles’ progress")
	unless(h.Decisions, len(r.Rejected), "spans that were turned down")
	unless(h.Decisions || !h.States, has(r.Layer == annotate.GoldLayer && r.State == string(annotate.Done)), "articles with which the review is done")
	for _, flag := range r.Flags {
		unless(h.Flags || s.flags[flag.ID], 1, "questions")
		s.flags[flag.ID] = true
	}
	entities := map[string]bool{}
	for _, span := range r.Spans {
		if span.Entity != nil {
			entities[span.Entity.ID] = true
		}
	}
	for i, n := range []int{len(r.Spans), len(r.Relations), len(entities)} {
		here := []bool{true, h.Relations, h.Entities}[i] // else they are lost as a whole
		unless(slices.Contains(h.IDs, Identified[i]) || !here, n, "ids of "+Identified[i])
	}
	for _, span := range r.Spans {
		set := 0
		for _, a := range span.Attributes {
			set += has(a.Value != nil)
		}
		unless(h.Parted, has(len(span.Segments) > 1), "spans of several segments")
		unless(h.Attributes, set, "values of attributes")
		unless(h.Entities, has(span.Entity != nil), "names of entities")
		unless(h.Notes, has(span.Note != ""), "notes")
		unless(h.Confidence, has(span.Confidence < 1), "confidences")
		unless(h.Origins, has(len(span.DerivedFrom) > 0), "origins of spans")
		unless(h.Decisions, has(span.Decision.Decision != nil), "decisions on spans")
	}
	for _, relation := range r.Relations {
		across := relation.HeadDocument != relation.TailDocument
		unless(h.Relations, 1, "relations")
		unless(!h.Relations || h.Across || !across, 1, "relations between articles")
		unless(!h.Relations || h.Notes, has(relation.Note != ""), "notes")
	}
}

// aboutNames are what is known of articles in the words of a person, in the order of Everything.
var aboutNames = []string{"ids", "stories", "titles", "outlets", "authors", "addresses", "dates", "languages", "names of files"}

// lacks says whether something is known of the article of a record that the format has no place for.
func (h Holds) lacks(r dataset.Record) bool {
	m := r.Meta
	for i, value := range []string{r.ID, m.Story, m.Title, m.Outlet, m.Author, m.URL, m.Published, m.Language, m.SourceFile} {
		if value != "" && !slices.Contains(h.About, Everything[i]) {
			return true
		}
	}
	return false
}

// lacking names what can be known of articles that the format has no place for.
func (h Holds) lacking() string {
	var names []string
	for i, key := range Everything {
		if !slices.Contains(h.About, key) {
			names = append(names, aboutNames[i])
		}
	}
	if last := len(names) - 1; last > 0 {
		names = append(names[:last-1], names[last-1]+" and "+names[last])
	}
	return strings.Join(names, ", ") + " of articles"
}

// Single is the writer of a format that writes each record by itself into one file.
type Single struct {
	out   io.WriteCloser
	write func(dataset.Record) error
	flush func() error
}

// NewSingle returns the writer of the sink's only file. write is called for each record, flush, which may be nil, after the last.
func NewSingle(out io.WriteCloser, write func(dataset.Record) error, flush func() error) *Single {
	return &Single{out, write, flush}
}

// Add writes a record.
func (w *Single) Add(r dataset.Record) error {
	if err := w.write(r); err != nil {
		return fmt.Errorf("writing record %s: %w", r.ID, err)
	}
	return nil
}

// Close ends the file.
func (w *Single) Close() error {
	var err error
	if w.flush != nil {
		err = w.flush()
	}
	return cmp.Or(err, w.out.Close())
}
