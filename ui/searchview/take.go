package searchview

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/search"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/find"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/ui/choose"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// all finds all hits, at most so many where that is not 0, and hands them on in the order of the list.
func (v *View) all(title string, most int, then func(find.Found)) {
	question, order := v.answered, v.asked.Order
	var found find.Found
	v.session.Background(title, func(ctx context.Context, progress func(done, total int)) (err error) {
		found, err = v.finder.Find(ctx, question, most, find.Hearer{Progress: progress})
		if order != search.ByPlace {
			found.Hits = find.Sorted(found.Hits, order)
		}
		return err
	}, func(err error) {
		if err != nil {
			v.session.Fail(err)
			return
		}
		then(found)
	})
}

// saveCSV asks where to, and writes all hits there as a concordance.
func (v *View) saveCSV() {
	project := v.session.Project.Path()
	name := strings.TrimSuffix(filepath.Base(project), filepath.Ext(project)) + " concordance.csv"
	choose.Files{Window: v.desk.Window, Rest: v.session.Rest}.Save(filepath.Dir(project), name, func(path string) {
		v.all("Writing the concordance", 0, func(found find.Found) {
			if err := output.Write(v.session.Context(), path, func(w io.Writer) error { return find.WriteCSV(w, found.Hits) }); err != nil {
				v.session.Fail(err)
				return
			}
			v.session.Tell("Wrote " + wording.Count(len(found.Hits), "hit") + " to " + path + ".")
		})
	})
}

// Tag puts a label on all places that were found, once the annotator has said yes.
func (v *View) Tag(labelID string) {
	label, known := v.session.Codebook().LabelByID(labelID)
	if reason := v.Untaggable(); reason != "" || !known {
		v.session.Tell(reason)
		return
	}
	v.all("Looking for all places", manyHits, func(found find.Found) {
		places := wording.Count(len(found.Hits), "place")
		said := "The label “" + label.Name + "” is put on " + places + " in " + wording.Count(found.Articles, "article") + ", in your layer. Where one of your spans with this label is already, nothing is done. One undo takes it back."
		v.desk.Confirm("Tag "+places+" as "+label.Name+"?", part.Wrapped(said), "Tag them", func() { v.tag(label, found.Hits) })
	})
}

// tag makes a span of each place, in one act.
func (v *View) tag(label annotate.Label, hits []find.Hit) {
	summary := "Tagged " + wording.Count(len(hits), "place") + " of " + wording.Quoted(v.asked.Query, 40) + " as " + label.Name
	v.session.Do("tag all", summary, func(tx *store.Tx) error {
		var spans []annotate.Span
		last := ""
		for _, h := range hits {
			if h.Document.ID != last {
				var err error
				last = h.Document.ID
				if spans, err = tx.Spans(last, tx.Annotator().ID); err != nil {
					return err
				}
			}
			there := func(s annotate.Span) bool {
				return s.LabelID == label.ID && len(s.Segments) == 1 && s.Segments[0] == h.At
			}
			if slices.ContainsFunc(spans, there) {
				continue
			}
			if err := tx.CreateSpan(&annotate.Span{DocumentID: last, AnnotatorID: tx.Annotator().ID, LabelID: label.ID, Segments: []annotate.Segment{h.At}, Confidence: 1}); err != nil {
				return err
			}
		}
		return nil
	})
}
