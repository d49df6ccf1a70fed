package codebookview

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/control"
)

// attributesEditor lists the attributes of a label, each in a box of its own.
func (v *View) attributesEditor(label int) fyne.CanvasObject {
	rows := control.NewColumn(8, control.NewCaption("Attributes: what is said of each span"))
	for k := range v.draft.now.Labels[label].Attributes {
		rows.Add(v.attributeEditor(label, k))
	}
	rows.Add(control.NewButton("Add attribute", theme.ContentAddIcon(), true, func() {
		v.commit()
		v.draft.addAttribute(label)
		last := len(v.draft.now.Labels[label].Attributes) - 1
		v.reattribute(last)
		v.attributes[last].TypedShortcut(&fyne.ShortcutSelectAll{})
	}, v.form))
	return rows
}

// reattribute shows the attributes after their list has changed, with the keyboard in number k.
func (v *View) reattribute(k int) {
	v.showEditor()
	v.edited()
	v.form.Relayout() // what has the keyboard is brought into sight where it stands now
	if k >= 0 {
		v.form.Focus(v.attributes[k])
	} else {
		v.form.Focus(v.first)
	}
}

func (v *View) attributeEditor(label, k int) fyne.CanvasObject {
	attribute := func() *annotate.Attribute { return &v.draft.now.Labels[label].Attributes[k] }
	name := v.entry("Name", func(text string) { attribute().Name = strings.TrimSpace(text); v.edited() })
	name.Set(attribute().Name)
	v.attributes = append(v.attributes, name)

	options := v.area("The options, one a line", 3, func(text string) { attribute().Options = lines(text); v.edited() })
	options.Set(strings.Join(attribute().Options, "\n"))
	optionsSection := control.Section("Options, one a line", options)
	showOptions := func() {
		if t := attribute().Type; t == annotate.Choice || t == annotate.Choices {
			optionsSection.Show()
		} else {
			optionsSection.Hide()
		}
	}
	showOptions()

	var kind *control.Select
	kind = control.NewSelect(typeNames(), func(string) {
		attribute().Type = annotate.AttributeTypes[kind.SelectedIndex()]
		if t := attribute().Type; t != annotate.Choice && t != annotate.Choices {
			attribute().Options = nil
		} else if attribute().Options == nil {
			attribute().Options = lines(options.Text)
		}
		showOptions()
		v.editor.Refresh()
		v.edited()
	}, v.form)
	kind.Set(typeNames()[max(0, slices.Index(annotate.AttributeTypes, attribute().Type))])

	required := control.NewCheck("required", nil, v.form)
	required.Checked = attribute().Required
	required.OnChanged = func(on bool) { attribute().Required = on; v.edited() }

	reorder := func(by int) func() {
		return func() {
			v.commit()
			v.reattribute(move(v.draft.now.Labels[label].Attributes, k, by))
		}
	}
	buttons := container.NewHBox(
		control.NewSign(theme.MoveUpIcon(), "Move the attribute up", reorder(-1), v.form),
		control.NewSign(theme.MoveDownIcon(), "Move the attribute down", reorder(1), v.form),
		control.NewSign(theme.DeleteIcon(), "Delete the attribute", func() {
			v.commit()
			l := &v.draft.now.Labels[label]
			l.Attributes = slices.Delete(l.Attributes, k, k+1)
			v.reattribute(min(k, len(l.Attributes)-1))
		}, v.form))
	first := container.NewBorder(nil, nil, nil, buttons, name)
	second := container.NewBorder(nil, nil, nil, required, control.Boxed(kind))
	return container.NewStack(control.NewPanel(theme.ColorNameHover), container.NewPadded(control.NewColumn(6, first, second, optionsSection)))
}

// typeNames are the attribute types in the words of a menu, in the order of annotate.AttributeTypes.
func typeNames() []string {
	words := map[annotate.AttributeType]string{
		annotate.Choice: "one of a list", annotate.Choices: "several of a list", annotate.Text: "text",
		annotate.Number: "number", annotate.Boolean: "yes or no", annotate.Date: "date",
	}
	names := make([]string, len(annotate.AttributeTypes))
	for i, t := range annotate.AttributeTypes {
		names[i] = words[t]
	}
	return names
}

// lines are the lines of a text that say something.
func lines(text string) (list []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}
