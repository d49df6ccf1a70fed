package shell

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
)

// backups is the list that the topmost sheet shows, once it is there.
func (d *desk) backups() *control.List {
	d.t.Helper()
	var list *control.List
	d.until("the backups are listed", func() bool {
		if top := d.w.win.Canvas().Overlays().Top(); top != nil {
			for _, o := range test.LaidOutObjects(top) {
				if l, ok := o.(*control.List); ok {
					list = l
				}
			}
		}
		return list != nil
	})
	return list
}

// isShown waits until the project is open in another session than was, with its articles.
func (d *desk) isShown(was *session.Session) {
	d.t.Helper()
	d.until("the project is shown", func() bool {
		return d.w.session != nil && d.w.session != was && len(d.readers()) > 0 && d.readers()[0].AccessibilityLabel() != ""
	})
	d.settle()
}

func TestABackupIsBroughtBackAndTheRestoreTakenBack(t *testing.T) {
	d := newDesk(t) // whose opening made a backup
	d.words("haqqani network", 0)
	d.typed("1")
	if len(d.spans(0)) != 1 {
		t.Fatal("nothing is marked")
	}
	was := d.w.session
	d.w.commands.StartID("file.restore")
	list := d.backups()
	d.shot("restore-light")
	if list.Length() != 1 || list.Chosen() != 0 {
		t.Fatalf("%d backups, chosen is %d", list.Length(), list.Chosen())
	}
	d.pressed(fyne.KeyReturn)
	d.isShown(was)
	if said := d.w.bottom.status.Text; len(d.spans(0)) != 0 || !strings.HasPrefix(said, "Brought back the state of ") {
		t.Errorf("after the restore there are %d spans, and it says %q", len(d.spans(0)), said)
	}

	was = d.w.session
	d.w.commands.StartID("file.restore")
	if list = d.backups(); list.Length() != 2 {
		t.Fatalf("%d backups, without what was replaced", list.Length())
	}
	d.button("Restore", nil)
	d.isShown(was)
	if len(d.spans(0)) != 1 {
		t.Error("what was replaced did not come back")
	}
}

func TestAProjectThatDoesNotOpenOffersItsBackups(t *testing.T) {
	d := newDesk(t)
	d.w.ShowStart()
	if err := os.Truncate(d.path, 5000); err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(filepath.Dir(d.path), "Haqqani-backups", "Haqqani-20500101T000000000Z-9.parallax")
	if err := os.WriteFile(broken, []byte("nothing"), 0o644); err != nil {
		t.Fatal(err)
	}
	d.w.OpenProject(d.path)
	d.until("it says why not", func() bool {
		return d.w.sheets.Len() == 1 && d.w.sheets.Top().Options.Action == "Restore a backup…"
	})
	d.button("Restore a backup…", nil)
	list := d.backups()
	d.pressed(fyne.KeyReturn)
	if d.w.sheets.Len() != 1 || d.w.session != nil {
		t.Fatal("a backup that does not open was taken")
	}
	list.Choose(1)
	d.pressed(fyne.KeyReturn)
	d.isShown(nil)
	files, err := disk.BackupFiles(d.w.session.Context(), d.path)
	if err != nil || len(files) < 3 {
		t.Errorf("the damaged file is not kept: %v %v", files, err)
	}
}
