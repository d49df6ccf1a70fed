package importview

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/ui/control"
)

// names takes what the names of files say of their articles, by a pattern, and says at once what it gives.
type names struct {
	view    *View
	entry   *control.Entry
	pattern ingest.NamePattern
	fits    *control.Caption
	content *fyne.Container
}

func newNames(v *View) *names {
	n := &names{view: v, fits: control.NewCaption("")}
	n.entry = control.NewEntry("{outlet}_{date}_{title}.txt", n.set, v.form)
	n.entry.Pause = 200 * time.Millisecond
	fields := control.NewCaption("Fields: {" + strings.Join(ingest.NameFields, "}, {") + "}, the last for what is to be passed over; a / parts the names of folders")
	n.content = container.NewPadded(control.NewColumn(2, control.NewCaption("What the names of the files say"), n.entry, n.fits, fields))
	n.content.Hide()
	return n
}

// toggle shows the field and gives it the keyboard, or takes it away together with what it gave.
func (n *names) toggle() {
	if n.content.Visible() {
		n.content.Hide()
		n.entry.Reset("")
		n.set("")
	} else {
		n.content.Show()
		n.view.form.Focus(n.entry)
	}
	n.view.content.Refresh()
}

func (n *names) set(text string) {
	pattern, err := ingest.ParseNames(text)
	if err != nil {
		n.fits.Say(err.Error(), theme.ColorNameError)
		return
	}
	for _, e := range n.view.details.fields() {
		e.Commit()
	}
	n.pattern = pattern
	for _, f := range n.view.files {
		n.apply(f)
	}
	n.view.details.file = nil // so that all of it is shown anew
	n.view.forget()
	n.view.show()
}

// apply gives an article what its file's name says. What a person has corrected stays.
func (n *names) apply(f *file) {
	if f.status == refused || f.status == annotated {
		return
	}
	was, corrected := f.asRead, f.doc.Document
	regions := f.doc.Regions
	*f.doc = f.found
	f.doc.Regions, f.doc.Findings = regions, slices.Clone(f.found.Findings)
	f.planned.Story = f.planned.Told
	if said, err := n.pattern.Read(f.path); err == nil {
		said.Correct(f.doc)
		if said.Story != "" {
			f.planned.Story = said.Story
		}
	}
	f.asRead = f.doc.Document
	f.keepCorrections(was, corrected)
}

// show says how many names fit, and what the one of the file at hand gives.
func (n *names) show() {
	if n.pattern.String() == "" {
		n.fits.Say("", "")
		return
	}
	fit, all := 0, 0
	var example *file
	for _, f := range n.view.files {
		if f.status == refused || f.status == annotated {
			continue
		}
		all++
		if _, err := n.pattern.Read(f.path); err != nil {
			continue
		}
		if fit++; example == nil || f == n.view.current() {
			example = f
		}
	}
	said, tone := fmt.Sprintf("%d of %s fit", fit, annotate.Counted(all, "name", "names")), fyne.ThemeColorName("")
	if fit < all {
		tone = theme.ColorNameWarning
	}
	if example != nil {
		gives, _ := n.pattern.Read(example.path)
		said += " · " + example.name + " gives " + saysWords(gives)
	}
	n.fits.Say(said, tone)
}

// saysWords is what a name says, in words.
func saysWords(s ingest.NameSays) string {
	var parts []string
	for _, part := range []struct{ name, value string }{
		{"title", s.Title}, {"outlet", s.Outlet}, {"author", s.Author}, {"date", s.Published}, {"language", s.Language}, {"address", s.URL}, {"story", s.Story},
	} {
		if part.value != "" {
			parts = append(parts, part.name+" “"+part.value+"”")
		}
	}
	return strings.Join(parts, ", ")
}
