package read

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// pane is one article on the screen.
type pane struct {
	panes      *panes
	documentID string
	column     *part.Column

	text    *textpos.Text // nil while the article is being read
	regions []annotate.Region
	spans   map[string]annotate.Span // nil while they are read for the first time
	layers  map[string]string        // annotator id → name
	through int                      // where the last of the annotator's own spans ends
	reading *reading                 // nil while nothing is being read
	wanted  []annotate.Segment       // what is to be in view once the article is read
	parked  bool                     // something was laid over the text, and the caret was not put anywhere since

	reader *reader.Reader
	find   *findBar

	edge    *part.Fill
	state   *part.Dot
	title   *widget.Label
	byline  *control.Caption
	loading *widget.Label
	unsure  sign
	body    fyne.CanvasObject // below the head
	object  fyne.CanvasObject
}

func newPane(s *panes, documentID string) *pane {
	p := &pane{panes: s, edge: part.NewLine(theme.ColorNamePaper, 2), state: part.NewDot(annotate.Todo)}
	p.title = widget.NewLabelWithStyle("", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	p.title.Truncation = fyne.TextTruncateEllipsis
	p.byline = control.NewCaption("")
	p.loading = widget.NewLabel("Reading the article…")
	p.loading.Importance = widget.LowImportance
	p.loading.Hide()
	p.reader = reader.New(p.readerOptions())
	p.reader.SetTypography(s.view.desk.Typography())
	p.reader.SetTags(s.view.tags)
	p.reader.SetNumbers(s.view.numbers)
	p.find = newFindBar(p)

	closing := part.NewHoverPress(container.NewPadded(widget.NewIcon(base.CancelIcon())), func() { s.close(p) }) // a press, not a button: Tab goes from text to text
	closing.Tip = control.Tips("Close the pane (" + command.Ctrl(fyne.KeyW).String() + "); the way back (F4) opens the article again")
	names := control.NewColumn(0, p.title, container.New(part.Indent(base.Size(base.SizeNameInnerPadding)), p.byline))
	p.unsure = newSign(func() { s.view.desk.Commands.StartID(questionsID) })
	head := part.NewPress(container.NewBorder(nil, nil, container.NewPadded(control.NewTold(p.state, p.standing)), container.NewHBox(p.unsure.HoverPress, closing), control.NewTold(names, p.whole)), func() { p.takeFocus() })
	head.Secondary = func(at fyne.Position) { s.view.articles.menu(p.documentID, at) }
	header := container.NewStack(part.NewGround(theme.ColorNameChrome), container.NewBorder(
		p.edge, part.NewLine(base.ColorNameSeparator, 1), nil, nil, head))
	top := container.NewVBox(header, p.find.object)
	p.body = container.NewStack(p.reader, container.NewCenter(p.loading))
	p.object = container.New(paneLayout{layout.NewBorderLayout(top, nil, nil, nil), p.find}, p.body, top)
	p.column = &part.Column{Object: p.object, Share: 1, Least: leastPane}
	p.load(documentID)
	return p
}

// standing says how far the article is, for the sign in its head.
func (p *pane) standing() string { return p.panes.view.articles.standingOf(p.documentID) }

// whole is what the head says, uncut.
func (p *pane) whole() string { return p.title.Text + "\n" + p.byline.Text() }

func (p *pane) takeFocus() {
	p.panes.activate(p)
	p.panes.view.desk.Window.Canvas().Focus(p.reader)
}

// refreshHeader shows what is known of the document without its text.
func (p *pane) refreshHeader() {
	v := p.panes.view
	d, _ := v.articles.byID(p.documentID)
	p.title.SetText(d.Name())
	line := byline(d, len(v.articles.list)) + v.commons.copied(p.documentID)
	p.byline.Say(line, "")
	p.loading.Hide()
	switch {
	case p.reading == nil || !p.reading.slow:
	case p.text == nil:
		p.loading.Show()
	default:
		p.byline.Say(line+" · reading the spans…", "")
	}
	p.state.Set(v.articles.state(p.documentID))
	p.reader.SetDone(p.doneParts())
	if p.panes.current() == p {
		p.edge.Set(base.ColorNamePrimary)
	} else {
		p.edge.Set(theme.ColorNameChrome)
	}
}

// doneParts is what the annotator is through with: all of a done article, else what lies before the end of the last
// span that they made.
func (p *pane) doneParts() []annotate.Segment {
	end := p.through
	if p.text != nil && p.panes.view.articles.state(p.documentID) == annotate.Done {
		end = p.text.Len()
	}
	if end == 0 {
		return nil
	}
	return []annotate.Segment{{Start: 0, End: end}}
}

// own is id where the pane has that span, else "".
func (p *pane) own(id string) string {
	if _, ok := p.spans[id]; ok {
		return id
	}
	return ""
}

// look is what decides how spans are drawn. It never changes.
type look struct {
	codebook annotate.Codebook
	names    map[string]string // entity id → name
	layers   map[string]string // annotator id → name
	own      string            // id of the annotator at work
}

func (l look) mark(span annotate.Span) reader.Mark {
	label, _ := l.codebook.LabelByID(span.LabelID)
	return reader.Mark{
		ID: span.ID, Segments: span.Segments, Label: span.LabelID, LabelName: label.Name,
		Color: control.Hue(label.Color), Style: label.Style, Name: l.names[span.EntityID],
		Layer: l.layers[span.AnnotatorID], Own: span.AnnotatorID == l.own,
	}
}

// mark is how a span is drawn now.
func (p *pane) mark(span annotate.Span) reader.Mark {
	v := p.panes.view
	return look{v.session.Codebook(), v.names.of, p.layers, v.session.Annotator().ID}.mark(span)
}

// spanChanged draws a span as it is now, or takes it away.
func (p *pane) spanChanged(id string) {
	if p.spans == nil {
		return
	}
	v := p.panes.view
	before, there := p.spans[id]
	span, err := v.session.Project.Span(v.session.Context(), id)
	own := span.AnnotatorID == v.session.Annotator().ID
	switch {
	case errors.Is(err, annotate.ErrNotFound) || err == nil && !own && (!v.others || v.proposals.layers[span.AnnotatorID]):
		delete(p.spans, id)
		p.reader.RemoveMark(id)
	case err != nil:
		v.session.Fail(err)
		return
	default:
		v.names.learn(span.EntityID)
		if own {
			p.layers[span.AnnotatorID] = v.session.Annotator().Name
			p.through = max(p.through, span.End())
		}
		p.spans[id] = span
		p.reader.PutMark(p.mark(span))
	}
	if there && before.End() == p.through {
		p.through = throughOf(p.spans, v.session.Annotator().ID)
	}
	p.reader.SetDone(p.doneParts())
}

// throughOf is where the last of an annotator's spans ends, 0 where there is none.
func throughOf(spans map[string]annotate.Span, annotatorID string) int {
	end := 0
	for _, span := range spans {
		if span.AnnotatorID == annotatorID {
			end = max(end, span.End())
		}
	}
	return end
}

// namesChanged draws the spans of the entities anew.
func (p *pane) namesChanged(entities map[string]bool) {
	for _, span := range p.spans {
		if _, changed := entities[span.EntityID]; changed {
			p.reader.PutMark(p.mark(span))
		}
	}
}

func (p *pane) regionsChanged() {
	v := p.panes.view
	regions, err := v.session.Project.Regions(v.session.Context(), p.documentID)
	if err != nil {
		v.session.Fail(err)
		return
	}
	p.regions = regions
	p.reader.SetRegions(regions)
}
