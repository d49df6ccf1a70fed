package read

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/suggest"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/sheet"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// around is how many characters of context stand on either side of an occurrence.
const around = 45

// occurrence is a place in the story where the words of a span stand again, untagged or tagged without a name.
type occurrence struct {
	document annotate.Document
	segment  annotate.Segment
	region   annotate.RegionKind // "" in the article's own prose
	unnamed  string              // id of the span that stands there without a name; "" where none does
	before   string
	words    string
	after    string
	take     bool

	counterpart bool // other words may stand there: the articles share the passage
}

// occurrences are found and tagged for the span in hand.
type occurrences struct{ view *View }

// propose lists where else in the story the words of the span in hand stand, to tag them alike.
func (c *occurrences) propose() {
	v := c.view
	span, ok := v.spans.selected()
	if !ok {
		return
	}
	if len(span.Segments) != 1 {
		v.session.Tell("This span has several parts: only a span in one piece can be looked for.")
		return
	}
	documents, families, compared := v.articles.list, v.commons.families, v.commons.documents
	var words string
	var found []occurrence
	v.session.Background("Looking for other occurrences", func(ctx context.Context, progress func(done, total int)) error {
		own, err := v.session.Project.Document(ctx, span.DocumentID)
		if err != nil {
			return err
		}
		words = textpos.New(own.Text).Slice(span.Start(), span.End())
		for i, d := range documents {
			progress(i, len(documents))
			more, err := c.in(ctx, d, words, span)
			if err != nil {
				return err
			}
			found = append(found, more...)
		}
		more, err := c.counterparts(ctx, span, families, compared)
		for _, one := range more {
			if !slices.ContainsFunc(found, one.meets) {
				found = append(found, one)
			}
		}
		return err
	}, func(err error) {
		switch {
		case err != nil:
			v.session.Fail(err)
		case len(found) == 0:
			untagged := "untagged"
			if span.EntityID != "" {
				untagged = "untagged or without a name"
			}
			v.session.Tell(fmt.Sprintf("%s stands nowhere else in the story %s, nor is it told in a passage in common.", wording.Quoted(words, 40), untagged))
		default:
			c.show(span, words, found)
		}
	})
}

