// Package find searches the texts and the spans of a project. How one asks, and where words stand, says package annotate/search; what of
// it the file keeps, package derived.
//
// It shows nothing and writes nothing but the index. Start with Finder.Find.
package find

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/search"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/table"
)

// Prose is the kind of region that stands for where none is.
const Prose annotate.RegionKind = "prose"

// Question is what is looked for, and among what. What is empty does not count.
type Question struct {
	Query search.Query // the zero query finds every span
	Spans bool         // spans are found that have what is looked for, else places in texts

	StoryID, Outlet string
	Since, Until    string              // first and last day of publication; an article without a date is not between them
	State           annotate.State      // how far the annotator is with the article, or anybody where none is given
	Region          annotate.RegionKind // in which a hit begins, or Prose

	// Of the spans or, where places in texts are found, of spans within which they are.
	LabelID, EntityID string
	AnnotatorID       string // "" for everybody but models, whose spans are proposals
	Attribute, Value  string // the name of an attribute, and what it is or has among others
}

// OfSpans says whether the question is one of spans.
func (q Question) OfSpans() bool {
	return q.Spans || q.LabelID != "" || q.EntityID != "" || q.AnnotatorID != "" && q.State == "" || q.Attribute != ""
}

// Hit is a place that was found.
type Hit struct {
	Document annotate.Document // without its text
	Story    string            // the name of its story
	Span     *annotate.Span    // nil for a place in a text
	At       annotate.Segment
	search.Line
}

// Found is what was found: how many hits there are, in how many articles, and the first of them, by the names of their stories and the order
// of the articles.
type Found struct {
	Total, Articles int
	Hits            []Hit
	Partly          bool // not all articles were looked at yet
}

// around is how many code points stand beside a hit on each side, at most.
const around = 80

// Finder searches a project. It remembers which articles there are, for as long as nothing is done. It may be used by several goroutines.
type Finder struct {
	project *store.Project
	mu      sync.Mutex
	known   *catalogue // nil at first
}

// New returns a finder.
func New(p *store.Project) *Finder { return &Finder{project: p} }

// Hearer hears how far an answer is. Either may be nil.
type Hearer struct {
	Progress func(done, total int) // of the articles that were never searched, and are taken apart first
	First    func(Found)           // once, what was found in part of the articles, where all of them take long
}

