package shell

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
	w.commands.Add(w.stage.Commands()...)
	w.commands.Add(w.teamCommands()...)
	w.commands.Add(w.helpCommands()...)
	w.commands.Sort(menuNames)
	w.menu.rebuild()
}

// The conditions under which commands run, as sentences that say what is missing.

func (w *Window) needsProject() string {
	if w.session == nil {
		return "Open a project first."
	}
	return ""
}

// helpCommands are the menu Help and the ways to find a command.
func (w *Window) helpCommands() []*command.Command {
	return []*command.Command{
		{ID: "help.palette", Name: "Go to anything…", Menu: "Help", Keys: []command.Key{command.Ctrl(fyne.KeyK)},
			Help: "Finds every command, article, story and name", Run: w.showPalette},
		{ID: "help.keys", Name: "Keys", Menu: "Help", Keys: []command.Key{command.Named(fyne.KeyF1), command.Rune('?')},
			Help: "Shows all keys", Run: w.help.keys},
		{ID: "help.guidelines", Name: "Guidelines of the codebook", Menu: "Help", Group: "about",
			Stop: w.needsProject, Run: w.help.guidelines},
		{ID: "help.about", Name: "About Parallax", Menu: "Help", Group: "about", Run: w.help.about},
	}
}
