package read

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2/container"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/across"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/sheet"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// contradictions are claims of the open story that are said to be the same and to dispute each other.
type contradictions struct{ view *View }

// of finds those of the annotator at work beside the window, with the spans at their ends, then calls then.
func (c *contradictions) of(then func([]contradiction)) {
	v := c.view
	story, who := v.session.Story().ID, v.session.Annotator().ID
	var all []contradiction
	v.session.Read(func(ctx context.Context) error {
		found, err := across.Contradictions(ctx, v.session.Project, story, who)
		for _, one := range found {
			all = append(all, contradiction{Contradiction: one})
		}
		for i := range all {
			ends := []struct {
				id   string
				span *annotate.Span
			}{{all[i].Disputes.HeadSpanID, &all[i].head}, {all[i].Disputes.TailSpanID, &all[i].tail}}
			for _, end := range ends {
				if err == nil {
					*end.span, err = v.session.Project.Span(ctx, end.id)
				}
			}
		}
		return err
	}, func() { then(all) })
}

// contradiction is one with its spans.
type contradiction struct {
	annotate.Contradiction
	head, tail annotate.Span
}

// after points out what a relation that was just made contradicts.
func (c *contradictions) after(relation annotate.Relation, made string) {
	codebook := c.view.session.Codebook()
	kind, _ := codebook.RelationTypeByID(relation.TypeID)
	if roles := codebook.Roles(); !roles.Same[kind.Name] && !roles.Disputes[kind.Name] {
		return
	}
	c.of(func(all []contradiction) {
		own := func(r annotate.Relation) bool { return r.ID == relation.ID }
		for _, one := range all {
			if own(one.Disputes) || slices.ContainsFunc(one.Same, own) {
				c.view.session.Tell(made + " That is a contradiction: " + c.words(one) + ", and both are the same claim" + one.By() + ".")
				return
			}
		}
	})
}

// words say what disputes what.
func (c *contradictions) words(one contradiction) string {
	return fmt.Sprintf("%s disputes %s", c.view.spans.words(one.head, 40), c.view.spans.words(one.tail, 40))
}

// list lists them all.
func (c *contradictions) list() {
	v := c.view
	c.of(func(all []contradiction) {
		if len(all) == 0 {
			v.session.Tell("No claim of this story disputes one that is said to be the same.")
			return
		}
		form := v.desk.Sheets.Form()
		rows := container.NewVBox()
		var s *sheet.Sheet
		for _, one := range all {
			hint := strings.TrimSpace("Both are the same claim" + one.By())
			rows.Add(control.NewLink(wording.Capital(c.words(one)), hint, func() {
				s.Leave()
				v.session.ShowSpan(one.head.ID)
				v.desk.Focus()
			}, form))
		}
		scroll := container.NewVScroll(rows)
		room := v.desk.Window.Canvas().Size()
		s = v.desk.Sheets.Show(sheet.Options{Title: wording.Capital(wording.Count(len(all), "contradiction")), Body: scroll, Scroll: scroll,
			Width: min(760, room.Width-60), Height: min(150+48*float32(len(all)), room.Height-60), Closed: v.desk.Focus})
	})
}

// contradictionCommands list what contradicts itself.
func (w commands) contradictionCommands() []*command.Command {
	return []*command.Command{
		{ID: "claims.contradictions", Name: "Contradictions…", Menu: "Story", Group: "details", Stop: w.needsStory,
			Help: "Lists claims of yours that are said to be the same, be it by way of others, and to dispute each other",
			Run:  func() { w.view().contradictions.list() }},
	}
}
