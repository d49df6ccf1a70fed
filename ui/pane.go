package ui

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// pane is one article on the screen.
type pane struct {
	panes      *panes
	documentID string
	column     *Column

	text    *textpos.Text // nil while the article is being read
	regions []annotate.Region
	spans   map[string]annotate.Span
	layers  map[string]string // annotator id → name

	reader *reader.Reader
	find   *findBar

	edge    *fill
	state   *dot
	title   *widget.Label
	byline  *control.Caption
	loading *widget.Label
	object  fyne.CanvasObject
}

func newPane(s *panes, documentID string) *pane {
	p := &pane{panes: s, edge: newLine(theme.ColorNamePaper, 2), state: newDot(annotate.Todo)}
	p.title = widget.NewLabelWithStyle("", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	p.title.Truncation = fyne.TextTruncateEllipsis
	p.byline = control.NewCaption("")
	p.loading = widget.NewLabel("Reading the article…")
	p.loading.Importance = widget.LowImportance
	p.reader = reader.New(p.readerOptions())
	p.reader.SetTypography(s.workspace.window.prefs.typography())
	p.reader.SetTags(s.workspace.tags)
	p.reader.SetNumbers(s.workspace.numbers)
	p.find = newFindBar(p)

	closing := control.NewButton("", base.CancelIcon(), true, func() { s.close(p) }, s.workspace.window.form)
	names := control.NewColumn(0, p.title, container.New(indent(base.Size(base.SizeNameInnerPadding)), p.byline))
	head := newPress(container.NewBorder(nil, nil, container.NewPadded(p.state), closing, names), func() { p.takeFocus() })
	head.secondary = func(at fyne.Position) { s.workspace.articleMenu(p.documentID, at) }
	header := container.NewStack(newFill(theme.ColorNameChrome), container.NewBorder(
		p.edge, newLine(base.ColorNameSeparator, 1), nil, nil, head))
	p.object = container.NewBorder(container.NewVBox(header, p.find.object), nil, nil, nil,
		container.NewStack(newFill(theme.ColorNamePaper), p.reader, container.NewCenter(p.loading)))
	p.column = &Column{Object: p.object, Share: 1, Least: leastPane}
	p.load(documentID)
	return p
}

func (p *pane) takeFocus() {
	p.panes.activate(p)
	p.panes.workspace.window.win.Canvas().Focus(p.reader)
}

// load shows another document. It is read beside the window.
func (p *pane) load(documentID string) {
	p.panes.workspace.leavePlace(p)
	p.documentID = documentID
	p.find.hide()
	if p.text != nil {
		p.reader.SetMarks(nil)
		p.reader.SetText(textpos.New(""), nil)
	}
	p.text, p.spans = nil, nil
	p.loading.Show()
	p.refreshHeader()
	p.reload()
}

// reload reads the document anew, keeping the text that is there: it never changes.
func (p *pane) reload() {
	v, id, text := p.panes.workspace, p.documentID, p.text
	for _, other := range p.panes.of(id) {
		if text == nil {
			text = other.text // shared by the panes of one article
		}
	}
	annotator := v.session.Annotator().ID
	if v.others {
		annotator = ""
	}
	fresh := text == nil || p.text == nil
	var regions []annotate.Region
	var spans []annotate.Span
	var people []annotate.Annotator
	names := map[string]string{}
	v.session.Read(func(ctx context.Context) (err error) {
		project := v.session.Project
		if text == nil {
			d, err := project.Document(ctx, id)
			if err != nil {
				return err
			}
			text = textpos.New(d.Text)
		}
		if regions, err = project.Regions(ctx, id); err != nil {
			return err
		}
		if spans, err = project.Spans(ctx, id, annotator); err != nil {
			return err
		}
		if people, err = project.Annotators(ctx); err != nil {
			return err
		}
		for _, span := range spans {
			if _, known := names[span.EntityID]; !known && span.EntityID != "" {
				entity, err := project.Entity(ctx, span.EntityID)
				if err != nil {
					return err
				}
				names[entity.ID] = entity.Name
			}
		}
		return nil
	}, func() {
		if p.documentID != id {
			return // another article was opened here meanwhile
		}
		p.text, p.regions, p.layers = text, regions, v.session.Names(people)
		maps.Copy(v.names, names)
		p.spans = make(map[string]annotate.Span, len(spans))
		for _, span := range spans {
			p.spans[span.ID] = span
		}
		p.loading.Hide()
		if fresh {
			p.reader.SetText(text, regions)
		} else {
			p.reader.SetRegions(regions)
		}
		p.showMarks()
		if fresh {
			v.returnTo(p)
		}
		p.refreshHeader()
		v.paneLoaded(p)
	})
}

// refreshHeader shows what is known of the document without its text.
func (p *pane) refreshHeader() {
	v := p.panes.workspace
	d, _ := v.document(p.documentID)
	p.title.SetText(d.Name())
	p.byline.Say(byline(d, len(v.documents)), "")
	p.state.set(v.state(p.documentID))
	p.reader.SetDone(p.doneParts())
	if p.panes.current() == p {
		p.edge.set(base.ColorNamePrimary)
	} else {
		p.edge.set(theme.ColorNameChrome)
	}
}

// doneParts is what the annotator is through with: all of a done article, else what lies before the end of the last
// span that they made.
func (p *pane) doneParts() []annotate.Segment {
	v := p.panes.workspace
	if p.text == nil {
		return nil
	}
	end := 0
	if v.state(p.documentID) == annotate.Done {
		end = p.text.Len()
	} else {
		for _, span := range p.spans {
			if span.AnnotatorID == v.session.Annotator().ID {
				end = max(end, span.End())
			}
		}
	}
	if end == 0 {
		return nil
	}
	return []annotate.Segment{{Start: 0, End: end}}
}

// showMarks hands all spans to the reader.
func (p *pane) showMarks() {
	marks := make([]reader.Mark, 0, len(p.spans))
	for _, span := range p.spans {
		marks = append(marks, p.mark(span))
	}
	p.reader.SetMarks(marks)
	p.reader.SelectMark(p.own(p.panes.workspace.session.Selected()))
}

// own is id where the pane has that span, else "".
func (p *pane) own(id string) string {
	if _, ok := p.spans[id]; ok {
		return id
	}
	return ""
}

// mark is how a span is drawn.
func (p *pane) mark(span annotate.Span) reader.Mark {
	v := p.panes.workspace
	label, _ := v.session.Codebook().LabelByID(span.LabelID)
	return reader.Mark{
		ID: span.ID, Segments: span.Segments, Label: span.LabelID, LabelName: label.Name,
		Color: control.Hue(label.Color), Style: label.Style, Name: v.names[span.EntityID],
		Layer: p.layers[span.AnnotatorID], Own: span.AnnotatorID == v.session.Annotator().ID,
	}
}

// spanChanged draws a span as it is now, or takes it away.
func (p *pane) spanChanged(id string) {
	if p.spans == nil {
		return
	}
	v := p.panes.workspace
	span, err := v.session.Project.Span(v.session.Context(), id)
	if errors.Is(err, annotate.ErrNotFound) || (err == nil && !v.others && span.AnnotatorID != v.session.Annotator().ID) {
		delete(p.spans, id)
		p.reader.RemoveMark(id)
		return
	}
	if err != nil {
		v.session.Fail(err)
		return
	}
	v.learnName(span.EntityID)
	if span.AnnotatorID == v.session.Annotator().ID {
		p.layers[span.AnnotatorID] = v.session.Annotator().Name
	}
	p.spans[id] = span
	p.reader.PutMark(p.mark(span))
	p.reader.SetDone(p.doneParts())
}

// namesChanged draws the spans of the entities anew.
func (p *pane) namesChanged(entities map[string]bool) {
	for _, id := range slices.Sorted(maps.Keys(p.spans)) {
		if span := p.spans[id]; entities[span.EntityID] {
			p.reader.PutMark(p.mark(span))
		}
	}
}

func (p *pane) regionsChanged() {
	v := p.panes.workspace
	regions, err := v.session.Project.Regions(v.session.Context(), p.documentID)
	if err != nil {
		v.session.Fail(err)
		return
	}
	p.regions = regions
	p.reader.SetRegions(regions)
}

// row is what the window reads of a change: the columns of a span, a region or an entity.
type row struct {
	DocumentID string `json:"document_id"`
}

// rowOf is the row of a change as it is now, or as it was where it is gone.
func rowOf(change annotate.Change) row {
	data := change.After
	if len(data) == 0 || string(data) == "null" {
		data = change.Before
	}
	var r row
	if json.Unmarshal(data, &r) != nil {
		return row{} // a list of regions, which is known by its id
	}
	return r
}

// indent is a layout that moves one object to the right.
type indent float32

func (i indent) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(float32(i), 0))
		o.Resize(fyne.NewSize(size.Width-float32(i), size.Height))
	}
}

func (i indent) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(float32(i), base.Padding())
}
