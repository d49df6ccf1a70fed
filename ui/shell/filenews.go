package shell

import (
	"context"
	"errors"

	"github.com/parallax-annotation/parallax/store"
)

// heard says what happened to the file of the open project, and offers what can be done.
func (p projects) heard(news store.News) {
	w := p.window
	if w.bottom != nil {
		w.bottom.heardOfFile(news.Kind)
	}
	switch news.Kind {
	case store.Renamed:
		path := w.session.Project.Path()
		w.prefs.addRecent(path)
		w.win.SetTitle(projectName(path) + " — Parallax")
		w.tell(news.Sentence)
	case store.Back, store.Saved:
		w.tell(news.Sentence)
	case store.Replaced:
		p.offerMerging("The project was replaced", news)
	case store.SetAside:
		p.offerMerging("Left by a crash", news)
	case store.Gone:
		w.sheets.Confirm("The project is gone", news.Sentence+" Nothing more is saved until it is back.", "Save it elsewhere…", func() {
			p.saveElsewhere("Save the project elsewhere", "Save", p.folder())
		})
	default:
		w.sheets.Say("Not folded in", news.Sentence)
	}
}

// offerMerging says what happened and, where something was rescued, offers to merge it.
func (p projects) offerMerging(title string, news store.News) {
	w := p.window
	if news.Rescued == "" {
		w.sheets.Say(title, news.Sentence)
		return
	}
	w.sheets.Confirm(title, news.Sentence, "Look at merging it…", func() { w.dialogs.merge([]string{news.Rescued}) })
}

// offerCopy says that an act was refused because the project may only be read, and offers what can be written.
func (p projects) offerCopy(sentence string) {
	p.window.sheets.Confirm("The project may only be read", sentence, "Open a copy…", func() {
		p.saveElsewhere("Open a copy of the project", "Copy and open", documents())
	})
}

// saveElsewhere writes the project as it was last saved to a file of the user's choice and opens that.
func (p projects) saveElsewhere(title, action, folder string) {
	w := p.window
	project := w.session.Project
	name := projectName(project.Path())
	p.askPath(pathQuestion{
		title: title, hint: name, name: name, folder: folder, action: action,
		then: func(path string) error {
			if exists(path) {
				return errors.New("there is a file of this name already: choose another one")
			}
			w.session.Background("Copying", func(ctx context.Context, progress func(done, total int)) error {
				return project.Backup(ctx, path, progress)
			}, func(err error) {
				if err != nil {
					w.session.Fail(err)
					return
				}
				w.OpenProject(path)
			})
			return nil
		},
	})
}

// Commit saves what is being typed, as if every field were left, and remembers what was begun.
func (w *Window) Commit() {
	canvas := w.win.Canvas()
	for over := canvas.Overlays().Top(); over != nil; over = canvas.Overlays().Top() {
		canvas.Unfocus()
		canvas.Overlays().Remove(over) // the field below it has the keyboard again
	}
	canvas.Unfocus()
	if w.session != nil {
		w.session.Settle()
		w.projects.remember()
	}
}

// Stop ends what is under way, folds all that was done into the open project's file and lets go of it. It may be called from
// any goroutine, as when the system ends the program.
func (w *Window) Stop() error {
	session := w.open.Load()
	if session == nil {
		return nil
	}
	session.Stop()
	return session.Project.Rest()
}

// Leave closes the open project, if there is one, after the window has gone.
func (w *Window) Leave() error {
	session := w.open.Swap(nil)
	if session == nil {
		return nil
	}
	return session.Close()
}
