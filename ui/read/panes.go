package read

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
)

const (
	mostPanes  = 8
	firstPanes = 4   // so many articles stand side by side when a story is opened
	readable   = 240 // the width below which an article is no longer opened by itself
	leastPane  = 210 // a pane is not narrower: where there is no room for all, they scroll sideways
)

// panes are the articles that stand side by side.
type panes struct {
	view    *View
	list    []*pane
	active  int // index of the pane that keys and commands act on
	columns *part.Columns
	scroll  *container.Scroll // of the columns, sideways
	empty   *fyne.Container
	object  *fyne.Container
}

func newPanes(v *View) *panes {
	s := &panes{view: v, columns: part.NewColumns(), empty: container.NewStack()}
	s.columns.OnResized = func() { v.floating.hide() }
	s.columns.Wide = true
	s.scroll = container.NewHScroll(container.NewStack(s.columns, v.ribbons.layer.Object))
	s.object = container.NewStack(s.empty, s.scroll)
	return s
}

// fitting is how many articles can be read side by side in the present width.
func (s *panes) fitting() int {
	width := s.object.Size().Width
	return max(1, min(firstPanes, int(width/readable)))
}

// show replaces the panes by one for each of the documents.
func (s *panes) show(documents []string, active int) {
	s.view.relations.stop()
	s.each(s.view.places.leave)
	s.list = nil
	for _, id := range documents[:min(len(documents), mostPanes)] {
		s.list = append(s.list, newPane(s, id))
	}
	s.active = max(0, min(active, len(s.list)-1))
	s.arrange()
}

// arrange puts the panes on the screen, or what to do where there is none.
func (s *panes) arrange() {
	s.view.floating.hide()
	var columns []*part.Column
	for _, p := range s.list {
		columns = append(columns, p.column)
	}
	s.columns.Set(columns)
	if s.scroll.Show(); len(s.list) == 0 {
		s.scroll.Hide()
	}
	s.empty.Objects = nil
	if len(s.list) == 0 {
		s.empty.Objects = []fyne.CanvasObject{s.nothing()}
	}
	s.empty.Refresh()
	s.object.Refresh()
	s.reveal()
	s.each(func(p *pane) { p.refreshHeader() })
	s.view.commons.follow(false)
	s.view.ribbons.place()
	s.view.sidebar.refreshArticles()
	s.view.desk.Changed()
}

// reveal scrolls sideways to the active pane.
func (s *panes) reveal() {
	p := s.current()
	if p == nil {
		return
	}
	s.scroll.Refresh() // there may be more panes than before
	from, width := p.object.Position().X, p.object.Size().Width
	offset := s.scroll.Offset.X
	if offset = max(offset, from+width-s.scroll.Size().Width); offset > from {
		offset = from
	}
	if offset != s.scroll.Offset.X {
		s.scroll.Offset.X = offset
		s.scroll.Refresh()
	}
}

// sideways scrolls the panes, as the wheel does with Shift held.
func (s *panes) sideways(dx float32) {
	s.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(dx, 0)})
}

// nothing says what to do where no article is open.
func (s *panes) nothing() fyne.CanvasObject {
	v := s.view
	switch {
	case len(v.sidebar.stories) == 0:
		return part.EmptyState("No articles yet",
			"Import the articles that report one event as a story. Text files can also be dropped on this window.",
			action("Import articles…", base.ContentAddIcon(), v, "file.import"))
	case v.session.Story().ID == "":
		return part.EmptyState("No story is open", "Choose a story at the left.")
	case len(v.articles.list) == 0:
		return part.EmptyState("This story has no articles yet", "Import the articles that report the event.",
			action("Import articles…", base.ContentAddIcon(), v, "file.import"))
	}
	return part.EmptyState("No article is open", "Choose an article at the left, or show the first ones side by side.",
		control.NewButton("Show the articles", nil, false, func() { v.stories.open(v.session.Story()) }, v.form))
}

// action is a button that starts a command.
func action(text string, icon fyne.Resource, v *View, id string) *control.Button {
	b := control.NewButton(text, icon, false, func() { v.desk.Commands.StartID(id) }, v.form)
	b.Importance = widget.HighImportance
	return b
}

// current is the pane that keys act on, nil where none is open.
func (s *panes) current() *pane {
	if s.active >= len(s.list) {
		return nil
	}
	return s.list[s.active]
}

// each calls fn for each pane.
func (s *panes) each(fn func(*pane)) {
	for _, p := range s.list {
		fn(p)
	}
}

// of lists the panes that show a document.
func (s *panes) of(documentID string) []*pane {
	var found []*pane
	for _, p := range s.list {
		if p.documentID == documentID {
			found = append(found, p)
		}
	}
	return found
}

// activate makes p the pane that keys act on.
func (s *panes) activate(p *pane) {
	for i, other := range s.list {
		if other == p && i != s.active {
			s.view.floating.hide()
			s.view.trail.leave()
			s.active = i
			s.view.trail.moved(p, p.reader.Caret(), "")
			s.reveal()
			s.each(func(p *pane) { p.refreshHeader() })
			s.view.commons.follow(true)
			s.view.sidebar.refreshArticles()
			s.view.desk.Changed()
		}
	}
}

