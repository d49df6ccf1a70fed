package inspector

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// shownRelations bounds how many relations have a line of their own.
const shownRelations = 40

// relations is the part that lists what the span is linked to.
type relations struct {
	inspector *Inspector
	box, rows *fyne.Container
	add       *control.Button
	all       []annotate.Relation
	shown     []line
}

func newRelations(i *Inspector) *relations {
	r := &relations{inspector: i, rows: control.NewColumn(2)}
	r.add = control.NewButton("Relate to another span  (r)", theme.ContentAddIcon(), true, func() {
		i.commit()
		i.hooks.OnRelate(i.span.ID)
	}, i.form)
	r.add.Alignment = widget.ButtonAlignLeading
	r.box = control.NewColumn(4, control.NewCaption("Relations"), r.rows, r.add)
	return r
}

func (r *relations) show() {
	i := r.inspector
	all, err := i.session.Project.RelationsOf(i.session.Context(), i.span.ID)
	if err != nil {
		i.session.Fail(err)
	}
	r.all = all
	var lines []line
	for _, relation := range all[:min(len(all), shownRelations)] {
		if l, ok := r.line(relation); ok {
			lines = append(lines, l)
		}
	}
	if !slices.Equal(lines, r.shown) {
		r.shown = lines
		r.rows.Objects = nil
		for _, l := range lines {
			r.rows.Objects = append(r.rows.Objects, r.row(l))
		}
		if more := len(all) - shownRelations; more > 0 {
			r.rows.Objects = append(r.rows.Objects, control.NewCaption(fmt.Sprintf("and %d more", more)))
		}
	}
	if len(all) > 0 {
		r.rows.Show()
	} else {
		r.rows.Hide()
	}
	control.Enable(r.add, i.own)
}

func (r *relations) otherEnd(relation annotate.Relation) string {
	if relation.HeadSpanID == r.inspector.span.ID {
		return relation.TailSpanID
	}
	return relation.HeadSpanID
}

// line is what is shown of one relation.
type line struct {
	id, kind, other string // the ids of the relation and of the other span, the name of the type
	text, article   string // of the other span
	direction       direction
	own             bool
}

type direction int

const (
	outward direction = iota
	inward
	both
)

func (r *relations) line(relation annotate.Relation) (line, bool) {
	i := r.inspector
	other, err := i.session.Project.Span(i.session.Context(), r.otherEnd(relation))
	if err != nil {
		i.session.Fail(err)
		return line{}, false
	}
	kind, _ := i.session.Codebook().RelationTypeByID(relation.TypeID)
	l := line{id: relation.ID, kind: kind.Name, other: other.ID, own: i.own && relation.AnnotatorID == i.session.Annotator().ID}
	l.text, l.article = i.words(other)
	switch {
	case kind.Symmetric:
		l.direction = both
	case relation.TailSpanID == i.span.ID:
		l.direction = inward
	}
	return l, true
}

// row names the type, with an arrow away from the head, and the other end with its article; a click goes there.
func (r *relations) row(l line) fyne.CanvasObject {
	i := r.inspector
	link := control.NewLink(l.kind+"  "+wording.Quoted(l.text, 120), l.article, func() { i.hooks.OnGoTo(l.other) }, i.form)
	link.SetIcon([]fyne.Resource{outward: theme.NavigateNextIcon(), inward: theme.NavigateBackIcon(), both: theme.MoreHorizontalIcon()}[l.direction])
	removed := func() {
		i.session.Do("unrelate", fmt.Sprintf("Removed %s between %s and %s", l.kind, i.quoted(), wording.Quoted(l.text, 40)), func(tx *store.Tx) error {
			return tx.DeleteRelation(l.id)
		})
		i.form.Focus(r.add)
	}
	remove := control.NewSign(theme.DeleteIcon(), "Remove the relation", removed, i.form)
	control.Enable(remove, l.own)
	link.Secondary = func(at fyne.Position) {
		gone := fyne.NewMenuItem("Remove the relation", removed)
		gone.Disabled = !l.own
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", fyne.NewMenuItem("Go there", func() { i.hooks.OnGoTo(l.other) }), gone),
			fyne.CurrentApp().Driver().CanvasForObject(link), at)
	}
	return container.NewBorder(nil, nil, nil, remove, link)
}

// fits says whether a relation could stand if the span had the label of that name.
func (r *relations) fits(relation annotate.Relation, label string) bool {
	codebook := r.inspector.session.Codebook()
	kind, known := codebook.RelationTypeByID(relation.TypeID)
	if !known {
		return false
	}
	if relation.HeadSpanID == r.inspector.span.ID {
		return kind.HeadLabel == "" || kind.HeadLabel == label
	}
	return kind.TailLabel == "" || kind.TailLabel == label
}
