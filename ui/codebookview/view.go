// Package codebookview is where the codebook is edited: labels with their attributes, relation types, guidelines.
// Edits collect in a draft. Applying it shows first what changes and which annotations could not stand any more, and
// asks what becomes of those; then it is one act, which undo takes back whole.
//
// It knows neither the window around it nor what an impact means in rows (package revise says that). Start with View.
package codebookview

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
)

// typingPause is how long a field waits for the next letter before the draft and the preview follow.
const typingPause = 150 * time.Millisecond

// View is the codebook editor.
type View struct {
	widget.BaseWidget
	session *session.Session
	window  fyne.Window
	draft   *draft
	at      place

	form, listForm *control.Form
	name           *control.Entry
	list           *fyne.Container  // links to the parts
	current        *control.Link    // of them, to the part that is edited
	editor         *fyne.Container  // of the part that is chosen
	stage          *fyne.Container  // list and editor, or the review of what applying would do
	commits        []func()         // hand on what is being typed in the editor
	first          *control.Entry   // the editor's name field
	attributes     []*control.Entry // the name fields of the attributes
	status         *control.Caption
	discard, apply *control.Button
	bar            *fyne.Container
	content        fyne.CanvasObject
	cancel         func()
}

// place says which part of the draft is edited.
type place struct {
	part  part
	index int
}

type part int

const (
	labelPart part = iota
	relationPart
	guidelinesPart
)

// New returns the editor over the session's codebook. leave gives the keyboard back to where it came from. Close the
// view when it is no longer shown for good.
func New(s *session.Session, w fyne.Window, leave func()) *View {
	v := &View{session: s, window: w, draft: newDraft(s.Codebook()), list: control.NewColumn(1), editor: control.NewColumn(14)}
	v.form = &control.Form{Window: w, OnUI: s.OnUI, Leave: func() { v.commit(); leave() }}
	v.listForm = &control.Form{Window: w, Leave: v.form.Leave}
	v.name = v.entry("Name of the codebook", func(text string) { v.draft.now.Name = text; v.edited() })
	v.status = control.NewCaption("")
	v.discard = control.NewButton("Discard changes", nil, true, v.discardDraft, v.form)
	v.apply = control.NewButton("Apply…", theme.ConfirmIcon(), false, v.review, v.form)
	v.apply.Importance = widget.HighImportance

	v.form.Scroll = container.NewVScroll(container.NewPadded(container.NewPadded(v.editor)))
	v.listForm.Scroll = container.NewVScroll(container.NewPadded(v.list))
	split := container.NewHSplit(v.listForm.Scroll, v.form.Scroll)
	split.Offset = 0.26
	v.stage = container.NewStack(split)
	files := files{v}
	top := container.NewBorder(nil, nil, nil, container.NewHBox(
		control.NewButton("Built-in…", nil, true, files.builtIn, v.form),
		control.NewButton("Load TOML…", theme.FolderOpenIcon(), true, files.load, v.form),
		control.NewButton("Save TOML…", theme.DocumentSaveIcon(), true, files.save, v.form)), v.name)
	v.bar = container.NewBorder(widget.NewSeparator(), nil, nil, container.NewHBox(v.discard, v.apply), container.NewPadded(v.status))
	v.content = container.NewBorder(container.NewVBox(container.NewPadded(top), widget.NewSeparator()), container.NewPadded(v.bar), nil, nil, v.stage)
	v.cancel = s.Listen(v.hear)
	v.ExtendBaseWidget(v)
	v.show()
	return v
}

// Close ends listening to the session.
func (v *View) Close() { v.cancel() }

// CreateRenderer is called by Fyne.
func (v *View) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.content) }

// Dirty says whether there are edits that were not applied.
func (v *View) Dirty() bool {
	v.commit()
	return v.draft.dirty()
}

// FocusFirst gives the keyboard to the list of parts.
func (v *View) FocusFirst() {
	v.listForm.Focus(v.current)
}

// hear follows the codebook where another act changed it. Edits of the draft are kept: they are compared with the
// new codebook when they are applied.
func (v *View) hear(act store.Act) {
	if !session.Touches(act, "label", "attribute", "relation_type", "codebook") {
		return
	}
	if v.draft.dirty() && !same(v.draft.final(), v.session.Codebook()) {
		v.draft.base = clone(v.session.Codebook())
		v.edited()
		return
	}
	v.draft.rebase(v.session.Codebook())
	v.show()
}

// commit hands on what is being typed.
func (v *View) commit() {
	v.name.Commit()
	for _, commit := range v.commits {
		commit()
	}
}

// show builds list and editor anew.
func (v *View) show() {
	v.name.Reset(v.draft.now.Name)
	v.at = v.at.within(v.draft)
	v.showList()
	v.showEditor()
	v.edited()
}

func (p place) within(d *draft) place {
	switch {
	case p.part == labelPart && p.index >= len(d.now.Labels):
		p.index = max(0, len(d.now.Labels)-1)
	case p.part == relationPart && p.index >= len(d.now.RelationTypes):
		p.index = max(0, len(d.now.RelationTypes)-1)
	}
	if p.part == labelPart && len(d.now.Labels) == 0 || p.part == relationPart && len(d.now.RelationTypes) == 0 {
		return place{part: guidelinesPart}
	}
	return p
}

