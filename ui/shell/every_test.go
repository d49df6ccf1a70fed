package shell

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/uitest"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// effects are what a command does that a person can see where it makes sense; the first that begins a command's name
// counts. A command without an effect here has none in the situations of this test and says why.
var effects = []struct{ command, effect string }{
	{"file.close", "title"}, {"file.paste", ""}, {"file.", "over"},
	{"edit.undo", "acts"}, {"edit.redo", "acts"}, {"edit.copy", "clipboard"}, {"edit.all", "text"}, {"edit.find.", "words"}, {"edit.find", "keyboard"},
	{"edit.delete", "acts"}, {"edit.history", "over"}, {"edit.escape", "text"},
	{"view.theme.", "theme"}, {"view.usual", "said"}, {"view.larger", "type"}, {"view.smaller", "type"}, {"view.wider", "type"},
	{"view.narrower", "type"}, {"view.serif", "type"}, {"view.add", "text"}, {"view.close", "text"},
	{"view.pane.1", "keyboard"}, {"view.pane.2", "keyboard"}, {"view.pane.3", "keyboard"}, {"view.pane.", ""}, // there are three articles
	{"go.back", "text"}, {"go.forward", ""} /* nothing went back before it */, {"view.folds", "ticks"}, {"view.fold", ""}, // the articles have no long regions
	{"view.", "ticks"},
	{"story.next", "text"}, {"story.previous", "text"}, {"story.done", "acts"}, {"story.reopen", "acts"}, {"story.region.", "acts"}, {"story.coverage", "shown"}, {"story.network", "shown"}, {"story.registry", "shown"}, {"story.", "over"},
	{"annotate.", "ticks"}, {"tag.find", "keyboard"}, {"tag.", "acts"}, {"relabel." + annotate.DerivedID("label", "actor"), ""}, {"relabel.", "acts"}, {"go.region.back", "text"}, {"go.region", ""}, {"go.here", "over"}, {"go.", "hand"},
	{"span.name", "keyboard"}, {"span.takeback", ""}, {"span.next", "hand"}, {"span.previous", "hand"}, {"span.edit", "keyboard"}, {"span.relate", "words"}, {"span.occurrences", "over"}, {"span.", "acts"},
	{"passage.", ""}, {"claims.contradictions", ""}, // no two of the articles share a passage
	{"flag.ask", "over"}, {"review.questions", "shown"}, {"review.flag", "over"}, {"questions.answer", "keyboard"}, {"questions.turn", "acts"},
	{"questions.go", "shown"}, {"questions.leave", "shown"}, {"questions.", "ticks"},
	{"review.open", "shown"}, {"review.agreement", "shown"}, {"review.goldagreement", ""}, {"review.take.1", "acts"}, {"review.take.2", "acts"},
	{"review.take.", ""}, {"review.several", "words"}, {"review.union", "acts"}, {"review.intersection", "acts"}, {"review.edit", "words"},
	{"review.none", "acts"}, {"review.why", "keyboard"}, {"review.reopen", ""}, {"review.skip", "words"}, {"review.previous", "words"},
	{"review.back", ""}, {"review.blind", "ticks"}, {"review.show", "words"}, {"review.kind", "state"}, {"review.order", "ticks"},
	{"review.filter", "keyboard"}, {"review.unanimous", ""}, {"review.majority", "over"}, {"review.assign", "over"}, {"review.progress", "over"},
	{"agreement.leave", "shown"}, {"agreement.next", ""}, {"agreement.previous", ""} /* no place was gone to */, {"agreement.part.Pairs", ""}, {"agreement.part.", "state"},
	{"suggest.quotations", "acts"}, {"suggest.occurrences", "acts"}, {"suggest.show", "ticks"}, {"suggest.", ""}, // no actor has a name, and what was proposed is undone before the next
	{"coverage.leave", "shown"}, {"coverage.registry", ""}, {"coverage.fold", ""} /* no claim has a name, or a theme */, {"coverage.filter", "keyboard"}, {"coverage.beside", "shown"}, {"coverage.save.", "over"}, {"coverage.", "state"},
	{"edit.search", "shown"}, {"search.open", "shown"}, {"search.leave", "shown"}, {"search.more", ""} /* few are found */, {"search.csv", "over"},
	{"search.spans", "ticks"}, {"search.sort.place", ""}, {"search.sort.", "ticks"},
	{"registry.leave", "shown"}, {"registry.filter", "keyboard"}, {"registry.kind", "state"}, {"registry.show", "state"}, {"registry.order", "state"},
	{"registry.mentions", "keyboard"}, {"registry.mark", "words"}, {"registry.name", "keyboard"}, {"registry.merge", "over"}, {"registry.tidy", "over"}, {"registry.next", "state"}, {"registry.previous", "state"},
	{"registry.take", "acts"}, {"registry.reject", "acts"}, {"registry.", ""}, // nothing is chosen to be split off, and what is at hand is mentioned
	{"network.leave", "shown"}, {"network.registry", ""} /* nor has any actor */, {"network.find", "keyboard"}, {"network.save.", "over"}, {"network.closer", "state"}, {"network.farther", "said"}, // it is as far as it gets
	{"help.", "over"},
}

