// Package read is the view in which articles are read and marked: stories and articles at the left, the articles side
// by side, the inspector of the selected span at the right. What can be done there is a list of commands (commands.go),
// which the window takes up with those of the other views.
//
// View holds the parts together: panes and sidebar, and what is done with articles, stories, spans, relations and
// places. It hears of every act through the session, and knows neither the window's menus nor which other views there
// are.
//
// Start with View.
package read

import (
	"encoding/json"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/inspector"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/ribbon"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/stage"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// Name is the name of the view.
const Name = "read"

// Kind is reading on the stage.
var Kind = stage.Kind{
	Name: Name, Closed: "Go back to reading first:", Commands: commandsOf,
	New: func(desk stage.Desk, state json.RawMessage) stage.View { return New(desk, state) },
}

// View is the articles of a project. Its methods are many because each command of reading is one, found by its name in commands.go; what
// they share is which pane is at hand. Panes, finding, relating and the label palette are types of their own.
type View struct {
	widget.BaseWidget
	desk    stage.Desk
	session *session.Session
	form    *control.Form

	sidebar   *sidebar
	panes     *panes
	inspector *inspector.Inspector
	floating  *floating
	frame     *part.Columns
	left      *part.Column
	right     *part.Column

	articles       *articles
	stories        *stories
	names          *names
	known          *known
	places         *places
	passages       *passages
	commons        *commons
	proposals      *proposals
	ribbons        *ribbons
	links          *links
	contradictions *contradictions
	relations      *relations
	spans          *spans
	occurrences    *occurrences
	flags          *flags
	fonts          *fonts
	trail          *trail

	sought   string         // what was looked for last in an article
	others   bool           // the spans of other annotators are shown
	tags     bool           // names stand at the spans
	unfolded bool           // long regions are not folded
	numbers  reader.Numbers // what is counted in the margin
	counting *session.Soon  // reads the mentions anew where an act changes more of them than their numbers
}

// countDelay is how long the counts wait for further acts.
const countDelay = 60 * time.Millisecond

// New returns the articles of the desk's project and begins to show them as a state says that they were left; the state
// may be nil.
func New(desk stage.Desk, data json.RawMessage) *View {
	s := desk.Session
	last, _ := stage.Kept[state](data)
	v := &View{desk: desk, session: s, form: &control.Form{Window: desk.Window, Leave: desk.Focus}}
	v.articles, v.stories = &articles{view: v, states: map[string]annotate.State{}}, &stories{v}
	v.names, v.places = &names{v, map[string]string{}}, &places{v, last.Places}
	v.known = &known{v}
	v.passages = &passages{v, last.Linked, map[[2]*pane][]align.Anchor{}}
	v.contradictions = &contradictions{v}
	v.relations = &relations{view: v, banner: newBanner()}
	v.spans, v.occurrences = &spans{view: v, filled: map[string]store.Carried{}}, &occurrences{v}
	v.fonts = &fonts{v, map[string]bool{}}
	v.flags = &flags{view: v, of: map[string][]store.Flagged{}}
	v.trail = &trail{view: v}
	v.proposals = newProposals(v)
	v.others, v.tags, v.unfolded, v.numbers = last.Others, last.Names, last.Unfolded, reader.Numbers(last.Numbers)
	v.sidebar = newSidebar(v, last.Stories)
	v.counting = s.Soon(countDelay, v.sidebar.refreshEntities)
	v.ribbons, v.links = &ribbons{v, ribbon.NewLayer()}, &links{v, last.Unlinked, map[string]map[string]annotate.Relation{}}
	v.panes = newPanes(v)
	v.commons = newCommons(v, last.Unmarked)
	v.inspector = inspector.New(s, inspector.Hooks{OnLeave: desk.Focus, OnGoTo: s.ShowSpan, OnRelate: v.relations.start,
		Filled: v.spans.filledIn, OnTakeBack: v.spans.takeBack})
	v.floating = &floating{view: v, object: desk.Layer}

	v.left = &part.Column{Object: v.sidebar.object, Width: orUsual(last.Sidebar, usualSidebar), Least: 140}
	v.right = &part.Column{Object: container.NewStack(part.NewGround(theme.ColorNameChrome), v.inspector), Width: orUsual(last.Inspector, usualInspect), Least: 220}
	banner := v.relations.banner
	banner.around = container.NewBorder(nil, banner.object, nil, nil, v.panes.object) // below: the text does not jump
	middle := &part.Column{Object: banner.around, Share: 1, Least: 320}
	for i, beside := range []*part.Column{v.left, v.right} {
		if last.Alone[i] {
			beside.Object.Hide()
		}
	}
	v.frame = part.NewColumns(v.left, middle, v.right)
	v.frame.OnResized = func() { v.floating.hide() }
	desk.Commands.OnStart = v.starting
	v.ExtendBaseWidget(v)

	desk.Sheets.OnCovered = v.covered
	s.OnShow, s.OnBeside = v.showSpan, v.showBeside
	s.OnOpen = v.stories.openByID
	s.OnPlace = v.showPlace
	s.OnLeave = desk.Focus
	s.OnSelect(func(string) { v.selectionChanged() })
	s.OnAnnotator(func(annotate.Annotator) { v.reload(func() {}) })
	s.Listen(v.heard)
	v.restore(last)
	return v
}

// CreateRenderer is called by Fyne.
func (v *View) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.frame) }

