package inspector

import "github.com/parallax-annotation/parallax/annotate"

// words are the words of a span and the name of its article; both are empty where the article cannot be read.
func (i *Inspector) words(s annotate.Span) (text, article string) {
	a, ok := i.texts.Article(s.DocumentID)
	if !ok {
		return "", ""
	}
	return a.Text.Quote(s.Segments), where(a.Document)
}

// where says which article it is: the outlet first, because the articles of a story often have similar titles.
func where(d annotate.Document) string {
	if d.Outlet != "" && d.Title != "" {
		return d.Outlet + " · " + d.Title
	}
	return d.Name()
}