// effectOf is what a command does that a person can see.
func (d *desk) effectOf(id string) string {
	d.t.Helper()
	for _, e := range effects {
		if strings.HasPrefix(id, e.command) {
			return e.effect
		}
	}
	d.t.Errorf("what %s does is not told here", id)
	return ""
}

// situations are where every command is tried: again makes the situation anew after a command that has changed it.
var situations = []struct {
	name           string
	prepare, again func(*desk)
}{
	{"with a span in hand", (*desk).tagSome, func(d *desk) {
		d.reading()
		d.w.session.SelectSpan(d.spans(0)[0].ID)
		d.words("envoy", 0)
	}},
	{"with nothing in hand", (*desk).tagSome, func(d *desk) {
		d.reading()
		d.w.session.SelectSpan("")
		d.reader().SetCaret(len(d.reader().AccessibilityLabel()))
	}},
	{"without a pane", (*desk).tagSome, func(d *desk) {
		d.w.stage.Leave()
		for len(d.readers()) > 0 {
			d.w.commands.StartID("view.close")
		}
	}},
	{"in the review", func(d *desk) { d.disagree(); d.disagreeOn(1) }, func(d *desk) { d.w.stage.Show("review") }},
	{"among the questions", (*desk).flagSome, func(d *desk) { d.w.stage.Show("questions") }},
	{"among the figures", (*desk).disagree, func(d *desk) { d.w.stage.Show("agreement") }},
	{"in the coverage", (*desk).tagSome, func(d *desk) { d.w.stage.Show("coverage") }},
	{"in the search", (*desk).tagSome, func(d *desk) {
		d.w.stage.Show("search")
		if d.w.commands.ByID("search.spans").On() {
			d.w.commands.StartID("search.spans")
		}
		d.w.stage.Focus()
		d.typed("network")
	}},
	{"in the network", (*desk).tagSome, func(d *desk) { d.w.stage.Show("network") }},
	{"in the registry", (*desk).nameSome, func(d *desk) { d.w.stage.Show("registry") }},
	{"without a project", func(d *desk) { d.w.ShowStart() }, func(*desk) {}},
}

// tagSome tags a name in the first article, and a word behind it.
func (d *desk) tagSome() {
	for _, tag := range [][2]string{{"haqqani network", "actor"}, {"meeting", "actor"}, {"denied it", "claim"}} {
		d.words(tag[0], 0)
		d.w.stage.Tag(annotate.DerivedID("label", tag[1]))
	}
}

// nameSome names two that may be one in the first article, and one that nothing refers to.
func (d *desk) nameSome() {
	d.tagSome()
	d.w.session.Do("names", "Named", func(tx *store.Tx) (err error) {
		for i, name := range []string{"A. Vell", "Ada Vell", "Nobody"} {
			e := annotate.Entity{LabelID: annotate.DerivedID("label", "actor"), Name: name}
			if err = errors.Join(err, tx.CreateEntity(&e)); i < 2 {
				span := d.spans(0)[i]
				span.EntityID = e.ID
				err = errors.Join(err, tx.UpdateSpan(span))
			}
		}
		return err
	})
}

// flagSome asks about the first span and about an article.
func (d *desk) flagSome() {
	d.tagSome()
	for _, f := range []annotate.Flag{{SpanID: d.spans(0)[0].ID, Question: "Who?"}, {DocumentID: d.documents()[1].ID}} {
		d.w.session.Do("flag", "Flagged something as unsure", func(tx *store.Tx) error { return tx.AddFlag(&f) })
	}
}

// reading shows all three articles as they were opened first, with the keyboard in the first.
func (d *desk) reading() {
	d.w.stage.Leave()
	d.w.session.ShowStory(d.w.session.Story().ID)
	d.pause()
	if len(d.readers()) != 3 {
		d.t.Fatalf("%d articles are shown", len(d.readers()))
	}
	d.w.commands.StartID("view.pane.1")
}

// pause lets the window do what is under way.
func (d *desk) pause() {
	d.Settle(5*time.Millisecond, func() bool { return d.w.session != nil && d.w.session.Busy() })
}

// tidy takes away what lies over the window and what is said.
func (d *desk) tidy() {
	d.w.sheets.CloseAll()
	for top := d.w.win.Canvas().Overlays().Top(); top != nil; top = d.w.win.Canvas().Overlays().Top() {
		d.w.win.Canvas().Overlays().Remove(top)
	}
	switch w := d.w; {
	case w.bottom != nil:
		w.bottom.hush()
	case w.start != nil:
		w.start.said.SetText("")
	}
}

// said is the sentence in the status line.
func (d *desk) said() string {
	switch w := d.w; {
	case w.bottom == nil:
		return w.start.said.Text
	case w.bottom.saying != nil:
		return w.bottom.status.Text
	}
	return ""
}

