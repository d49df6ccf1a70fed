package inspector

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
)

// shownRelations bounds how many relations have a line of their own.
const shownRelations = 40

// relations is the part that lists what the span is linked to.
type relations struct {
	inspector *Inspector
	box, rows *fyne.Container
	add       *control.Button
	all       []annotate.Relation
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
	r.rows.Objects = nil
	for n, relation := range all {
		if n == shownRelations {
			r.rows.Add(control.NewCaption(fmt.Sprintf("and %d more", len(all)-n)))
			break
		}
		other, err := i.session.Project.Span(i.session.Context(), r.otherEnd(relation))
		if err != nil {
			i.session.Fail(err)
			continue
		}
		r.rows.Add(r.row(relation, other))
	}
	if len(all) > 0 {
		r.rows.Show()
	} else {
		r.rows.Hide()
	}
	enable(r.add, i.own)
}

func (r *relations) otherEnd(relation annotate.Relation) string {
	if relation.HeadSpanID == r.inspector.span.ID {
		return relation.TailSpanID
	}
	return relation.HeadSpanID
}

// row names the type, with an arrow away from the head, and the other end with its article; a click goes there.
func (r *relations) row(relation annotate.Relation, other annotate.Span) fyne.CanvasObject {
	i := r.inspector
	text, article := i.words.of(other)
	kind, _ := i.session.Codebook().RelationTypeByID(relation.TypeID)
	link := control.NewLink(kind.Name+"  “"+cut(text, 120)+"”", article, func() { i.hooks.OnGoTo(other.ID) }, i.form)
	switch {
	case kind.Symmetric:
		link.SetIcon(theme.MoreHorizontalIcon())
	case relation.TailSpanID == i.span.ID:
		link.SetIcon(theme.NavigateBackIcon())
	default:
		link.SetIcon(theme.NavigateNextIcon())
	}
	remove := control.NewButton("", theme.DeleteIcon(), true, func() {
		i.session.Do("unrelate", fmt.Sprintf("Removed %s between %s and %s", kind.Name, i.quoted(), quoted(text)), func(tx *store.Tx) error {
			return tx.DeleteRelation(relation.ID)
		})
		i.form.Focus(r.add)
	}, i.form)
	enable(remove, i.own && relation.AnnotatorID == i.session.Annotator().ID)
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
