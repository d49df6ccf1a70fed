package exchange

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align"
	"github.com/parallax-annotation/parallax/annotate/duplicate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
)

// leastAlike is the share of sequences of words that two texts of one name must have in common to be versions of one article.
const leastAlike = 0.2

// version is an article of the project of which one that was added is another version.
type version struct {
	annotate.Document
	alike float64 // 0…1
}

// versions finds the articles that those of an import were before. What articles are called is read once for each story, and of each whose name
// another has a sketch is kept, for many files of an import may have one name.
type versions struct {
	stories  map[string]bool // whose articles are known
	called   map[called]*namesakes
	sketches map[string]duplicate.Sketch // by the ids of articles
}

// namesakes are the articles of one name.
type namesakes struct {
	ids   []string        // in the order in which they stand in the story
	index duplicate.Index // of the first of them, as far as they were compared
}

// called is how an article of a story is called, by one of its fields.
type called struct{ story, field, name string }

func namesOf(d annotate.Document) []called {
	all := []called{{d.StoryID, "url", d.URL}, {d.StoryID, "file", d.SourceName}, {d.StoryID, "title", d.Title}}
	return slices.DeleteFunc(all, func(c called) bool { return c.name == "" })
}

// of finds the article of the same story that one was before: that of the same address, file or title, with much of its text.
func (v *versions) of(tx *store.Tx, added annotate.Document) (found version, there bool, err error) {
	if err := v.learn(tx, added.StoryID); err != nil {
		return found, false, err
	}
	var same []string
	alike := map[string]float64{}
	for _, name := range namesOf(added) {
		n := v.namesakes(name)
		near, err := v.near(tx, n, added)
		if err != nil {
			return found, false, err
		}
		for _, id := range near {
			alike[id] = v.sketches[id].Similarity(v.sketches[added.ID])
		}
		same = append(same, near...)
		if !slices.Contains(n.ids, added.ID) {
			n.ids = append(n.ids, added.ID)
		}
	}
	for _, id := range same { // an earlier one goes before a later one that is as much alike
		if share := alike[id]; share >= leastAlike && share > found.alike {
			d, err := tx.Document(id)
			if errors.Is(err, annotate.ErrNotFound) { // it was refused after all
				continue
			}
			if err != nil {
				return found, false, err
			}
			found, there = version{d, share}, true
		}
	}
	return found, there, nil
}

// learn reads what the articles of a story are called.
func (v *versions) learn(tx *store.Tx, story string) error {
	if v.stories[story] {
		return nil
	}
	if v.stories == nil {
		v.stories, v.called, v.sketches = map[string]bool{}, map[called]*namesakes{}, map[string]duplicate.Sketch{}
	}
	v.stories[story] = true
	documents, err := tx.Documents(story)
	for _, d := range documents {
		for _, name := range namesOf(d) {
			n := v.namesakes(name)
			n.ids = append(n.ids, d.ID)
		}
	}
	return err
}

func (v *versions) namesakes(name called) *namesakes {
	n := v.called[name]
	if n == nil {
		n = &namesakes{}
		v.called[name] = n
	}
	return n
}

// near returns, of the articles of a name, those that may have much of their text in common with one that was added.
func (v *versions) near(tx *store.Tx, n *namesakes, added annotate.Document) ([]string, error) {
	if !slices.ContainsFunc(n.ids, func(id string) bool { return id != added.ID }) {
		return nil, nil
	}
	for _, id := range n.ids[n.index.Len():] {
		if err := v.sketch(id, func() (annotate.Document, error) { return tx.Document(id) }); err != nil {
			return nil, err
		}
		n.index.Add(v.sketches[id])
	}
	if err := v.sketch(added.ID, func() (annotate.Document, error) { return added, nil }); err != nil {
		return nil, err
	}
	var near []string
	for _, i := range n.index.Near(v.sketches[added.ID]) {
		if n.ids[i] != added.ID {
			near = append(near, n.ids[i])
		}
	}
	return near, nil
}

// sketch makes the sketch of an article, unless it is there. One that was refused after all has nothing in common with any.
func (v *versions) sketch(id string, article func() (annotate.Document, error)) error {
	if _, known := v.sketches[id]; known {
		return nil
	}
	d, err := article()
	if err != nil && !errors.Is(err, annotate.ErrNotFound) {
		return err
	}
	v.sketches[id] = duplicate.SketchOf(d.Text)
	return nil
}