// in lists where words stand in a document without being tagged like span already.
func (c *occurrences) in(ctx context.Context, d annotate.Document, words string, span annotate.Span) ([]occurrence, error) {
	v := c.view
	full, err := v.session.Project.Document(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	regions, err := v.session.Project.Regions(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	spans, err := v.session.Project.Spans(ctx, d.ID, span.AnnotatorID)
	if err != nil {
		return nil, err
	}
	text := textpos.New(full.Text)
	var found []occurrence
	for _, o := range suggest.Occurrences(text, words, regions, spans, span.LabelID, mostHits) {
		if o.Unnamed != "" && (o.Unnamed == span.ID || span.EntityID == "") {
			continue // there is nothing to say of it
		}
		one := occurrenceAt(d, text, o.Segment)
		one.region, one.unnamed = o.Region, o.Unnamed
		one.take = o.Region == "" // a region is not annotated unless the user says so
		found = append(found, one)
	}
	return found, nil
}

// occurrenceAt is a place of an article, with what stands around it.
func occurrenceAt(d annotate.Document, text *textpos.Text, s annotate.Segment) occurrence {
	return occurrence{document: d, segment: s,
		before: spaced(text.Slice(max(0, s.Start-around), s.Start)),
		words:  spaced(text.Slice(s.Start, s.End)),
		after:  spaced(text.Slice(s.End, min(text.Len(), s.End+around)))}
}

// meets says whether two places have words in common.
func (o occurrence) meets(other occurrence) bool {
	return o.document.ID == other.document.ID && o.segment.Start < other.segment.End && other.segment.Start < o.segment.End
}

// spaced is text with a space for each white space in it.
func spaced(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, text)
}

// show lets the user choose among the occurrences; those that are taken become one act.
func (c *occurrences) show(span annotate.Span, words string, found []occurrence) {
	v := c.view
	label, _ := v.session.Codebook().LabelByID(span.LabelID)
	form := v.desk.Sheets.Form()
	chosen := widget.NewLabel("")
	chosen.Importance = widget.LowImportance
	say := func() {
		n := 0
		for _, o := range found {
			if o.take {
				n++
			}
		}
		chosen.SetText(fmt.Sprintf("%d of %s chosen. They get the same label, entity and attributes, as one act.", n, wording.Count(len(found), "place")))
	}
	list := widget.NewList(func() int { return len(found) }, func() fyne.CanvasObject { return newOccurrenceRow(form) }, func(id widget.ListItemID, o fyne.CanvasObject) {
		showOccurrence(o, &found[id], say)
	})
	all := func(take bool) func() {
		return func() {
			for i := range found {
				found[i].take = take
			}
			say()
			list.Refresh()
		}
	}
	say()
	action := "Tag as " + label.Name
	if slices.ContainsFunc(found, func(o occurrence) bool { return o.unnamed != "" }) {
		action = "Tag and name them"
	}
	room := v.desk.Window.Canvas().Size()
	v.desk.Sheets.Show(sheet.Options{
		Title: fmt.Sprintf("Other occurrences of %s", wording.Quoted(words, 60)),
		Body: container.NewBorder(nil, container.NewBorder(nil, nil, nil,
			container.NewHBox(control.NewButton("All", nil, false, all(true), form), control.NewButton("None", nil, false, all(false), form)), chosen), nil, nil, list),
		Width: min(820, room.Width-60), Height: min(180+36*float32(len(found)), 560, room.Height-60),
		Action: action,
		Run:    func() bool { c.tag(span, words, found); return true },
		Closed: v.desk.Focus,
	})
}

// newOccurrenceRow is a check box, the words in their context, and where they stand.
func newOccurrenceRow(form *control.Form) fyne.CanvasObject {
	line := widget.NewRichText()
	line.Truncation = fyne.TextTruncateEllipsis
	place := widget.NewLabel("")
	place.Importance = widget.LowImportance
	return container.NewBorder(nil, nil, control.NewCheck("", nil, form), place, line)
}

func showOccurrence(object fyne.CanvasObject, o *occurrence, changed func()) {
	parts := object.(*fyne.Container).Objects
	line, check, place := parts[0].(*widget.RichText), parts[1].(*control.Check), parts[2].(*widget.Label)
	check.OnChanged = nil
	check.SetChecked(o.take)
	check.OnChanged = func(on bool) { o.take = on; changed() }
	part := func(text string, bold bool) widget.RichTextSegment {
		return &widget.TextSegment{Text: text, Style: widget.RichTextStyle{Inline: true, TextStyle: fyne.TextStyle{Bold: bold}}}
	}
	before := []rune(o.before)
	line.Segments = []widget.RichTextSegment{part("…"+string(before[max(0, len(before)-24):]), false), part(o.words, true), part(o.after+"…", false)}
	line.Refresh()
	where := paneName(o.document)
	if o.region != "" {
		where += " · " + string(o.region)
	}
	if o.counterpart {
		where = "shared passage · " + where
	}
	if o.unnamed != "" {
		where = "tagged, not named · " + where
	}
	place.SetText(wording.Short(where, 44))
	object.Refresh()
}

// tag makes a span like the one given at each occurrence that was taken, and gives its name to those that have none.
func (c *occurrences) tag(span annotate.Span, words string, found []occurrence) {
	v := c.view
	label, _ := v.session.Codebook().LabelByID(span.LabelID)
	made, named := 0, 0
	for _, o := range found {
		switch {
		case o.take && o.unnamed != "":
			named++
		case o.take:
			made++
		}
	}
	var summary string
	switch {
	case made == 0 && named == 0:
		return
	case named == 0:
		summary = fmt.Sprintf("Tagged %s of %s as %s", wording.Count(made, "occurrence"), wording.Quoted(words, 40), label.Name)
	case made == 0:
		summary = fmt.Sprintf("Named %s of %s", wording.Count(named, "mention"), wording.Quoted(words, 40))
	default:
		summary = fmt.Sprintf("Tagged %s of %s as %s and named %d", wording.Count(made, "occurrence"), wording.Quoted(words, 40), label.Name, named)
	}
	if _, ok := v.session.Do("tag all", summary, func(tx *store.Tx) error {
		for _, o := range found {
			if !o.take {
				continue
			}
			if o.unnamed != "" {
				if err := name(tx, o.unnamed, span); err != nil {
					return err
				}
				continue
			}
			one := annotate.Span{DocumentID: o.document.ID, AnnotatorID: tx.Annotator().ID, LabelID: span.LabelID, EntityID: span.EntityID,
				Segments: []annotate.Segment{o.segment}, Attributes: span.Attributes, Confidence: 1}
			if err := tx.CreateSpan(&one); err != nil {
				return err
			}
		}
		return nil
	}); ok {
		v.session.Tell(summary + ".")
	}
}

// name says of a span what another says: the entity, and the attributes that it has no values for.
func name(tx *store.Tx, id string, like annotate.Span) error {
	one, err := tx.Span(id)
	if err != nil {
		return err
	}
	one.EntityID = like.EntityID
	for attribute, value := range like.Attributes {
		if !one.Value(attribute).IsSet() {
			one = one.With(attribute, value)
		}
	}
	return tx.UpdateSpan(one)
}
