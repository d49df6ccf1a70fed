package spanform

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// manyOptions is from how many options on a field with completion is shown instead of chips.
const manyOptions = 15

// attributes is the part with one field for each attribute of the label.
type attributes struct {
	form   *Form
	box    *fyne.Container
	built  []annotate.Attribute // what the fields were built for
	fields []attributeField
}

// attributeField is one attribute on the screen.
type attributeField struct {
	attribute annotate.Attribute
	caption   *control.Caption
	input     fyne.CanvasObject // what takes the keyboard
	show      func(value any)   // nil for not set; must not commit
	typed     *control.Entry    // where a value is typed, else nil
	commit    func()            // what is being typed, nil where nothing is typed
	reset     func()            // drops what is being typed
	wrong     func() error      // says why what is typed is no value; nil where nothing is typed
	enable    []fyne.Disableable
}

func newAttributes(f *Form) *attributes {
	return &attributes{form: f, box: control.NewColumn(12)}
}

// first is the input to fill in next.
func (a *attributes) first() fyne.CanvasObject {
	for _, f := range a.fields {
		if _, set := a.form.shown.Span.Attributes[f.attribute.Name]; f.attribute.Required && !set {
			return f.input
		}
	}
	if len(a.fields) > 0 {
		return a.fields[0].input
	}
	return nil
}

// missing is the input of the first attribute that is not set, nil where all are.
func (a *attributes) missing() fyne.CanvasObject {
	for _, f := range a.fields {
		if !a.form.shown.Span.Value(f.attribute.Name).IsSet() {
			return f.input
		}
	}
	return nil
}

// flows says whether the keyboard goes on by itself.
func (a *attributes) flows() bool { return a.form.hooks.Done != nil }

// goOn gives the keyboard to the attribute behind one that was filled in; behind the last the form is done.
func (a *attributes) goOn(attribute annotate.Attribute) {
	next := 1 + slices.IndexFunc(a.fields, func(f attributeField) bool { return f.attribute.ID == attribute.ID })
	if next < len(a.fields) {
		a.form.fields.Focus(a.fields[next].input)
		return
	}
	a.form.hooks.Done()
}

func (a *attributes) commit() {
	for _, f := range a.fields {
		if f.commit != nil {
			f.commit()
		}
	}
}

// wrong says what was typed that is no value of its attribute.
func (a *attributes) wrong() error {
	for _, f := range a.fields {
		if f.wrong == nil {
			continue
		}
		if err := f.wrong(); err != nil {
			return fmt.Errorf("%s: %w", f.attribute.Name, err)
		}
	}
	return nil
}

func (a *attributes) show(another bool) {
	wanted := a.form.label().Attributes
	if !slices.EqualFunc(wanted, a.built, sameAttribute) {
		a.build(wanted)
	}
	missing := a.form.shown.Span.Missing(a.form.label())
	for _, f := range a.fields {
		_, filled := a.form.shown.Filled.Attributes[f.attribute.Name]
		switch {
		case filled:
			f.caption.Say(f.attribute.Name+filledIn, theme.ColorNamePrimary)
		case a.form.shown.Own && slices.Contains(missing, f.attribute.Name):
			f.caption.Say(f.attribute.Name+" · required", theme.ColorNameWarning)
		default:
			f.caption.Say(f.attribute.Name, "")
		}
		if another && f.reset != nil {
			f.reset()
		}
		f.show(a.form.shown.Span.Attributes[f.attribute.Name])
		for _, o := range f.enable {
			control.Enable(o, a.form.shown.Own)
		}
	}
}

func sameAttribute(a, b annotate.Attribute) bool {
	return a.ID == b.ID && a.Name == b.Name && a.Type == b.Type && a.Required == b.Required && slices.Equal(a.Options, b.Options)
}

func (a *attributes) build(wanted []annotate.Attribute) {
	a.built, a.fields, a.box.Objects = slices.Clone(wanted), nil, nil
	for _, attribute := range wanted {
		f := a.field(attribute)
		f.attribute, f.caption = attribute, control.NewCaption("")
		a.fields = append(a.fields, f.attributeField)
		a.box.Add(control.NewColumn(4, f.caption, f.row))
	}
	if len(wanted) == 0 {
		a.box.Hide()
	} else {
		a.box.Show()
	}
}

// filledIn stands behind the name of what was filled in.
const filledIn = " · filled in"

// row is a field with what is laid out for it.
type row struct {
	attributeField
	row fyne.CanvasObject
}

func (a *attributes) field(attribute annotate.Attribute) row {
	switch attribute.Type {
	case annotate.Choice:
		if len(attribute.Options) >= manyOptions {
			return a.search(attribute)
		}
		return a.chips(attribute, false)
	case annotate.Choices:
		return a.chips(attribute, true)
	case annotate.Boolean:
		return a.boolean(attribute)
	case annotate.Number:
		return a.typed(attribute, "A number", parseNumber)
	case annotate.Date:
		return a.date(attribute)
	default:
		return a.typed(attribute, "", func(text string) (any, error) { return text, nil })
	}
}

// chips shows all options of a choice; the options of a list can be chosen together.
func (a *attributes) chips(attribute annotate.Attribute, many bool) row {
	var chips *control.Chips
	chips = control.NewChips(control.Options(attribute.Options...), many, func() {
		switch chosen := chips.Chosen(); {
		case len(chosen) == 0:
			a.form.hooks.Set(attribute, nil)
		case many:
			a.form.hooks.Set(attribute, chosen)
		default:
			a.form.hooks.Set(attribute, chosen[0])
		}
	}, a.form.fields)
	if a.flows() {
		chips.OnDone = func() { a.goOn(attribute) }
	}
	show := func(value any) { chips.Set(annotate.ValueOf(value).Texts()...) }
	return row{attributeField{input: chips, show: show, enable: []fyne.Disableable{chips}}, chips}
}

