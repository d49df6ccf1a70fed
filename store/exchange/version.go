package exchange

import (
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
	"github.com/parallax-annotation/parallax/store/table"
)

// leastAlike is the share of sequences of words that two texts of one name must have in common to be versions of one article.
const leastAlike = 0.2

// version is an article of the project of which one that was added is another version.
type version struct {
	annotate.Document
	alike float64 // 0…1
}

// versions finds the articles that those of an import were before. Of each that was looked at a sketch is kept, for many files of an import
// may have one name.
type versions struct{ sketches map[string]duplicate.Sketch }

// of finds the article of the same story that one was before: that of the same address, file or title, with much of its text.
func (v *versions) of(tx *store.Tx, added annotate.Document) (found version, there bool, err error) {
	same, err := table.Texts(tx.Session, `SELECT id FROM document WHERE story_id = `+table.Asked+` AND id <> `+table.Asked+`
		AND (url <> '' AND url = `+table.Asked+` OR source_name <> '' AND source_name = `+table.Asked+` OR title <> '' AND title = `+table.Asked+`) ORDER BY position, id`,
		added.StoryID, added.ID, added.URL, added.SourceName, added.Title)
	if err != nil {
		return found, false, err
	}
	if v.sketches == nil {
		v.sketches = map[string]duplicate.Sketch{}
	}
	sketch := duplicate.SketchOf(added.Text)
	v.sketches[added.ID] = sketch
	best, alike := "", 0.0
	for _, id := range same {
		other, known := v.sketches[id]
		if !known {
			d, err := tx.Document(id)
			if err != nil {
				return found, false, err
			}
			other = duplicate.SketchOf(d.Text)
			v.sketches[id] = other
		}
		if share := other.Similarity(sketch); share >= leastAlike && share > alike {
			best, alike = id, share
		}
	}
	if best == "" {
		return found, false, nil
	}
	d, err := tx.Document(best)
	return version{d, alike}, err == nil, err
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
