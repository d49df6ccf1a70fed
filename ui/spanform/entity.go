package spanform

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// entity is the part that says which one thing the span refers to.
type entity struct {
	form  *Form
	box   *fyne.Container
	value annotate.Entity // zero where none is set
	known knownEntities
	asked bool // the keyboard goes back to the text once one is chosen

	caption *control.Caption

	field                           *control.Complete
	clear, edit                     *control.Button
	also                            *control.Caption
	details                         *fyne.Container
	spread                          *control.Caption
	name, aliases, externalID, note *control.Entry
	theme                           *control.Entry
}

func newEntity(f *Form) *entity {
	e := &entity{form: f, caption: control.NewCaption("Entity"), also: control.NewCaption(""), spread: control.NewCaption("")}
	e.field = control.NewComplete("Who or what is meant", f.layer, e.suggest, e.choose, e.typed, f.fields)
	e.field.OnFocus = func() {
		e.asked = false
		e.readKnown()
	}
	e.clear = control.NewSign(theme.ContentClearIcon(), "Refers to nobody and nothing named", func() { f.hooks.Link(annotate.Entity{}) }, f.fields)
	e.edit = control.NewSign(theme.DocumentCreateIcon(), "Name, other names and kind of what is meant", e.toggle, f.fields)
	e.name = control.NewEntry("Name", e.rename, f.fields)
	e.aliases = control.NewNote("Other names, one a line", 2, func(text string) {
		e.update("Set the other names of", func(v *annotate.Entity) { v.Aliases = NamesIn(text) })
	}, f.fields)
	e.externalID = control.NewEntry("For example a Wikidata id", func(text string) {
		e.update("Set the external id of", func(v *annotate.Entity) { v.ExternalID = strings.TrimSpace(text) })
	}, f.fields)
	e.note = control.NewNote("What holds for every mention", 2, func(text string) {
		e.update("Wrote a note on", func(v *annotate.Entity) { v.Note = text })
	}, f.fields)
	e.note.Pause = notePause
	e.theme = control.NewEntry("What it belongs to, for example Ministries", e.saveTheme, f.fields)
	e.details = container.NewStack(control.NewPanel(theme.ColorNameHover), container.NewPadded(control.NewColumn(8,
		e.spread, control.Section("Name", e.name), control.Section("Also called", e.aliases), control.Section("Theme", e.theme), control.Section("External id", e.externalID), control.Section("Note", e.note))))
	e.details.Hide()
	e.box = control.NewColumn(4, e.caption,
		container.NewBorder(nil, nil, nil, container.NewHBox(e.clear, e.edit), e.field), e.also, e.details)
	return e
}

func (e *entity) commit() {
	e.field.Commit()
	if e.value.ID == "" {
		return
	}
	for _, field := range []*control.Entry{e.name, e.aliases, e.theme, e.externalID, e.note} {
		field.Commit()
	}
}

func (e *entity) show(another bool) {
	s, own, before := e.form.session, e.form.shown.Own, e.value.ID
	e.value = annotate.Entity{}
	if id := e.form.shown.Span.EntityID; id != "" {
		value, err := s.Project.Entity(s.Context(), id)
		if err != nil {
			s.Fail(err)
		}
		e.value = value
	}
	if another {
		e.details.Hide()
	}
	if another {
		e.field.Reset("")
	}
	if another || before != e.value.ID {
		for _, field := range []*control.Entry{e.name, e.aliases, e.theme, e.externalID, e.note} {
			field.Reset("")
		}
	}
	if e.form.shown.Filled.Entity.ID != "" {
		e.caption.Say("Entity"+filledIn, theme.ColorNamePrimary)
	} else {
		e.caption.Say("Entity", "")
	}
	e.field.Set(e.value.Name)
	e.name.Set(e.value.Name)
	e.aliases.Set(strings.Join(e.value.Aliases, "\n"))
	e.externalID.Set(e.value.ExternalID)
	e.note.Set(e.value.Note)
	e.theme.Set(e.themeName())
	e.also.Hide()
	if len(e.value.Aliases) > 0 {
		e.also.Say("also "+strings.Join(e.value.Aliases, ", "), "")
		e.also.Show()
	}
	set := e.value.ID != ""
	if !set {
		e.details.Hide()
	}
	control.Enable(e.field, own)
	control.Enable(e.clear, own && set)
	control.Enable(e.edit, set)
}

// toggle opens and closes what is known of the entity. It belongs to the project, not to one annotator, so that it
// can be corrected from anybody's span.
func (e *entity) toggle() {
	if e.details.Visible() {
		e.commit()
		e.details.Hide()
	} else {
		e.spread.Say("", "")
		e.readKnown()
		if e.known.fresh && !e.known.reading {
			e.spread.Say(e.mentions(), "")
		}
		e.details.Show()
	}
	e.form.fields.Relayout()
	if e.details.Visible() {
		e.form.fields.Focus(e.name)
	}
}

func (e *entity) mentions() string {
	for _, k := range e.known.list {
		if k.ID == e.value.ID && k.Mentions != 1 {
			return fmt.Sprintf("Changes show in all its %d mentions", k.Mentions)
		}
	}
	return "Mentioned only here"
}

// suggest offers the entities whose name or alias fits what was typed, those of the open story first, and to make a
// new one. With nothing typed it starts from the words of the span: where they are a name, a new one of that name comes before those that
// the words do not fit.
func (e *entity) suggest(typed string) []control.Suggestion {
	typed = strings.TrimSpace(typed)
	own := wording.Short(e.form.shown.Words, 80)
	var found []control.Suggestion
	place := 0 // of the new one
	for _, k := range e.rank(typed, own) {
		found = append(found, control.Suggestion{ID: k.ID, Text: k.Name, Hint: k.hint})
		if typed != "" || !isName(own) || fits(k, own) {
			place = len(found)
		}
	}
	if typed == "" {
		typed = own
	}
	same := func(s control.Suggestion) bool { return strings.EqualFold(s.Text, typed) }
	if !slices.ContainsFunc(found, same) {
		found = slices.Insert(found, place, control.Suggestion{Text: newEntityPrefix + typed})
	}
	return found
}

// newEntityPrefix stands before the name in the line that makes a new entity.
const newEntityPrefix = "New: "

// ask gives the keyboard to the field with its list open, and back once one is chosen.
func (e *entity) ask() {
	e.form.fields.Focus(e.field)
	e.field.Offer()
	e.asked = true
}

func (e *entity) choose(s control.Suggestion, typed string) {
	value := annotate.Entity{ID: s.ID, Name: s.Text}
	if s.ID == "" {
		value = annotate.Entity{LabelID: e.form.shown.Span.LabelID, Name: strings.TrimPrefix(s.Text, newEntityPrefix)}
	}
	e.form.hooks.Link(value)
	if e.asked && e.form.hooks.Done != nil {
		e.form.hooks.Done()
	}
}

// typed links what was written without choosing: what is known by that name, else something new. A field that was emptied
// takes the entity away.
func (e *entity) typed(text string) bool {
	name := strings.TrimSpace(text)
	switch there, found := e.known.named(name); {
	case name == "":
		e.form.hooks.Link(annotate.Entity{})
	case found:
		e.form.hooks.Link(annotate.Entity{ID: there.ID, Name: there.Name})
	default:
		e.form.hooks.Link(annotate.Entity{LabelID: e.form.shown.Span.LabelID, Name: name})
	}
	return true
}

// update changes the entity itself, at once, for all its mentions.
func (e *entity) update(did string, edit func(*annotate.Entity)) {
	if !Update(e.form.session, e.value, did, edit) {
		e.show(false)
	}
}
