package codebookview

import (
	"regexp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/control"
)

var hexPattern = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// labelEditor holds everything that label i says.
func (v *View) labelEditor(i int) []fyne.CanvasObject {
	label := func() *annotate.Label { return &v.draft.now.Labels[i] }
	preview := newPreview(v.form)
	changed := func() {
		preview.show(v.draft.now, i)
		v.showList()
		v.edited()
	}
	name := v.entry("Name of the label", func(text string) {
		label().Name = strings.TrimSpace(text)
		changed()
	})
	name.Set(label().Name)
	v.first = name

	refusal := control.NewCaption("")
	refusal.Hide()
	key := v.entry("none", nil)
	key.OnCommit = func(text string) {
		text = strings.ToLower(strings.TrimSpace(text))
		problem := v.draft.keyProblem(i, text)
		refusal.Say(problem, theme.ColorNameError)
		if problem != "" {
			refusal.Show()
			v.editor.Refresh()
			key.Reset(label().Hotkey)
			return
		}
		refusal.Hide()
		v.editor.Refresh()
		label().Hotkey = text
		key.Reset(text)
		changed()
	}
	key.Set(label().Hotkey)

	row := newSwatches(nil, v.form)
	custom := v.entry("#rrggbb", nil)
	setColor := func(hex string) {
		label().Color = strings.ToLower(hex)
		row.set(label().Color)
		custom.Reset(label().Color)
		changed()
	}
	row.onChanged = setColor
	custom.Validator = func(text string) error {
		if !hexPattern.MatchString(text) {
			return annotate.Invalidf("a colour is written like #0072b2")
		}
		return nil
	}
	custom.OnCommit = setColor
	row.set(label().Color)
	custom.Set(label().Color)

	styles := []annotate.Style{annotate.Tint, annotate.Underline}
	var style *control.Chips
	style = control.NewChips(control.Options("tint", "underline"), false, func() {
		label().Style = styles[style.Index()]
		changed()
	}, v.form)
	style.SetRequired(true)
	style.SetIndex(slices.Index(styles, label().Style))

	description := v.area("When is this label right, and when not?", 3, func(text string) { label().Description = text; v.edited() })
	description.Set(label().Description)
	preview.show(v.draft.now, i)

	return []fyne.CanvasObject{
		v.header("Label", func(by int) { v.moveLabel(i, by) }, func() { v.deleteLabel(i) }),
		control.Section("Name", name),
		control.Section("Key", control.NewColumn(2, container.New(narrow(90), key), refusal)),
		control.Section("Colour", container.NewHBox(row, container.New(narrow(110), custom))),
		control.Section("Drawn as", style),
		control.Section("Preview", preview),
		control.Section("Description", description),
		control.Section("Kind of", control.Boxed(v.parentSelect(i))),
		v.attributesEditor(i),
	}
}

// parentSelect chooses the label that label i is a kind of.
func (v *View) parentSelect(i int) fyne.CanvasObject {
	const none = "a label of its own"
	fit := v.draft.parents(i)
	names := []string{none}
	chosen := none
	for _, l := range fit {
		names = append(names, l.Name)
		if l.ID == v.draft.now.Labels[i].ParentID {
			chosen = l.Name
		}
	}
	s := control.NewSelect(names, func(name string) {
		parent := ""
		for _, l := range fit {
			if l.Name == name {
				parent = l.ID
			}
		}
		v.draft.now.Labels[i].ParentID = parent
		v.edited()
	}, v.form)
	s.Set(chosen)
	return s
}

// header names the part, with buttons that move and delete it.
func (v *View) header(title string, move func(by int), remove func()) fyne.CanvasObject {
	return container.NewBorder(nil, nil, heading(title), container.NewHBox(
		control.NewSign(theme.MoveUpIcon(), "Move it up", func() { v.commit(); move(-1) }, v.form),
		control.NewSign(theme.MoveDownIcon(), "Move it down", func() { v.commit(); move(1) }, v.form),
		control.NewButton("Delete", theme.DeleteIcon(), true, remove, v.form)))
}

// heading is what a part of the editor begins with.
func heading(text string) fyne.CanvasObject {
	l := widget.NewLabel(text)
	l.SizeName, l.TextStyle.Bold = theme.SizeNameSubHeadingText, true
	return control.Flush(l)
}

// narrow is a layout that gives its one object a width and no more.
type narrow float32

func (n narrow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(float32(n), objects[0].MinSize().Height)
}

func (n narrow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(min(float32(n), size.Width), objects[0].MinSize().Height))
}