// focus gives the keyboard to the pane at index.
func (s *panes) focus(index int) {
	if index < 0 || index >= len(s.list) {
		return
	}
	s.activate(s.list[index])
	s.view.desk.Window.Canvas().Focus(s.list[index].reader)
}

// reachable is how many panes there are, or would be if the articles of the story that no pane shows were opened.
func (s *panes) reachable() int {
	count := len(s.list)
	for _, d := range s.view.articles.list {
		if len(s.of(d.ID)) == 0 {
			count++
		}
	}
	return min(count, mostPanes)
}

// goTo gives the keyboard to a pane, opening further articles until there are so many.
func (s *panes) goTo(index int) {
	s.view.desk.Leave()
	for len(s.list) <= index && len(s.list) < s.reachable() {
		s.active = max(0, len(s.list)-1) // at the end, so that the pane that is asked for is the last
		s.addNext()
	}
	s.focus(index)
	if p := s.current(); p != nil {
		p.parked = false // who goes to a pane by its key means its caret
	}
}

// open goes to a document: in the pane that has it, else in the active pane.
func (s *panes) open(documentID string) {
	s.view.trail.leave()
	s.bring(documentID)
}

// bring is open on a way that has left the place before already.
func (s *panes) bring(documentID string) {
	s.view.desk.Leave()
	for i, p := range s.list {
		if p.documentID == documentID {
			s.focus(i)
			return
		}
	}
	if p := s.current(); p != nil {
		p.load(documentID)
		s.view.sidebar.refreshArticles()
		s.view.desk.Focus()
		return
	}
	s.add(documentID)
}

// add shows a document in a pane of its own, right of the active one.
func (s *panes) add(documentID string) {
	s.view.trail.leave()
	s.view.desk.Leave()
	if len(s.list) >= mostPanes {
		s.view.session.Tell("Eight articles stand side by side already: close one first.")
		return
	}
	at := min(s.active+1, len(s.list))
	s.list = append(s.list[:at], append([]*pane{newPane(s, documentID)}, s.list[at:]...)...)
	s.active = at
	s.arrange()
	s.view.desk.Focus()
}

// addNext opens the first article that no pane shows, or the active one a second time.
func (s *panes) addNext() {
	for _, d := range s.view.articles.list {
		if len(s.of(d.ID)) == 0 {
			s.add(d.ID)
			return
		}
	}
	if p := s.current(); p != nil {
		s.add(p.documentID)
	}
}

// close removes a pane. The way back opens the article again.
func (s *panes) close(p *pane) {
	for i, other := range s.list {
		if other != p {
			continue
		}
		s.view.places.shut(p)
		at := s.active
		if i == at {
			s.view.trail.leave()
		}
		s.list = append(s.list[:i:i], s.list[i+1:]...)
		if s.active > i || s.active >= len(s.list) {
			s.active = max(0, s.active-1)
		}
		s.arrange()
		s.view.desk.Focus()
		if now := s.current(); now != nil {
			now.parked = now.parked || i == at // the caret there was not put for the key that comes next
			s.view.trail.moved(now, now.reader.Caret(), "")
		}
		return
	}
}

// step shows the next (1) or previous (-1) article of the story in the active pane.
func (s *panes) step(by int) {
	documents := s.view.articles.list
	p := s.current()
	if p == nil || len(documents) == 0 {
		return
	}
	for i, d := range documents {
		if d.ID == p.documentID {
			s.view.trail.leave()
			p.load(documents[(i+by+len(documents))%len(documents)].ID)
			s.view.sidebar.refreshArticles()
			return
		}
	}
}

// reload reads every pane anew and closes those whose document is gone. The keyboard stays with the articles.
func (s *panes) reload(documents []annotate.Document) {
	for _, p := range s.list {
		if s.view.desk.Window.Canvas().Focused() == p.reader {
			defer s.view.desk.Focus()
		}
	}
	there := map[string]bool{}
	for _, d := range documents {
		there[d.ID] = true
	}
	var kept []*pane
	for _, p := range s.list {
		if there[p.documentID] {
			kept = append(kept, p)
			p.reload()
		}
	}
	if len(kept) == 0 && len(documents) > 0 {
		var ids []string
		for _, d := range documents[:min(len(documents), s.fitting())] {
			ids = append(ids, d.ID)
		}
		s.show(ids, 0)
		return
	}
	if len(kept) != len(s.list) || len(kept) == 0 {
		s.list = kept
		s.active = max(0, min(s.active, len(kept)-1))
		s.arrange()
	}
}

// heard brings the panes up to date with an act whose changes are known.
func (s *panes) heard(act store.Act) {
	for _, change := range act.Changes {
		document := change.DocumentID()
		s.each(func(p *pane) {
			switch {
			case document != p.documentID:
			case change.EntityKind == "span":
				p.hear(func() { p.spanChanged(change.EntityID) })
			case change.EntityKind == "region":
				p.hear(p.regionsChanged)
			}
		})
	}
}
