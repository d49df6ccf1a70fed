package importview

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/annotate/ingest/charset"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/ui/control"
)

// asItLooks is the choice of the encoding that a text looks like.
const asItLooks = "What it looks like"

// encodingChoice says in what encoding the text at hand was read and lets a person choose another, in which it is read at
// once.
type encodingChoice struct {
	view    *View
	name    *control.Select
	mend    *control.Check
	content *fyne.Container
}

func newEncodingChoice(v *View) *encodingChoice {
	c := &encodingChoice{view: v}
	c.name = control.NewSelect(append([]string{asItLooks}, charset.Names()...), func(name string) {
		if name == asItLooks {
			name = ""
		}
		if f := v.current(); f != nil {
			v.readAgain(f, name, f.mend)
		}
	}, v.form)
	c.mend = control.NewCheck("Mend what was decoded twice", func(on bool) {
		if f := v.current(); f != nil && f.mend != on {
			v.readAgain(f, f.encoding, on)
		}
	}, v.form)
	c.content = container.NewPadded(control.Section("Encoding", container.NewHBox(control.Boxed(c.name), c.mend)))
	return c
}

// show shows it for a text, and for a file that was refused since its encoding could not be told.
func (c *encodingChoice) show(f *file) {
	undecoded := f != nil && f.status == refused && (f.encoding != "" || errors.Is(f.planned.Refusal, charset.ErrUndecodable))
	if f == nil || f.status == annotated || f.status == refused && !undecoded {
		c.content.Hide()
		return
	}
	name := f.encoding
	if f.doc.Encoding != "" {
		name = f.doc.Encoding
	}
	c.name.PlaceHolder = "choose one…"
	c.name.Set(name)
	twice := slices.ContainsFunc(f.doc.Findings, func(found ingest.Finding) bool { return found.What == ingest.FoundTwice })
	if twice || f.mend {
		c.mend.Show()
	} else {
		c.mend.Hide()
	}
	c.mend.Checked = f.mend
	c.mend.Refresh()
	c.content.Show()
}

// readAgain reads a file in another encoding, or mended. What a person has corrected stays.
func (v *View) readAgain(f *file, encoding string, mend bool) {
	if v.working != nil {
		v.details.encoding.show(f)
		return
	}
	for _, e := range v.details.fields() {
		e.Commit()
	}
	var read []exchange.PlannedDocument
	v.work("Reading the file", func(ctx context.Context, progress func(done, total int)) error {
		read = exchange.PlanFiles(ctx, []string{f.path}, exchange.ImportOptions{Format: f.planned.Format(), Encoding: encoding, Mend: mend}, progress)
		return ctx.Err()
	}, func(err error) {
		i := slices.IndexFunc(read, func(p exchange.PlannedDocument) bool { return p.Number == f.planned.Number })
		if err != nil || i < 0 {
			return
		}
		again := newFile(read[i])
		again.encoding, again.mend = encoding, mend
		again.keepCorrections(f)
		*f = *again
		f.doc = &f.planned.Document
		v.details.file = nil // so that all of it is shown anew
	})
}

// keepCorrections takes over what a person has corrected in an earlier reading.
func (f *file) keepCorrections(before *file) {
	was, now := &before.asRead, &f.doc.Document
	for _, field := range []struct{ read, corrected, into *string }{
		{&was.Title, &before.doc.Title, &now.Title}, {&was.Outlet, &before.doc.Outlet, &now.Outlet}, {&was.Author, &before.doc.Author, &now.Author},
		{&was.Published, &before.doc.Published, &now.Published}, {&was.Language, &before.doc.Language, &now.Language},
	} {
		if *field.corrected != *field.read {
			*field.into = *field.corrected
		}
	}
}
