package derived

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store/table"
)

// Review is the review of one document.
type Review struct {
	DocumentID string
	Items      []Item   // in the order of the text
	Linked     []string // other documents to which relations lead
	Voters     int      // how many annotators read it
	Gold       annotate.State
	Golden     int // spans in gold
}

// Item returns the item with that id.
func (r *Review) Item(id string) (Item, error) {
	for _, item := range r.Items {
		if item.ID == id {
			return item, nil
		}
	}
	return Item{}, annotate.NotFoundf("the annotations of this item have changed: look at it again")
}

// Open counts the items that are not decided.
func (r *Review) Open() int {
	n := 0
	for _, item := range r.Items {
		if item.Open {
			n++
		}
	}
	return n
}

// Untouched says whether nobody decided on an item yet, and nothing came of it.
func (item Item) Untouched() bool {
	return len(item.Decisions)+len(item.Earlier)+len(item.Gold)+len(item.Relations) == 0
}

// Decide has the review say what became of an item of spans that was untouched.
func (r *Review) Decide(i int, decisions []annotate.Decision, gold []annotate.Span) {
	item := &r.Items[i]
	item.Decisions, item.Gold, item.Open = decisions, gold, undecided(decisions)
	r.Golden += len(gold)
}

// Builder builds the reviews of documents from one state of the project. What is changed through an act while it is
// used must be told to forget.
type Builder struct {
	*table.Session
	annotators map[string]annotate.Annotator
	GoldID     string
	book       annotate.Codebook
	symmetric  map[string]bool // ids of relation types
	names      review.Names
	marks      map[string]*documentMarks
	order      []string // documents in marks, the oldest first
}

// documentMarks is what was marked in one document.
type documentMarks struct {
	layers []review.Layer
	places map[string]place // of the spans of the layers, by id; nil until one is asked for
	gold   []annotate.Span
	state  annotate.State // of gold
}

// place is where a span is among the layers of a document.
type place struct{ layer, span int }

// span returns a span of the layers, and whose it is.
func (m *documentMarks) span(id string) (span annotate.Span, by annotate.Annotator, there bool) {
	if m.places == nil {
		m.places = map[string]place{}
		for i, layer := range m.layers {
			for k := range layer.Spans {
				m.places[layer.Spans[k].ID] = place{i, k}
			}
		}
	}
	at, there := m.places[id]
	if !there {
		return span, by, false
	}
	return m.layers[at.layer].Spans[at.span], m.layers[at.layer].Annotator, true
}

// keptMarks is how many documents a builder remembers: those of a story lie side by side.
const keptMarks = 32

// NewBuilder makes reviews of what a connection sees.
func NewBuilder(s *table.Session) *Builder {
	return &Builder{Session: s, names: review.Names{}, marks: map[string]*documentMarks{}}
}

// Begin reads what holds for all documents.
func (b *Builder) Begin() error {
	if b.annotators != nil {
		return nil
	}
	annotators, err := b.Session.Annotators()
	if err != nil {
		return err
	}
	cb, err := b.Codebook()
	if err != nil {
		return err
	}
	b.annotators, b.symmetric, b.book = map[string]annotate.Annotator{}, map[string]bool{}, cb
	for _, a := range annotators {
		b.annotators[a.ID] = a
		if a.Name == annotate.GoldLayer {
			b.GoldID = a.ID
		}
	}
	for _, t := range cb.RelationTypes {
		b.symmetric[t.ID] = t.Symmetric
	}
	return nil
}

// DocumentOrder lists the documents of a story, or all, in the order of an export.
func DocumentOrder(s *table.Session, storyID string) ([]string, error) {
	return table.Texts(s, "SELECT d.id"+table.InExportOrder, storyID)
}

// Forget drops what the builder remembers of a document.
func (b *Builder) Forget(documentID string) {
	delete(b.marks, documentID)
	b.order = slices.DeleteFunc(b.order, func(id string) bool { return id == documentID })
}

// marksIn returns what was marked in a document.
func (b *Builder) marksIn(documentID string) (*documentMarks, error) {
	if m, there := b.marks[documentID]; there {
		return m, nil
	}
	if err := b.Begin(); err != nil {
		return nil, err
	}
	spans, err := b.Spans(documentID, "")
	if err != nil {
		return nil, err
	}
	states, err := b.StatesOf(documentID)
	if err != nil {
		return nil, err
	}
	m := &documentMarks{state: states[b.GoldID]}
	count, byAnnotator := map[string]int{}, map[string][]annotate.Span{}
	for _, s := range spans {
		count[s.AnnotatorID]++
	}
	for id, n := range count {
		byAnnotator[id] = make([]annotate.Span, 0, n)
	}
	for id, state := range states {
		if state == annotate.Done {
			byAnnotator[id] = byAnnotator[id][:0] // who marked nothing has a layer, too
		}
	}
	for _, s := range spans {
		if s.AnnotatorID == b.GoldID {
			m.gold = append(m.gold, s)
			continue
		}
		byAnnotator[s.AnnotatorID] = append(byAnnotator[s.AnnotatorID], s)
		if _, known := b.names[s.EntityID]; !known && s.EntityID != "" {
			entity, err := b.Entity(s.EntityID)
			if err != nil {
				return nil, err
			}
			b.names[s.EntityID] = entity.Name
		}
	}
	delete(byAnnotator, b.GoldID)
	for id, list := range byAnnotator {
		m.layers = append(m.layers, review.Layer{Annotator: b.annotators[id], Spans: list})
	}
	if len(b.order) == keptMarks {
		b.Forget(b.order[0])
	}
	b.marks[documentID], b.order = m, append(b.order, documentID)
	return m, nil
}

