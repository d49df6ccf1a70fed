package inspector

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
)

// shownChanges bounds how many changes are listed.
const shownChanges = 100

// history is the part that tells what became of the span, newest first. It is read only while it is open, beside the window: the log
// may be long.
type history struct {
	inspector *Inspector
	box, rows *fyne.Container
	toggle    *control.Link
}

func newHistory(i *Inspector) *history {
	h := &history{inspector: i, rows: control.NewColumn(2)}
	h.toggle = control.NewLink("History", "", h.flip, i.form)
	h.rows.Hide()
	h.box = control.NewColumn(2, h.toggle, h.rows)
	return h
}

func (h *history) flip() {
	if h.rows.Visible() {
		h.rows.Hide()
	} else {
		h.rows.Show()
	}
	h.show(false)
	h.inspector.form.Relayout()
}

func (h *history) show(another bool) {
	if another {
		h.rows.Hide()
		h.rows.Objects = nil
	}
	if !h.rows.Visible() {
		h.toggle.SetIcon(theme.MenuExpandIcon())
		return
	}
	h.toggle.SetIcon(theme.MenuDropDownIcon())
	span := h.inspector.span.ID
	var changes []annotate.Change
	var all []annotate.Annotator
	project := h.inspector.session.Project
	h.inspector.session.Read(func(ctx context.Context) (err error) {
		if all, err = project.Layers(ctx); err != nil {
			return err
		}
		for change, err := range project.Log(ctx, store.LogQuery{SpanID: span, Limit: shownChanges}) {
			if err != nil {
				return err
			}
			changes = append(changes, change)
		}
		return nil
	}, func() {
		if span != h.inspector.span.ID || !h.rows.Visible() {
			return
		}
		h.rows.Objects = nil
		for _, line := range h.lines(changes, all) {
			text := widget.NewLabel(line) // a reason may be long
			text.SizeName, text.Importance, text.Wrapping = theme.SizeNameCaptionText, widget.LowImportance, fyne.TextWrapWord
			h.rows.Add(control.Flush(text))
		}
		h.inspector.form.Relayout()
	})
}

// lines tells changes in words, the last one first.
func (h *history) lines(changes []annotate.Change, all []annotate.Annotator) []string {
	people := h.inspector.session.Names(all)
	var lines []string
	for _, change := range slices.Backward(changes) {
		who := people[change.AnnotatorID]
		if who == "" {
			who = "somebody"
		}
		what := h.what(change)
		if change.Action == "undo" || change.Action == "redo" {
			what += " (" + change.Action + ")"
		}
		lines = append(lines, fmt.Sprintf("%s %s · %s", who, what, moment(change.At, time.Now())))
	}
	return lines
}

// what says what a change did, in words.
func (h *history) what(change annotate.Change) string {
	switch change.EntityKind {
	case "decision":
		return decided(change)
	case "relation":
		return h.linked(change)
	}
	return h.spanChange(change)
}

// decided tells of a decision on the span, or on a relation of it.
func decided(change annotate.Change) string {
	did, d := "decided", change.LatestDecision()
	if change.Deleted() {
		did = "took back"
	}
	text := fmt.Sprintf("%s (%s): %s", did, d.Kind, review.Name(d.Verdict).InWords())
	if d.Reason != "" {
		text += ", “" + d.Reason + "”"
	}
	return text
}

// linked tells of a relation that has the span at an end.
func (h *history) linked(change annotate.Change) string {
	did := "related it"
	switch {
	case change.Deleted():
		did = "removed a relation"
	case !change.Made():
		did = "changed a relation"
	}
	if t, ok := h.inspector.session.Codebook().RelationTypeByID(change.LatestRelation().TypeID); ok {
		did += " (" + strings.ReplaceAll(t.Name, "_", " ") + ")"
	}
	return did
}

// spanChange tells of a change of the span itself.
func (h *history) spanChange(change annotate.Change) string {
	before, after := change.Span()
	label := func(id string) string {
		if l, ok := h.inspector.session.Codebook().LabelByID(id); ok {
			return l.Name
		}
		return "a label that is gone"
	}
	switch {
	case change.Made():
		return "tagged as " + label(after.LabelID)
	case change.Deleted():
		return "deleted it"
	}
	var did []string
	if before.LabelID != after.LabelID {
		did = append(did, "changed the label to "+label(after.LabelID))
	}
	if before.EntityID != after.EntityID {
		did = append(did, h.entityChange(after.EntityID))
	}
	did = append(did, attributeChanges(before, after)...)
	if before.Note != after.Note {
		did = append(did, "changed the note")
	}
	if !slices.Equal(before.Segments, after.Segments) {
		did = append(did, "moved its ends")
	}
	if len(did) == 0 {
		did = []string{"changed it"}
	}
	return strings.Join(did, ", ")
}

func (h *history) entityChange(id string) string {
	if id == "" {
		return "cleared the entity"
	}
	e, err := h.inspector.session.Project.Entity(h.inspector.session.Context(), id)
	if err != nil {
		return "set an entity that is gone"
	}
	return "set the entity to " + e.Name
}

// attributeChanges compares what two states of a span say of its attributes.
func attributeChanges(before, after annotate.Span) []string {
	names := maps.Clone(before.Attributes)
	if names == nil {
		names = map[string]any{}
	}
	maps.Copy(names, after.Attributes)
	var did []string
	for _, name := range slices.Sorted(maps.Keys(names)) {
		switch old, now := before.Value(name).Words(), after.Value(name).Words(); {
		case old == now:
		case now == "":
			did = append(did, "cleared "+name)
		default:
			did = append(did, fmt.Sprintf("set %s to %s", name, now))
		}
	}
	return did
}

// moment is a time as short as it can be understood today.
func moment(at, now time.Time) string {
	at, now = at.Local(), now.Local()
	switch {
	case at.Year() != now.Year():
		return at.Format("2 Jan 2006 15:04")
	case at.YearDay() != now.YearDay():
		return at.Format("2 Jan 15:04")
	}
	return at.Format("15:04")
}
