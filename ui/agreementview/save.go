package agreementview

import (
	"fmt"
	"image/png"
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/ui/control"
)

// about is the part of a sentence that says which articles were compared.
func (v *View) about() string {
	if v.storyID() == "" {
		return ""
	}
	return fmt.Sprintf(" of the story “%s”", v.story.Selected)
}

// copyMethod puts the paragraph for a method section onto the clipboard.
func (v *View) copyMethod() {
	fyne.CurrentApp().Clipboard().SetContent(method(v.report, v.figures, v.about()))
	v.say("The paragraph is on the clipboard.")
}

func (v *View) saveCSV() {
	v.save("agreement", ".csv", v.report.WriteCSV)
}

// savePNG draws the heat map that is shown; from a table, that of the pairs.
func (v *View) savePNG() {
	m, title := v.pairMatrix(), ""
	chosen, path := v.figure()
	if title = chosen.name; path != chosen.pair {
		title += ": " + v.label.Selected
	}
	name := "agreement pairs"
	if v.tabs.Index() == labelsPart {
		m, title, name = v.labelMatrix(), "Labels: "+v.pairs.Selected, "agreement labels"
	}
	v.save(name, ".png", func(w io.Writer) error {
		drawn, err := picture(m, title+v.about())
		if err != nil {
			return err
		}
		return png.Encode(w, drawn)
	})
}

// save asks where to, and writes a file there.
func (v *View) save(name, extension string, write func(io.Writer) error) {
	project := v.session.Project.Path()
	name = strings.TrimSuffix(filepath.Base(project), filepath.Ext(project)) + " " + name + extension
	control.Files{Window: v.window, Fail: v.session.Fail, Rest: v.session.Rest}.Save(filepath.Dir(project), name, func(path string) {
		if err := output.Write(v.session.Context(), path, write); err != nil {
			v.session.Fail(err)
			return
		}
		v.say("Wrote " + path + ".")
	})
}

func (v *View) say(sentence string) {
	v.result.Say(sentence, "")
	v.session.Tell(sentence)
}
