// Package spanform is the form in which a span is edited: its label, attributes, entity and note. What becomes of a choice is up to
// whom the form serves: the inspector commits each at once, the review keeps them until the span is taken. The form knows neither of
// them. Start with Form.
package spanform

import (
	"time"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
)

// notePause is how long a note waits for the next letter before it is handed on.
const notePause = 600 * time.Millisecond

// Shown is what the form shows.
type Shown struct {
	Span   annotate.Span
	Words  string        // of the text
	Own    bool          // the span can be changed
	Filled store.Carried // what was filled in and not said by anybody
}

// Hooks hear what is chosen and typed, and show the span anew. All but Among and Done must be set.
type Hooks struct {
	Relabel func(annotate.Label)
	Set     func(attribute annotate.Attribute, value any) // nil takes the value away
	Link    func(annotate.Entity)                         // one without an id is to be made, without a name too there is to be none
	Note    func(text string)
	Among   func() []annotate.Entity // the few entities to choose from; nil offers all of the project and new ones
	Done    func()                   // the last attribute was chosen; nil lets the keyboard stay at each
}

// Form edits one span. Its parts are laid out by whom it serves.
type Form struct {
	Label, Attributes, Entity, Note *fyne.Container

	session    *session.Session
	fields     *control.Form
	layer      *control.Layer
	hooks      Hooks
	shown      Shown
	labels     *control.Chips
	attributes *attributes
	entity     *entity // nil where there are few to choose from
	among      *among  // nil otherwise
	note       *control.Entry
}

// New returns a form that shows nothing yet. Its fields belong to the form of controls given, their lists float in layer.
func New(s *session.Session, fields *control.Form, layer *control.Layer, hooks Hooks) *Form {
	f := &Form{session: s, fields: fields, layer: layer, hooks: hooks}
	f.labels = control.NewChips(nil, false, func() { hooks.Relabel(s.Codebook().Labels[f.labels.Index()]) }, fields)
	f.labels.SetRequired(true)
	f.Label = control.Section("Label", f.labels)
	f.attributes = newAttributes(f)
	f.Attributes = f.attributes.box
	if hooks.Among == nil {
		f.entity = newEntity(f)
		f.Entity = f.entity.box
	} else {
		f.among = newAmong(f)
		f.Entity = f.among.box
	}
	f.note = control.NewNote("What a reader should know about this span", 3, hooks.Note, fields)
	f.note.Pause = notePause
	f.Note = control.Section("Note", f.note)
	return f
}

// Show shows a span. Fields that are being typed into keep what they have, unless it is another span.
func (f *Form) Show(shown Shown, another bool) {
	f.shown = shown
	f.showLabels()
	f.attributes.show(another)
	if f.entity != nil {
		f.entity.show(another)
	} else {
		f.among.show()
	}
	if another {
		f.note.Reset(shown.Span.Note)
	}
	f.note.Set(shown.Span.Note)
	control.Enable(f.note, shown.Own)
}

func (f *Form) showLabels() {
	labels := f.session.Codebook().Labels
	options, at := make([]control.Option, len(labels)), -1
	for k, l := range labels {
		options[k] = control.Option{Text: l.Name, Color: control.Hue(l.Color)}
		if l.ID == f.shown.Span.LabelID {
			at = k
		}
	}
	f.labels.Update(options)
	f.labels.SetIndex(at)
	control.Enable(f.labels, f.shown.Own)
}

// Commit hands on what is being typed.
func (f *Form) Commit() {
	f.note.Commit()
	f.attributes.commit()
	if f.entity != nil {
		f.entity.commit()
	}
}

// Wrong says what was typed that is no value of its attribute, and so was not handed on; nil where there is no such thing.
func (f *Form) Wrong() error { return f.attributes.wrong() }

// Unfinished is what Wrong finds, as it was typed, by attribute.
func (f *Form) Unfinished() map[string]string {
	typed := map[string]string{}
	for _, a := range f.attributes.fields {
		if a.wrong != nil && a.wrong() != nil {
			typed[a.attribute.Name] = a.typed.Text
		}
	}
	return typed
}

// Retype shows again what was Unfinished.
func (f *Form) Retype(typed map[string]string) {
	for _, a := range f.attributes.fields {
		if text, there := typed[a.attribute.Name]; there && a.typed != nil {
			a.typed.Retype(text)
			a.commit()
		}
	}
}

// Forget reads the entities anew when they are offered next: they may have changed.
func (f *Form) Forget() {
	if f.entity != nil {
		f.entity.known.fresh = false
	}
}

// FocusFirst gives the keyboard to what most likely is to be filled in: a required attribute that is missing, else the first
// attribute, else the entity.
func (f *Form) FocusFirst() {
	if first := f.attributes.first(); first != nil {
		f.fields.Focus(first)
	} else if f.entity != nil {
		f.fields.Focus(f.entity.field)
	}
}

// FocusMissing gives the keyboard to the first attribute of which nothing is said; it is false where there is none.
func (f *Form) FocusMissing() bool {
	first := f.attributes.missing()
	if first != nil {
		f.fields.Focus(first)
	}
	return first != nil
}

// FocusEntity gives the keyboard to the entity with what the words may mean, and hands it back once one is chosen.
func (f *Form) FocusEntity() {
	if f.entity != nil {
		f.entity.ask()
	}
}

func (f *Form) label() annotate.Label {
	label, _ := f.session.Codebook().LabelByID(f.shown.Span.LabelID)
	return label
}
