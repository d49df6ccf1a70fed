package session

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// Article is an article with its text ready for positions.
type Article struct {
	Document annotate.Document
	Text     *textpos.Text
}

// Texts reads articles and keeps the last ones: a text never changes, and a view asks for the same ones again and again.
type Texts struct {
	session *Session
	most    int
	kept    []Article // most recent last
}

// Texts returns what keeps at most so many articles.
func (s *Session) Texts(most int) *Texts { return &Texts{session: s, most: most} }

// Article reads an article, or takes the one that is kept. Where it cannot be read that is said, and it is not ok.
func (t *Texts) Article(id string) (article Article, ok bool) {
	at := slices.IndexFunc(t.kept, func(a Article) bool { return a.Document.ID == id })
	if at >= 0 {
		article = t.kept[at]
		t.kept = append(slices.Delete(t.kept, at, at+1), article)
		return article, true
	}
	d, err := t.session.Project.Document(t.session.Context(), id)
	if err != nil {
		t.session.Fail(err)
		return Article{}, false
	}
	article = Article{d, textpos.New(d.Text)}
	t.kept = append(t.kept, article)
	t.kept = t.kept[max(0, len(t.kept)-t.most):]
	return article, true
}

// Quote is the words of segments of an article, "" where it cannot be read.
func (t *Texts) Quote(documentID string, segments []annotate.Segment) string {
	a, ok := t.Article(documentID)
	if !ok {
		return ""
	}
	return a.Text.Quote(segments)
}

// Forget reads everything anew when it is asked for: what else is known of an article may change.
func (t *Texts) Forget() { t.kept = nil }
