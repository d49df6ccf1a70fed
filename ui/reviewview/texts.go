package reviewview

import (
	"context"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/wording"
)

const (
	keptTexts    = 6    // articles whose whole text is kept
	keptExcerpts = 5000 // items whose first words are kept
	excerpt      = 90   // characters of an item's words in the list
)

// texts reads articles and keeps the last ones, and the words of the items that the list has shown.
type texts struct {
	view     *View
	kept     []article // most recent last
	words    map[string]words
	wanted   map[string]review.Entry
	fetching bool
}

// article is an article with its text ready for positions.
type article struct {
	document annotate.Document
	text     *textpos.Text
}

// words are how an item stands in the list.
type words struct{ text, article string }

func newTexts(v *View) *texts {
	return &texts{view: v, words: map[string]words{}, wanted: map[string]review.Entry{}}
}

// forget reads everything anew when it is asked for.
func (t *texts) forget() {
	t.kept = nil
	clear(t.words)
}

// article reads an article, or takes the one that is kept.
func (t *texts) article(id string) (article, bool) {
	for i, a := range t.kept {
		if a.document.ID == id {
			t.kept = append(append(t.kept[:i:i], t.kept[i+1:]...), a)
			return a, true
		}
	}
	s := t.view.session
	d, err := s.Project.Document(s.Context(), id)
	if err != nil {
		s.Fail(err)
		return article{}, false
	}
	a := article{d, textpos.New(d.Text)}
	t.kept = append(t.kept, a)
	if len(t.kept) > keptTexts {
		t.kept = t.kept[1:]
	}
	return a, true
}

// of is the words of segments of an article.
func (t *texts) of(documentID string, segments []annotate.Segment) string {
	a, ok := t.article(documentID)
	if !ok {
		return ""
	}
	return wording.OneLine(a.text.QuoteStart(segments, 2000))
}

// entry is how an item stands in the list. Words that are not known yet are read beside the window, which then draws the
// list again.
func (t *texts) entry(e review.Entry) words {
	if w, ok := t.words[e.ItemID]; ok {
		return w
	}
	t.wanted[e.ItemID] = e
	if !t.fetching {
		t.fetching = true
		t.fetch()
	}
	return words{}
}

// fetch reads the words that are wanted.
func (t *texts) fetch() {
	wanted := t.wanted
	t.wanted = map[string]review.Entry{}
	found := map[string]words{}
	s := t.view.session
	s.Read(func(ctx context.Context) error {
		read := map[string]article{}
		for id, e := range wanted {
			a, ok := read[e.DocumentID]
			if !ok {
				d, err := s.Project.Document(ctx, e.DocumentID)
				if err != nil { // it was removed: the list follows
					found[id] = words{}
					continue
				}
				a = article{d, textpos.New(d.Text)}
				read[e.DocumentID] = a
			}
			found[id] = words{wording.OneLine(a.text.Slice(e.Start, min(e.End, e.Start+excerpt))), outlet(a.document)}
		}
		return nil
	}, func() {
		if len(t.words)+len(found) > keptExcerpts {
			clear(t.words)
		}
		for id, w := range found {
			t.words[id] = w
		}
		t.view.list.widget.Refresh()
		if t.fetching = len(t.wanted) > 0; t.fetching {
			t.fetch()
		}
	})
}

// outlet names an article briefly.
func outlet(d annotate.Document) string {
	if d.Outlet != "" {
		return d.Outlet
	}
	return d.Name()
}
