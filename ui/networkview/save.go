package networkview

import (
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/ui/choose"
)

// formatNames are what the formats are called.
var formatNames = map[string]string{GraphML: "GraphML", CSV: "CSV", JSON: "JSON", PNG: "PNG", SVG: "SVG"}

// offer lists the formats beneath the button.
func (v *View) offer() {
	var items []*fyne.MenuItem
	for _, format := range Formats {
		items = append(items, fyne.NewMenuItem(formatNames[format]+"…", func() { v.save(format) }))
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(v.saving)
	v.desk.PopUp(at.AddXY(0, v.saving.Size().Height), items...)
}

// save asks where to, and writes the network there as it is filtered.
func (v *View) save(format string) {
	project, t := v.session.Project.Path(), v.shown.Titled
	name := strings.TrimSuffix(filepath.Base(project), filepath.Ext(project)) + " network." + format
	choose.Files{Window: v.desk.Window, Rest: v.session.Rest}.Save(filepath.Dir(project), name, func(path string) {
		if err := output.Write(v.session.Context(), path, func(w io.Writer) error { return t.Write(w, format) }); err != nil {
			v.session.Fail(err)
			return
		}
		v.result.Say("Wrote "+path+".", "")
		v.session.Tell("Wrote " + path + ".")
	})
}
