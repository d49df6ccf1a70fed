package shell

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/restore"

	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/sheet"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// chooseRestore offers the backups of the project that is open, else of one that is asked for.
func (p projects) chooseRestore() {
	w := p.window
	if w.session != nil {
		p.showRestore(w.session.Project.Path())
		return
	}
	w.ask().Open(p.folder(), p.showRestore, extension)
}

// showRestore looks at the backups of the project at path and lists them.
func (p projects) showRestore(path string) {
	w := p.window
	var files []disk.BackupFile
	w.busy("Looking at the backups", func(ctx context.Context, _ func(done, total int)) (err error) {
		files, err = disk.BackupFiles(ctx, path)
		return err
	}, func(err error) {
		if err != nil {
			w.fail(err)
			return
		}
		p.offerRestore(path, files)
	})
}

// offerRestore shows the backups to choose from.
func (p projects) offerRestore(path string, files []disk.BackupFile) {
	w := p.window
	var s *sheet.Sheet
	form := w.sheets.Form()
	list := control.NewList(func() int { return len(files) }, control.NewFileRow, func(i int, row *control.FileRow) { showBackup(files[i], row) }, form)
	list.OnChosen, list.OnRemove = func() {}, func(int) {}
	list.OnReturn = func() { s.Confirm() }
	another := control.NewButton("Another file…", base.FolderOpenIcon(), false, func() {
		w.ask().Open(filepath.Dir(path), func(backup string) {
			s.Dismiss()
			p.restoreFrom(path, backup)
		}, extension)
	}, form)
	about := "What the project holds now is kept among its backups."
	if len(files) == 0 {
		about = "There are no backups of this project. It can be brought back from another file."
	}
	wrong := part.Wrapped("")
	wrong.Importance = widget.DangerImportance
	wrong.Hide()
	head := container.NewBorder(nil, nil, nil, container.NewCenter(another), part.Wrapped(about))
	options := sheet.Options{
		Title: "Restore " + projectName(path), Body: container.NewBorder(head, wrong, nil, nil, list), Width: 620, Height: 480, Action: "Restore",
		Run: func() bool {
			i := list.Chosen()
			if i < 0 {
				return false
			}
			if files[i].Problem != nil {
				wrong.SetText(session.Sentence(files[i].Problem))
				wrong.Show()
				return false
			}
			p.restoreFrom(path, files[i].Path)
			return true
		},
		Focus: list, Closed: w.stage.Focus,
	}
	s = w.sheets.Show(options)
	list.Choose(0)
}

// showBackup fills the row of a backup.
func showBackup(file disk.BackupFile, row *control.FileRow) {
	holds, tone := wording.Count(file.Documents, "article")+" · "+wording.Count(file.Spans, "span"), fyne.ThemeColorName("")
	if file.Problem != nil {
		holds, tone = "It does not open.", base.ColorNameError
	}
	row.Say(file.At.Local().Format("2 January 2006, 15:04:05"), filepath.Base(file.Path), holds, tone)
}

// restoreFrom closes the project at path where it is open, brings it back from a backup, and opens it.
func (p projects) restoreFrom(path, backup string) {
	w := p.window
	was := w.isOpen(path)
	if was {
		w.ShowStart()
	}
	var done restore.Done
	w.busy("Restoring "+projectName(path), func(ctx context.Context, progress func(done, total int)) (err error) {
		done, err = restore.Project(ctx, path, backup, progress)
		return err
	}, func(err error) {
		if err != nil {
			if was {
				w.OpenProject(path)
			}
			for _, sentence := range done.Aside {
				w.tell(sentence)
			}
			w.fail(err)
			return
		}
		w.openThen(path, func() {
			sentence := "Brought back the state of " + done.At.Local().Format("2 January 2006, 15:04:05") + "."
			if done.Kept != "" {
				sentence += " What was there before is among the backups."
			}
			w.tell(strings.Join(append([]string{sentence}, done.Aside...), " "))
		})
	})
}
