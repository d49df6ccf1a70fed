package shell

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/sheet"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// textKeys are the keys of the text itself, which are no commands: they move the caret and select.
func textKeys() [][2]string {
	ctrl := func(what fyne.KeyName) string { return command.Ctrl(what).String() } // Cmd where that is the custom
	return [][2]string{
		{"Arrows", "Move by character, by line"},
		{command.Named("Arrows", reader.WordModifier()).String(), "Move by word"},
		{"PgUp   PgDn", "Move by page"},
		{"Home   End", "To the start, the end of the line"},
		{ctrl(fyne.KeyHome) + "   " + ctrl(fyne.KeyEnd), "To the start, the end of the article"},
		{"With Shift", "Extends the selection"},
		{"Drag", "Selects whole words; with Alt, characters"},
		{"Double, triple click", "A word, a sentence"},
		{"Shift+click", "Extends the selection to there"},
		{ctrl("drag"), "Adds a part to the selection, or to the span in hand"},
		{"Click a span", "Selects it; again, the one beneath"},
		{"Right click", "What can be done there; all spans beneath"},
		{"Drag a span's end", "Moves it"},
	}
}

// help is what there is to read about the program and the project.
type help struct{ window *Window }

// keys shows all keys, from the table of commands.
func (h help) keys() {
	w := h.window
	var groups []fyne.CanvasObject
	for _, name := range w.stage.Headings([]string{"", "Annotate", "Review", "Edit", "Story", "View", "File", "Help"}) {
		var rows [][2]string
		for _, c := range w.commands.Commands {
			if w.stage.Heading(c) == name && len(c.Keys) > 0 && !strings.HasPrefix(c.ID, "view.pane.") && !strings.HasPrefix(c.ID, "review.take.") {
				rows = append(rows, [2]string{c.KeyNames(), c.Name})
			}
		}
		switch name {
		case "":
			name = "In the text"
			rows = append(rows, textKeys()...)
		case "Review":
			rows = append(rows, [2]string{"1 … 9", "In the review: take candidate 1 … 9"})
		case "View":
			rows = append(rows, [2]string{command.Ctrl(fyne.Key1).String() + " … " + command.Ctrl(fyne.Key9).String(), "Go to pane 1 … 9"})
		}
		if len(rows) > 0 {
			groups = append(groups, keyGroup(name, rows))
		}
	}
	// The groups fill two columns in turn, the shorter one first.
	left, right := container.NewVBox(), container.NewVBox()
	for _, g := range groups {
		if left.MinSize().Height <= right.MinSize().Height {
			left.Add(g)
		} else {
			right.Add(g)
		}
	}
	room := w.win.Canvas().Size()
	w.sheets.Read("Keys", container.NewGridWithColumns(2, left, right), min(940, room.Width-80), min(680, room.Height-60))
}

// keyGroup is a heading with its keys.
func keyGroup(name string, rows [][2]string) fyne.CanvasObject {
	group := container.NewVBox(part.SectionTitle(name))
	for _, r := range rows {
		keys := widget.NewLabelWithStyle(r[0], fyne.TextAlignTrailing, fyne.TextStyle{Bold: true})
		keys.SizeName = base.SizeNameCaptionText
		does := widget.NewLabel(r[1])
		does.Truncation = fyne.TextTruncateEllipsis
		group.Add(container.New(keyRow{}, keys, does))
	}
	return container.New(layout.NewCustomPaddedLayout(0, 10, 0, 8), group)
}

// keyRow lays out the keys and what they do, closer than a form would.
type keyRow struct{}

const keyColumn float32 = 150

func (keyRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for i, o := range objects {
		high := o.MinSize().Height
		o.Move(fyne.NewPos(float32(i)*keyColumn, (size.Height-high)/2))
		width := keyColumn
		if i == 1 {
			width = size.Width - keyColumn
		}
		o.Resize(fyne.NewSize(width, high))
	}
}

func (keyRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(keyColumn+180, objects[1].MinSize().Height-6)
}

// guidelines shows what the codebook says of its labels and how to use them.
func (h help) guidelines() {
	w := h.window
	codebook := w.session.Codebook()
	var text strings.Builder
	if codebook.Guidelines != "" {
		text.WriteString(strings.TrimSpace(codebook.Guidelines) + "\n\n")
	}
	for _, label := range codebook.Labels {
		text.WriteString("## " + wording.Capital(label.Name) + "\n\n" + label.Description + "\n\n")
		for _, a := range label.Attributes {
			text.WriteString("- **" + a.Name + "** " + strings.Join(a.Options, ", ") + "\n")
		}
		text.WriteString("\n")
	}
	if len(codebook.RelationTypes) > 0 {
		text.WriteString("## Relations\n\n")
	}
	for _, t := range codebook.RelationTypes {
		text.WriteString("- **" + t.Name + "** " + ends(t) + ". " + t.Description + "\n")
	}
	body := widget.NewRichTextFromMarkdown(text.String())
	body.Wrapping = fyne.TextWrapWord
	title := "Guidelines"
	if codebook.Name != "" {
		title += ": " + codebook.Name
	}
	w.sheets.Read(title, body, 640, 560)
}

// ends says what a relation type links: "actor to claim".
func ends(t annotate.RelationType) string {
	name := func(label string) string {
		if label == "" {
			return "any"
		}
		return label
	}
	link := " to "
	if t.Symmetric {
		link = " and "
	}
	return name(t.HeadLabel) + link + name(t.TailLabel)
}

// about says what the program is.
func (h help) about() {
	w := h.window
	name := "Parallax"
	if version := w.app.Metadata().Version; version != "" {
		name += " " + version
	}
	w.sheets.Show(sheet.Options{Title: name, Width: 440, Body: part.Wrapped(
		"Several articles tell the same story. Parallax lays them side by side, so that one sees who is said to have claimed what, " +
			"marks it, and walks away with a dataset that others can trust.\n\n" +
			"It works offline: no server, no account, no telemetry. A project is one file. Free software under the MIT licence.")})
}
