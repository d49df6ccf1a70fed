package importview

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// importFiles takes the new files of the list into the project as one act, after asking where datasets and codebook differ.
func (v *View) importFiles() {
	for _, e := range v.details.fields() {
		e.Commit()
	}
	v.layer.name.Commit()
	if wrong := v.details.wrong(); wrong != nil {
		v.form.Focus(wrong) // beside which it says what is wrong
		return
	}
	plan := exchange.ImportPlan{Story: strings.TrimSpace(v.story.Text), By: v.session.Annotator()}
	v.layer.into(&plan)
	var chosen []*file
	for _, f := range v.files {
		if f.status == added || f.status == annotated {
			chosen = append(chosen, f)
			plan.Documents = append(plan.Documents, f.planned)
		}
	}
	if v.working != nil || len(chosen) == 0 || plan.Story == "" {
		return
	}
	v.FocusFirst() // from where Escape cancels, which the button that is disabled now could not hear
	v.askFirst(plan, func(plan exchange.ImportPlan) { v.importPlan(plan, chosen) }, func(results []exchange.ImportResult) { v.imported(plan, chosen, results) })
}

const cancelled = "The import was cancelled. Nothing was changed."

func (v *View) importPlan(plan exchange.ImportPlan, chosen []*file) {
	var results []exchange.ImportResult
	v.work("Importing", func(ctx context.Context, progress func(done, total int)) (err error) {
		results, err = exchange.Import(ctx, v.session.Project, plan, progress)
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, context.Canceled):
			v.session.Tell(cancelled)
		case err != nil:
			v.session.Fail(err)
		default:
			v.imported(plan, chosen, results)
		}
	})
}

// imported leaves the preview, unless a file was refused: what was refused stays in the list with the reason.
func (v *View) imported(plan exchange.ImportPlan, chosen []*file, results []exchange.ImportResult) {
	for i, result := range results {
		if result.Status == exchange.Refused {
			chosen[i].refuse(session.Sentence(errors.New(result.Reason)))
		}
	}
	var left []*file
	for _, f := range v.files {
		if f.status == refused {
			left = append(left, f)
		}
	}
	sentence := happened(plan, results)
	v.brought = sentence
	if len(left) > 0 {
		sentence += fmt.Sprintf("; %d refused", len(left))
	}
	v.session.Tell(sentence + ".")
	v.loadStories()
	v.into = v.session.Story().ID // what a dataset brought may stand in several stories
	if s, found := v.chosen(); found {
		v.into = s.ID
	} else if len(v.stories) > 0 && v.into == "" {
		v.into = v.stories[0].ID
	}
	v.files = left
	if told := v.tellNotes(chosen, results); len(left) == 0 && !told {
		v.form.Leave()
		return
	}
	v.cancel.SetText("Close")
	v.form.Focus(v.cancel) // which Return and Escape close from
	v.list.Changed(0)
	v.chooseStory()
}

// happened says what came of an import, without the full stop.
func happened(plan exchange.ImportPlan, results []exchange.ImportResult) string {
	articles, datasets, spans, changed, removed := 0, 0, 0, 0, 0
	for i, r := range results {
		switch {
		case r.Status != exchange.Added:
		case plan.Documents[i].Dataset != "":
			datasets++
		default:
			articles++
		}
		spans += r.Spans
		changed += r.Differs
		if plan.Remove {
			removed += r.Missing
		}
	}
	var brought, said []string
	if articles > 0 {
		brought = append(brought, wording.CountOf(articles, "article", "articles"))
	}
	if datasets > 0 {
		brought = append(brought, wording.CountOf(datasets, "dataset", "datasets"))
	}
	switch imported := "Imported " + strings.Join(brought, " and "); {
	case len(brought) > 0 && spans > 0:
		said = append(said, fmt.Sprintf("%s with %s", imported, wording.CountOf(spans, "span", "spans")))
	case len(brought) > 0:
		said = append(said, imported)
	case spans > 0:
		said = append(said, wording.CountOf(spans, "span was added to what was there", "spans were added to what was there"))
	}
	if changed > 0 {
		said = append(said, wording.CountOf(changed, "annotation changed", "annotations changed"))
	}
	if removed > 0 {
		said = append(said, wording.CountOf(removed, "annotation or relation was taken away", "annotations or relations were taken away"))
	}
	if len(said) == 0 {
		return "Nothing was changed"
	}
	return strings.Join(said, "; ")
}
