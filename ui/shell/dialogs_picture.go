package shell

import (
	"net/url"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/picture"
	"github.com/parallax-annotation/parallax/ui/pictureview"
	"github.com/parallax-annotation/parallax/ui/sheet"
)

// pictureFolder is the setting that says where the last picture was put.
const pictureFolder = "picture.folder"

// pictureCommand draws an article or a story.
func (w *Window) pictureCommand() *command.Command {
	return &command.Command{ID: "file.picture", Name: "Picture or PDF…", Menu: "File", Group: "data",
		Help: "Exports an article or a story with its highlights, to be printed or shown", Keys: []command.Key{command.Ctrl(fyne.KeyP)},
		Stop: w.needsArticles, Run: w.dialogs.picture}
}

func (w *Window) needsArticles() string {
	if said := w.needsProject(); said != "" {
		return said
	}
	if w.session.Story().ID == "" {
		return "Import articles first."
	}
	return ""
}

// picture shows the dialog that draws an article or a story.
func (d *dialogs) picture() {
	w := d.window
	var s *sheet.Sheet
	article := ""
	if shown, reads := w.stage.First().(interface{ Article() string }); reads {
		article = shown.Article()
	}
	view := pictureview.New(w.session, w.win, pictureview.Options{
		Article: article, Folder: d.besideProject(w.prefs.String(pictureFolder)), Leave: func() { s.Leave() },
		Written: func(path, format string) error {
			w.prefs.SetString(pictureFolder, filepath.Dir(path))
			if format != picture.PDF {
				return nil
			}
			return fyne.CurrentApp().OpenURL(fileURL(path))
		},
	})
	s = d.show("Picture or PDF", view, true, nil, view.Close)
	s.Options.Enter = view.Confirm
	view.FocusFirst()
}

// fileURL is what a viewer is told of a file.
func fileURL(path string) *url.URL {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") { // a drive's letter
		slashed = "/" + slashed
	}
	return &url.URL{Scheme: "file", Path: slashed}
}
