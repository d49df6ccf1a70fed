package read

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/thread"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// flags are what somebody is unsure of in the articles.
type flags struct {
	view *View
	of   map[string][]store.Flagged // by article, of those that are shown
	goal *goal                      // a place to show once its article is there; nil for none
}

// goal is a place in an article that is not shown yet.
type goal struct {
	documentID string
	at         annotate.Segment
}

// flagKey is the letter that flags, where no label has it.
const flagKey = 'q'

// flagCommands flag what is in hand.
func (w commands) flagCommands() []*command.Command {
	flag := &command.Command{ID: "flag.ask", Name: "Flag as unsure…", View: Name, Menu: "Annotate", Group: "flag", Keys: []command.Key{command.Rune(flagKey)},
		Help: "Asks the team about the selection, the span in hand or the article", Stop: w.needsPane, Run: func() { w.view().flags.ask() }}
	if w.session() != nil && slices.ContainsFunc(w.session().Codebook().Labels, func(l annotate.Label) bool { return l.Hotkey == string(flagKey) }) {
		flag.Keys = nil // a codebook that has a label of this letter keeps it
	}
	return []*command.Command{flag}
}

// load reads the questions of the article of a pane, and shows them.
func (f *flags) load(documentID string) {
	v := f.view
	all, err := v.session.Project.Flags(v.session.Context(), store.FlagQuery{DocumentID: documentID})
	if err != nil {
		v.session.Fail(err)
		return
	}
	if f.of[documentID] = all; len(all) == 0 {
		delete(f.of, documentID)
	}
	for _, p := range v.panes.of(documentID) {
		f.show(p)
	}
}

// show draws the open questions of the article of a pane, beneath the words and in its head.
func (f *flags) show(p *pane) {
	open := 0
	var stretches []annotate.Segment
	for _, flag := range f.of[p.documentID] {
		if flag.State == annotate.FlagOpen {
			open++
			stretches = append(stretches, flag.Segments...)
		}
	}
	p.unsure.say(open)
	if p.text != nil {
		p.reader.SetFlags(stretches)
	}
}

// heard follows an act.
func (f *flags) heard(act store.Act) {
	changed := map[string]bool{}
	for _, c := range act.Changes {
		switch c.EntityKind {
		case "flag":
			changed[c.DocumentID()] = true
		case "span": // on which a question may stand
			if slices.ContainsFunc(f.of[c.DocumentID()], func(flag store.Flagged) bool { return flag.SpanID == c.EntityID }) {
				changed[c.DocumentID()] = true
			}
		}
	}
	if session.Touches(act, "reply", "annotator") {
		for documentID := range f.of {
			changed[documentID] = true
		}
	}
	for documentID := range changed {
		if len(f.view.panes.of(documentID)) > 0 {
			f.load(documentID)
		}
	}
}

// target is what would be flagged: the selection, else the span in hand where it is in this article, else the article; and in words.
func (f *flags) target() (flag annotate.Flag, words string) {
	v := f.view
	p := v.panes.current()
	flag.DocumentID = p.documentID
	if len(p.reader.Selection()) > 0 {
		if chosen := p.chosenWords(); len(chosen) > 0 {
			flag.Place = annotate.Segment{Start: chosen[0].Start, End: chosen[len(chosen)-1].End}
			return flag, p.words([]annotate.Segment{flag.Place}, 40)
		}
	}
	if span, there := p.spans[v.session.Selected()]; there {
		flag.SpanID = span.ID
		return flag, p.words(span.Segments, 40)
	}
	d, _ := v.articles.byID(p.documentID)
	return flag, "the article " + wording.Quoted(d.Name(), 40)
}

// ask asks what is to be known of what is in hand.
func (f *flags) ask() {
	v := f.view
	v.floating.hide()
	flag, words := f.target()
	thread.Ask(v.desk.Sheets, v.session, flag, words, f.of[flag.DocumentID], func() {
		v.panes.current().reader.ClearSelection()
		said := "Flagged " + words + " as unsure."
		if all := v.desk.Commands.ByID(questionsID); all != nil {
			said += " All questions: " + all.Key() + "."
		}
		v.session.Tell(said)
	}, v.desk.Focus)
}

// questionsID is the command that shows all questions.
const questionsID = "review.questions"

// here says what is asked of a place of an article, for the tooltip of a span.
func (f *flags) here(documentID, spanID string) []string {
	var lines []string
	for _, flag := range f.of[documentID] {
		if flag.SpanID == spanID && flag.State == annotate.FlagOpen {
			lines = append(lines, "Unsure: "+wording.Short(thread.Question(flag), 80))
		}
	}
	return lines
}

// showPlace brings a stretch of an article into view, opening its article, and its story, where needed; all of an article is its start.
func (v *View) showPlace(documentID string, at annotate.Segment) {
	v.trail.leave()
	v.desk.Leave()
	v.flags.goal = &goal{documentID, at}
	if _, here := v.articles.byID(documentID); here {
		v.panes.bring(documentID)
		v.flags.arrive()
		return
	}
	d, err := v.session.Project.Document(v.session.Context(), documentID)
	if err != nil {
		v.session.Fail(err)
		return
	}
	v.session.ShowStory(d.StoryID)
}

// arrive shows the place that is wanted, if its article can be seen by now, or opens the article if its story is there by now.
func (f *flags) arrive() {
	v := f.view
	if f.goal == nil {
		return
	}
	for i, p := range v.panes.list {
		if p.documentID == f.goal.documentID && p.text != nil {
			at := f.goal.at
			f.goal = nil
			v.panes.activate(v.panes.list[i])
			if session.IsAnywhere(at) {
				v.desk.Focus()
				return
			}
			p.reader.SetCaret(at.Start)
			if at.End > at.Start {
				p.reader.Select(at)
			}
			p.reader.Reveal(at)
			v.desk.Focus()
			return
		}
	}
	if _, here := v.articles.byID(f.goal.documentID); here && len(v.panes.of(f.goal.documentID)) == 0 && v.panes.current() != nil {
		v.panes.bring(f.goal.documentID)
	}
}

// sign is how many questions are open in an article, in the head of its pane; a click leads to them.
type sign struct {
	*part.HoverPress
	count *widget.Label
}

func newSign(tapped func()) sign {
	count := widget.NewLabelWithStyle("", fyne.TextAlignCenter, fyne.TextStyle{Bold: true})
	count.Importance, count.SizeName = widget.WarningImportance, base.SizeNameCaptionText
	s := sign{part.NewHoverPress(container.NewCenter(control.Flush(count)), tapped), count}
	s.Tip = control.Tips("Open questions in the article; a click lists them")
	s.Hide()
	return s
}

func (s sign) say(open int) {
	if open == 0 {
		s.Hide()
		return
	}
	if text := fmt.Sprintf(" ? %s ", wording.Number(open)); text != s.count.Text {
		s.count.SetText(text)
	}
	s.Show()
}
