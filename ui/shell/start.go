package shell

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// start is what the window shows while no project is open: the projects opened last, and the ways to another one.
type start struct {
	window *Window
	name   *widget.Entry
	before string         // who annotated when it was shown
	notice *widget.Label  // what is wrong with the name
	said   *widget.Label  // the status line
	first  fyne.Focusable // has the keyboard: the project that was opened last
	object fyne.CanvasObject
}

// startSize is the size of the card in the middle of the window.
var startSize = fyne.NewSize(760, 500)

func newStart(w *Window) *start {
	s := &start{window: w, notice: widget.NewLabel(""), said: widget.NewLabelWithStyle("", fyne.TextAlignTrailing, fyne.TextStyle{})}
	s.notice.Importance = widget.DangerImportance
	s.notice.Hide()

	icon := canvas.NewImageFromResource(fyne.NewStaticResource("icon.png", assets.Icon))
	icon.SetMinSize(fyne.NewSize(72, 72))
	icon.FillMode = canvas.ImageFillContain
	title := widget.NewLabel("Parallax")
	title.SizeName = base.SizeNameHeadingText
	line := part.Wrapped("Several articles tell the same story. See who is said to have claimed what.")
	line.Importance = widget.LowImportance
	s.name = widget.NewEntry()
	s.name.SetText(w.prefs.annotator())
	s.name.OnChanged = s.named
	s.before = w.prefs.String("annotator")
	begin := control.NewButton("New project…", base.DocumentCreateIcon(), false, func() { w.commands.StartID("file.new") }, w.form)
	begin.Importance = widget.HighImportance
	begin.Alignment = widget.ButtonAlignLeading
	open := control.NewButton("Open project…", base.FolderOpenIcon(), false, func() { w.commands.StartID("file.open") }, w.form)
	open.Alignment = widget.ButtonAlignLeading
	sample := control.NewButton("Open the sample", base.MediaPlayIcon(), false, func() { w.commands.StartID("file.sample") }, w.form)
	sample.Alignment = widget.ButtonAlignLeading
	left := control.NewColumn(8,
		container.NewHBox(icon), title, line, spacer(4), begin, open, sample, spacer(10),
		container.New(part.Indent(4), control.NewCaption("You annotate as")), s.name, s.notice)

	s.first = begin
	room := container.New(layout.NewCustomPaddedLayout(26, 26, 30, 30), left)
	recent := container.NewBorder(nil, nil, container.New(layout.NewCustomPaddedLayout(20, 20, 0, 0), part.NewLine(base.ColorNameSeparator, 1)), nil,
		container.New(layout.NewCustomPaddedLayout(22, 14, 16, 16), container.NewBorder(part.SectionTitle("Recent projects"), nil, nil, nil, s.recent())))
	card := part.NewCard(container.NewGridWithColumns(2, room, recent))
	s.said.Truncation = fyne.TextTruncateEllipsis
	s.object = container.NewStack(part.NewGround(theme.ColorNameChrome), container.NewCenter(container.NewGridWrap(startSize, card)),
		container.NewBorder(nil, s.said, nil, nil))
	return s
}

// spacer is an empty stretch of a height.
func spacer(height float32) fyne.CanvasObject { return part.NewRoom(fyne.NewSize(1, height)) }

// named remembers who annotates, or says what is wrong with the name. What was typed on the way to a wrong name is nobody.
func (s *start) named(name string) {
	if _, err := annotate.NewPerson(name); err != nil {
		s.window.prefs.setAnnotator(s.before)
		s.notice.SetText(wording.Capital(err.Error()))
		s.notice.Wrapping = fyne.TextWrapWord
		s.notice.Show()
		return
	}
	s.notice.Hide()
	s.window.prefs.setAnnotator(strings.TrimSpace(name))
}

// recent lists the projects that were opened last.
func (s *start) recent() fyne.CanvasObject {
	paths := s.window.prefs.recent()
	if len(paths) == 0 {
		return part.EmptyState("No project yet", "A project is one file. The sample shows what one looks like.")
	}
	rows := container.NewVBox()
	there := false
	for _, path := range paths {
		row, link := s.recentRow(path)
		rows.Add(row)
		if !there && exists(path) {
			s.first, there = link, true
		}
	}
	return container.NewVScroll(rows)
}

// recentRow is a project: its name and folder, or that it is gone.
func (s *start) recentRow(path string) (row fyne.CanvasObject, link *control.Link) {
	tapped, place := func() { s.window.OpenProject(path) }, tilde(filepath.Dir(path))
	if !exists(path) {
		tapped = func() {
			s.window.sheets.Say("The file is gone", "There is no project at "+path+" any more. If it was moved, open it at its new place.")
		}
		place = "no longer there: " + place
	}
	forget := control.NewSign(base.CancelIcon(), "Take it off this list; the file stays", func() {
		s.window.prefs.forgetRecent(path)
		s.window.ShowStart()
	}, s.window.form)
	link = control.NewLink(projectName(path), place, tapped, s.window.form)
	return container.NewBorder(nil, nil, nil, forget, link), link
}
