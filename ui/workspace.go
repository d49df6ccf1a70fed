package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/inspector"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// workspace is the window of an open project.
type workspace struct {
	window  *Window
	session *session.Session
	object  fyne.CanvasObject

	sidebar   *sidebar
	panes     *panes
	inspector *inspector.Inspector
	bottom    *bottom
	banner    *banner
	floating  *floating
	frame     *Columns
	left      *Column
	right     *Column

	documents []annotate.Document // of the open story, in their order, without text
	states    map[string]annotate.State
	assigned  map[string]bool   // the articles that the annotator is to annotate; nil for all
	names     map[string]string // entity id → name, of the entities that panes have met
	others    bool              // the spans of other annotators are shown
	tags      bool              // names stand at the spans
	numbers   reader.Numbers    // what is counted in the margin
	linked    bool              // panes scroll together, by passage
	gone      bool              // the project's file is not where it was, and nothing is saved
	places    []place           // where articles were left, the last one first
	anchored  map[[2]*pane][]align.Anchor

	relating *relating   // nil unless a relation is being made
	counting *time.Timer // nil unless the mentions are to be counted anew
}

// countDelay is how long the counts wait for further acts.
const countDelay = 60 * time.Millisecond

func newWorkspace(w *Window, s *session.Session) *workspace {
	v := &workspace{window: w, session: s, names: map[string]string{}, states: map[string]annotate.State{},
		anchored: map[[2]*pane][]align.Anchor{}}
	last := w.prefs.view(s.Project.Path())
	v.others, v.tags, v.places = last.Others, last.Names, last.Places
	v.numbers, v.linked = reader.Numbers(last.Numbers), last.Linked
	v.sidebar = newSidebar(v, last.Stories)
	v.panes = newPanes(v)
	v.inspector = inspector.New(s, inspector.Hooks{OnLeave: w.stage.Focus, OnGoTo: s.ShowSpan, OnRelate: v.startRelating})
	v.bottom = newBottom(v)
	v.banner = newBanner()
	v.floating = newFloating(v)

	v.left = &Column{Object: v.sidebar.object, Width: orUsual(last.Sidebar, usualSidebar), Least: 140}
	v.right = &Column{Object: container.NewStack(newFill(theme.ColorNameChrome), v.inspector), Width: orUsual(last.Inspector, usualInspect), Least: 220}
	v.banner.around = container.NewBorder(nil, v.banner.object, nil, nil, v.panes.object) // below: the text does not jump
	middle := &Column{Object: v.banner.around, Share: 1, Least: 320}
	v.frame = NewColumns(v.left, middle, v.right)
	v.object = container.NewStack(newRoom(leastWindow), container.NewBorder(nil, v.bottom.object, nil, nil, w.stage.Object()), v.floating.object)

	s.OnShow = v.showSpan
	s.OnLeave = w.stage.Focus
	s.OnSelect(func(string) { v.selectionChanged() })
	s.OnAnnotator(func(annotate.Annotator) { v.reload() })
	s.Listen(v.heard)
	return v
}

// leastWindow is the size below which a window cannot be made: the inspector would be cut.
var leastWindow = fyne.NewSize(800, 480)

func orUsual(width, usual float32) float32 {
	if width < 1 {
		return usual
	}
	return width
}

// heard brings the window up to date with an act.
func (v *workspace) heard(act store.Act) {
	clear(v.anchored)
	if act.Large || session.Touches(act, "document", "story") {
		v.reload()
		return
	}
	if session.Touches(act, "entity") {
		v.forgetNames(act)
	}
	if session.Touches(act, "label") {
		v.bottom.rebuild()
		v.panes.each(func(p *pane) { p.reload() })
	}
	if session.Touches(act, "progress", "assignment") {
		v.loadStates()
	}
	v.panes.heard(act)
	v.countSoon()
	if session.Touches(act, "relation") {
		v.showRelated()
	}
}

// countSoon counts the mentions anew in a moment: what was just marked is drawn first.
func (v *workspace) countSoon() {
	if v.counting != nil {
		v.counting.Stop()
	}
	v.counting = v.session.After(countDelay, func() {
		v.sidebar.refreshEntities()
		v.bottom.refresh()
	})
}

// reload reads everything that is shown anew.
func (v *workspace) reload() {
	v.names = map[string]string{}
	v.bottom.rebuild()
	v.sidebar.refreshStories()
	v.loadStory(v.session.Story(), func() {
		v.panes.reload(v.documents)
	})
}

// openStory shows a story with its first articles side by side, as many as the width lets one read.
func (v *workspace) openStory(story annotate.Story) {
	v.window.stage.Leave()
	v.sidebar.refreshStories()
	v.showStory(story)
}

