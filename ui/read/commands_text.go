package read

import (
	"fmt"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/reader"
)

// textCommands are the ways about the text and the ways to change the span in hand without leaving it.
func (w commands) textCommands() []*command.Command {
	const alt, shift = fyne.KeyModifierAlt, fyne.KeyModifierShift
	commands := []*command.Command{
		{ID: "go.here", Name: "Spans here…", View: Name, Menu: "Annotate", Group: "go", Under: "Go to", Keys: []command.Key{command.Ctrl(fyne.KeyU)},
			Help: "Lists the spans that lie over each other at the caret, to choose one", Stop: w.needsPane, Run: func() { w.view().spans.list() }},
		{ID: "go.unnamed", Name: "Next span without an entity", View: Name, Menu: "Annotate", Group: "go", Under: "Go to", Keys: []command.Key{command.Ctrl(fyne.KeyM)},
			Stop: w.needsPane, Run: func() { w.view().spans.stepUnnamed(1) }},
		{ID: "go.unnamed.back", Name: "Previous span without an entity", View: Name, Menu: "Annotate", Group: "go", Under: "Go to",
			Keys: []command.Key{command.Ctrl(fyne.KeyM, shift)}, Stop: w.needsPane, Run: func() { w.view().spans.stepUnnamed(-1) }},
		{ID: "go.region", Name: "Next region", View: Name, Menu: "Annotate", Group: "go", Under: "Go to", Keys: []command.Key{command.Ctrl(fyne.KeyG)},
			Stop: w.needsPane, Run: func() { w.view().spans.stepRegion(1) }},
		{ID: "go.region.back", Name: "Previous region", View: Name, Menu: "Annotate", Group: "go", Under: "Go to", Keys: []command.Key{command.Ctrl(fyne.KeyG, shift)},
			Stop: w.needsPane, Run: func() { w.view().spans.stepRegion(-1) }},
		{ID: "view.lines", Name: "Line numbers", Menu: "View", Group: "marks", Stop: w.needsProject,
			Keys: []command.Key{command.Ctrl(fyne.KeyL)},
			On:   func() bool { return w.view() != nil && w.view().numbers == reader.LineNumbers },
			Run:  func() { w.view().setNumbers(reader.LineNumbers) }},
		{ID: "view.paragraphs", Name: "Paragraph numbers", Menu: "View", Group: "marks", Stop: w.needsProject,
			Keys: []command.Key{command.Ctrl(fyne.KeyL, shift)},
			On:   func() bool { return w.view() != nil && w.view().numbers == reader.ParagraphNumbers },
			Run:  func() { w.view().setNumbers(reader.ParagraphNumbers) }},
	}
	for _, move := range []struct {
		id, name string
		key      fyne.KeyName
		edge     reader.Edge
		by       int
	}{
		{"end.out", "end on", fyne.KeyRight, reader.EndEdge, 1},
		{"end.in", "end back", fyne.KeyLeft, reader.EndEdge, -1},
		{"start.in", "start on", fyne.KeyDown, reader.StartEdge, 1},
		{"start.out", "start back", fyne.KeyUp, reader.StartEdge, -1},
	} {
		for _, step := range []struct {
			id, name string
			unit     reader.Unit
			mods     fyne.KeyModifier
		}{{"word", "word", reader.ByWord, alt}, {"character", "character", reader.ByCharacter, alt | shift}} {
			commands = append(commands, &command.Command{
				ID: "span." + move.id + "." + step.id, Name: fmt.Sprintf("Move the span's %s by a %s", move.name, step.name), View: Name,
				Menu: "Annotate", Group: "span", Under: "Change the span", Keys: []command.Key{command.Named(move.key, step.mods)}, Stop: w.needsOwnSpan,
				Run: func() { w.view().panes.current().reader.ResizeSelected(move.edge, step.unit, move.by) },
			})
		}
	}
	if w.session() == nil {
		return commands
	}
	digits := []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9}
	for i, label := range w.session().Codebook().Labels {
		c := &command.Command{ID: "relabel." + label.ID, Name: "Relabel the span as " + label.Name, View: Name, Menu: "Annotate", Group: "span", Under: "Change the span",
			Stop: func() string {
				if reason := w.needsOwnSpan(); reason != "" {
					return reason
				}
				if span, ok := w.view().spans.selected(); ok && span.LabelID == label.ID {
					return "The span is labelled " + label.Name + " already."
				}
				return ""
			},
			Run: func() { w.view().inspector.Relabel(label) }}
		if i < len(digits) {
			c.Keys = []command.Key{command.Named(digits[i], alt)}
		}
		commands = append(commands, c)
	}
	return commands
}
