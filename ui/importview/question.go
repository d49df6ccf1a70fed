package importview

import (
	"context"
	"errors"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/ui/control"
)

const importNow = "Import"

// question is what is asked before an import, beside what stands in the notice: whose annotations count where the project has them
// otherwise, whether those of an earlier version are carried over, and where the texts are that a dataset leaves out.
type question struct {
	view   *View
	asked  bool // something is asked, or was until a person chose otherwise
	agreed bool // what is asked is what a tap on the button agrees to

	whose   *control.Chips // the project's, or the file's
	remove  *control.Check
	carry   *control.Check
	folder  *control.Button
	copies  []exchange.PlannedDocument
	content *fyne.Container
}

func newQuestion(v *View) *question {
	q := &question{view: v}
	q.whose = control.NewChips(control.Options("Keep the project’s", "Take the file’s"), false, q.show, v.form)
	q.whose.SetRequired(true)
	q.whose.SetIndex(0)
	q.remove = control.NewCheck("Also take away what the file does not have", func(bool) { q.again() }, v.form)
	q.carry = control.NewCheck("Carry the annotations over to the new version", nil, v.form)
	q.folder = control.NewButton("Folder with your copies…", theme.FolderIcon(), true, func() { v.ask.Folder("", q.setFolder) }, v.form)
	q.content = container.NewPadded(control.NewColumn(4, q.whose, container.NewHBox(q.remove, q.carry, q.folder)))
	q.content.Hide()
	return q
}

// takes says whether the file's annotations take the place of the project's.
func (q *question) takes() bool { return q.whose.Index() == 1 }

// show lets only those be taken away whose file counts.
func (q *question) show() { control.Enable(q.remove, q.takes()) }

// into says in a plan what was chosen.
func (q *question) into(plan *exchange.ImportPlan) {
	plan.Update = q.takes()
	plan.Remove = plan.Update && q.remove.Checked
	plan.Carry = q.carry.Checked
	plan.Copies = q.copies
}

// setFolder reads the articles that somebody has copies of, and asks anew.
func (q *question) setFolder(path string) {
	v := q.view
	var copies []exchange.PlannedDocument
	v.work("Reading the copies", func(ctx context.Context, _ func(done, total int)) (err error) {
		copies, err = exchange.Copies(ctx, path, exchange.ImportOptions{})
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, context.Canceled):
		case err != nil:
			v.session.Fail(err)
		default:
			q.copies = copies
			v.working = nil
			q.again()
		}
	})
}

// again asks anew after something was chosen on which the plan depends.
func (q *question) again() {
	q.agreed = false
	q.view.importFiles()
}

// forget takes a question back, because what is imported is no longer what was asked about.
func (v *View) forget() {
	q := v.question
	if !q.asked {
		return
	}
	q.asked, q.agreed, q.copies = false, false, nil
	q.whose.SetIndex(0)
	q.remove.Checked, q.carry.Checked = false, false
	q.content.Hide()
	v.details.scroll.Show()
	v.notice.say("", nil)
	v.run.SetText(importNow)
	v.content.Refresh()
}

// askFirst imports where that needs nothing that the codebook lacks and brings nothing that the project has in another form. Else it
// shows what would come of it, and a second tap on the button goes on.
func (v *View) askFirst(plan exchange.ImportPlan, then func(exchange.ImportPlan), done func([]exchange.ImportResult)) {
	q := v.question
	datasets := slices.ContainsFunc(plan.Documents, func(p exchange.PlannedDocument) bool { return p.Dataset != "" })
	if q.agreed || !datasets && !v.mayBeVersions(plan) {
		q.into(&plan)
		v.forget()
		then(plan)
		return
	}
	trial := plan
	trial.DryRun, trial.Update, trial.Carry, trial.Copies = true, true, true, q.copies
	trial.Remove = q.takes() && q.remove.Checked
	var needs exchange.CodebookNeeds
	var results []exchange.ImportResult
	var sentences []string
	trial.Asks = func(results []exchange.ImportResult) bool {
		sentences = toDecide(trial, needs, results)
		return len(sentences) > 0
	}
	v.work("Looking at what would change", func(ctx context.Context, progress func(done, total int)) (err error) {
		if needs, err = exchange.CompareCodebook(ctx, v.session.Project, plan); err == nil {
			results, err = exchange.Import(ctx, v.session.Project, trial, progress)
		}
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, context.Canceled):
			v.session.Tell(cancelled)
		case err != nil:
			v.session.Fail(err)
		case len(sentences) == 0:
			v.forget()
			done(results)
		default:
			v.put(needs, results, sentences)
		}
	})
}

