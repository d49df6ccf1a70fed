package registryview

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/alike"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/spanform"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// details is what is known of the entity at hand, to be changed in place, and what may be the same.
type details struct {
	view   *View
	form   *control.Form
	shown  annotate.Entity // what the fields show
	pairs  []alike.Pair
	title  *widget.Label
	about  *control.Caption
	same   *fyne.Container
	kind   *control.Select
	typeIs *control.Caption
	typeOf *fyne.Container
	object fyne.CanvasObject

	name, aliases, externalID, note *control.Entry
}

// typeName is the attribute that says what kind of thing an entity is: the mentions of one agree on it.
const typeName = "type"

// mostPairs is how many that may be the same are shown at once.
const mostPairs = 4

func newDetails(v *View) *details {
	d := &details{view: v, title: part.Wrapped(""), about: control.NewCaption(""), same: control.NewColumn(8)}
	d.form = &control.Form{Window: v.desk.Window, OnUI: v.session.OnUI, Leave: v.Focus}
	d.title.TextStyle = fyne.TextStyle{Bold: true}
	d.title.SizeName = base.SizeNameSubHeadingText
	d.name = control.NewEntry("Name", d.rename, d.form)
	d.aliases = control.NewNote("Other names, one a line", 3, func(text string) {
		d.update("Set the other names of", func(e *annotate.Entity) { e.Aliases = spanform.NamesIn(text) })
	}, d.form)
	d.externalID = control.NewEntry("For example a Wikidata id", func(text string) {
		d.update("Set the external id of", func(e *annotate.Entity) { e.ExternalID = strings.TrimSpace(text) })
	}, d.form)
	d.note = control.NewNote("What holds for every mention", 3, func(text string) {
		d.update("Wrote a note on", func(e *annotate.Entity) { e.Note = text })
	}, d.form)
	d.kind = control.NewSelect(nil, d.setType, d.form)
	d.kind.PlaceHolder = "not the same in all"
	d.typeIs = control.NewCaption("")
	d.typeOf = control.NewColumn(4, d.typeIs, control.Boxed(d.kind))
	start := func(id string) func() { return func() { v.desk.Commands.StartID(id) } }
	buttons := container.NewHBox(control.NewButton("Merge with…", nil, false, start("registry.merge"), d.form),
		control.NewButton("Delete", nil, false, start("registry.delete"), d.form))
	inner := container.New(layout.NewCustomPaddedLayout(14, 16, 16, 16), control.NewColumn(12, control.NewColumn(4, control.Flush(d.title), d.about), d.same,
		control.Section("Name", d.name), control.Section("Also called", d.aliases), d.typeOf, control.Section("External id", d.externalID), control.Section("Note", d.note), buttons))
	d.form.Scroll = container.NewVScroll(inner)
	d.object = d.form.Scroll
	return d
}

// show shows the entity at hand. What is being typed stays, unless it is of another.
func (d *details) show() {
	e := d.view.atHand()
	if e == nil {
		d.shown = annotate.Entity{}
		d.object.Hide()
		return
	}
	if d.shown.ID != e.ID {
		d.commit()
		for _, field := range []*control.Entry{d.name, d.aliases, d.externalID, d.note} {
			field.Reset("")
		}
		d.form.Scroll.ScrollToTop()
	}
	d.shown = e.Entity
	d.title.SetText(wording.Short(e.Name, 200))
	d.name.Set(e.Name)
	d.aliases.Set(strings.Join(e.Aliases, "\n"))
	d.externalID.Set(e.ExternalID)
	d.note.Set(e.Note)
	d.say(*e, 0)
	d.pairs = d.view.pairs[e.ID]
	d.showPairs()
	d.object.Show()
	d.form.Relayout()
}

// say says what the entity is, and how much refers to it.
func (d *details) say(e store.Registered, relations int) {
	label, _ := d.view.session.Codebook().LabelByID(e.LabelID)
	about := wording.Capital(label.Name) + " · "
	if e.Mentions == 0 {
		about += "nothing refers to it"
	} else {
		about += wording.Count(e.Mentions, "mention") + " in " + wording.Count(e.Articles, "article")
	}
	if relations > 0 {
		about += " · " + wording.Count(relations, "relation")
	}
	d.about.Say(about, "")
}

