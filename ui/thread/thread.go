// Package thread shows what somebody is unsure of: the question, what was answered, and a field to answer in. The list of questions,
// the inspector of a span and the review show it, each beside what it is about.
//
// It knows neither where it stands nor how one gets to the place. Start with Threads.
package thread

import (
	"reflect"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
)

// Threads are questions one beneath the other.
type Threads struct {
	Box       *fyne.Container
	OnChanged func()      // after it needs another height; may be nil
	Hidden    func() bool // whether nobody's name is to be seen; nil is no

	session *session.Session
	form    *control.Form
	names   map[string]string // what annotators are called, by id
	shown   []store.Flagged
	fields  map[string]*control.Entry // in which one answers, by flag
	turns   map[string]*control.Button
}

// New returns no questions yet. The fields are of the form.
func New(s *session.Session, form *control.Form) *Threads {
	return &Threads{Box: control.NewColumn(8), session: s, form: form, fields: map[string]*control.Entry{}, turns: map[string]*control.Button{}}
}

// Show shows questions in place of those before. What is being typed stays.
func (t *Threads) Show(flags []store.Flagged) {
	names := t.people(flags)
	if reflect.DeepEqual(flags, t.shown) && reflect.DeepEqual(names, t.names) {
		return
	}
	typed := map[string]string{}
	for id, field := range t.fields {
		typed[id] = field.Text
	}
	t.shown, t.names = flags, names
	clear(t.fields)
	clear(t.turns)
	t.Box.Objects = nil
	for _, f := range flags {
		t.Box.Objects = append(t.Box.Objects, t.card(f, typed[f.ID]))
	}
	if len(flags) > 0 {
		t.Box.Show()
	} else {
		t.Box.Hide()
	}
	t.Box.Refresh()
	if t.OnChanged != nil {
		t.OnChanged()
	}
}

// people is what those are called who speak: letters while names are hidden.
func (t *Threads) people(flags []store.Flagged) map[string]string {
	if len(flags) == 0 || t.Hidden != nil && t.Hidden() {
		return nil
	}
	all, err := t.session.Project.Annotators(t.session.Context())
	if err != nil {
		t.session.Fail(err)
	}
	return t.session.Names(all)
}

// Focus gives the keyboard to the field in which the first question is answered.
func (t *Threads) Focus() {
	if len(t.shown) > 0 {
		t.form.Focus(t.fields[t.shown[0].ID])
	}
}

// card is one question with its replies.
func (t *Threads) card(f store.Flagged, typed string) fyne.CanvasObject {
	state, tone := "open", base.ColorNameWarning
	if f.State == annotate.FlagResolved {
		state, tone = "resolved", base.ColorNameSuccess
	}
	head := control.NewCaption("")
	head.Say(t.said(f.AnnotatorID, f.CreatedAt)+" · "+state, tone)
	rows := control.NewColumn(3, head, control.Flush(wrapped(Question(f))))
	for _, r := range f.Replies {
		answer := control.NewColumn(1, control.NewCaption(t.said(r.AnnotatorID, r.CreatedAt)), control.Flush(wrapped(r.Text)))
		rows.Add(container.New(layout.NewCustomPaddedLayout(2, 0, 12, 0), answer))
	}
	rows.Add(t.foot(f, typed))
	return container.NewStack(control.NewPanel(base.ColorNameInputBackground), container.New(layout.NewCustomPaddedLayout(7, 7, 10, 8), rows))
}

// foot is where a question is answered, and ended.
func (t *Threads) foot(f store.Flagged, typed string) fyne.CanvasObject {
	field := control.NewEntry("Answer", nil, t.form)
	field.SetText(typed)
	answer := func() {
		text := strings.TrimSpace(field.Text)
		if text == "" || !Answer(t.session, f, text) {
			return
		}
		if now := t.fields[f.ID]; now != nil { // the card was made anew
			now.Reset("")
		}
		t.form.Leave() // what is typed next is no further answer
	}
	field.OnSubmitted = func(string) { answer() }
	t.fields[f.ID] = field
	name := "Resolve"
	if f.State == annotate.FlagResolved {
		name = "Reopen"
	}
	turn := control.NewButton(name, nil, false, func() {
		if Turn(t.session, f) && t.turns[f.ID] != nil {
			t.form.Focus(t.turns[f.ID])
		}
	}, t.form)
	t.turns[f.ID] = turn
	return container.NewBorder(nil, nil, nil, container.NewHBox(control.NewSign(base.MailReplyIcon(), "Send the answer (Enter)", answer, t.form), turn), field)
}

// said is who said something, and when.
func (t *Threads) said(annotatorID string, at time.Time) string {
	name := t.names[annotatorID]
	if name == "" {
		name = "Somebody"
	}
	return name + " · " + at.Local().Format("2 Jan 2006, 15:04")
}

func wrapped(text string) *widget.Label {
	label := widget.NewLabel(text)
	label.Wrapping = fyne.TextWrapWord
	return label
}
