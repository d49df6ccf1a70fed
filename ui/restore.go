package ui

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// chooseRestore offers the backups of the project that is open, else of one that is asked for.
func (w *Window) chooseRestore() {
	if w.session != nil {
		w.showRestore(w.session.Project.Path())
		return
	}
	w.ask().Open(w.projectFolder(), w.showRestore, extension)
}

// showRestore looks at the backups of the project at path and lists them.
func (w *Window) showRestore(path string) {
	var files []store.BackupFile
	w.busy("Looking at the backups", func(ctx context.Context, _ func(done, total int)) (err error) {
		files, err = store.BackupFiles(ctx, path)
		return err
	}, func(err error) {
		if err != nil {
			w.fail(err)
			return
		}
		w.offerRestore(path, files)
	})
}

// offerRestore shows the backups to choose from.
func (w *Window) offerRestore(path string, files []store.BackupFile) {
	var s *sheet
	form := w.sheetForm()
	list := control.NewList(func() int { return len(files) }, control.NewFileRow, func(i int, row *control.FileRow) { showBackup(files[i], row) }, form)
	list.OnChosen, list.OnRemove = func() {}, func(int) {}
	list.OnReturn = func() { s.confirm() }
	another := control.NewButton("Another file…", base.FolderOpenIcon(), false, func() {
		w.ask().Open(filepath.Dir(path), func(backup string) {
			s.dismiss()
			w.restoreFrom(path, backup)
		}, extension)
	}, form)
	about := "What the project holds now is kept among its backups."
	if len(files) == 0 {
		about = "There are no backups of this project. It can be brought back from another file."
	}
	wrong := wrapped("")
	wrong.Importance = widget.DangerImportance
	wrong.Hide()
	head := container.NewBorder(nil, nil, nil, container.NewCenter(another), wrapped(about))
	options := sheetOptions{
		title: "Restore " + projectName(path), body: container.NewBorder(head, wrong, nil, nil, list), width: 620, height: 480, action: "Restore",
		run: func() bool {
			i := list.Chosen()
			if i < 0 {
				return false
			}
			if files[i].Problem != nil {
				wrong.SetText(session.Sentence(files[i].Problem))
				wrong.Show()
				return false
			}
			w.restoreFrom(path, files[i].Path)
			return true
		},
		focus: list, closed: w.stage.Focus,
	}
	s = w.showSheet(options)
	list.Choose(0)
}

// showBackup fills the row of a backup.
func showBackup(file store.BackupFile, row *control.FileRow) {
	holds, tone := wording.Count(file.Documents, "article")+" · "+wording.Count(file.Spans, "span"), fyne.ThemeColorName("")
	if file.Problem != nil {
		holds, tone = "It does not open.", base.ColorNameError
	}
	row.Say(file.At.Local().Format("2 January 2006, 15:04:05"), filepath.Base(file.Path), holds, tone)
}

// restoreFrom closes the project at path where it is open, brings it back from a backup, and opens it.
func (w *Window) restoreFrom(path, backup string) {
	was := w.isOpen(path)
	if was {
		w.ShowStart()
	}
	var done store.Restored
	w.busy("Restoring "+projectName(path), func(ctx context.Context, progress func(done, total int)) (err error) {
		done, err = store.Restore(ctx, path, backup, progress)
		return err
	}, func(err error) {
		if err != nil {
			if was {
				w.OpenProject(path)
			}
			w.fail(err)
			return
		}
		w.openThen(path, func() {
			sentence := "Brought back the state of " + done.At.Local().Format("2 January 2006, 15:04:05") + "."
			if done.Kept != "" {
				sentence += " What was there before is among the backups."
			}
			w.tell(sentence)
		})
	})
}