// Find answers a question, with at most so many hits, or all of them where limit is 0.
func (f *Finder) Find(ctx context.Context, q Question, limit int, hearer Hearer) (found Found, err error) {
	if q.Query.Empty() && !q.Spans {
		return found, annotate.Invalidf("nothing is asked for: type a word")
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.catchUp(ctx, hearer.Progress); err != nil {
		return found, err
	}
	err = f.project.Read(ctx, func(s *table.Session) error {
		if err := f.look(ctx, s); err != nil {
			return err
		}
		r := &run{Session: s, ctx: ctx, catalogue: f.known, question: q, limit: limit, blocks: map[int][]search.Hits{}, first: hearer.First, began: time.Now()}
		err := r.find()
		found = r.found
		return err
	})
	return found, err
}

// Outlets lists the outlets of all articles.
func (f *Finder) Outlets(ctx context.Context) (names []string, err error) {
	err = f.project.Read(ctx, func(s *table.Session) error {
		names, err = table.Texts(s, "SELECT DISTINCT outlet FROM document WHERE outlet <> '' ORDER BY outlet")
		return err
	})
	return names, err
}

// catchUp brings the index up to date where something was done since it was used last.
func (f *Finder) catchUp(ctx context.Context, progress func(done, total int)) error {
	var now string
	err := f.project.Read(ctx, func(s *table.Session) (err error) {
		now, err = acts(s)
		return err
	})
	if err != nil || f.known != nil && f.known.acts == now {
		return err
	}
	return f.project.Freshen(ctx, derived.SearchPart, progress)
}

// look reads which articles there are, if something was done since.
func (f *Finder) look(ctx context.Context, s *table.Session) error {
	now, err := acts(s)
	if err != nil || f.known != nil && f.known.acts == now {
		return err
	}
	f.known, err = readCatalogue(ctx, s, now)
	return err
}

// acts is a word that changes with all that is done.
func acts(s *table.Session) (word string, err error) {
	err = s.Row("SELECT token || '/' || acts FROM desk WHERE id = 1").Scan(&word)
	return word, err
}

// run is one question being answered.
type run struct {
	*table.Session
	*catalogue
	ctx      context.Context
	question Question
	limit    int
	blocks   map[int][]search.Hits // those of which hits were read last
	models   []string              // annotators by their ids, nil until they are asked for
	found    Found
	first    func(Found) // nil where nobody wants to hear, or somebody has
	began    time.Time
}

// counted is how often something stands in an article, which is meant by its place in the catalogue.
type counted struct{ article, times int }

func (r *run) find() error {
	wanted, err := r.wanted()
	if err != nil {
		return err
	}
	all, err := r.count(wanted)
	if err != nil {
		return err
	}
	r.found = Found{}
	return r.show(all)
}

// show adds the hits of articles.
func (r *run) show(all []counted) error {
	show := r.showTexts
	if r.question.OfSpans() {
		show = r.showSpans
	}
	for _, one := range all {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		if err := show(one); err != nil {
			return err
		}
		if r.question.OfSpans() && r.full() && r.late() {
			r.tell()
		}
	}
	return nil
}

// patience is how long a search takes before what it has found so far is told.
const patience = 25 * time.Millisecond

// late says whether what was found so far is to be told.
func (r *run) late() bool { return r.first != nil && r.limit > 0 && time.Since(r.began) > patience }

func (r *run) tell() {
	found := r.found
	found.Partly, found.Hits = true, slices.Clone(found.Hits)
	r.first(found)
	r.first = nil
}

// wanted says of each article whether it is one of those in question.
func (r *run) wanted() ([]bool, error) {
	q := r.question
	states, err := r.states(q)
	if err != nil {
		return nil, err
	}
	marked, err := r.marked(r.Session, q)
	if err != nil {
		return nil, err
	}
	wanted := make([]bool, len(r.articles))
	for i, a := range r.articles {
		day := a.published[:min(len(a.published), len("2006-01-02"))]
		wanted[i] = (q.StoryID == "" || a.storyID == q.StoryID) && (q.Outlet == "" || a.outlet == q.Outlet) &&
			(q.Since == "" || day >= q.Since) && (q.Until == "" || day != "" && day <= q.Until) &&
			(states == nil || states[a.id]) && (marked == nil || marked[a.id])
	}
	return wanted, nil
}

// states are the articles with which the annotator is so far, nil where that does not count.
func (r *run) states(q Question) (map[string]bool, error) {
	if q.State == "" {
		return nil, nil
	}
	ids, err := table.Texts(r.Session, `SELECT d.id FROM document d WHERE ?1 = coalesce((SELECT state FROM progress
		WHERE document_id = d.id AND ?2 IN ('', annotator_id) AND state IN ('doing', 'done') ORDER BY state = ?1 DESC LIMIT 1), 'todo')`, string(q.State), q.AnnotatorID)
	return setOf(ids), err
}

func setOf(ids []string) map[string]bool {
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// count looks for the words in all articles that are wanted, in their order. Of a question of spans it lists the articles that may have some.
func (r *run) count(wanted []bool) (all []counted, err error) {
	query := r.question.Query
	if query.Empty() {
		for i := range wanted {
			if wanted[i] {
				all = append(all, counted{i, 1})
			}
		}
		return all, nil
	}
	needed := make([]bool, r.stored+len(r.fresh))
	for i, a := range r.articles {
		needed[a.number/derived.SearchBlock] = needed[a.number/derived.SearchBlock] || wanted[i]
	}
	for block, there := range needed {
		if err := r.ctx.Err(); err != nil {
			return nil, err
		}
		if !there {
			continue
		}
		hits, err := r.inBlock(block)
		if err != nil {
			return nil, err
		}
		for _, h := range hits {
			if i, there := r.at(block, h.Text); there && wanted[i] {
				all = append(all, counted{i, len(h.Places)})
			}
		}
		if !r.question.OfSpans() && len(all) > 0 && r.late() {
			if err := r.show(inStories(all)); err != nil {
				return nil, err
			}
			r.tell()
		}
	}
	return inStories(all), nil
}

// inStories sorts articles by their stories and their order there.
func inStories(all []counted) []counted {
	slices.SortFunc(all, func(a, b counted) int { return a.article - b.article })
	return all
}

// inBlock is where the words stand in the articles of a block.
func (r *run) inBlock(block int) ([]search.Hits, error) {
	lookup := derived.SearchLookup(r.Session, block)
	if block >= r.stored {
		lookup = r.fresh[block-r.stored].Lookup
	}
	query := r.question.Query
	if r.question.OfSpans() {
		query = query.Apart()
	}
	hits, err := query.Find(lookup)
	if err != nil || r.question.Region == "" || r.question.OfSpans() {
		return hits, err
	}
	regions, err := r.regionsOf(r.Session, block)
	if err != nil {
		return nil, err
	}
	return inRegion(hits, func(text uint32) []derived.SearchedRegion { return regions[block*derived.SearchBlock+int(text)] }, r.question.Region), nil
}

// inRegion is what of hits begins in regions of a kind.
func inRegion(hits []search.Hits, regions func(text uint32) []derived.SearchedRegion, kind annotate.RegionKind) (kept []search.Hits) {
	for _, h := range hits {
		within := regions(h.Text)
		h.Places = slices.DeleteFunc(h.Places, func(p search.Place) bool {
			in := slices.IndexFunc(within, func(r derived.SearchedRegion) bool { return r.From <= p.From && p.From < r.To })
			return in < 0 && kind != Prose || in >= 0 && within[in].Kind != kind
		})
		if len(h.Places) > 0 {
			kept = append(kept, h)
		}
	}
	return kept
}

// full says whether no further hit is to be read.
func (r *run) full() bool { return r.limit > 0 && len(r.found.Hits) >= r.limit }

// manyBlocks is of how many blocks hits are held while they are read.
const manyBlocks = 8

// showTexts adds the places in a text.
func (r *run) showTexts(one counted) error {
	r.found.Total += one.times
	r.found.Articles++
	if r.full() {
		return nil
	}
	a := r.articles[one.article]
	block := a.number / derived.SearchBlock
	hits, there := r.blocks[block]
	if !there {
		var err error
		if hits, err = r.inBlock(block); err != nil {
			return err
		}
		if len(r.blocks) >= manyBlocks {
			clear(r.blocks)
		}
		r.blocks[block] = hits
	}
	d, err := r.Document(a.id)
	if err != nil {
		return err
	}
	text := search.Locate(d.Text)
	d.Text = ""
	i, there := slices.BinarySearchFunc(hits, uint32(a.number%derived.SearchBlock), func(h search.Hits, n uint32) int { return int(h.Text) - int(n) })
	if !there {
		return nil
	}
	for _, p := range hits[i].Places {
		if r.full() {
			return nil
		}
		if int(p.To) > len(text.At) {
			return derived.ErrSearchIndex
		}
		r.found.Hits = append(r.found.Hits, hitAt(d, a.story, nil, text.Text, text.Segment(p)))
	}
	return nil
}

func hitAt(d annotate.Document, story string, span *annotate.Span, text *textpos.Text, at annotate.Segment) Hit {
	h := Hit{Document: d, Story: story, Span: span, At: at}
	h.Text = text.Slice(at.Start, at.End)
	if span != nil {
		h.Text = text.Quote(span.Segments)
	}
	h.Before, h.After = search.Around(text, at, around)
	return h
}
