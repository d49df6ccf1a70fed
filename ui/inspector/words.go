package inspector

import (
	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// words finds the words of spans. It keeps the texts of the few documents that were asked for last: a text never
// changes, and a relation's two ends ask for the same ones again and again.
type words struct {
	session *session.Session
	kept    []keptText // most recent last
}

type keptText struct {
	id    string
	text  *textpos.Text
	title string
}

const keptTexts = 4

func newWords(s *session.Session) *words { return &words{session: s} }

// of returns the words of a span and the name of its article; both are empty where the article cannot be read.
func (w *words) of(s annotate.Span) (text, article string) {
	kept, ok := w.document(s.DocumentID)
	if !ok {
		return "", ""
	}
	return wording.OneLine(kept.text.Quote(s.Segments)), kept.title
}

func (w *words) document(id string) (keptText, bool) {
	for i, k := range w.kept {
		if k.id == id {
			w.kept = append(append(w.kept[:i:i], w.kept[i+1:]...), k)
			return k, true
		}
	}
	d, err := w.session.Project.Document(w.session.Context(), id)
	if err != nil {
		w.session.Fail(err)
		return keptText{}, false
	}
	k := keptText{id, textpos.New(d.Text), where(d)}
	w.kept = append(w.kept, k)
	if len(w.kept) > keptTexts {
		w.kept = w.kept[1:]
	}
	return k, true
}

// where says which article it is: the outlet first, because the articles of a story often have similar titles.
func where(d annotate.Document) string {
	if d.Outlet != "" && d.Title != "" {
		return d.Outlet + " · " + d.Title
	}
	return d.Name()
}
