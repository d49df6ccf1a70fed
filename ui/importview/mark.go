package importview

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/control"
)

// kindNames are the kinds of region in the order in which they are offered.
func kindNames() []string {
	names := make([]string, len(annotate.RegionKinds))
	for i, kind := range annotate.RegionKinds {
		names[i] = string(kind)
	}
	return names
}

// stretch is the selection of the text, or the caret.
func (d *details) stretch() annotate.Segment {
	if selection := d.reader.Selection(); len(selection) > 0 {
		return annotate.Segment{Start: selection[0].Start, End: selection[len(selection)-1].End}
	}
	return annotate.Segment{Start: d.reader.Caret(), End: d.reader.Caret()}
}

// showRegion says below the text what the caret or the selection stands in.
func (d *details) showRegion() {
	if d.file == nil || d.text == nil {
		return
	}
	i := regionAt(d.file.doc.Regions, d.stretch())
	if i < 0 {
		d.what.Say("The article's prose. Mark this line, or the selected lines, as", "")
		d.kind.Set("")
		control.Enable(d.remove, false)
		return
	}
	r := d.file.doc.Regions[i]
	words := strings.Join(strings.Fields(d.text.Slice(r.Start, min(r.End, r.Start+80))), " ")
	d.what.Say("Not the article's prose: “"+words+"”", "")
	if !slices.Contains(d.kind.Options, string(r.Kind)) {
		d.kind.Options = append(kindNames(), string(r.Kind))
	}
	d.kind.Set(string(r.Kind))
	control.Enable(d.remove, true)
}

// setKind gives the region at hand another kind, or makes one of the lines at hand.
func (d *details) setKind(name string) {
	if d.file == nil || name == "" {
		return
	}
	doc := d.file.doc
	if i := regionAt(doc.Regions, d.stretch()); i >= 0 && d.within(doc.Regions[i]) {
		doc.Regions = slices.Clone(doc.Regions)
		doc.Regions[i].Kind = annotate.RegionKind(name)
	} else if lines := wholeLines(d.text, d.stretch()); lines.End > lines.Start {
		doc.Regions = annotate.SetRegion(doc.Regions, lines, annotate.RegionKind(name))
	}
	d.changed()
}

// within says whether what is selected does not reach beyond a region.
func (d *details) within(r annotate.Region) bool {
	at := d.stretch()
	return r.Start <= at.Start && at.End <= r.End
}

func (d *details) removeRegion() {
	if d.file == nil {
		return
	}
	if i := regionAt(d.file.doc.Regions, d.stretch()); i >= 0 {
		d.file.doc.Regions = slices.Delete(slices.Clone(d.file.doc.Regions), i, i+1)
		d.changed()
	}
}

func (d *details) changed() {
	d.reader.SetRegions(d.file.doc.Regions)
	d.showRegion()
}

// key lets Delete take a region away and Escape leave.
func (d *details) key(name fyne.KeyName, _ fyne.KeyModifier) bool {
	switch name {
	case fyne.KeyEscape:
		d.view.form.Leave()
	case fyne.KeyDelete, fyne.KeyBackspace:
		d.removeRegion()
	default:
		return false
	}
	return true
}
