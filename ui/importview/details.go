package importview

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/text/language"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/reader"
)

// leastRead is how high the text of an article stands at least; in a lower window what stands above it is scrolled away.
const leastRead = 160

// details shows one file: what was found, to be corrected, and the text with its regions.
type details struct {
	view *View
	file *file
	text *textpos.Text

	title, outlet, published, author, language *control.Entry
	found                                      *widget.Label
	findings                                   *fyne.Container // in which it stands; hidden where there are none
	reader                                     *reader.Reader
	kind                                       *control.Select
	remove                                     *control.Button
	what                                       *control.Caption
	message                                    *widget.Label
	scroll                                     *container.Scroll
	article, other                             *fyne.Container
	reading                                    *reading
}

func newDetails(v *View) *details {
	d := &details{view: v, found: widget.NewLabel(""), what: control.NewCaption(""), message: widget.NewLabel("")}
	field := func(hint string, value func(*annotate.Document) *string) *control.Entry {
		e := control.NewEntry(hint, func(text string) {
			*value(&d.file.doc.Document) = strings.TrimSpace(text)
			v.list.Refresh()
		}, v.form)
		e.Pause = 200 * time.Millisecond
		return e
	}
	d.title = field("Title", func(a *annotate.Document) *string { return &a.Title })
	d.outlet = field("Who published it", func(a *annotate.Document) *string { return &a.Outlet })
	d.published = field("2011-10-06", func(a *annotate.Document) *string { return &a.Published })
	d.author = field("Author", func(a *annotate.Document) *string { return &a.Author })
	d.language = field("en", func(a *annotate.Document) *string { return &a.Language })
	d.published.Validator, d.language.Validator = checkDate, checkLanguage
	d.published.Wrong, d.language.Wrong = control.NewCaption(""), control.NewCaption("")
	d.published.Pause = 0 // a date is no date yet while it is written
	d.published.OnCommit = func(text string) {
		day, _ := ingest.ReadDate(text) // which the validator has read
		d.file.doc.Published = day
		d.published.Reset(day)
		v.list.Refresh()
	}

	d.reader = reader.New(reader.Options{OnUI: v.session.OnUI, OnSelectionChanged: d.showRegion, OnKey: d.key})
	d.reader.SetTypography(reader.Typography{Size: 14, Column: 64})
	d.kind = control.NewSelect(kindNames(), d.setKind, v.form)
	d.kind.PlaceHolder = "a region…"
	d.remove = control.NewButton("Not a region", theme.ContentClearIcon(), true, d.removeRegion, v.form)
	d.message.Wrapping = fyne.TextWrapWord
	d.found.Wrapping, d.found.SizeName, d.found.Importance = fyne.TextWrapWord, theme.SizeNameCaptionText, widget.LowImportance

	d.findings = control.Flush(d.found)
	fields := control.NewColumn(8,
		control.Section("Title", d.title),
		container.New(layout.NewGridLayoutWithColumns(2), control.Section("Outlet", d.outlet), control.Section("Author", d.author)),
		container.New(layout.NewGridLayoutWithColumns(2), control.Section("Date", control.NewColumn(0, d.published, d.published.Wrong)), control.Section("Language", control.NewColumn(0, d.language, d.language.Wrong))),
		d.findings)
	regions := container.NewBorder(nil, nil, nil, container.NewHBox(control.Boxed(d.kind), d.remove), container.NewVBox(layout.NewSpacer(), d.what, layout.NewSpacer()))
	d.article = container.NewBorder(container.NewPadded(fields), container.NewPadded(regions), nil, nil,
		container.NewStack(control.NewPanel(theme.ColorNameInputBackground), container.NewPadded(control.Least(0, leastRead, d.reader))))
	d.other = container.NewPadded(d.message)
	d.reading = newReading(v)
	d.scroll = container.NewVScroll(container.NewBorder(d.reading.content, nil, nil, nil, container.NewStack(d.article, d.other)))
	return d
}

// show shows a file; nil shows how to begin.
func (d *details) show(f *file) {
	if d.file != nil && d.file != f {
		for _, e := range d.fields() {
			e.Commit()
		}
	}
	changed := d.file != f
	d.file = f
	d.reading.show(f)
	if f == nil || f.status == refused || f.status == annotated {
		d.article.Hide()
		d.other.Show()
		d.message.SetText(d.explain())
		return
	}
	d.other.Hide()
	d.article.Show()
	if !changed {
		return
	}
	for i, value := range []string{f.doc.Title, f.doc.Outlet, f.doc.Published, f.doc.Author, f.doc.Language} {
		d.fields()[i].Reset(value)
	}
	found := f.planned.Said()
	for _, finding := range f.doc.Findings {
		found = append(found, finding.What+": "+finding.Detail)
	}
	d.found.SetText(strings.Join(found, " · "))
	if len(found) > 0 {
		d.findings.Show()
	} else {
		d.findings.Hide()
	}
	d.text = textpos.New(f.doc.Text)
	d.reader.SetText(d.text, f.doc.Regions)
	d.showRegion()
}

func (d *details) fields() []*control.Entry {
	return []*control.Entry{d.title, d.outlet, d.published, d.author, d.language}
}

// explain is what stands there where there is no article to show.
func (d *details) explain() string {
	switch {
	case d.file == nil && len(d.view.files) == 0:
		return "Add files or a folder, or drop them on the window."
	case d.file == nil:
		return "Choose a file to see how it was understood."
	case d.file.status == refused:
		return d.file.name + " cannot be imported. " + d.file.reason
	}
	return d.file.name + " is a dataset. Its articles are added where the story does not have them, and its annotations go to the layers that it names."
}

// wrong is the field that holds what could not be handed on, nil where there is none.
func (d *details) wrong() *control.Entry {
	if d.file == nil || !d.article.Visible() {
		return nil
	}
	for _, e := range []*control.Entry{d.published, d.language} {
		if e.Validator(e.Text) != nil {
			return e
		}
	}
	return nil
}

func checkDate(text string) error {
	_, err := ingest.ReadDate(text)
	return err
}

func checkLanguage(text string) error {
	if text = strings.TrimSpace(text); text == "" {
		return nil
	}
	if _, err := language.Parse(text); err != nil {
		return annotate.Invalidf("Write a language like en or pt-BR")
	}
	return nil
}
