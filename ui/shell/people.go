package shell

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/sheet"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// people is the sheet that asks who annotates, where annotators are renamed and joined too.
type people struct {
	window *Window
	all    []store.Workload // those who can be chosen
	sheet  *sheet.Sheet
	entry  *part.Field
	notice *widget.Label
	warned string // the name of which it was said that it looks like another
}

// peopleHeight is how high the list of those who have annotated may be.
const peopleHeight = 230

// annotator asks who annotates; those who have worked in the project are offered.
func (d *dialogs) annotator() {
	w := d.window
	loads, err := w.session.Project.Workloads(w.session.Context(), "")
	if err != nil {
		w.session.Fail(err)
		return
	}
	p := &people{window: w, notice: part.Wrapped("Everything you mark belongs to this annotator’s layer.")}
	p.notice.Importance = widget.LowImportance
	p.all = slices.DeleteFunc(loads, func(l store.Workload) bool { return l.Annotator.Kind != annotate.Human })
	p.entry = sheet.NewField(w.session.Annotator().Name, &p.sheet)
	p.entry.OnChanged = func(string) { p.warned = "" }
	rows := container.NewVBox()
	for _, l := range p.all {
		rows.Add(p.row(l))
	}
	body := container.NewVBox(p.entry, p.notice)
	if len(p.all) > 0 {
		list := container.NewVScroll(rows)
		list.SetMinSize(fyne.NewSize(0, min(rows.MinSize().Height, peopleHeight)))
		body.Add(list)
	}
	p.sheet = w.sheets.Show(sheet.Options{Title: "Who annotates?", Body: body, Width: 520, Action: "Annotate", Focus: p.entry,
		Run: func() bool { return p.choose(p.entry.Text) }, Closed: w.stage.Focus})
}

// row is somebody who has worked in the project, with what can be done about their name.
func (p *people) row(l store.Workload) fyne.CanvasObject {
	form, name := p.window.sheets.Form(), l.Annotator.Name
	about := "has marked nothing"
	if l.Spans > 0 || l.Done > 0 {
		about = wording.Count(l.Spans, "span") + " · " + wording.CountOf(l.Done, "article done", "articles done")
	}
	for _, other := range p.all {
		if how := annotate.LookAlike(name, other.Annotator.Name); how != "" {
			about += " · “" + name + "” and “" + other.Annotator.Name + "” " + how
		}
	}
	buttons := container.NewHBox(control.NewButton("Rename…", nil, true, func() { p.askName(l.Annotator) }, form))
	if len(p.all) > 1 {
		buttons.Add(control.NewButton("Join…", nil, true, func() { p.askJoin(l.Annotator) }, form))
	}
	pick := control.NewLink(name, about, func() { p.entry.SetText(name); p.sheet.Confirm() }, form)
	return container.NewBorder(nil, nil, nil, container.NewCenter(buttons), pick)
}

// choose lets somebody annotate. A new name that looks like one that is there is pointed out first, and taken when it is confirmed again.
func (p *people) choose(name string) bool {
	w := p.window
	annotator, err := annotate.NewPerson(name)
	if err != nil {
		p.say(session.Sentence(err), widget.DangerImportance)
		return false
	}
	i := slices.IndexFunc(p.all, func(l store.Workload) bool { return l.Annotator.Name == annotator.Name })
	if like, how := p.alike(annotator.Name); i < 0 && how != "" && p.warned != annotator.Name {
		p.warned = annotator.Name
		p.say(fmt.Sprintf("“%s” has annotated here: the two names %s. Choose that one below, or confirm again to annotate as somebody else.", like, how), widget.WarningImportance)
		return false
	}
	known, err := w.session.Project.AnnotatorOf(w.session.Context(), annotator)
	if err != nil {
		w.session.Fail(err)
		return false
	}
	if known.Name != annotator.Name {
		w.tell(fmt.Sprintf("“%s” is called “%s” in this project.", annotator.Name, known.Name))
	}
	w.prefs.setAnnotator(known.Name)
	w.session.SetAnnotator(known)
	return true
}

// alike is somebody in the project whose name a person could take for another, and in what it differs.
func (p *people) alike(name string) (other, how string) {
	for _, l := range p.all {
		if how := annotate.LookAlike(l.Annotator.Name, name); how != "" {
			return l.Annotator.Name, how
		}
	}
	return "", ""
}

