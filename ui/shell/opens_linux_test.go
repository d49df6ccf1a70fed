package shell

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"
)

// opened watches which files of folders anybody opens.
type opened struct {
	t     *testing.T
	queue int
}

func watchOpening(t *testing.T, folders ...string) *opened {
	t.Helper()
	queue, err := syscall.InotifyInit1(syscall.IN_NONBLOCK | syscall.IN_CLOEXEC)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { syscall.Close(queue) })
	for _, folder := range folders {
		if _, err := syscall.InotifyAddWatch(queue, folder, syscall.IN_OPEN); err != nil {
			t.Fatal(err)
		}
	}
	return &opened{t, queue}
}

// files are the names of the files that were opened since the last call.
func (o *opened) files() []string {
	o.t.Helper()
	var names []string
	buffer := make([]byte, 1<<16)
	for {
		n, err := syscall.Read(o.queue, buffer)
		if err != nil {
			break // nothing more has happened
		}
		for rest := buffer[:n]; len(rest) >= syscall.SizeofInotifyEvent; {
			size := int(binary.NativeEndian.Uint32(rest[12:]))
			if mask := binary.NativeEndian.Uint32(rest[4:]); mask&syscall.IN_ISDIR == 0 {
				names = append(names, string(bytes.TrimRight(rest[16:16+size], "\x00")))
			}
			rest = rest[16+size:]
		}
	}
	return slices.Compact(names)
}

// No dialog opens the project, what SQLite keeps beside it, its backups, or any other file: closing one of them would drop the
// locks that the window holds.
func TestDialogsOpenNoFiles(t *testing.T) {
	d := newDesk(t)
	folder := filepath.Dir(d.path)
	for _, name := range []string{"notes", "notes.unknown", "Haqqani.parallax-other", "other.parallax", ".hidden", "picture.png"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("some words"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	backups := filepath.Join(folder, "Haqqani-backups")
	if err := os.MkdirAll(backups, 0o755); err != nil {
		t.Fatal(err)
	}
	watch := watchOpening(t, folder, backups)
	watch.files()
	look := func(what string) {
		t.Helper()
		if top := d.w.win.Canvas().Overlays().Top(); top != nil {
			test.LaidOutObjects(top)
		}
		if files := watch.files(); len(files) > 0 {
			t.Errorf("%s opened %s", what, strings.Join(files, ", "))
		}
	}
	quiet := func() { // the menu asks the project what would be undone
		d.until("the menu is up to date", func() bool { return d.w.menu.timer == nil })
		d.settle()
	}
	for _, c := range d.fileDialogs() {
		c.show()
		quiet()
		watch.files() // a form may look at what it is about
		d.button(c.button, base.FolderOpenIcon())
		look(c.what + " " + c.button)
		d.w.win.Canvas().Unfocus()
		d.w.typedKey(fyne.KeyEscape)
		d.w.sheets.CloseAll()
		watch.files()
	}
	for _, at := range []string{folder, backups} {
		for _, id := range []string{"file.open", "file.import", "file.importFolder"} {
			d.w.prefs.addRecent(filepath.Join(at, "other.parallax")) // which is where the dialogs begin
			d.w.commands.StartID(id)
			look(id + " in " + at)
			d.w.typedKey(fyne.KeyEscape)
		}
	}
	chosen := ""
	d.w.ask().Open(folder, func(path string) { chosen = path }, extension)
	d.typed(filepath.Base(d.path))
	d.pressed(fyne.KeyReturn)
	look("a choice")
	if chosen != d.path {
		t.Errorf("chosen is %q", chosen)
	}
	d.w.commands.StartID("file.codebook")
	d.settle()
	for _, path := range []string{d.path, d.path + "-wal", filepath.Join(backups, "other.toml")} {
		if path != d.path {
			if err := os.WriteFile(path, nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		watch.files()
		d.button("Load TOML…", base.FolderOpenIcon())
		d.typed(path)
		d.pressed(fyne.KeyReturn)
		d.until("the codebook is read or refused", func() bool { return !d.w.session.Busy() })
		read := slices.Contains(watch.files(), filepath.Base(path))
		if byHand := strings.HasSuffix(path, ".toml"); path != d.path && read != byHand { // SQLite may look at the project itself
			t.Errorf("loading %s as a codebook: opened is %v", path, read)
		}
		d.w.typedKey(fyne.KeyEscape)
		os.Remove(d.path + "-wal")
	}
	d.w.sheets.CloseAll()
	watch.files()
	d.w.dialogs.dropped([]fyne.URI{storage.NewFileURI(d.path)}) // it is open already
	d.settle()
	look("the project dropped on its own window")

	d.w.dialogs.dropped([]fyne.URI{storage.NewFileURI(folder)})
	d.until("the folder is read", func() bool { return d.w.dialogs.importing != nil && !d.w.session.Busy() })
	if files := watch.files(); slices.Contains(files, filepath.Base(d.path)+"-wal") || slices.Contains(files, filepath.Base(d.path)+"-shm") {
		t.Errorf("an import of the folder opened %v", files)
	}
}
