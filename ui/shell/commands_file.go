package shell

import (
	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/command"
)

// fileCommands are the menu File.
func (w *Window) fileCommands() []*command.Command {
	commands := []*command.Command{
		{ID: "file.new", Name: "New project…", Menu: "File", Keys: []command.Key{command.Ctrl(fyne.KeyN)}, Run: w.projects.askNew},
		{ID: "file.open", Name: "Open project…", Menu: "File", Keys: []command.Key{command.Ctrl(fyne.KeyO)}, Run: w.projects.choose},
	}
	for _, path := range w.prefs.recent() {
		commands = append(commands, &command.Command{
			ID: "file.recent." + path, Name: "Open " + projectName(path), Menu: "File", Under: "Open recent", Help: path,
			Stop: func() string {
				if !exists(path) {
					return "This file is no longer there: " + path
				}
				return ""
			},
			Run: func() { w.OpenProject(path) },
		})
	}
	return append(commands,
		&command.Command{ID: "file.sample", Name: "Open the sample", Menu: "File",
			Help: "A story with four articles and two annotators, to try things out", Run: w.projects.openSample},
		&command.Command{ID: "file.import", Name: "Import articles…", Menu: "File", Group: "data",
			Keys: []command.Key{command.Ctrl(fyne.KeyI)}, Stop: w.needsProject, Run: w.dialogs.chooseImport},
		&command.Command{ID: "file.importFolder", Name: "Import a folder…", Menu: "File", Group: "data",
			Stop: w.needsProject, Run: w.dialogs.chooseImportFolder},
		&command.Command{ID: "file.paste", Name: "Paste article…", Menu: "File", Group: "data",
			Help: "Imports the article on the clipboard, with the same preview",
			Keys: []command.Key{command.Ctrl(fyne.KeyV, fyne.KeyModifierShift)}, Stop: w.needsProject, Run: w.dialogs.paste},
		&command.Command{ID: "file.merge", Name: "Merge…", Menu: "File", Group: "data",
			Help: "Takes in the project files of other annotators", Stop: w.needsProject, Run: func() { w.dialogs.merge(nil) }},
		&command.Command{ID: "file.export", Name: "Export…", Menu: "File", Group: "data", Help: "Writes the dataset, for models, papers and other tools",
			Keys: []command.Key{command.Ctrl(fyne.KeyE)}, Stop: w.needsProject, Run: w.dialogs.export},
		w.pictureCommand(),
		&command.Command{ID: "file.backup", Name: "Back up…", Menu: "File", Group: "data",
			Stop: w.needsProject, Run: w.projects.backUp},
		&command.Command{ID: "file.restore", Name: "Restore…", Menu: "File", Group: "data",
			Help: "Brings a backup back and keeps what is there now", Run: w.projects.chooseRestore},
		&command.Command{ID: "file.codebook", Name: "Codebook…", Menu: "File", Group: "project",
			Help: "Labels, colours, keys, attributes and relation types", Stop: w.needsProject, Run: w.dialogs.codebook},
		&command.Command{ID: "file.annotator", Name: "Annotator…", Menu: "File", Group: "project",
			Help: "Who annotates: whose layer is written; renames and joins annotators", Stop: w.needsProject, Run: w.dialogs.annotator},
		&command.Command{ID: "file.close", Name: "Close project", Menu: "File", Group: "end",
			Keys: []command.Key{command.Ctrl(fyne.KeyW, fyne.KeyModifierShift)}, Stop: w.needsProject, Run: w.ShowStart},
		&command.Command{ID: "file.quit", Name: "Quit", Menu: "File", Group: "end",
			Keys: []command.Key{command.Ctrl(fyne.KeyQ)}, Run: w.quit},
	)
}