// goTo edits another part of the draft.
func (v *View) goTo(p place) {
	v.commit()
	v.at = p
	v.showList()
	v.showEditor()
	v.form.Scroll.ScrollToTop()
	v.listForm.Focus(v.current)
}

// begin edits a part that was just added, from its name on.
func (v *View) begin(p place) {
	v.goTo(p)
	v.edited()
	v.form.Focus(v.first)
	v.first.TypedShortcut(&fyne.ShortcutSelectAll{})
}

func (v *View) showList() {
	rows := []fyne.CanvasObject{control.NewCaption("Labels")}
	add := func(p place, text, hint string) *control.Link {
		link := control.NewLink(text, hint, func() { v.goTo(p) }, v.listForm)
		if p == v.at {
			v.current = link
			link.SetCurrent(true)
		}
		rows = append(rows, link)
		return link
	}
	for i, l := range v.draft.now.Labels {
		keys := fmt.Sprint(i + 1)
		if i > 8 {
			keys = "no digit"
		}
		if l.Hotkey != "" {
			keys += " · " + l.Hotkey
		}
		link := add(place{labelPart, i}, l.Name, keys)
		link.SetMark(control.Hue(l.Color))
		link.Secondary = func(at fyne.Position) { v.labelMenu(i, at) }
	}
	rows = append(rows, v.adder("Add label", func() place { return place{labelPart, v.draft.addLabel()} }), control.NewCaption(""), control.NewCaption("Relation types"))
	for i, t := range v.draft.now.RelationTypes {
		add(place{relationPart, i}, t.Name, v.draft.ends(t))
	}
	rows = append(rows, v.adder("Add relation type", func() place { return place{relationPart, v.draft.addRelationType()} }), control.NewCaption(""))
	add(place{part: guidelinesPart}, "Guidelines", "")
	v.list.Objects = rows
	v.list.Refresh()
}

// labelMenu is the context menu of a label in the list.
func (v *View) labelMenu(i int, at fyne.Position) {
	up, down := fyne.NewMenuItem("Move up", func() { v.commit(); v.moveLabel(i, -1) }), fyne.NewMenuItem("Move down", func() { v.commit(); v.moveLabel(i, 1) })
	up.Disabled, down.Disabled = i == 0, i == len(v.draft.now.Labels)-1
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", fyne.NewMenuItem("Edit", func() { v.goTo(place{labelPart, i}) }), up, down,
		fyne.NewMenuItemSeparator(), fyne.NewMenuItem("Delete", func() { v.commit(); v.deleteLabel(i) })), v.window.Canvas(), at)
}

func (v *View) moveLabel(i, by int) {
	v.goTo(place{labelPart, move(v.draft.now.Labels, i, by)})
	v.edited()
}

func (v *View) deleteLabel(i int) {
	v.commits = nil
	v.draft.deleteLabel(i)
	v.show()
	v.FocusFirst()
}

// adder is a button that adds a part and edits it.
func (v *View) adder(text string, add func() place) fyne.CanvasObject {
	b := control.NewButton(text, theme.ContentAddIcon(), true, func() {
		v.commit()
		v.begin(add())
	}, v.listForm)
	b.Alignment = widget.ButtonAlignLeading
	return b
}

func (v *View) showEditor() {
	v.commits, v.attributes, v.first = nil, nil, nil
	switch v.at.part {
	case labelPart:
		v.editor.Objects = v.labelEditor(v.at.index)
	case relationPart:
		v.editor.Objects = v.relationEditor(v.at.index)
	default:
		v.editor.Objects = v.guidelinesEditor()
	}
	v.editor.Refresh()
	v.form.Scroll.Refresh()
}

// edited says below whether the draft could be applied.
func (v *View) edited() {
	dirty := v.draft.dirty()
	err := v.draft.final().ValidateTyped()
	switch {
	case err != nil:
		v.status.Say(session.Sentence(err), theme.ColorNameError)
	case dirty:
		v.status.Say("Edited. Nothing changes in the project before it is applied.", theme.ColorNameWarning)
	default:
		v.status.Say("As in the project.", "")
	}
	control.Enable(v.discard, dirty)
	control.Enable(v.apply, dirty && err == nil)
}

func (v *View) discardDraft() {
	v.draft.rebase(v.session.Codebook())
	v.commits = nil
	v.show()
}

// entry is a field of one line of which the draft hears while it is typed.
func (v *View) entry(hint string, changed func(string)) *control.Entry {
	e := control.NewEntry(hint, changed, v.form)
	e.Pause = typingPause
	v.commits = append(v.commits, e.Commit)
	return e
}

// area is an entry of several lines.
func (v *View) area(hint string, rows int, changed func(string)) *control.Entry {
	e := control.NewNote(hint, rows, changed, v.form)
	e.Pause = typingPause
	v.commits = append(v.commits, e.Commit)
	return e
}
