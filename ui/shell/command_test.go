package shell

import (
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/ui/read"
)

func TestCommandTable(t *testing.T) {
	d := newDesk(t)
	keys, ids, menus := map[string]string{}, map[string]bool{}, map[string]bool{}
	for _, name := range menuNames {
		menus[name] = true
	}
	for _, c := range d.w.commands.Commands {
		if ids[c.ID] {
			t.Errorf("two commands are %s", c.ID)
		}
		ids[c.ID] = true
		if c.Name == "" || c.Run == nil {
			t.Errorf("%s has no name or does nothing", c.ID)
		}
		if c.Menu != "" && !menus[c.Menu] {
			t.Errorf("%s is in a menu %q that does not exist", c.ID, c.Menu)
		}
		for _, k := range append(c.Keys, c.Also...) {
			name := k.String()
			if k.Shortcut() == nil && c.View != "" && c.View != read.Name {
				name = c.View + ": " + name // a key of its own in another view
			}
			if c.Holds != nil {
				name = "now and then: " + name // it comes before the one that holds else
			}
			if other := keys[name]; other != "" {
				t.Errorf("%s and %s have the same key %s", other, c.ID, name)
			}
			keys[name] = c.ID
		}
		found := false
		for _, hit := range d.w.commands.Find(c.Title()) {
			found = found || hit == c
		}
		if !found {
			t.Errorf("the palette does not find %q", c.Title())
		}
	}
	for _, key := range strings.Fields("Ctrl+1 Ctrl+2 Ctrl+9 Ctrl+A 1 2 a c n p r o Enter Esc Del Backspace Ctrl+Z Ctrl+Shift+Z Ctrl+Y Ctrl+F Ctrl+D Ctrl+E Ctrl+K F1 ?") {
		if keys[key] == "" {
			t.Errorf("no command has the key %s", key)
		}
	}
}

func TestPaletteRunsWhatIsFound(t *testing.T) {
	d := newDesk(t)
	d.shortcut("help.palette")
	d.shot("palette-light")
	d.typed("mkdone")
	d.shot("palette-found-light")
	d.pressed("Return")
	if d.state(0) != "done" {
		t.Error("the command did not run")
	}
}

func TestHelpSheetOpensAndCloses(t *testing.T) {
	d := newDesk(t)
	d.typed("?")
	if d.w.sheets.Len() != 1 {
		t.Fatal("no sheet")
	}
	d.shot("help-light")
	d.w.typedKey("Escape")
	if d.w.sheets.Len() != 0 {
		t.Error("Escape does not close the sheet")
	}
}
