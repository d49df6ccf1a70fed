package read

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// showBeside brings spans of several articles into view, each in its article, those that do not stand open in panes of their own as far as
// there is room; the first is taken in hand.
func (v *View) showBeside(ids []string) {
	var spans []annotate.Span
	for _, id := range ids {
		s, err := v.session.Project.Span(v.session.Context(), id)
		if err != nil {
			v.session.Fail(err)
			return
		}
		if _, here := v.articles.byID(s.DocumentID); here && !slices.ContainsFunc(spans, func(one annotate.Span) bool { return one.DocumentID == s.DocumentID }) {
			spans = append(spans, s)
		}
	}
	v.desk.Leave()
	for _, s := range spans {
		if len(v.panes.of(s.DocumentID)) == 0 && len(v.panes.list) < mostPanes {
			v.panes.activate(v.panes.list[len(v.panes.list)-1])
			v.panes.add(s.DocumentID)
		}
		for _, p := range v.panes.of(s.DocumentID) {
			if p.text == nil {
				p.wanted = s.Segments
			} else {
				p.reader.Reveal(s.Segments[0])
			}
		}
	}
	if len(spans) > 0 {
		v.session.ShowAmongAll(spans[0].ID)
	}
}
