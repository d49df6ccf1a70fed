// Package inspector is the right-hand side of the window: everything that is said of the span in hand, each part
// where it can be changed in place. There is no "save": what is chosen is committed at once, what is typed when the
// field is left, and each such act is one entry to undo.
//
// It knows neither panes nor review. Start with Inspector.
package inspector

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/spanform"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// Hooks are what the inspector asks of the window around it. All but the last two must be set.
type Hooks struct {
	OnLeave    func()                            // the keyboard goes back to the text
	OnGoTo     func(spanID string)               // the other end of a relation is to be shown
	OnRelate   func(spanID string)               // a relation is to be started from the span
	Filled     func(annotate.Span) store.Carried // what of the span was filled in; nil where nothing ever is
	OnTakeBack func()                            // what was filled in on the span is to go; nil with Filled
}

// Inspector shows one span, or a hint of what to do where none is in hand.
type Inspector struct {
	widget.BaseWidget

	session *session.Session
	hooks   Hooks
	texts   *session.Texts
	form    *control.Form
	span    annotate.Span // zero where none is shown
	own     bool          // the span is the annotator's own and can be changed

	layer      *control.Layer
	body       *fyne.Container
	empty      *empty
	quote      *widget.Label
	article    *control.Caption
	notice     *fyne.Container
	noticeText *widget.Label
	takeBack   *control.Button // what was filled in
	edited     *spanform.Form
	relations  *relations
	questions  *questions
	history    *history
	cancel     []func()
}

// New returns an inspector that shows nothing yet. Close it when the session ends.
func New(s *session.Session, hooks Hooks) *Inspector {
	i := &Inspector{session: s, hooks: hooks, texts: s.Texts(4), form: &control.Form{OnUI: s.OnUI}}
	i.form.Leave = i.leave
	i.quote, i.article = widget.NewLabel(""), control.NewCaption("")
	i.quote.Wrapping, i.quote.TextStyle = fyne.TextWrapWord, fyne.TextStyle{Italic: true}
	i.noticeText = widget.NewLabel("")
	i.noticeText.Wrapping = fyne.TextWrapWord
	i.notice = container.NewStack(control.NewPanel(theme.ColorNameHover), i.noticeText)
	i.takeBack = control.NewButton("Take back what was filled in  (0)", theme.ContentUndoIcon(), true, func() { hooks.OnTakeBack() }, i.form)
	i.takeBack.Alignment = widget.ButtonAlignLeading
	i.form.Other = func(r rune) {
		if r == '0' && i.takeBack.Visible() {
			hooks.OnTakeBack()
		}
	}
	i.empty = newEmpty(s)

	i.body = control.NewColumn(14)
	content := control.NewColumn(0, i.empty, i.body)
	i.layer = control.NewLayer(content)
	i.edited = spanform.New(s, i.form, i.layer, spanform.Hooks{Relabel: i.Relabel, Set: i.set, Link: i.link, Note: i.saveNote, Done: i.leave})
	i.relations, i.questions, i.history = newRelations(i), newQuestions(i), newHistory(i)
	i.body.Objects = []fyne.CanvasObject{
		control.NewColumn(4, control.Flush(i.quote), i.article),
		i.notice, i.takeBack,
		i.questions.box,
		i.edited.Label, i.edited.Attributes, i.edited.Entity,
		i.relations.box,
		i.edited.Note,
		i.history.box,
	}
	i.form.Scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(12, 16, 12, 14), i.layer.Container))
	i.cancel = []func(){
		s.Listen(i.hear),
		s.OnStory(func(annotate.Story) { i.refreshEmpty() }),
		s.OnCounts(i.refreshEmpty),
		s.OnAnnotator(func(annotate.Annotator) { i.ShowSpan(i.span.ID) }),
	}
	i.ExtendBaseWidget(i)
	i.ShowSpan("")
	return i
}

// Close ends listening to the session.
func (i *Inspector) Close() {
	for _, cancel := range i.cancel {
		cancel()
	}
}

// ShowSpan shows the span; "" shows the hint. What is being typed into the span shown before is saved first.
func (i *Inspector) ShowSpan(spanID string) {
	i.commit()
	changed := spanID != i.span.ID
	if !i.load(spanID) {
		i.span = annotate.Span{}
	}
	i.edited.Forget()
	i.refresh(changed)
	if changed {
		i.form.Scroll.ScrollToTop()
	}
}

