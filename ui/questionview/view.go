// Package questionview lists what was flagged as unsure, with the question at hand beside the list: what it is about, what was asked
// and answered, a field to answer in. One goes to the place, and resolves the question or opens it again.
//
// It knows neither the window around it nor the other views. Start with View.
package questionview

import (
	"encoding/json"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/stage"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/thread"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// View is the questions of a project.
type View struct {
	widget.BaseWidget
	desk    stage.Desk
	session *session.Session
	form    *control.Form
	shown   state
	flags   []store.Flagged   // those in the list
	names   map[string]string // of annotators
	cancel  []func()

	list     *control.List
	resolved *control.Check
	story    *control.Check
	count    *control.Caption
	words    *widget.Label
	where    *control.Caption
	threads  *thread.Threads
	item     *fyne.Container // the question at hand
	panel    *fyne.Container
	empty    *fyne.Container
	content  fyne.CanvasObject
}

// New returns the questions of the desk's project as a state says that they were left; the state may be nil.
func New(desk stage.Desk, data json.RawMessage) *View {
	v := &View{desk: desk, session: desk.Session}
	v.shown, _ = stage.Kept[state](data)
	v.form = &control.Form{Window: desk.Window, OnUI: v.session.OnUI, Leave: v.Focus}
	v.build()
	v.cancel = []func(){v.session.Listen(v.heard), v.session.OnStory(func(annotate.Story) { v.follow() }), v.session.OnAnnotator(func(annotate.Annotator) { v.follow() })}
	v.ExtendBaseWidget(v)
	v.load()
	return v
}

// CreateRenderer is called by Fyne.
func (v *View) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.content) }

// Close ends listening to the session.
func (v *View) Close() {
	for _, cancel := range v.cancel {
		cancel()
	}
}

func (v *View) follow() {
	if v.Visible() {
		v.load()
	}
}

func (v *View) build() {
	v.list = control.NewList(func() int { return len(v.flags) }, control.NewFileRow, func(i int, row *control.FileRow) { v.fill(row, v.flags[i]) },
		&control.Form{Window: v.desk.Window, Leave: v.desk.Leave})
	v.list.OnChosen, v.list.OnRemove, v.list.OnReturn = v.showChosen, func(int) {}, v.goThere
	v.list.OnRune = func(r rune) { v.desk.Commands.Rune(r) }
	v.resolved = control.NewCheck("Resolved too", func(on bool) { v.show(state{on, v.shown.Story}) }, v.form)
	v.story = control.NewCheck("Only this story", func(on bool) { v.show(state{v.shown.All, on}) }, v.form)
	v.count = control.NewCaption("")
	head := control.NewColumn(4, part.SectionTitle("Questions"), container.New(part.Indent(8), v.count), container.NewHBox(v.story, v.resolved))
	left := container.NewStack(part.NewGround(theme.ColorNameChrome), container.NewBorder(head, nil, nil, nil, v.list))

	v.words, v.where = part.Wrapped(""), control.NewCaption("")
	v.words.TextStyle = fyne.TextStyle{Italic: true}
	v.threads = thread.New(v.session, v.form)
	goThere := control.NewButton("Go to the place", base.NavigateNextIcon(), false, v.goThere, v.form)
	v.item = control.NewColumn(10, control.NewColumn(4, control.Flush(v.words), v.where), container.NewHBox(goThere), v.threads.Box)
	inner := container.New(layout.NewCustomPaddedLayout(14, 16, 18, 18), v.item)
	v.form.Scroll = container.NewVScroll(inner)
	v.threads.OnChanged = v.form.Relayout
	v.empty = container.NewStack()
	v.panel = container.NewStack(v.form.Scroll, v.empty)
	v.content = part.NewColumns(&part.Column{Object: left, Width: 380, Least: 240}, &part.Column{Object: v.panel, Share: 1, Least: 320})
}

// show shows others in the list.
func (v *View) show(now state) {
	if now == v.shown {
		return
	}
	v.shown = now
	v.load()
	v.desk.Changed()
}