func (p *people) say(sentence string, tone widget.Importance) {
	p.notice.Importance = tone
	p.notice.SetText(sentence)
	p.sheet.Fit()
}

// askName asks for another name for somebody.
func (p *people) askName(a annotate.Annotator) {
	w := p.window
	w.sheets.AskLine("Rename "+a.Name, "New name", a.Name, "Rename", func(name string) bool {
		named, err := annotate.NewPerson(name)
		if err != nil {
			w.fail(err)
			return false
		}
		if named.Name == a.Name {
			return true
		}
		i := slices.IndexFunc(p.all, func(l store.Workload) bool {
			return l.Annotator.ID != a.ID && (l.Annotator.Name == named.Name || annotate.LookAlike(l.Annotator.Name, named.Name) != "")
		})
		if i < 0 {
			p.rename(a, named.Name)
			return true
		}
		other := p.all[i].Annotator
		q := session.Question{Title: "Join with " + other.Name + "?",
			Sentence: fmt.Sprintf("There is an annotator called “%s”. If the two are one person, all that %s has marked becomes theirs. Undo parts them again.", other.Name, a.Name),
			Answers:  []session.Answer{{Text: "Join", Run: func() { p.join(a, other) }}}}
		if other.Name != named.Name {
			q.Answers = append(q.Answers, session.Answer{Text: "Rename all the same", Run: func() { p.rename(a, named.Name) }})
		}
		w.askQuestion(q)
		return true
	}, nil)
}

// askJoin asks of whom somebody is to become a part.
func (p *people) askJoin(a annotate.Annotator) {
	w := p.window
	var names []string
	for _, l := range p.all {
		if l.Annotator.ID != a.ID {
			names = append(names, l.Annotator.Name)
		}
	}
	with := control.NewSelect(names, nil, w.sheets.Form())
	first := names[0]
	if like, how := p.alike(a.Name); how != "" {
		first = like
	}
	with.Set(first)
	w.sheets.Show(sheet.Options{Title: "Join " + a.Name + " with another annotator", Width: 460, Action: "Join",
		Body: container.NewVBox(part.Wrapped("All that "+a.Name+" has marked becomes the work of"), control.Boxed(with), part.Wrapped("What both have marked alike then stands once. This is one act: Undo parts them again.")),
		Run: func() bool {
			i := slices.IndexFunc(p.all, func(l store.Workload) bool { return l.Annotator.Name == with.Selected })
			if i >= 0 {
				p.join(a, p.all[i].Annotator)
			}
			return i >= 0
		}})
}

func (p *people) rename(a annotate.Annotator, name string) {
	w := p.window
	own := a.ID == w.session.Annotator().ID
	if p.do(p.me(), "Renamed the annotator "+a.Name+" to "+name, func(tx *store.Tx) error { return tx.RenameAnnotator(a.ID, name) }) && own {
		w.prefs.setAnnotator(strings.TrimSpace(name))
	}
}

func (p *people) join(a, into annotate.Annotator) {
	w := p.window
	own := a.ID == w.session.Annotator().ID
	by := p.me()
	if own {
		by = into
	}
	var joined store.Joined
	summary := "Joined the annotator " + a.Name + " with " + into.Name
	if !p.do(by, summary, func(tx *store.Tx) (err error) { joined, err = tx.JoinAnnotators(into.ID, a.ID); return err }) {
		return
	}
	if said := joined.Sentence(); said != "" {
		w.tell(summary + ". " + said)
	}
	if own {
		w.prefs.setAnnotator(into.Name)
	}
}

// me is who is at the desk, zero where the project does not know them yet: to say who there is makes nobody one of them.
func (p *people) me() annotate.Annotator {
	me := p.window.session.Annotator()
	if !slices.ContainsFunc(p.all, func(l store.Workload) bool { return l.Annotator.ID == me.ID }) {
		return annotate.Annotator{}
	}
	return me
}

// do changes who there is, and shows the sheet anew.
func (p *people) do(by annotate.Annotator, summary string, change func(*store.Tx) error) bool {
	w := p.window
	_, ok := w.session.Commit(func(ctx context.Context) (store.Act, error) {
		return w.session.Project.Do(ctx, by, "annotator", summary, change)
	})
	if ok {
		w.tell(summary + ".")
		p.sheet.Dismiss()
		w.dialogs.annotator()
	}
	return ok
}