// showStory is openStory behind the view that is shown.
func (v *workspace) showStory(story annotate.Story) {
	v.session.SetStory(story)
	v.loadStory(story, func() {
		var ids []string
		for _, d := range v.ownFirst()[:min(len(v.documents), v.panes.fitting())] {
			ids = append(ids, d.ID)
		}
		v.panes.show(ids, 0)
		v.window.stage.Focus()
	})
}

// openStoryByID shows the story with that id.
func (v *workspace) openStoryByID(id string) {
	var stories []store.StorySummary
	v.session.Read(func(ctx context.Context) (err error) {
		stories, err = v.session.Project.Stories(ctx)
		return err
	}, func() {
		v.sidebar.setStories(stories)
		for _, story := range stories {
			if story.ID == id {
				v.openStory(story.Story)
			}
		}
	})
}

// loadStory reads the articles of a story and how far they are, then shows them in the sidebar.
func (v *workspace) loadStory(story annotate.Story, then func()) {
	var documents []annotate.Document
	var states map[string]annotate.State
	var assigned map[string]bool
	annotator := v.session.Annotator().ID
	v.session.Read(func(ctx context.Context) (err error) {
		if story.ID == "" {
			return nil
		}
		if documents, err = v.session.Project.Documents(ctx, story.ID); err == nil {
			states, err = v.session.Project.States(ctx, story.ID, annotator)
		}
		if err == nil {
			assigned, err = v.session.Project.Assigned(ctx, story.ID, annotator)
		}
		return err
	}, func() {
		if story.ID != v.session.Story().ID {
			return // another story was opened meanwhile
		}
		v.documents, v.states, v.assigned = documents, states, assigned
		then()
		v.sidebar.refreshArticles()
		v.sidebar.refreshEntities()
		v.bottom.refresh()
		v.window.menu.refreshSoon()
	})
}

// loadStates reads how far the articles are and whose they are; these are small queries, so the window waits for them.
func (v *workspace) loadStates() {
	ctx, story, annotator := v.session.Context(), v.session.Story().ID, v.session.Annotator().ID
	states, err := v.session.Project.States(ctx, story, annotator)
	if err == nil {
		v.assigned, err = v.session.Project.Assigned(ctx, story, annotator)
	}
	if err != nil {
		v.session.Fail(err)
		return
	}
	v.states = states
	v.sidebar.refreshArticles()
	v.panes.each(func(p *pane) { p.refreshHeader() })
}

func (v *workspace) state(documentID string) annotate.State {
	if state, ok := v.states[documentID]; ok {
		return state
	}
	return annotate.Todo
}

// document is the article of the open story with that id, without its text.
func (v *workspace) document(id string) (annotate.Document, bool) {
	for _, d := range v.documents {
		if d.ID == id {
			return d, true
		}
	}
	return annotate.Document{}, false
}

// restore shows the project as it was last looked at, or its first story.
func (v *workspace) restore() {
	last := v.window.prefs.view(v.session.Project.Path())
	v.window.stage.Show(last.Shown)
	var stories []store.StorySummary
	v.session.Read(func(ctx context.Context) (err error) {
		stories, err = v.session.Project.Stories(ctx)
		return err
	}, func() {
		v.sidebar.setStories(stories)
		for _, story := range stories {
			if story.ID == last.Story {
				v.restoreStory(story.Story, last)
				return
			}
		}
		if len(stories) > 0 {
			v.showStory(stories[0].Story)
			return
		}
		v.panes.show(nil, 0)
		v.bottom.refresh()
	})
}

func (v *workspace) restoreStory(story annotate.Story, last view) {
	v.session.SetStory(story)
	v.loadStory(story, func() {
		var ids []string
		var kept []viewPane
		for _, p := range last.Panes {
			if _, ok := v.document(p.Document); ok {
				ids, kept = append(ids, p.Document), append(kept, p)
			}
		}
		if len(ids) == 0 {
			v.showStory(story)
			return
		}
		v.panes.show(ids, last.Active)
		for i, p := range kept {
			v.panes.list[i].column.Share = p.Share
		}
		v.panes.columns.Refresh()
		v.window.stage.Focus()
	})
}

// remember keeps how the project is looked at.
func (v *workspace) remember() {
	now := view{
		Story: v.session.Story().ID, Active: v.panes.active, Sidebar: v.left.Width, Inspector: v.right.Width,
		Stories: v.sidebar.share(), Others: v.others, Names: v.tags, Numbers: int(v.numbers), Linked: v.linked,
	}
	for _, p := range v.panes.list {
		v.leavePlace(p)
		now.Panes = append(now.Panes, viewPane{Document: p.documentID, Share: p.column.Share})
	}
	now.Places, now.Shown, now.Views = v.places, v.window.stage.Shown(), v.window.stage.States()
	v.window.prefs.setView(v.session.Project.Path(), now)
}

// close lets go of what outlives the objects.
func (v *workspace) close() {
	if v.counting != nil {
		v.counting.Stop()
	}
	v.floating.hide()
	v.inspector.Close()
	v.bottom.close()
}
