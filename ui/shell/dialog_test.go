package shell

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
)

// overlays counts what lies over the window.
func (d *desk) overlays() int { return len(d.w.win.Canvas().Overlays().List()) }

// button taps the button of that text or icon in what lies topmost over the window.
func (d *desk) button(text string, icon fyne.Resource) {
	d.t.Helper()
	for _, o := range test.LaidOutObjects(d.w.win.Canvas().Overlays().Top()) {
		var b *widget.Button
		switch o := o.(type) {
		case *widget.Button:
			b = o
		case *control.Button:
			b = &o.Button
		}
		if b != nil && b.Text == text && (text != "" || b.Icon == icon) {
			test.Tap(b)
			d.settle()
			return
		}
	}
	d.t.Fatalf("no button %q", text)
}

// fileDialog is a way to a dialog that shows files: the button of a sheet.
type fileDialog struct {
	what, button string
	show         func()
}

// fileDialogs are all of them but those that open without a sheet.
func (d *desk) fileDialogs() []fileDialog {
	start := func(id string) func() { return func() { d.w.commands.StartID(id) } }
	return []fileDialog{
		{"new", "", start("file.new")}, {"backup", "", start("file.backup")}, {"export", "", start("file.export")},
		{"merge", "Add files…", start("file.merge")}, {"merge", "Add folder…", start("file.merge")},
		{"codebook", "Load TOML…", start("file.codebook")}, {"codebook", "Save TOML…", start("file.codebook")},
		{"import", "Add files…", func() { d.w.dialogs.importFiles(nil) }}, {"import", "Add folder…", func() { d.w.dialogs.importFiles(nil) }},
	}
}

func TestEscapeLeavesAFileDialogAndNotWhatLiesBeneath(t *testing.T) {
	d := newDesk(t)
	folder := base.FolderOpenIcon()
	for _, c := range d.fileDialogs() {
		c.show()
		d.settle()
		d.button(c.button, folder)
		if d.overlays() != 2 {
			t.Fatalf("%s %s: no dialog", c.what, c.button)
		}
		d.w.win.Canvas().Unfocus()
		d.w.typedKey(fyne.KeyReturn) // which takes the folder where one is asked for, and is too early for a file
		if d.w.sheets.Len() == 1 {
			d.button(c.button, folder)
		}
		if d.overlays() != 2 || d.w.sheets.Len() != 2 {
			t.Fatalf("%s %s: Enter reaches what lies beneath the dialog", c.what, c.button)
		}
		d.w.win.Canvas().Unfocus()
		d.w.typedKey(fyne.KeyEscape)
		if d.overlays() != 1 || d.w.sheets.Len() != 1 {
			t.Fatalf("%s %s: after Escape there are %d overlays, %d sheets", c.what, c.button, d.overlays(), d.w.sheets.Len())
		}
		d.w.sheets.CloseAll()
	}
}

func TestABackupReplacesNoFile(t *testing.T) {
	d := newDesk(t)
	before, err := os.ReadFile(d.path)
	if err != nil {
		t.Fatal(err)
	}
	d.w.commands.StartID("file.backup")
	d.w.win.Canvas().Focused().(*part.Field).SetText(projectName(d.path))
	d.pressed(fyne.KeyReturn)
	if d.w.sheets.Len() != 1 {
		t.Fatal("the project itself is taken as the place of its backup")
	}
	if now, err := os.ReadFile(d.path); err != nil || string(now) != string(before) {
		t.Fatal("the project's file changed", err)
	}
	d.w.win.Canvas().Focused().(*part.Field).SetText("copy")
	d.pressed(fyne.KeyReturn)
	path := filepath.Join(filepath.Dir(d.path), "copy"+extension)
	d.until("the backup is there", func() bool { return exists(path) })
	d.settle()
	if said := d.w.bottom.status.Text; !strings.HasPrefix(said, "Backed up to ") {
		t.Errorf("it says %q", said)
	}
}

func TestUndoInAFieldStaysInTheField(t *testing.T) {
	d := newDesk(t)
	d.words("envoy", 1)
	d.typed("1")
	d.shortcut("edit.find")
	d.typed("xyz")
	d.shortcut("edit.undo")
	if len(d.spans(0)) != 1 {
		t.Error("undo in the find field took a span back")
	}
}
