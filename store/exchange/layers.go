package exchange

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// LayerQuery says which layers are wanted.
type LayerQuery struct {
	Layer    string // an annotator's name; "" or "all" for every layer
	StoryID  string // only that story's, "" for all
	Rejected bool   // with the spans that reviewers turned down, in the layer gold
	Flags    bool   // with what somebody is unsure of in each document
	Filter   Filter
}

// Layers yields the layers in the order of an export: stories by name, documents by position, layers by name. It holds
// one document at a time, however large the project, and sees one state of it.
//
// Of one annotator it yields the documents in which there is a span of theirs or which they marked done. Of all, it yields
// each layer that has spans or a state other than todo, and a document without any once, with the zero Annotator.
func Layers(ctx context.Context, p *store.Project, q LayerQuery) iter.Seq2[annotate.Layer, error] {
	return func(yield func(annotate.Layer, error) bool) {
		wanted, err := q.Filter.choose(ctx, p)
		if err != nil {
			yield(annotate.Layer{}, err)
			return
		}
		err = p.ReadLong(ctx, func(s *table.Session) error {
			annotators, err := layerAnnotators(s, q.Layer)
			if err != nil {
				return err
			}
			return s.EachDocument(ctx, q.StoryID, func(story annotate.Story, document annotate.Document) error {
				if !takes(wanted.stories, story.ID) {
					return nil
				}
				layers, err := layersOf(s, story, document, annotators, q, wanted)
				if err != nil {
					return fmt.Errorf("reading %s: %w", document.Name(), err)
				}
				for _, layer := range layers {
					if !yield(layer, nil) {
						return disk.ErrStopped
					}
				}
				return nil
			})
		})
		if err != nil && err != disk.ErrStopped {
			yield(annotate.Layer{}, err)
		}
	}
}

func layerAnnotators(s *table.Session, name string) ([]annotate.Annotator, error) {
	if name == "" || name == "all" {
		return s.Annotators()
	}
	one, found, err := s.Annotator(name)
	if err == nil && !found {
		all, err := s.Layers()
		if err != nil {
			return nil, err
		}
		names := make([]string, len(all))
		for i, a := range all {
			names[i] = a.Name
		}
		if len(names) == 0 {
			return nil, annotate.NotFoundf("there is no layer %q: nobody has annotated anything yet", name)
		}
		return nil, annotate.NotFoundf("there is no layer %q: the project has %s", name, strings.Join(names, ", "))
	}
	return []annotate.Annotator{one}, err
}

// layersOf builds the layers of one document.
func layersOf(s *table.Session, story annotate.Story, document annotate.Document, annotators []annotate.Annotator, q LayerQuery, wanted chosen) ([]annotate.Layer, error) {
	all := q.Layer == "" || q.Layer == "all"
	regions, err := s.Regions(document.ID)
	if err != nil {
		return nil, err
	}
	states, err := s.StatesOf(document.ID)
	if err != nil {
		return nil, err
	}
	length := utf8.RuneCountInString(document.Text)
	if err := annotate.ValidateRegions(regions, length); err != nil {
		return nil, table.Wrong(table.RegionKind, document.ID, "list", "not sound: %v", err)
	}
	empty := annotate.Layer{Story: story, Document: document, Regions: regions, State: annotate.Todo,
		Entities: map[string]annotate.Entity{}, TailDocuments: map[string]string{}}
	if q.Flags {
		if empty.Flags, err = flagsOf(s, document.ID, length); err != nil {
			return nil, err
		}
	}
	var layers []annotate.Layer
	seen := false // somebody touched it
	for _, annotator := range annotators {
		layer := empty
		layer.Annotator = annotator
		if state, there := states[annotator.ID]; there {
			layer.State = state
		}
		if layer.Spans, err = s.Spans(document.ID, annotator.ID); err != nil {
			return nil, err
		}
		if err := table.Within(layer.Spans, length); err != nil {
			return nil, err
		}
		if annotator.Name == annotate.GoldLayer {
			if err := fillGold(s, &layer, q.Rejected); err != nil {
				return nil, err
			}
		}
		if len(layer.Spans)+len(layer.Rejected) == 0 && layer.State != annotate.Done && (!all || layer.State == annotate.Todo) {
			continue
		}
		if seen = true; !takes(wanted.states, string(layer.State)) {
			continue
		}
		layer.Spans = wanted.spans(layer.Spans)
		if layer.Rejected != nil {
			layer.Rejected = wanted.spans(layer.Rejected)
		}
		if err := fillLayer(s, &layer, wanted); err != nil {
			return nil, err
		}
		layers = append(layers, layer)
	}
	if !seen && all && takes(wanted.states, string(annotate.Todo)) {
		layers = append(layers, empty)
	}
	return layers, nil
}

