package command_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/command"
)

func table(names ...string) *command.Table {
	t := &command.Table{}
	for _, name := range names {
		t.Add(&command.Command{ID: name, Name: name, Run: func() {}})
	}
	return t
}

func TestFindPrefersStartsOfWords(t *testing.T) {
	commands := table("Mark as boilerplate", "Export…", "Add a pane", "Go to pane 1", "Mark done and go on", "Next article")
	for query, want := range map[string]string{"exp": "Export…", "ap": "Add a pane", "mdone": "Mark done and go on", "NEXT": "Next article", "export...": "Export…", "gp": "Go to pane 1"} {
		found := commands.Find(query)
		if len(found) == 0 || found[0].Name != want {
			t.Errorf("%q finds %v, want %q", query, names(found), want)
		}
	}
	commands.Commands[0].Help = "Greys what is not the article's own prose"
	if found := commands.Find("own prose"); len(found) != 1 || found[0].Name != "Mark as boilerplate" {
		t.Errorf("the words of a help find %v", names(found))
	}
	commands.Commands[1].Help = "Writes the dataset, for models and other tools"
	for query, want := range map[string]string{"export dataset": "Export…", "datasets export": "", "model": "Export…", "?!": ""} {
		if found := commands.Find(query); want != "" && (len(found) == 0 || found[0].Name != want) || want == "" && len(found) > 0 {
			t.Errorf("%q finds %v, want %q", query, names(found), want)
		}
	}
	if found := commands.Find("xyz"); len(found) != 0 {
		t.Errorf("xyz finds %v", names(found))
	}
	if found := commands.Find(""); len(found) != len(commands.Commands) {
		t.Errorf("an empty query finds %d of %d", len(found), len(commands.Commands))
	}
}

func names(found []*command.Command) (names []string) {
	for _, c := range found {
		names = append(names, c.Name)
	}
	return names
}

func TestWhatCannotRunComesLastAndSaysWhy(t *testing.T) {
	commands := table("Undo", "Undone things")
	commands.Commands[0].Stop = func() string { return "There is nothing to undo." }
	ran, refused := false, ""
	commands.Commands[0].Run = func() { ran = true }
	commands.Refused = func(reason string) { refused = reason }
	if found := commands.Find("undo"); found[0].Name != "Undone things" {
		t.Errorf("first is %q", found[0].Name)
	}
	commands.Start(commands.Commands[0])
	if ran || refused != "There is nothing to undo." {
		t.Errorf("ran %v, refused %q", ran, refused)
	}
}

func TestKeysReachTheirCommand(t *testing.T) {
	got := ""
	commands := &command.Table{}
	commands.Add(
		&command.Command{ID: "tag", Keys: []command.Key{command.Rune('1'), command.Rune('a')}, Run: func() { got = "tag" }},
		&command.Command{ID: "enter", Keys: []command.Key{command.Named(fyne.KeyReturn)}, Run: func() { got = "enter" }},
		&command.Command{ID: "undo", Keys: []command.Key{command.Ctrl(fyne.KeyZ)}, Run: func() { got = "undo" }},
		&command.Command{ID: "redo", Keys: []command.Key{command.Ctrl(fyne.KeyZ, fyne.KeyModifierShift)}, Also: []command.Key{command.Ctrl(fyne.KeyY)}, Run: func() { got = "redo" }})
	for want, start := range map[string]func() bool{
		"tag": func() bool { return commands.Rune('a') }, "enter": func() bool { return commands.Named(fyne.KeyEnter, 0) },
		"undo": func() bool { return commands.Shortcut(&fyne.ShortcutUndo{}) }, "redo": func() bool { return commands.Shortcut(&fyne.ShortcutRedo{}) },
	} {
		if !start() || got != want {
			t.Errorf("%s: got %q", want, got)
		}
	}
	if commands.Rune('z') || commands.Named(fyne.KeyReturn, fyne.KeyModifierShift) {
		t.Error("a key without a command started one")
	}
	if name := command.Ctrl(fyne.KeyZ, fyne.KeyModifierShift).String(); name != "Ctrl+Shift+Z" {
		t.Errorf("the key is called %q", name)
	}
}
