package ui

import (
	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/command"
)

// menuNames are the menus, from left to right.
var menuNames = []string{"File", "Edit", "View", "Story", "Annotate", "Review", "Help"}

// rebuildCommands makes the table of everything the window can do, and the menus from it. It is made anew when the
// project or its codebook changes, as labels are commands too.
func (w *Window) rebuildCommands() {
	w.commands.Commands = nil
	w.commands.Add(w.fileCommands()...)
	w.commands.Add(w.editCommands()...)
	w.commands.Add(w.viewCommands()...)
	w.commands.Add(w.storyCommands()...)
	w.commands.Add(w.labelCommands()...)
	w.commands.Add(w.annotateCommands()...)
	w.commands.Add(w.textCommands()...)
	w.commands.Add(w.stage.Commands()...)
	w.commands.Add(w.teamCommands()...)
	w.commands.Add(w.helpCommands()...)
	w.menu.rebuild()
}

// start runs the command of that id.
func (w *Window) start(id string) {
	if c := w.commands.ByID(id); c != nil {
		w.commands.Start(c)
	}
}

// The conditions under which commands run, as sentences that say what is missing.

func (w *Window) needsProject() string {
	if w.session == nil {
		return "Open a project first."
	}
	return ""
}

func (w *Window) needsStory() string {
	switch {
	case w.session == nil:
		return w.needsProject()
	case w.session.Story().ID == "":
		return "Open a story first."
	}
	return ""
}

func (w *Window) needsPane() string {
	switch {
	case w.session == nil:
		return w.needsProject()
	case w.stage.Closed(readName) != "":
		return w.stage.Closed(readName)
	case w.workspace.panes.current() == nil:
		return "Open an article first."
	case w.workspace.panes.current().text == nil:
		return "The article is still being read."
	}
	return ""
}

func (w *Window) needsSpan() string {
	if reason := w.needsPane(); reason != "" {
		return reason
	}
	if w.session.Selected() == "" {
		return "Select a span first: click it, or press n."
	}
	return ""
}

// needsOwnSpan is needsSpan for what changes the span.
func (w *Window) needsOwnSpan() string {
	if reason := w.needsSpan(); reason != "" {
		return reason
	}
	if span, ok := w.workspace.selectedSpan(); ok && span.AnnotatorID != w.session.Annotator().ID {
		return "This span is another annotator's: it can be read but not changed."
	}
	return ""
}

func (w *Window) needsSelection() string {
	if reason := w.needsPane(); reason != "" {
		return reason
	}
	if len(w.workspace.panes.current().reader.Selection()) == 0 {
		return "Select some words first."
	}
	return ""
}

// helpCommands are the menu Help and the ways to find a command.
func (w *Window) helpCommands() []*command.Command {
	return []*command.Command{
		{ID: "help.palette", Name: "All commands…", Menu: "Help", Keys: []command.Key{command.Ctrl(fyne.KeyK)},
			Help: "Finds every command by its name", Run: w.showPalette},
		{ID: "help.keys", Name: "Keys", Menu: "Help", Keys: []command.Key{command.Named(fyne.KeyF1), command.Rune('?')},
			Help: "Shows all keys", Run: w.showKeys},
		{ID: "help.guidelines", Name: "Guidelines of the codebook", Menu: "Help", Group: "about",
			Stop: w.needsProject, Run: w.showGuidelines},
		{ID: "help.about", Name: "About Parallax", Menu: "Help", Group: "about", Run: w.showAbout},
	}
}