// FocusFirst gives the keyboard to what most likely is to be filled in.
func (i *Inspector) FocusFirst() {
	if i.span.ID != "" && i.own {
		i.edited.FocusFirst()
	}
}

// FocusMissing gives the keyboard to the first attribute of which nothing is said; it is false where there is none.
func (i *Inspector) FocusMissing() bool {
	return i.span.ID != "" && i.own && i.edited.FocusMissing()
}

// FocusEntity asks who or what is meant; once that is chosen the keyboard goes back to the text.
func (i *Inspector) FocusEntity() {
	if i.span.ID != "" && i.own {
		i.edited.FocusEntity()
	}
}

// CreateRenderer is called by Fyne.
func (i *Inspector) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(i.form.Scroll)
}

// MinSize keeps chips and fields usable.
func (i *Inspector) MinSize() fyne.Size { return fyne.NewSize(220, 120) }

// leave saves what is being typed and gives the keyboard back.
func (i *Inspector) leave() {
	i.commit()
	i.hooks.OnLeave()
}

func (i *Inspector) commit() {
	if i.span.ID != "" {
		i.edited.Commit()
	}
}

// hear follows every act that may touch what is shown.
func (i *Inspector) hear(act store.Act) {
	if i.span.ID == "" {
		i.refreshEmpty()
		return
	}
	if !session.Touches(act, "span", "relation", "entity", "label", "attribute", "relation_type", "document", "annotator", "flag", "reply") || onlyMakes(act, i.span.ID) {
		return
	}
	i.edited.Forget()
	gone := !i.load(i.span.ID)
	if gone {
		i.span = annotate.Span{}
	}
	typing := i.form.Typing()
	i.refresh(false)
	if gone && typing {
		i.hooks.OnLeave() // nothing is left here that could have the keyboard
	}
}

// onlyMakes says whether an act made spans other than one, and nothing else: they say nothing of that one.
func onlyMakes(act store.Act, other string) bool {
	return !act.Large && !slices.ContainsFunc(act.Changes, func(c annotate.Change) bool {
		return c.EntityKind != "span" || !c.Made() || c.EntityID == other
	})
}

// load reads the span; false where it is no longer there.
func (i *Inspector) load(id string) bool {
	if id == "" {
		return false
	}
	span, err := i.session.Project.Span(i.session.Context(), id)
	if err != nil {
		return false
	}
	i.span, i.own = span, span.AnnotatorID == i.session.Annotator().ID
	return true
}

// refresh shows i.span. Fields that are being typed into keep what they have, unless it is another span.
func (i *Inspector) refresh(another bool) {
	if i.span.ID == "" {
		i.body.Hide()
		i.layer.Sink()
		i.refreshEmpty()
		i.empty.Show()
		i.form.Relayout()
		return
	}
	i.empty.Hide()
	i.body.Show()
	text, document := i.words(i.span)
	if quoted := wording.Quoted(text, 400); quoted != i.quote.Text {
		i.quote.SetText(quoted)
	}
	i.article.Say(document, "")
	i.showOwner()
	filled := i.filled()
	if filled.Any() {
		i.takeBack.Show()
	} else {
		i.takeBack.Hide()
	}
	i.edited.Show(spanform.Shown{Span: i.span, Words: text, Own: i.own, Filled: filled}, another)
	i.relations.show()
	i.questions.show()
	i.history.show(another)
	i.form.Relayout()
}

// filled is what of the span that is shown was filled in and not said by anybody.
func (i *Inspector) filled() store.Carried {
	if i.hooks.Filled == nil || !i.own {
		return store.Carried{}
	}
	return i.hooks.Filled(i.span)
}

func (i *Inspector) showOwner() {
	i.notice.Hide()
	if i.own {
		return
	}
	name := i.annotatorName(i.span.AnnotatorID)
	text := fmt.Sprintf("%s made this. Only %s can change it.", name, name)
	if name == annotate.GoldLayer {
		text = "This is gold. It is changed in the review."
	}
	i.noticeText.SetText(text)
	i.notice.Show()
}

func (i *Inspector) annotatorName(id string) string {
	all, err := i.session.Project.Layers(i.session.Context())
	if err != nil {
		i.session.Fail(err)
	}
	if name, known := i.session.Names(all)[id]; known {
		return name
	}
	return "Somebody else"
}

func (i *Inspector) refreshEmpty() {
	if i.span.ID == "" {
		i.empty.show()
	}
}
