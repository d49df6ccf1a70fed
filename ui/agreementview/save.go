package agreementview

import (
	"image/png"
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/ui/choose"
)

// saving takes figures and heat maps out of the window.
type saving struct{ view *View }

// copyMethod puts the paragraph for a method section onto the clipboard.
func (sv *saving) copyMethod() {
	v := sv.view
	fyne.CurrentApp().Clipboard().SetContent(method(v.comparison.report, v.comparison.figures, v.choices.about()))
	sv.say("The paragraph is on the clipboard.")
}

func (sv *saving) saveCSV() {
	sv.save("agreement", ".csv", sv.view.comparison.report.WriteCSV)
}

// savePNG draws the heat map that is shown; from a table, that of the pairs.
func (sv *saving) savePNG() {
	v := sv.view
	m, title := v.comparison.pairMatrix(), ""
	chosen, path := v.choices.figure()
	if title = chosen.name; path != chosen.pair {
		title += ": " + v.choices.label.Selected
	}
	name := "agreement pairs"
	if v.choices.tabs.Index() == labelsPart {
		m, title, name = v.comparison.labelMatrix(), "Labels: "+v.choices.pairs.Selected, "agreement labels"
	}
	sv.save(name, ".png", func(w io.Writer) error {
		drawn, err := picture(m, title+v.choices.about())
		if err != nil {
			return err
		}
		return png.Encode(w, drawn)
	})
}

// save asks where to, and writes a file there.
func (sv *saving) save(name, extension string, write func(io.Writer) error) {
	v := sv.view
	project := v.session.Project.Path()
	name = strings.TrimSuffix(filepath.Base(project), filepath.Ext(project)) + " " + name + extension
	choose.Files{Window: v.window, Rest: v.session.Rest}.Save(filepath.Dir(project), name, func(path string) {
		if err := output.Write(v.session.Context(), path, write); err != nil {
			v.session.Fail(err)
			return
		}
		sv.say("Wrote " + path + ".")
	})
}

func (sv *saving) say(sentence string) {
	sv.view.result.Say(sentence, "")
	sv.view.session.Tell(sentence)
}