// Resize is called by Fyne.
func (v *View) Resize(size fyne.Size) {
	if size != v.Size() {
		v.floating.hide()
	}
	v.BaseWidget.Resize(size)
}

// starting takes the labels away when something else is begun by hand; a label itself, and leaving them, come later.
func (v *View) starting(c *command.Command) {
	v.session.Settle()
	v.trail.byHand()
	if c.ID != "edit.escape" && c.ID != findLabel {
		v.floating.hide()
	}
}

// Hide leaves what is under way in the articles.
func (v *View) Hide() {
	v.relations.stop()
	v.floating.hide()
	v.BaseWidget.Hide()
}

// Focus gives the keyboard to the active article.
func (v *View) Focus() { v.panes.focus(v.panes.active) }

// Untaggable says why no label can be put on anything.
func (v *View) Untaggable() string {
	switch p := v.panes.current(); {
	case p == nil:
		return "Open an article first."
	case p.text == nil:
		return "The article is still being read."
	}
	return ""
}

// Tag puts a label on the selection, or on the word at the caret.
func (v *View) Tag(labelID string) { v.spans.tag(labelID) }

// SetTypography sets the articles anew.
func (v *View) SetTypography(t reader.Typography) {
	v.panes.each(func(p *pane) { p.reader.SetTypography(t) })
}

// setOthers shows or hides the spans of other annotators.
func (v *View) setOthers(on bool) {
	v.others = on
	v.panes.each(func(p *pane) { p.reload() })
	v.desk.Changed()
}

// setTags shows or hides names at the spans.
func (v *View) setTags(on bool) {
	v.tags = on
	v.panes.each(func(p *pane) { p.reader.SetTags(on) })
	v.desk.Changed()
}

// toggle shows or hides a part of the window.
func (v *View) toggle(column *part.Column) {
	v.floating.hide()
	if column.Object.Visible() {
		column.Object.Hide()
	} else {
		column.Object.Show()
	}
	v.frame.Refresh()
	v.desk.Focus()
	v.desk.Changed()
}

// setNumbers shows numbers of a kind in the margin, or hides them where they are shown.
func (v *View) setNumbers(n reader.Numbers) {
	if v.numbers == n {
		n = reader.NoNumbers
	}
	v.numbers = n
	v.panes.each(func(p *pane) { p.reader.SetNumbers(n) })
	v.desk.Changed()
}

// Close lets go of what outlives the objects.
func (v *View) Close() {
	v.desk.Sheets.OnCovered = nil
	v.counting.Stop()
	v.commons.close()
	v.floating.hide()
	v.inspector.Close()
}

// heard brings the window up to date with an act.
func (v *View) heard(act store.Act) {
	v.passages.forget()
	v.commons.heard(act)
	v.proposals.heard(act)
	if act.Large || session.Touches(act, "document", "story") || renamesPeople(act) {
		v.reload(func() { v.showUndone(act) })
		return
	}
	if session.Touches(act, "entity") {
		v.names.forget(act)
	}
	if session.Touches(act, "label") {
		v.panes.each(func(p *pane) { p.reload() })
	}
	if session.Touches(act, "progress", "assignment") {
		v.articles.loadStates()
	}
	v.panes.heard(act)
	v.links.heard(act)
	v.flags.heard(act)
	if !v.sidebar.follow(act) {
		v.counting.Ask()
	}
	if session.Touches(act, "relation") {
		v.spans.showRelated()
	}
	v.places.edited(act)
	v.showUndone(act)
}

// renamesPeople says whether an act gave an annotator another name.
func renamesPeople(act store.Act) bool {
	return slices.ContainsFunc(act.Changes, func(c annotate.Change) bool {
		return c.EntityKind == "annotator" && !c.Made() && !c.Deleted()
	})
}

// reload reads everything that is shown anew, then calls then once the articles are known.
func (v *View) reload(then func()) {
	clear(v.names.of)
	v.sidebar.refreshStories()
	v.articles.load(v.session.Story(), func() {
		v.panes.reload(v.articles.list)
		then()
	})
}