// boolean is yes, no, or not set.
func (a *attributes) boolean(attribute annotate.Attribute) row {
	var chips *control.Chips
	values := []any{true, false, nil}
	chips = control.NewChips(control.Options("yes", "no", "not set"), false, func() {
		if i := chips.Index(); i >= 0 {
			a.form.hooks.Set(attribute, values[i])
		}
	}, a.form.fields)
	chips.SetRequired(true)
	if a.flows() {
		chips.OnDone = func() { a.goOn(attribute) }
	}
	show := func(value any) { chips.SetIndex(slices.Index(values, value)) }
	return row{attributeField{input: chips, show: show, enable: []fyne.Disableable{chips}}, chips}
}

// search is a choice of many options: typing narrows them.
func (a *attributes) search(attribute annotate.Attribute) row {
	suggest := func(typed string) (found []control.Suggestion) {
		typed = strings.ToLower(strings.TrimSpace(typed))
		for _, option := range attribute.Options {
			if strings.Contains(strings.ToLower(option), typed) && len(found) < 12 {
				found = append(found, control.Suggestion{ID: option, Text: option})
			}
		}
		return found
	}
	problem := control.NewCaption("")
	problem.Hide()
	typed := func(text string) bool {
		value, err := parseOption(attribute, text)
		if err != nil {
			problem.Say(err.Error(), theme.ColorNameError)
			problem.Show()
			a.form.fields.Relayout()
			return false
		}
		a.form.hooks.Set(attribute, value)
		return true
	}
	field := control.NewComplete("Type to find one of "+strconv.Itoa(len(attribute.Options)), a.form.layer, suggest,
		func(s control.Suggestion, _ string) {
			a.form.hooks.Set(attribute, s.ID)
			if a.flows() {
				a.goOn(attribute)
			}
		}, typed, a.form.fields)
	field.OnFocus = func() {
		problem.Hide()
		a.form.fields.Relayout()
	}
	reset := func() {
		problem.Hide()
		field.Reset(a.form.shown.Span.Value(attribute.Name).Words())
	}
	wipe := control.NewSign(theme.ContentClearIcon(), "Take the value away", func() {
		reset()
		a.form.hooks.Set(attribute, nil)
	}, a.form.fields)
	return row{attributeField{
		input: field,
		show: func(value any) {
			if !field.Dirty() { // what is no option stands until it is mended
				field.Set(annotate.ValueOf(value).Words())
			}
		},
		typed:  &field.Entry,
		commit: field.Commit,
		wrong: func() error {
			if !field.Dirty() {
				return nil
			}
			_, err := parseOption(attribute, field.Text)
			return err
		},
		reset:  reset,
		enable: []fyne.Disableable{field, wipe},
	}, control.NewColumn(2, container.NewBorder(nil, nil, nil, wipe, field), problem)}
}

// parseOption is the option that was typed, however its letters are written, or the only one with those words in it; nil where
// nothing was typed.
func parseOption(attribute annotate.Attribute, text string) (any, error) {
	typed := strings.ToLower(strings.TrimSpace(text))
	if typed == "" {
		return nil, nil
	}
	var fit []string
	for _, option := range attribute.Options {
		switch lower := strings.ToLower(option); {
		case lower == typed:
			return option, nil
		case strings.Contains(lower, typed):
			fit = append(fit, option)
		}
	}
	switch len(fit) {
	case 0:
		return nil, annotate.Invalidf("“%s” is none of the options", wording.Short(text, 20))
	case 1:
		return fit[0], nil
	}
	return nil, annotate.Invalidf("“%s” may be any of %d options", wording.Short(text, 20), len(fit))
}

// typed is a value that is written, and handed on when it is one.
func (a *attributes) typed(attribute annotate.Attribute, hint string, parse func(string) (any, error)) row {
	entry := control.NewEntry(hint, func(text string) {
		if strings.TrimSpace(text) == "" {
			a.form.hooks.Set(attribute, nil)
		} else if value, err := parse(text); err == nil {
			a.form.hooks.Set(attribute, value)
		}
	}, a.form.fields)
	if a.flows() {
		entry.OnSubmitted = func(string) {
			if entry.Commit(); !entry.Dirty() {
				a.goOn(attribute)
			}
		}
	}
	problem := control.NewCaption("")
	problem.Hide()
	entry.Validator = func(text string) error {
		if strings.TrimSpace(text) == "" {
			return nil
		}
		value, err := parse(text)
		if err == nil {
			_, err = attribute.Check(value)
		}
		return err
	}
	entry.SetOnValidationChanged(func(err error) {
		if err == nil {
			problem.Hide()
		} else {
			problem.Say(err.Error(), theme.ColorNameError)
			problem.Show()
		}
		a.form.fields.Relayout()
	})
	return row{attributeField{
		input:  entry,
		show:   func(value any) { entry.Set(annotate.ValueOf(value).Words()) },
		typed:  entry,
		commit: entry.Commit,
		wrong:  func() error { return entry.Validator(entry.Text) },
		reset:  func() { entry.Reset(a.form.shown.Span.Value(attribute.Name).Words()) },
		enable: []fyne.Disableable{entry},
	}, control.NewColumn(2, entry, problem)}
}

func parseNumber(text string) (any, error) {
	number, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		return nil, annotate.Invalidf("“%s” is not a number", wording.Short(text, 20))
	}
	return number, nil
}
