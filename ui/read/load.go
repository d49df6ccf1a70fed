package read

import (
	"context"
	"maps"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/reader"
)

// reading is one reading of a pane's article beside the window: first its text, which is shown at once, then its spans.
type reading struct {
	missed []func() // what followed from acts meanwhile, which the reading may have been too early to see
	slow   bool     // it takes so long that it is shown
}

// noticed is how long something may take before the window shows that it is under way.
const noticed = 100 * time.Millisecond

// begin makes a reading the one whose results the pane waits for, in place of one that is under way.
func (p *pane) begin() *reading {
	r := &reading{}
	p.reading = r
	time.AfterFunc(noticed, func() {
		p.panes.view.session.OnUI(func() {
			if p.reading == r {
				r.slow = true
				p.refreshHeader()
			}
		})
	})
	return r
}

// load shows another document.
func (p *pane) load(documentID string) {
	p.panes.view.places.leave(p)
	p.panes.view.floating.hide()
	p.documentID = documentID
	p.find.hide()
	if p.text != nil {
		p.reader.SetText(textpos.New(""), nil)
	}
	p.text, p.regions, p.spans, p.through = nil, nil, nil, 0
	p.panes.view.passages.forget()
	p.reload()
	p.refreshHeader()
	p.panes.view.flags.show(p)
}

// reload reads the document anew, keeping the text that is there: it never changes. What was being read before is not
// shown any more.
func (p *pane) reload() {
	v, id, text := p.panes.view, p.documentID, p.text
	for _, other := range p.panes.of(id) {
		if text == nil {
			text = other.text // shared by the panes of one article
		}
	}
	r := p.begin()
	var regions []annotate.Region
	var people []annotate.Annotator
	var lacking []string // scripts
	faces := reader.Fonts(v.desk.Typography().Serif)
	v.session.Read(func(ctx context.Context) (err error) {
		if text == nil {
			d, err := v.session.Project.Document(ctx, id)
			if err != nil {
				return err
			}
			text = textpos.New(d.Text)
			lacking = faces.Lacking(d.Text)
		}
		if regions, err = v.session.Project.Regions(ctx, id); err == nil {
			people, err = v.session.Project.Annotators(ctx)
		}
		return err
	}, func() {
		if p.reading != r {
			return // another article was opened here meanwhile, or this one is read once more
		}
		p.regions = regions
		if p.text == nil {
			p.text = text
			p.reader.SetText(text, regions, v.places.of(id).Open...)
			v.places.returnTo(p)
			if len(p.wanted) > 0 {
				p.reader.Reveal(p.wanted[0])
				p.wanted = nil
			}
			v.commons.show(p)
			v.commons.follow(false)
			v.trail.moved(p, p.reader.Caret(), "")
			p.refreshHeader()
			v.fonts.say(lacking)
		} else {
			p.reader.SetRegions(regions)
		}
		p.readSpans(r, people)
	})
}

// readSpans reads the spans of the article whose text is shown.
func (p *pane) readSpans(r *reading, people []annotate.Annotator) {
	v, id := p.panes.view, p.documentID
	l := look{codebook: v.session.Codebook(), layers: v.session.Names(people), own: v.session.Annotator().ID}
	annotator := l.own
	if v.others {
		annotator = ""
	}
	var spans map[string]annotate.Span
	var marks *reader.Marks
	through := 0
	v.session.Read(func(ctx context.Context) (err error) {
		if l.names, err = v.session.Project.EntityNames(ctx, id); err != nil {
			return err
		}
		list, err := v.session.Project.Spans(ctx, id, annotator)
		if err != nil {
			return err
		}
		spans = make(map[string]annotate.Span, len(list))
		drawn := make([]reader.Mark, len(list))
		for i, span := range list {
			spans[span.ID], drawn[i] = span, l.mark(span)
		}
		marks, through = reader.NewMarks(drawn), throughOf(spans, l.own)
		return nil
	}, func() {
		if p.reading != r {
			return
		}
		fresh := p.spans == nil
		p.reading = nil
		p.spans, p.layers, p.through = spans, l.layers, through
		maps.Copy(v.names.of, l.names)
		v.passages.forget()
		p.reader.ShowMarks(marks)
		for _, follow := range r.missed {
			follow()
		}
		p.refreshHeader()
		v.paneLoaded(p, fresh)
	})
}

// hear does what follows from an act, and does it again when what is being read has come.
func (p *pane) hear(follow func()) {
	if p.reading != nil {
		p.reading.missed = append(p.reading.missed, follow)
	}
	follow()
}
