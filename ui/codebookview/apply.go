package codebookview

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/revise"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// review asks the project what the draft would break, then shows it in place of the editor.
func (v *View) review() {
	v.commit()
	cb := v.draft.final()
	if err := cb.ValidateTyped(); err != nil {
		v.edited()
		return
	}
	var impacts []revise.Impact
	v.session.Background("Checking the new codebook", func(ctx context.Context, _ func(done, total int)) (err error) {
		impacts, err = v.session.Project.CodebookImpact(ctx, cb)
		return err
	}, func(err error) {
		if err != nil {
			v.session.Fail(err)
			return
		}
		v.showReview(cb, impacts)
	})
}

// showReview lists what changes, and what becomes of the annotations that could not stand.
func (v *View) showReview(cb annotate.Codebook, impacts []revise.Impact) {
	editing := v.stage.Objects
	form := &control.Form{Window: v.window}
	back := func() {
		v.stage.Objects = editing
		v.bar.Show()
		v.stage.Refresh()
		v.FocusFirst()
	}
	form.Leave = back

	changes := control.NewColumn(0)
	for _, d := range codebook.Compare(v.draft.base, cb) {
		changes.Add(wrapped("• " + d.String()))
	}
	body := control.NewColumn(14, heading("Apply the changes?"), control.Section("What changes in the codebook", changes))
	resolution := revise.Resolution{}
	apply := control.NewButton("Apply", theme.ConfirmIcon(), false, func() { v.commitReview(cb, resolution, back) }, form)
	apply.Importance = widget.HighImportance
	ready := func() { control.Enable(apply, len(resolution) == len(impacts)) }
	var first fyne.CanvasObject // what the keyboard goes to
	if len(impacts) == 0 {
		first = apply
		body.Add(wrapped("No annotation is touched."))
	} else {
		rows := control.NewColumn(10)
		for _, impact := range impacts {
			row, choice := impactRow(impact, cb, form, func(remedy revise.Remedy) {
				resolution[impact.Key()] = remedy
				ready()
			})
			rows.Add(row)
			if first == nil {
				first = choice
			}
		}
		body.Add(control.Section("Annotations that could not stand any more: what becomes of them?", rows))
	}
	ready()
	buttons := container.NewHBox(control.NewButton("Back to editing", nil, false, back, form), apply)
	form.Scroll = container.NewVScroll(container.NewPadded(container.NewPadded(body)))
	v.bar.Hide()
	v.stage.Objects = []fyne.CanvasObject{container.NewBorder(nil,
		container.NewVBox(widget.NewSeparator(), container.NewBorder(nil, nil, nil, container.NewPadded(buttons))), nil, nil, form.Scroll)}
	v.stage.Refresh()
	v.form.Focus(first)
}

// impactRow says what would break, shows examples, and offers what can be done.
func impactRow(impact revise.Impact, cb annotate.Codebook, form *control.Form, chosen func(revise.Remedy)) (row, choice fyne.CanvasObject) {
	names, remedies := remedies(impact, cb)
	answer := control.NewSelect(names, nil, form)
	answer.PlaceHolder = "Choose what becomes of them"
	answer.OnChanged = func(string) { chosen(remedies[answer.SelectedIndex()]) }
	rows := control.NewColumn(4, wrapped(wording.Capital(before(impact.Sentence(), ", the first is"))+"."))
	for _, example := range impact.Examples {
		rows.Add(control.NewCaption("“" + strings.Join(strings.Fields(example.Words), " ") + "”"))
	}
	if more := impact.Count - len(impact.Examples); more > 0 {
		rows.Add(control.NewCaption(fmt.Sprintf("and %d more", more)))
	}
	rows.Add(control.Boxed(answer))
	return container.NewStack(control.NewPanel(theme.ColorNameHover), container.NewPadded(rows)), answer
}

// remedies lists what can be done about an impact, in words and as the project takes it.
func remedies(impact revise.Impact, cb annotate.Codebook) (names []string, list []revise.Remedy) {
	add := func(name string, kind revise.RemedyKind, to string) {
		names, list = append(names, name), append(list, revise.Remedy{Kind: kind, To: to})
	}
	switch impact.Kind {
	case revise.LabelGone:
		for _, l := range cb.Labels {
			add("Make them "+l.Name, revise.RemedyMove, l.Name)
		}
		add("Delete them", revise.RemedyDelete, "")
	case revise.AttributeGone:
		add("Take the value off the spans", revise.RemedyClear, "")
		add("Delete the spans", revise.RemedyDelete, "")
	case revise.ValueGone:
		for _, option := range optionsOf(cb, impact) {
			add("Make it “"+option+"”", revise.RemedyReplace, option)
		}
		add("Take the value off the spans", revise.RemedyClear, "")
		add("Delete the spans", revise.RemedyDelete, "")
	default:
		add("Delete the relations", revise.RemedyDelete, "")
	}
	return names, list
}

func optionsOf(cb annotate.Codebook, impact revise.Impact) []string {
	label, _ := cb.LabelByID(impact.LabelID)
	attribute, _ := label.Attribute(impact.Attribute)
	return attribute.Options
}

// commitReview makes the draft the project's codebook.
func (v *View) commitReview(cb annotate.Codebook, resolution revise.Resolution, back func()) {
	summary := "Changed the codebook"
	if differences := codebook.Compare(v.draft.base, cb); len(differences) == 1 {
		summary += ": " + differences[0].String()
	} else if len(differences) > 1 {
		summary += fmt.Sprintf(" in %d places", len(differences))
	}
	v.draft.rebase(cb) // what the listeners are about to hear is not another's change
	if _, ok := v.session.Do("codebook", summary, func(tx *store.Tx) error { return tx.SetCodebook(cb, resolution) }); !ok {
		v.draft.base = clone(v.session.Codebook())
		back()
		v.edited()
		return
	}
	v.draft.rebase(v.session.Codebook())
	v.show()
	back()
	v.session.Tell(summary + ".")
}

func wrapped(text string) fyne.CanvasObject {
	l := widget.NewLabel(text)
	l.Wrapping = fyne.TextWrapWord
	return control.Flush(l)
}

// before is text up to mark, or all of it.
func before(text, mark string) string {
	start, _, _ := strings.Cut(text, mark)
	return start
}