// sight is what a person sees of the window, and what is in the project, by what it belongs to.
func (d *desk) sight() map[string]string {
	w := d.w
	s := map[string]string{"title": w.win.Title(), "said": d.said(), "theme": string(w.prefs.mode()), "type": fmt.Sprint(w.prefs.typography()),
		"clipboard": w.app.Clipboard().Content(), "shown": w.stage.Shown(), "keyboard": fmt.Sprintf("%p", w.win.Canvas().Focused())}
	if top := w.win.Canvas().Overlays().Top(); top != nil {
		s["over"] = strings.Join(texts(top), "\n")
	}
	for _, c := range w.commands.Commands {
		if c.On != nil && c.On() {
			s["ticks"] += c.ID + " "
		}
	}
	if w.session == nil {
		return s
	}
	s["hand"] = w.session.Selected()
	for _, kind := range views[1:] {
		s["state"] += string(w.stage.States()[kind.Name])
	}
	uitest.Walk(w.stage.Object(), func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *reader.Reader:
			s["text"] += fmt.Sprintln(wording.Short(o.AccessibilityLabel(), 20), o.Selection(), o.Caret(), o.ScrollPosition(), o.SelectedMark())
		case *canvas.Text:
			s["words"] += o.Text + "\n"
		}
	})
	undo, redo, err := w.session.Undoable()
	d.Must(err)
	for _, act := range []*store.Act{undo, redo} { // each act, each undo and each redo changes one of them
		if act != nil {
			s["acts"] += fmt.Sprintln(act.Seq, act.Summary)
		}
	}
	return s
}

// unlike lists what of two sights is not the same.
func unlike(a, b map[string]string) (what []string) {
	for _, key := range []string{"acts", "clipboard", "hand", "keyboard", "over", "said", "shown", "state", "text", "theme", "ticks", "title", "type", "words"} {
		if a[key] != b[key] {
			what = append(what, key)
		}
	}
	return what
}

// isSentence says whether a person can read it: it begins with a capital or a quotation and ends with a full stop.
func isSentence(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return (unicode.IsUpper(first) || first == '“') && strings.HasSuffix(s, ".")
}

// TestEveryCommandRunsOrSaysWhyNot starts each command in each situation. One that may not run says why in a sentence
// that stands in the status line, and does nothing; one that runs shows something, or says that there is nothing to do.
// In some situation each has the effect that it is for.
func TestEveryCommandRunsOrSaysWhyNot(t *testing.T) {
	worked := map[string]bool{}
	for _, situation := range situations {
		t.Run(situation.name, func(t *testing.T) {
			d := newDesk(t)
			situation.prepare(d)
			d.tidy()
			situation.again(d)
			d.pause()
			var ids []string
			for _, c := range d.w.commands.Commands {
				if c.ID != "file.quit" && c.ID != "file.sample" && !strings.HasPrefix(c.ID, "file.recent") && (c.ID != "file.close" || d.w.session == nil) {
					ids = append(ids, c.ID)
				}
			}
			before := d.sight()
			for _, id := range append(ids, "file.close") {
				c := d.w.commands.ByID(id)
				reason := c.Reason()
				d.w.commands.Start(c)
				d.pause()
				after := d.sight()
				for range 100 { // some things come in a moment
					if len(unlike(before, after)) > 0 || already(d, id) {
						break
					}
					d.pause()
					after = d.sight()
				}
				got := unlike(before, after)
				effect := d.effectOf(id)
				worked[id] = worked[id] || effect == "" || slices.Contains(got, effect)
				switch {
				case reason != "" && (after["said"] != reason || !isSentence(reason)):
					t.Errorf("%s may not run, %q; it says %q", id, reason, after["said"])
				case reason != "" && !slices.Equal(got, []string{"said"}):
					t.Errorf("%s says %q, yet changes %v", id, reason, got)
				case reason == "" && len(got) == 0 && !already(d, id):
					t.Errorf("%s shows nothing and says nothing", id)
				case after["said"] != "" && !isSentence(after["said"]):
					t.Errorf("%s says %q", id, after["said"])
				}
				d.tidy()
				if reason != "" || slices.Equal(got, []string{"said"}) {
					continue
				}
				if d.w.session != nil {
					// What was undone is for the next command to redo, what was marked done for the next but one.
					if slices.Contains(got, "acts") && !slices.Contains([]string{"edit.undo", "edit.redo", "story.done"}, id) {
						d.w.session.Undo()
					}
					if id != "edit.undo" && !slices.Contains(got, "over") {
						situation.again(d)
						d.pause()
						d.tidy()
					}
				}
				before = d.sight()
			}
		})
	}
	for id, did := range worked {
		if !did {
			t.Errorf("%s never does what it is for", id)
		}
	}
}

// already says whether everything is as a command would have it.
func already(d *desk, id string) bool {
	switch {
	case strings.HasPrefix(id, "view.theme."):
		return id == "view.theme."+string(d.w.prefs.mode())
	case id == "view.pane.1":
		return d.w.win.Canvas().Focused() == d.readers()[0]
	case id == "agreement.part.Pairs":
		return d.w.stage.Shown() == "agreement"
	case id == "search.sort.place":
		return d.w.stage.Shown() == "search"
	case id == "edit.escape":
		return d.w.session.Selected() == "" && (len(d.readers()) == 0 || len(d.reader().Selection()) == 0)
	}
	return false
}
