package read

// enter goes to the inspector, or confirms the relation that is being made.
func (v *View) enter() {
	if v.relations.making != nil {
		v.relations.confirm()
		return
	}
	v.showInspector()
	v.inspector.FocusFirst()
}

// showInspector shows the inspector where it is hidden.
func (v *View) showInspector() {
	if !v.right.Object.Visible() {
		v.toggle(v.right)
	}
}

// escape cancels what is under way, one thing at a time.
func (v *View) escape() {
	p := v.panes.current()
	switch {
	case v.floating.hide():
	case v.relations.making != nil:
		v.relations.stop()
	case p != nil && p.find.object.Visible():
		p.find.leave()
	case p != nil && len(p.reader.Selection()) > 0:
		p.reader.ClearSelection()
	case v.desk.Undock():
	default:
		v.session.SelectSpan("")
	}
}

// selectionChanged shows the span in hand everywhere.
func (v *View) selectionChanged() {
	id := v.session.Selected()
	v.panes.each(func(p *pane) {
		if own := p.own(id); p.reader.SelectedMark() != own {
			p.reader.SelectMark(own)
		}
	})
	v.inspector.ShowSpan(id)
	v.spans.showRelated()
	v.commons.follow(true)
	v.ribbons.place()
	v.relations.refresh()
	if p := v.panes.current(); p != nil && p.own(id) != "" {
		v.trail.moved(p, p.spans[id].Start(), id)
	}
}

// showSpan brings a span into view, opening its article where needed, with the spans of all annotators beside it where
// all is set.
func (v *View) showSpan(id string, all bool) {
	if all && !v.others {
		v.setOthers(true)
	}
	v.trail.leave()
	v.desk.Leave()
	for i, p := range v.panes.list {
		if span, ok := p.spans[id]; ok {
			v.panes.activate(v.panes.list[i])
			p.reader.SelectMark(id)
			p.reader.Reveal(span.Segments[0])
			return
		}
	}
	span, err := v.session.Project.Span(v.session.Context(), id)
	if err != nil {
		v.session.Fail(err)
		return
	}
	if _, here := v.articles.byID(span.DocumentID); here {
		v.panes.bring(span.DocumentID)
		return // the pane selects the span in hand once it is read
	}
	v.showPlace(span.DocumentID, span.Segments[0])
}

// paneLoaded shows the span in hand in a pane whose spans have just been read; a fresh pane goes there.
func (v *View) paneLoaded(p *pane, fresh bool) {
	id := p.own(v.session.Selected())
	if fresh || p.reader.SelectedMark() != id {
		p.reader.SelectMark(id)
	}
	if fresh && id != "" {
		p.reader.Reveal(p.spans[id].Segments[0])
	}
	v.spans.showRelated()
	v.links.load(p.documentID)
	v.flags.load(p.documentID)
	v.proposals.load(p.documentID)
	v.flags.arrive()
	v.desk.Changed()
}