// become says of an article, which is called so, that it is another version, and brings over to it the annotations of this one where the
// plan says so: how many there are.
func (v version) become(tx *store.Tx, plan ImportPlan, d annotate.Document, what string) (annotations int, notes []string, err error) {
	said := what + " is " + v.say()
	if !plan.Carry {
		return 0, []string{said + ": its annotations were not carried over"}, nil
	}
	annotations, notes, err = carry(tx, v, d)
	return annotations, append([]string{said}, notes...), err
}

// carry brings the annotations of an article over to another version of it, by the words that they mark and by what stands around these.
// It says how many there were and what could not be brought over. The review's decisions stay where they are: its layer is made anew from the annotators'.
func carry(tx *store.Tx, from version, to annotate.Document) (count int, notes []string, err error) {
	before, after := textpos.New(from.Text), textpos.New(to.Text)
	anchors := align.Versions(before, after)
	annotators, err := tx.Session.Annotators()
	if err != nil {
		return 0, nil, err
	}
	carried, lost := map[string]string{}, 0
	for _, annotator := range annotators {
		if annotator.Name == annotate.GoldLayer {
			continue
		}
		spans, err := tx.Spans(from.ID, annotator.ID)
		if err != nil {
			return 0, nil, err
		}
		for _, span := range spans {
			segments, found := again(span.Segments, before, after, anchors)
			if !found {
				if lost++; lost <= mostLines {
					notes = append(notes, fmt.Sprintf("not carried over: “%s” (%s), at %d–%d of the version before", strings.Join(strings.Fields(before.Quote(span.Segments)), " "),
						annotator.Name, span.Start(), span.End()))
				}
				continue
			}
			old := span.ID
			span.ID, span.DocumentID, span.Segments, span.DerivedFrom = annotate.DerivedID("version", old, to.ID), to.ID, segments, []string{old}
			if err := tx.CreateSpan(&span); err != nil {
				return 0, nil, err
			}
			carried[old] = span.ID
		}
		if len(spans) > 0 {
			if err := tx.SetProgressOf(to.ID, annotator.ID, annotate.Doing); err != nil {
				return 0, nil, err
			}
		}
	}
	if err := carryRelations(tx, carried, to.ID); err != nil {
		return 0, nil, err
	}
	if lost > mostLines {
		notes = append(notes, annotate.Counted(lost-mostLines, "more annotation was not carried over", "more annotations were not carried over"))
	}
	return len(carried) + lost, append([]string{annotate.Counted(len(carried), "annotation was", "annotations were") + " carried over from the version before; " +
		annotate.Counted(lost, "was not", "were not")}, notes...), nil
}

// again is where each of the segments stands in another version. All of them must, in their order.
func again(segments []annotate.Segment, before, after *textpos.Text, anchors []align.Anchor) ([]annotate.Segment, bool) {
	var list []annotate.Segment
	for _, s := range segments {
		at, found := align.Again(after, align.Quoted{Words: before.Slice(s.Start, s.End)}, align.Follow(s.Start, before.Len(), after.Len(), anchors))
		if !found || len(list) > 0 && at.Start < list[len(list)-1].End {
			return nil, false
		}
		list = append(list, at)
	}
	return list, true
}

// carryRelations copies the relations between spans that were carried over, and those that lead from or to another article.
func carryRelations(tx *store.Tx, carried map[string]string, documentID string) error {
	done := map[string]bool{}
	for _, old := range slices.Sorted(maps.Keys(carried)) {
		relations, err := tx.RelationsOf(old)
		if err != nil {
			return err
		}
		for _, r := range relations {
			head, hasHead := carried[r.HeadSpanID]
			tail, hasTail := carried[r.TailSpanID]
			if done[r.ID] || !hasHead && !hasTail {
				continue
			}
			done[r.ID] = true
			if !hasHead || !hasTail { // one end may have been left behind in the same article
				other := r.HeadSpanID
				if hasHead {
					other = r.TailSpanID
				}
				end, err := tx.Span(other)
				if err != nil {
					return err
				}
				origin, err := tx.Span(old)
				if err != nil {
					return err
				}
				if end.DocumentID == origin.DocumentID {
					continue
				}
			}
			if hasHead {
				r.HeadSpanID = head
			}
			if hasTail {
				r.TailSpanID = tail
			}
			r.ID = annotate.DerivedID("version", r.ID, documentID)
			if err := tx.CreateRelation(&r); err != nil {
				return err
			}
		}
	}
	return nil
}

// say names a version and how much of it is the same.
func (v version) say() string {
	return fmt.Sprintf("another version of “%s”, %d %% the same", v.Name(), int(math.Round(100*v.alike)))
}