// load reads the questions. The one at hand stays so if it is still in the list; else the next takes its place.
func (v *View) load() {
	q := store.FlagQuery{Open: !v.shown.All}
	if v.shown.Story {
		q.StoryID = v.session.Story().ID
	}
	flags, err := v.session.Project.Flags(v.session.Context(), q)
	people, other := v.session.Project.Annotators(v.session.Context())
	if err != nil || other != nil {
		v.session.Fail(err)
		v.session.Fail(other)
		return
	}
	at := max(v.list.Chosen(), 0)
	if before, there := v.chosen(); there {
		if i := slices.IndexFunc(flags, func(f store.Flagged) bool { return f.ID == before.ID }); i >= 0 {
			at = i
		}
	}
	v.flags, v.names = flags, v.session.Names(people)
	v.resolved.SetChecked(v.shown.All)
	v.story.SetChecked(v.shown.Story)
	v.count.Say(v.counted(), "")
	v.list.Refresh()
	v.list.Changed(at)
	v.showChosen()
}

func (v *View) counted() string {
	open := 0
	for _, f := range v.flags {
		if f.State == annotate.FlagOpen {
			open++
		}
	}
	said := wording.Count(open, "open question")
	if v.shown.All {
		said += fmt.Sprintf(", %s resolved", wording.Number(len(v.flags)-open))
	}
	return said
}

// chosen is the question at hand.
func (v *View) chosen() (store.Flagged, bool) {
	if at := v.list.Chosen(); at >= 0 && at < len(v.flags) {
		return v.flags[at], true
	}
	return store.Flagged{}, false
}

// fill shows a question in a row of the list.
func (v *View) fill(row *control.FileRow, f store.Flagged) {
	who := v.names[f.AnnotatorID]
	fate, tone := wording.CountOf(len(f.Replies), "reply", "replies"), base.ColorNameForeground
	switch {
	case f.State == annotate.FlagResolved:
		fate, tone = "resolved", base.ColorNameSuccess
	case len(f.Replies) == 0:
		fate, tone = "no reply yet", base.ColorNameWarning
	}
	row.Secondary = func(at fyne.Position) {
		v.desk.PopUp(at, v.desk.Items("questions.go", "questions.answer", "questions.turn")...)
	}
	row.Say(thread.Question(f), wording.Capital(thread.About(f, 50)), who+" · "+f.CreatedAt.Local().Format("2 Jan 2006")+" · "+fate, tone)
}

// showChosen shows the question at hand.
func (v *View) showChosen() {
	f, there := v.chosen()
	if !there {
		v.form.Scroll.Hide()
		v.empty.Objects = []fyne.CanvasObject{v.nothing()}
		v.empty.Refresh()
		v.threads.Show(nil)
		v.desk.Changed()
		return
	}
	v.empty.Objects = nil
	v.empty.Refresh()
	v.form.Scroll.Show()
	v.words.SetText(wording.Capital(thread.About(f, 600)))
	v.where.Say(v.place(f), "")
	v.threads.Show([]store.Flagged{f})
	v.form.Relayout()
	v.form.Scroll.ScrollToTop()
	v.desk.Changed()
}

// place says where a question stands: the label and whose span it is, the article, the story.
func (v *View) place(f store.Flagged) string {
	said := f.Article.Name()
	if f.Article.Outlet != "" && f.Article.Title != "" {
		said = f.Article.Outlet + " · " + f.Article.Title
	}
	if f.OnSpan {
		said = wording.Capital(f.Label) + " · " + said
	} else if f.SpanID != "" {
		said = "The span is gone · " + said
	}
	if f.Article.StoryID != v.session.Story().ID {
		said += " · " + f.Story
	}
	return said
}

// nothing says why the list is empty.
func (v *View) nothing() fyne.CanvasObject {
	more := "Press q where you are unsure: on a selection, a span or a whole article. The team answers here."
	if v.shown.Story {
		more += " Other stories are not shown."
	}
	return part.EmptyState("No open questions", more, widget.NewButton("Back to reading", v.desk.Leave))
}

// turn resolves the question at hand, or opens it again.
func (v *View) turn() {
	if f, there := v.chosen(); there {
		thread.Turn(v.session, f)
		v.Focus()
	}
}

// goThere shows what the question at hand is about.
func (v *View) goThere() {
	f, there := v.chosen()
	switch {
	case !there:
	case f.OnSpan && f.Article.StoryID == v.session.Story().ID:
		v.session.ShowAmongAll(f.SpanID)
	default:
		v.session.ShowPlace(f.DocumentID, f.Place)
	}
}