// mayBeVersions says whether an article of a plan can be another version of one that its story has.
func (v *View) mayBeVersions(plan exchange.ImportPlan) bool {
	return slices.ContainsFunc(plan.Documents, func(p exchange.PlannedDocument) bool {
		name := p.Story
		if name == "" {
			name = plan.Story
		}
		return len(v.there[name]) > 0
	})
}

// asks says whether a result needs an answer.
func asks(r exchange.ImportResult) bool {
	return r.Differs+r.Missing+r.Nobodys > 0 || r.Version != "" && r.Annotations > 0 || r.Textless
}

// toDecide says what a trial would do that is to be decided on; nothing where it can be done at once.
func toDecide(trial exchange.ImportPlan, needs exchange.CodebookNeeds, results []exchange.ImportResult) (sentences []string) {
	for _, added := range needs.Added {
		sentences = append(sentences, "the codebook gets "+added)
	}
	sentences = append(sentences, needs.Joined...)
	for i, r := range results {
		if !asks(r) && (len(trial.Copies) == 0 || trial.Documents[i].Dataset == "") {
			continue
		}
		switch {
		case r.Status == exchange.Refused:
			sentences = append(sentences, filepath.Base(r.File)+": "+r.Reason)
		case len(trial.Copies) > 0 && len(r.Notes) == 0:
			sentences = append(sentences, filepath.Base(r.File)+": its texts are among your copies")
		}
		known := trial.Documents[i].Notes()
		for _, note := range r.Notes {
			inNeeds := slices.Contains(needs.Joined, note) || slices.ContainsFunc(needs.Added, func(a string) bool { return note == "the codebook got "+a })
			if !inNeeds && !slices.Contains(known, note) {
				sentences = append(sentences, filepath.Base(r.File)+": "+note)
			}
		}
	}
	return sentences
}

// put shows what an import would do and asks what is to be decided.
func (v *View) put(needs exchange.CodebookNeeds, results []exchange.ImportResult, sentences []string) {
	q := v.question
	first := !q.asked
	var differ, missing, versions, textless, nobodys bool
	for _, r := range results {
		differ, missing = differ || r.Differs > 0, missing || r.Missing > 0
		versions, textless = versions || r.Version != "" && r.Annotations > 0, textless || r.Textless
		nobodys = nobodys || r.Nobodys > 0
	}
	show := func(o fyne.CanvasObject, on bool) {
		if on {
			o.Show()
		} else {
			o.Hide()
		}
	}
	show(q.whose, differ || missing)
	show(q.remove, missing)
	show(q.carry, versions)
	show(q.folder, textless || len(q.copies) > 0)
	show(q.content, differ || missing || versions || textless || len(q.copies) > 0)
	q.show()
	v.details.scroll.Hide() // or there would be no room for what is asked in a small window
	v.notice.say(heading(needs, differ || missing, versions, textless, nobodys), sentences)
	q.asked, q.agreed = true, true
	if len(needs.Added) > 0 {
		v.run.SetText("Add to the codebook and import")
	} else {
		v.run.SetText(importNow)
	}
	v.content.Refresh()
	switch {
	case !first:
	case nobodys:
		v.form.Focus(v.layer.name)
	case q.whose.Visible() && q.content.Visible():
		v.form.Focus(q.whose)
	case q.carry.Visible() && q.content.Visible():
		v.form.Focus(q.carry)
	case q.folder.Visible() && q.content.Visible():
		v.form.Focus(q.folder)
	default:
		v.form.Focus(v.run)
	}
}

// heading says what the sentences below it are about.
func heading(needs exchange.CodebookNeeds, differs, versions, textless, nobodys bool) string {
	switch {
	case differs && versions:
		return "The project has some of it already. If you take the file’s annotations, and carry over those of the earlier versions:"
	case differs:
		return "The project has some of these annotations otherwise. If you take the file’s:"
	case versions:
		return "The story has another version of what you import. If you carry its annotations over:"
	case nobodys:
		return "Some annotations do not say who made them. Name above whose layer takes them, or import without them:"
	case textless:
		return "Some articles were exported without their texts. Name a folder with your copies of them, or import without:"
	case len(needs.Added) > 0:
		return "The codebook lacks what the annotations use. If you import them:"
	case len(needs.Joined) > 0:
		return "The annotations use other names than the codebook. This is how they would be taken:"
	}
	return "This is how the annotations would be joined to your copies:"
}
