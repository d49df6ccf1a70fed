package store

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
)

// LayerQuery says which layers are wanted.
type LayerQuery struct {
	Layer    string // an annotator's name; "" or "all" for every layer
	StoryID  string // only that story's, "" for all
	Rejected bool   // with the spans that reviewers turned down, in the layer gold
}

// Layers yields the layers in the order of an export: stories by name, documents by position, layers by name. It holds
// one document at a time, however large the project, and sees one state of it.
//
// Of one annotator it yields the documents in which there is a span of theirs or which they marked done. Of all, it yields
// each layer that has spans or a state other than todo, and a document without any once, with the zero Annotator.
func (p *Project) Layers(ctx context.Context, q LayerQuery) iter.Seq2[annotate.Layer, error] {
	return func(yield func(annotate.Layer, error) bool) {
		err := p.readLong(ctx, func(s *session) error {
			annotators, err := s.layerAnnotators(q.Layer)
			if err != nil {
				return err
			}
			return s.eachDocument(ctx, q.StoryID, func(story annotate.Story, document annotate.Document) error {
				layers, err := s.layersOf(story, document, annotators, q)
				if err != nil {
					return fmt.Errorf("reading %s: %w", document.Name(), err)
				}
				for _, layer := range layers {
					if !yield(layer, nil) {
						return errStopped
					}
				}
				return nil
			})
		})
		if err != nil && err != errStopped {
			yield(annotate.Layer{}, err)
		}
	}
}

func (s *session) layerAnnotators(name string) ([]annotate.Annotator, error) {
	if name == "" || name == "all" {
		return s.annotators()
	}
	one, found, err := s.annotator(name)
	if err == nil && !found {
		all, err := s.annotators()
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

// inExportOrder walks the indexes of stories and documents, so that no text is ever held for sorting.
const inExportOrder = ` FROM story t CROSS JOIN document d ON d.story_id = t.id WHERE ?1 IN ('', t.id) ORDER BY t.name, d.position, d.id`

// ofStory is the same for one story, without looking at the others.
const ofStory = ` FROM story t CROSS JOIN document d ON d.story_id = t.id WHERE t.id = ?1 ORDER BY d.position, d.id`

// eachDocument calls fn for each document, with its text, in the order of an export.
func (s *session) eachDocument(ctx context.Context, storyID string, fn func(annotate.Story, annotate.Document) error) error {
	from := inExportOrder
	if storyID != "" {
		from = ofStory
	}
	rows, err := s.query(`SELECT t.id, t.name, t.date, t.note, d.id, d.story_id, d.position, d.title, d.outlet, d.author, d.url, d.published,
		d.language, d.text_sha256, d.source_name, d.source_format, d.text`+from, storyID)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		var t annotate.Story
		var text string
		scan := func(into ...any) error {
			return rows.Scan(append([]any{&t.ID, &t.Name, &t.Date, &t.Note}, into...)...)
		}
		d, err := scanDocument(scan, &text)
		if err != nil {
			return err
		}
		d.Text = text
		if err := fn(t, d); err != nil {
			return err
		}
	}
	return rows.Err()
}

// layersOf builds the layers of one document.
func (s *session) layersOf(story annotate.Story, document annotate.Document, annotators []annotate.Annotator, q LayerQuery) ([]annotate.Layer, error) {
	all := q.Layer == "" || q.Layer == "all"
	regions, err := s.regions(document.ID)
	if err != nil {
		return nil, err
	}
	states, err := s.statesOf(document.ID)
	if err != nil {
		return nil, err
	}
	length := utf8.RuneCountInString(document.Text)
	if err := annotate.ValidateRegions(regions, length); err != nil {
		return nil, wrong(regionKind, document.ID, "list", "not sound: %v", err)
	}
	empty := annotate.Layer{Story: story, Document: document, Regions: regions, State: annotate.Todo,
		Entities: map[string]annotate.Entity{}, TailDocuments: map[string]string{}}
	var layers []annotate.Layer
	for _, annotator := range annotators {
		layer := empty
		layer.Annotator = annotator
		if state, there := states[annotator.ID]; there {
			layer.State = state
		}
		if layer.Spans, err = s.spans(document.ID, annotator.ID); err != nil {
			return nil, err
		}
		if err := within(layer.Spans, length); err != nil {
			return nil, err
		}
		if annotator.Name == annotate.GoldLayer {
			if err := s.fillGold(&layer, q.Rejected); err != nil {
				return nil, err
			}
		}
		if len(layer.Spans)+len(layer.Rejected) == 0 && layer.State != annotate.Done && (!all || layer.State == annotate.Todo) {
			continue
		}
		if err := s.fillLayer(&layer); err != nil {
			return nil, err
		}
		layers = append(layers, layer)
	}
	if len(layers) == 0 && all {
		layers = append(layers, empty)
	}
	return layers, nil
}

func (s *session) statesOf(documentID string) (map[string]annotate.State, error) {
	states := map[string]annotate.State{}
	rows, err := s.query("SELECT annotator_id, state FROM progress WHERE document_id = ?", documentID)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var annotator string
		var state annotate.State
		if err := rows.Scan(&annotator, &state); err != nil {
			return nil, err
		}
		if state != annotate.Todo && state != annotate.Doing && state != annotate.Done {
			return nil, wrong(progressKind, documentID+"/"+annotator, "state", "%q, which is no state of an article", state)
		}
		states[annotator] = state
	}
	return states, rows.Err()
}

// fillLayer reads the entities and relations of a layer whose spans are there.
func (s *session) fillLayer(layer *annotate.Layer) error {
	layer.Entities, layer.TailDocuments = map[string]annotate.Entity{}, map[string]string{}
	place := make(map[string]int, len(layer.Spans))
	for i, span := range slices.Concat(layer.Spans, layer.Rejected) {
		if i < len(layer.Spans) {
			place[span.ID] = i
		}
		if _, there := layer.Entities[span.EntityID]; there || span.EntityID == "" {
			continue
		}
		entity, err := s.entity(span.EntityID)
		if err != nil {
			return err
		}
		layer.Entities[entity.ID] = entity
	}
	type ended struct {
		annotate.Relation
		tail string
	}
	relations, err := collect(s, func(rows *cursor) (e ended, err error) {
		e.Relation, err = scanRelation(rows, &e.tail)
		return e, err
	}, "SELECT "+relationColumns+`, t.document_id FROM span h CROSS JOIN relation r ON r.head_span_id = h.id JOIN span t ON t.id = r.tail_span_id
		WHERE h.document_id = ? AND h.annotator_id = ?`, layer.Document.ID, layer.Annotator.ID)
	if err != nil {
		return err
	}
	for _, r := range relations {
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
