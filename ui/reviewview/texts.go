package reviewview

import (
	"context"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

const (
	keptTexts    = 6    // articles whose whole text is kept
	keptExcerpts = 5000 // items whose first words are kept
	excerpt      = 90   // characters of an item's words in the list
)

// texts keeps the last articles, and the words of the items that the list has shown.
type texts struct {
	*session.Texts
	view     *View
	words    map[string]words
	wanted   map[string]review.Entry
	fetching bool
}

// words are how an item stands in the list.
type words struct{ text, article string }

func newTexts(v *View) *texts {
	return &texts{Texts: v.session.Texts(keptTexts), view: v, words: map[string]words{}, wanted: map[string]review.Entry{}}
}

// Forget reads everything anew when it is asked for.
func (t *texts) Forget() {
	t.Texts.Forget()
	clear(t.words)
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
		read := map[string]session.Article{}
		for id, e := range wanted {
			a, ok := read[e.DocumentID]
			if !ok {
				d, err := s.Project.Document(ctx, e.DocumentID)
				if err != nil { // it was removed: the list follows
					found[id] = words{}
					continue
				}
				a = session.Article{Document: d, Text: textpos.New(d.Text)}
				read[e.DocumentID] = a
			}
			found[id] = words{wording.Short(a.Text.Slice(e.Start, min(e.End, e.Start+excerpt)), excerpt), outlet(a.Document)}
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
