package shell

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
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
	room := w.win.Canvas().Size()
	width, count := min(1240, room.Width-40), 2
	if width >= 1080 {
		count = 3
	}
	columns, one := make([]*fyne.Container, count), (width-6*base.Padding())/float32(count)
	for i := range columns {
		columns[i] = container.New(keyRows{})
	}
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
		if len(rows) == 0 {
			continue
		}
		shortest := columns[0]
		for _, c := range columns {
			if len(c.Objects) < len(shortest.Objects) {
				shortest = c
			}
		}
		addKeys(shortest, name, rows, one)
	}
	body := container.NewGridWithColumns(count)
	for _, c := range columns {
		body.Add(c)
	}
	scroll := container.NewVScroll(body)
	w.sheets.Show(sheet.Options{Title: "Keys", Body: container.New(wholeLines{}, scroll), Width: width, Height: room.Height - 40, Scroll: scroll})
}

// keyColumn is how wide the keys stand before what they do.
const keyColumn float32 = 150

// addKeys adds a heading and its keys to a column of that width. Every line of words is a row of its own, so that none is cut.
func addKeys(column *fyne.Container, name string, rows [][2]string, width float32) {
	if len(column.Objects) > 0 {
		column.Add(widget.NewLabel(""))
	}
	column.Add(part.SectionTitle(name))
	for _, r := range rows {
		for i, line := range linesWithin(r[1], width-keyColumn-2*base.InnerPadding()) {
			keys := widget.NewLabelWithStyle("", fyne.TextAlignTrailing, fyne.TextStyle{Bold: true})
			if i == 0 {
				keys.SetText(r[0])
			}
			keys.SizeName = base.SizeNameCaptionText
			column.Add(container.New(keyRow{}, keys, widget.NewLabel(line)))
		}
	}
}

// linesWithin breaks words into lines no wider than the room.
func linesWithin(text string, room float32) (lines []string) {
	line := ""
	for word := range strings.FieldsSeq(text) {
		longer := strings.TrimSpace(line + " " + word)
		if line != "" && fyne.MeasureText(longer, base.TextSize(), fyne.TextStyle{}).Width > room {
			lines, longer = append(lines, line), word
		}
		line = longer
	}
	return append(lines, line)
}

// keyRows lays out rows of one height, one below the other.
type keyRows struct{}

func (keyRows) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for i, o := range objects {
		o.Move(fyne.NewPos(0, float32(i)*sheet.Line))
		o.Resize(fyne.NewSize(size.Width, sheet.Line))
	}
}

func (keyRows) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(keyColumn+60, float32(len(objects))*sheet.Line)
}

// keyRow lays out the keys and what they do.
type keyRow struct{}

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

func (keyRow) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(keyColumn, sheet.Line) }

// wholeLines gives what scrolls the height of so many whole rows as there is room for.
type wholeLines struct{}

func (wholeLines) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(fyne.NewSize(size.Width, max(1, float32(int(size.Height/sheet.Line)))*sheet.Line))
	}
}

func (wholeLines) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

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
