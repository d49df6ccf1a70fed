package inspector

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// entity is the part that says which one thing the span refers to.
type entity struct {
	inspector *Inspector
	box       *fyne.Container
	value     annotate.Entity // zero where none is set
	known     knownEntities

	field                           *control.Complete
	clear, edit                     *control.Button
	also                            *control.Caption
	details                         *fyne.Container
	spread                          *control.Caption
	name, aliases, externalID, note *control.Entry
}

func newEntity(i *Inspector) *entity {
	e := &entity{inspector: i, also: control.NewCaption(""), spread: control.NewCaption("")}
	e.field = control.NewComplete("Who or what is meant", i.layer, e.suggest, e.choose, i.form)
	e.field.OnFocus = e.readKnown
	e.clear = control.NewButton("", theme.ContentClearIcon(), true, func() { e.link(annotate.Entity{}) }, i.form)
	e.edit = control.NewButton("", theme.DocumentCreateIcon(), true, e.toggle, i.form)
	e.name = control.NewEntry("Name", e.rename, i.form)
	e.aliases = control.NewNote("Other names, one a line", 2, e.saveAliases, i.form)
	e.externalID = control.NewEntry("For example a Wikidata id", func(text string) {
		e.update("Set the external id of", func(v *annotate.Entity) { v.ExternalID = strings.TrimSpace(text) })
	}, i.form)
	e.note = control.NewNote("What holds for every mention", 2, func(text string) {
		e.update("Wrote a note on", func(v *annotate.Entity) { v.Note = text })
	}, i.form)
	e.note.Pause = notePause
	e.details = container.NewStack(control.NewPanel(theme.ColorNameHover), container.NewPadded(control.NewColumn(8,
		e.spread, control.Section("Name", e.name), control.Section("Also called", e.aliases), control.Section("External id", e.externalID), control.Section("Note", e.note))))
	e.details.Hide()
	e.box = control.NewColumn(4, control.NewCaption("Entity"),
		container.NewBorder(nil, nil, nil, container.NewHBox(e.clear, e.edit), e.field), e.also, e.details)
	return e
}

func (e *entity) commit() {
	if e.value.ID == "" {
		return
	}
	for _, field := range []*control.Entry{e.name, e.aliases, e.externalID, e.note} {
		field.Commit()
	}
}

func (e *entity) show(another bool) {
	i, before := e.inspector, e.value.ID
	e.value = annotate.Entity{}
	if i.span.EntityID != "" {
		value, err := i.session.Project.Entity(i.session.Context(), i.span.EntityID)
		if err != nil {
			i.session.Fail(err)
		}
		e.value = value
	}
	if another {
		e.details.Hide()
	}
	if another || before != e.value.ID {
		for _, field := range []*control.Entry{&e.field.Entry, e.name, e.aliases, e.externalID, e.note} {
			field.Reset("")
		}
	}
	e.field.Set(e.value.Name)
	e.name.Set(e.value.Name)
	e.aliases.Set(strings.Join(e.value.Aliases, "\n"))
	e.externalID.Set(e.value.ExternalID)
	e.note.Set(e.value.Note)
	e.also.Hide()
	if len(e.value.Aliases) > 0 {
		e.also.Say("also "+strings.Join(e.value.Aliases, ", "), "")
		e.also.Show()
	}
	set := e.value.ID != ""
	if !set {
		e.details.Hide()
	}
	control.Enable(e.field, i.own)
	control.Enable(e.clear, i.own && set)
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
	e.inspector.relayout()
	if e.details.Visible() {
		e.inspector.form.Focus(e.name)
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
// new one. With nothing typed it starts from the words of the span.
func (e *entity) suggest(typed string) []control.Suggestion {
	i := e.inspector
	typed = strings.TrimSpace(typed)
	own, _ := i.words.of(i.span)
	own = wording.Short(own, 80)
	var found []control.Suggestion
	for _, k := range e.rank(typed, own) {
		found = append(found, control.Suggestion{ID: k.ID, Text: k.Name, Hint: k.hint})
	}
	if typed == "" {
		typed = own
	}
	same := func(s control.Suggestion) bool { return strings.EqualFold(s.Text, typed) }
	if !slices.ContainsFunc(found, same) {
		found = append(found, control.Suggestion{Text: newEntityPrefix + typed})
	}
	return found
}

// newEntityPrefix stands before the name in the line that makes a new entity.
const newEntityPrefix = "New: "

func (e *entity) choose(s control.Suggestion, typed string) {
	if s.ID == "" {
		e.link(annotate.Entity{LabelID: e.inspector.span.LabelID, Name: strings.TrimPrefix(s.Text, newEntityPrefix)})
		return
	}
	e.link(annotate.Entity{ID: s.ID, Name: s.Text})
}

// link sets the span's entity, making it where it has no id yet, or takes it away where it has no name either.
func (e *entity) link(value annotate.Entity) {
	i := e.inspector
	summary := fmt.Sprintf("Set the entity of %s to %s", i.quoted(), value.Name)
	if value.Name == "" {
		summary = "Cleared the entity of " + i.quoted()
	}
	id := i.span.ID
	_, ok := i.session.Do("entity", summary, func(tx *store.Tx) error {
		if value.ID == "" && value.Name != "" {
			there, found, err := tx.FindEntity(value.LabelID, value.Name) // made since the list was read
			if found {
				value = there
			} else if err == nil {
				err = tx.CreateEntity(&value)
			}
			if err != nil {
				return err
			}
		}
		span, err := tx.Span(id)
		if err != nil {
			return err
		}
		span.EntityID = value.ID
		return tx.UpdateSpan(span)
	})
	if !ok {
		i.refresh(false)
	}
}

func (e *entity) rename(name string) {
	name = strings.TrimSpace(name)
	if name == "" {
		e.name.Reset(e.value.Name)
		return
	}
	e.update(fmt.Sprintf("Renamed to %s:", name), func(v *annotate.Entity) { v.Name = name })
}

func (e *entity) saveAliases(text string) {
	var aliases []string
	for line := range strings.Lines(text) {
		if alias := strings.TrimSpace(line); alias != "" && !slices.Contains(aliases, alias) {
			aliases = append(aliases, alias)
		}
	}
	e.update("Set the other names of", func(v *annotate.Entity) { v.Aliases = aliases })
}

func (e *entity) update(did string, edit func(*annotate.Entity)) {
	i, value := e.inspector, e.value
	summary := fmt.Sprintf("%s “%s”", did, value.Name)
	edit(&value)
	if _, ok := i.session.Do("entity", summary, func(tx *store.Tx) error { return tx.UpdateEntity(value) }); !ok {
		i.refresh(false)
	}
}