// flagsOf reads the flags of a document whose text has that many code points. The list is never nil.
func flagsOf(s *table.Session, documentID string, length int) ([]annotate.Thread, error) {
	threads, err := s.Threads("flag f WHERE f.document_id = ? ORDER BY "+table.FlagOrder, documentID)
	for _, t := range threads {
		if n := len(t.Segments); n > 0 && t.Segments[n-1].End > length {
			return nil, table.Wrong(table.FlagKind, t.ID, "place", "%d–%d, which lies outside a text of %d characters", t.Segments[0].Start, t.Segments[n-1].End, length)
		}
	}
	if threads == nil {
		threads = []annotate.Thread{}
	}
	return threads, err
}

// fillLayer reads the entities and relations of a layer whose spans are there; of the relations those between spans that are wanted.
func fillLayer(s *table.Session, layer *annotate.Layer, wanted chosen) error {
	layer.Entities, layer.TailDocuments = map[string]annotate.Entity{}, map[string]string{}
	place := make(map[string]int, len(layer.Spans))
	for i, span := range slices.Concat(layer.Spans, layer.Rejected) {
		if i < len(layer.Spans) {
			place[span.ID] = i
		}
		if _, there := layer.Entities[span.EntityID]; there || span.EntityID == "" {
			continue
		}
		entity, err := s.Entity(span.EntityID)
		if err != nil {
			return err
		}
		layer.Entities[entity.ID] = entity
	}
	type ended struct {
		annotate.Relation
		tail, tailLabel string
	}
	relations, err := table.Collect(s, func(rows *table.Cursor) (e ended, err error) {
		e.Relation, err = table.ScanRelation(rows, &e.tail, &e.tailLabel)
		return e, err
	}, "SELECT "+table.RelationColumns+`, t.document_id, t.label_id FROM span h CROSS JOIN relation r ON r.head_span_id = h.id JOIN span t ON t.id = r.tail_span_id
		WHERE h.document_id = ? AND h.annotator_id = ?`, layer.Document.ID, layer.Annotator.ID)
	if err != nil {
		return err
	}
	for _, r := range relations {
		if _, there := place[r.HeadSpanID]; !there || !takes(wanted.labels, r.tailLabel) {
			continue
		}
		layer.Relations = append(layer.Relations, r.Relation)
		layer.TailDocuments[r.ID] = r.tail
	}
	// By head, then tail, then id: heads in the order of the spans, tails of other documents after, by id.
	slices.SortFunc(layer.Relations, func(a, b annotate.Relation) int {
		if d := place[a.HeadSpanID] - place[b.HeadSpanID]; d != 0 {
			return d
		}
		return strings.Compare(tailKey(place, a), tailKey(place, b))
	})
	return nil
}

func tailKey(place map[string]int, r annotate.Relation) string {
	if i, here := place[r.TailSpanID]; here {
		return fmt.Sprintf("0%09d%s", i, r.ID)
	}
	return "1" + r.TailSpanID + r.ID
}

// fillGold reads the decisions behind a gold layer and, if asked, what was turned down.
func fillGold(s *table.Session, layer *annotate.Layer, rejected bool) error {
	decisions, err := s.Decisions("document_id", layer.Document.ID)
	if err != nil {
		return err
	}
	annotators, err := s.Annotators()
	if err != nil {
		return err
	}
	layer.Decisions, layer.Reviewers = map[string]annotate.Decision{}, map[string]string{}
	for _, a := range annotators {
		layer.Reviewers[a.ID] = a.Name
	}
	for _, d := range decisions {
		if d.ResultSpanID != "" {
			layer.Decisions[d.ResultSpanID] = d
		}
		switch {
		case d.ResultRelationID != "":
			layer.Decisions[d.ResultRelationID] = d
		case d.Kind == string(review.Relation):
			layer.RelationsRejected++
		}
	}
	if !rejected {
		return nil
	}
	layer.Rejected = []annotate.Span{}
	r, err := derived.NewBuilder(s).Document(layer.Document.ID)
	if err != nil {
		return err
	}
	for _, item := range r.Items {
		if item.Open || item.Kind == review.Relation || len(item.Decisions) == 0 || item.Decisions[0].Verdict != string(review.None) {
			continue
		}
		for _, c := range item.Candidates {
			layer.Rejected = append(layer.Rejected, c.Span)
			layer.Decisions[c.Span.ID] = item.Decisions[0]
		}
	}
	slices.SortFunc(layer.Rejected, func(a, b annotate.Span) int {
		if annotate.SpanLess(a, b) {
			return -1
		}
		return 1
	})
	return nil
}
