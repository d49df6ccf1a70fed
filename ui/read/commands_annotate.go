package read

import (
	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/command"
)

// labelCommands are one command for each label of the codebook.
func (w commands) labelCommands() []*command.Command {
	if w.session() == nil {
		return nil
	}
	var commands []*command.Command
	for i, label := range w.session().Codebook().Labels {
		var keys []command.Key
		if i < 9 {
			keys = append(keys, command.Rune(rune('1'+i)))
		}
		if label.Hotkey != "" {
			keys = append(keys, command.Rune(rune(label.Hotkey[0])))
		}
		commands = append(commands, &command.Command{
			ID: "tag." + label.ID, Name: "Tag as " + label.Name, Menu: "Annotate", Keys: keys,
			Help: "Tags the selection, or the word at the caret", Stop: w.stage.Untaggable,
			Run: func() { w.stage.Tag(label.ID) },
		})
	}
	return commands
}

// findLabel is the command that finds a label by its name.
const findLabel = "tag.find"

// annotateCommands are the rest of the menu Annotate.
func (w commands) annotateCommands() []*command.Command {
	return []*command.Command{
		{ID: findLabel, Name: "Tag with a label by name…", View: Name, Menu: "Annotate", Keys: []command.Key{command.Rune('/')},
			Help: "Finds a label by its name and tags the selection, or the word at the caret, with it",
			Stop: w.needsPane, Run: func() { w.view().floating.find() }},
		{ID: "span.next", Name: "Next span", View: Name, Menu: "Annotate", Group: "go", Keys: []command.Key{command.Rune('n')},
			Stop: w.needsPane, Run: func() { w.view().spans.step(true) }},
		{ID: "span.previous", Name: "Previous span", View: Name, Menu: "Annotate", Group: "go", Keys: []command.Key{command.Rune('p')},
			Stop: w.needsPane, Run: func() { w.view().spans.step(false) }},
		{ID: "span.edit", Name: "Edit the span in the inspector", View: Name, Menu: "Annotate", Group: "span",
			Keys: []command.Key{command.Named(fyne.KeyReturn)},
			Stop: func() string {
				if w.view() != nil && w.view().relations.making != nil {
					return "" // Enter confirms the relation
				}
				return w.needsSpan()
			},
			Run: func() { w.view().enter() }},
		{ID: "span.name", Name: "Say who or what is meant", View: Name, Menu: "Annotate", Group: "span", Keys: []command.Key{nameKey},
			Help: "Opens the list of what is known; then the keyboard is back in the text", Stop: w.needsOwnSpan,
			Run: func() { w.view().showInspector(); w.view().inspector.FocusEntity() }},
		{ID: "span.takeback", Name: "Take back what was filled in", View: Name, Menu: "Annotate", Group: "span", Keys: []command.Key{takeBackKey},
			Help: "What was filled in when the span was tagged; the span stays", Stop: w.needsFilled, Run: func() { w.view().spans.takeBack() }},
		{ID: "span.relate", Name: "Relation to…", View: Name, Menu: "Annotate", Group: "span", Keys: []command.Key{command.Rune('r')},
			Help: "Enter takes the nearest, or choose another; a digit says how; Escape cancels", Stop: w.needsOwnSpan,
			Run: func() { w.view().relations.start(w.session().Selected()) }},
		{ID: "span.nearest", Name: "Relate to the nearest", View: Name, Menu: "Annotate", Group: "span", Keys: []command.Key{command.Rune('R')},
			Help: "A claim to its nearest actor, by what was done most often, without asking", Stop: w.needsOwnSpan,
			Run: func() { w.view().relations.atOnce(w.session().Selected()) }},
		{ID: "span.occurrences", Name: "Tag all other occurrences…", View: Name, Menu: "Annotate", Group: "span", Keys: []command.Key{command.Rune('o')},
			Help: "Proposes the same tag wherever the words stand in the story, or in a passage that articles share, and the same name where they are tagged without one", Stop: w.needsOwnSpan,
			Run: func() { w.view().occurrences.propose() }},
	}
}