// said says of a pair what may be the same as one of the two, and why.
func said(p alike.Pair, id string) string {
	other, own, others := p.B, p.Names[0], p.Names[1]
	if other.ID == id {
		other, own, others = p.A, others, own
	}
	line := "may be “" + wording.Short(other.Name, 60) + "”: they " + p.Why
	if others != other.Name || own != ofPair(p, id).Name {
		line += fmt.Sprintf(" (“%s”, “%s”)", wording.Short(own, 40), wording.Short(others, 40))
	}
	return line
}

// ofPair is the one of a pair with that id.
func ofPair(p alike.Pair, id string) annotate.Entity {
	if p.A.ID == id {
		return p.A
	}
	return p.B
}

// showPairs shows what may be the same, each with what can be done about it.
func (d *details) showPairs() {
	d.same.Objects = nil
	if len(d.pairs) > 0 {
		d.same.Add(part.SectionTitle("May be one"))
	}
	for i, p := range d.pairs {
		if i == mostPairs {
			d.same.Add(control.NewCaption("and " + wording.Number(len(d.pairs)-mostPairs) + " more"))
			break
		}
		why := part.Wrapped(wording.Capital(said(p, d.shown.ID)) + ".")
		keep, _ := d.view.keeps(p)
		keys := [2]string{}
		if i == 0 {
			keys = [2]string{"  (+)", "  (-)"}
		}
		d.same.Add(container.New(layout.NewCustomPaddedLayout(0, 0, 8, 0), control.NewColumn(4, control.Flush(why), container.NewHBox(
			control.NewButton("Merge into “"+wording.Short(keep.Name, 16)+"”"+keys[0], nil, false, func() { d.view.takePair(p) }, d.form),
			control.NewButton("Not one"+keys[1], nil, false, func() { d.view.rejectPair(p) }, d.form)))))
	}
	d.same.Hidden = len(d.pairs) == 0
}

// showType shows what the mentions of the annotator agree on, once these are read; where there are none, those of others.
func (d *details) showType(all, own []store.Mention) {
	attribute, there := d.typeAttribute()
	if d.typeOf.Hidden = !there || len(all) == 0; there {
		d.typeIs.Say("Type, in "+wording.Count(len(own), "mention")+" of yours", "")
		of := own
		if len(own) == 0 {
			d.typeIs.Say("Type, as others say", "")
			of = all
		}
		value := ""
		for i, m := range of {
			if words := m.Value(typeName).Words(); i == 0 {
				value = words
			} else if words != value {
				value = ""
				break
			}
		}
		d.kind.Options = attribute.Options
		d.kind.Set("")
		d.kind.Set(value)
		control.Enable(d.kind, len(own) > 0)
		d.kind.Refresh()
	}
	d.form.Relayout()
}

func (d *details) typeAttribute() (annotate.Attribute, bool) {
	label, _ := d.view.session.Codebook().LabelByID(d.shown.LabelID)
	attribute, there := label.Attribute(typeName)
	return attribute, there && attribute.Type == annotate.Choice
}

func (d *details) commit() {
	if d.shown.ID == "" {
		return
	}
	for _, field := range []*control.Entry{d.name, d.aliases, d.externalID, d.note} {
		field.Commit()
	}
}

// rename gives the entity another name; where another is called so already, it is asked whether the two are one.
func (d *details) rename(name string) {
	value := d.shown
	if strings.TrimSpace(name) == "" || !spanform.Rename(d.view.session, value, name) {
		d.name.Reset(value.Name) // a question may be open
	}
}

func (d *details) update(did string, edit func(*annotate.Entity)) {
	if !spanform.Update(d.view.session, d.shown, did, edit) {
		d.show()
	}
}

// setType sets the type in all mentions that are the annotator's own.
func (d *details) setType(value string) {
	v := d.view
	attribute, there := d.typeAttribute()
	e := v.atHand()
	if !there || e == nil {
		return
	}
	spans := v.mentions.own()
	summary := fmt.Sprintf("Set the %s of “%s” to %s in %s", attribute.Name, wording.Short(e.Name, 60), value, wording.Count(len(spans), "mention"))
	v.session.Do("value", summary, func(tx *store.Tx) error {
		for _, m := range spans {
			if err := tx.UpdateSpan(m.Span.With(attribute.Name, value)); err != nil {
				return err
			}
		}
		return nil
	})
}