// Document builds the review of a document.
func (b *Builder) Document(id string) (*Review, error) {
	m, err := b.marksIn(id)
	if err != nil {
		return nil, err
	}
	r := &Review{DocumentID: id, Voters: len(m.layers), Gold: m.state, Golden: len(m.gold)}
	items := review.Items(m.layers, b.names)
	relations, linked, err := b.relationItems(id)
	if err != nil {
		return nil, err
	}
	r.Linked = linked
	decisions, err := b.Decisions("document_id", id)
	if err != nil {
		return nil, err
	}
	j := newJoin(m.gold, decisions)
	r.Items = make([]Item, 0, len(items)+len(relations))
	for _, item := range items {
		r.Items = append(r.Items, j.join(item))
	}
	for _, item := range relations {
		joined := j.join(item)
		if err := b.joinRelations(&joined); err != nil {
			return nil, err
		}
		r.Items = append(r.Items, joined)
	}
	if r.Items = append(r.Items, j.added()...); len(r.Items) > len(items) { // which are in order
		slices.SortFunc(r.Items, func(a, b Item) int { return review.Order(a.Item, b.Item) })
	}
	return r, nil
}

// join brings items and decisions of a document together.
type join struct {
	gold        []annotate.Span
	decisions   []annotate.Decision
	byItem      map[string][]int // item → places in decisions
	byCandidate map[string][]int // candidate → places in decisions
	byID        map[string]int   // gold span → place in gold
	shown       map[string]bool  // gold spans that an item shows
}

func newJoin(gold []annotate.Span, decisions []annotate.Decision) *join {
	j := &join{gold: gold, decisions: decisions, byItem: map[string][]int{}, byCandidate: map[string][]int{}, byID: map[string]int{},
		shown: map[string]bool{}}
	for i, d := range decisions {
		j.byItem[d.Item] = append(j.byItem[d.Item], i)
		for _, id := range d.Candidates {
			j.byCandidate[id] = append(j.byCandidate[id], i)
		}
	}
	for i, g := range gold {
		j.byID[g.ID] = i
	}
	return j
}

// undecided says whether an item is open that these decisions are on: where none holds, where what came of one is gone, and where two
// reviewers decided.
func undecided(decisions []annotate.Decision) bool {
	for _, d := range decisions {
		another := d.ReviewerID != decisions[0].ReviewerID || !d.DecidedAt.Equal(decisions[0].DecidedAt)
		if another || d.Verdict != string(review.None) && d.ResultSpanID == "" && d.ResultRelationID == "" {
			return true
		}
	}
	return len(decisions) == 0
}

// join finds the decisions on an item and what came of them.
func (j *join) join(item review.Item) Item {
	out := Item{Item: item}
	places := slices.Clone(j.byItem[item.ID])
	for _, c := range item.Candidates {
		places = append(places, j.byCandidate[c.ID()]...)
	}
	slices.Sort(places)
	for _, i := range slices.Compact(places) {
		if d := j.decisions[i]; d.Item == item.ID || d.Item == "" && sameIDs(d.Candidates, item.CandidateIDs()) {
			out.Decisions = append(out.Decisions, d)
		} else {
			out.Earlier = append(out.Earlier, d)
		}
	}
	out.Open = undecided(out.Decisions)
	for _, d := range slices.Concat(out.Decisions, out.Earlier) {
		if i, there := j.byID[d.ResultSpanID]; there {
			out.Gold = append(out.Gold, j.gold[i])
			j.shown[d.ResultSpanID] = true
		}
	}
	return out
}

func sameIDs(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// added makes items of the gold spans that no other item shows: those that the reviewer added, and those whose
// candidates their annotators have deleted since.
func (j *join) added() (items []Item) {
	for _, g := range j.gold {
		if j.shown[g.ID] {
			continue
		}
		item := Item{Item: review.Item{ID: annotate.DerivedID("item", g.ID), DocumentID: g.DocumentID, Kind: review.Added, Start: g.Start(), End: g.End()},
			Gold: []annotate.Span{g}}
		for _, d := range j.decisions {
			if d.ResultSpanID == g.ID {
				item.Decisions = append(item.Decisions, d)
			}
		}
		items = append(items, item)
	}
	return items
}
