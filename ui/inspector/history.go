package inspector

import (
	"context"
	"encoding/json"
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
	h.inspector.relayout()
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
		if all, err = project.Annotators(ctx); err != nil {
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
		h.inspector.relayout()
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
	var d struct{ Kind, Verdict, Reason string }
	did, row := "decided", change.After
	if isNull(row) {
		did, row = "took back", change.Before
	}
	_ = json.Unmarshal(row, &d) // a row that cannot be read is told as one without values
	text := fmt.Sprintf("%s (%s): %s", did, d.Kind, review.Name(d.Verdict).InWords())
	if d.Reason != "" {
		text += ", “" + d.Reason + "”"
	}
	return text
}

// linked tells of a relation that has the span at an end.
func (h *history) linked(change annotate.Change) string {
	var r struct {
		Type string `json:"relation_type_id"`
	}
	did, row := "linked it", change.After
	switch {
	case isNull(row):
		did, row = "removed a link", change.Before
	case !isNull(change.Before):
		did = "changed a link"
	}
	_ = json.Unmarshal(row, &r)
	if t, ok := h.inspector.session.Codebook().RelationTypeByID(r.Type); ok {
		did += " (" + strings.ReplaceAll(t.Name, "_", " ") + ")"
	}
	return did
}

// spanRow is a span as the change log keeps it.
type spanRow struct {
	LabelID    string          `json:"label_id"`
	EntityID   *string         `json:"entity_id"`
	Attributes json.RawMessage `json:"attributes"`
	Note       string          `json:"note"`
	Segments   json.RawMessage `json:"segments"`
}

// spanChange tells of a change of the span itself.
func (h *history) spanChange(change annotate.Change) string {
	var before, after spanRow
	_ = json.Unmarshal(change.Before, &before) // a row that cannot be read is told as one without values
	_ = json.Unmarshal(change.After, &after)
	label := func(id string) string {
		if l, ok := h.inspector.session.Codebook().LabelByID(id); ok {
			return l.Name
		}
		return "a label that is gone"
	}
	switch {
	case isNull(change.Before):
		return "tagged as " + label(after.LabelID)
	case isNull(change.After):
		return "deleted it"
	}
	var did []string
	if before.LabelID != after.LabelID {
		did = append(did, "changed the label to "+label(after.LabelID))
	}
	if a, b := value(before.EntityID), value(after.EntityID); a != b {
		did = append(did, h.entityChange(b))
	}
	did = append(did, attributeChanges(before.Attributes, after.Attributes)...)
	if before.Note != after.Note {
		did = append(did, "changed the note")
	}
	if string(before.Segments) != string(after.Segments) {
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

// attributeChanges compares two JSON objects of attribute values, which the log may keep as JSON text.
func attributeChanges(before, after json.RawMessage) []string {
	a, b := attributeValues(before), attributeValues(after)
	names := map[string]bool{}
	for name := range a {
		names[name] = true
	}
	for name := range b {
		names[name] = true
	}
	var did []string
	for _, name := range slices.Sorted(maps.Keys(names)) {
		switch old, now := spoken(a[name]), spoken(b[name]); {
		case old == now:
		case now == "":
			did = append(did, "cleared "+name)
		default:
			did = append(did, fmt.Sprintf("set %s to %s", name, now))
		}
	}
	return did
}

func attributeValues(data json.RawMessage) (values map[string]any) {
	var text string
	if json.Unmarshal(data, &text) == nil {
		data = json.RawMessage(text)
	}
	_ = json.Unmarshal(data, &values) // see what
	return values
}

// spoken is a value as JSON gave it, in words.
func spoken(v any) string {
	list, ok := v.([]any)
	if !ok {
		return annotate.ValueOf(v).Words()
	}
	words := make([]string, len(list))
	for i, item := range list {
		words[i] = annotate.ValueOf(item).Words()
	}
	return strings.Join(words, ", ")
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func isNull(data json.RawMessage) bool { return len(data) == 0 || string(data) == "null" }

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
