package inspector

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
)

func TestAttributesByKeyboard(t *testing.T) {
	b := newBench(t)
	b.show("the ports stay shut")
	b.inspector.FocusFirst()
	b.Type("2") // stance: opposes; a digit goes on to the next attribute
	b.want("act", b.lastAct(), "Set stance of “the ports stay shut” to opposes")
	b.Type("13")
	b.Press(fyne.KeyTab)
	b.Type("stay shut 🚢")
	b.Press(fyne.KeyTab)
	b.Type("12.5")
	b.Press(fyne.KeyTab)
	b.Type("2") // hedged: no
	b.Type("2011-10-06")
	b.Press(fyne.KeyEscape)
	b.want("left", b.left, 1)
	b.want("attributes", b.span("the ports stay shut").Attributes, map[string]any{
		"stance": "opposes", "grounds": []string{"law", "economy"}, "wording": "stay shut 🚢", "share": 12.5,
		"hedged": false, "said on": "2011-10-06"})
	b.want("failures", b.Errors, []string(nil))

	b.inspector.FocusFirst()
	b.Press(fyne.KeyBackspace)
	if _, set := b.span("the ports stay shut").Attributes["stance"]; set {
		t.Error("Backspace did not clear the stance")
	}
	b.want("the caption says that it is missing", b.says("stance · required"), true)
}

func TestWhatIsNoNumberIsNotSaved(t *testing.T) {
	b := newBench(t)
	b.show("the ports stay shut")
	entry := b.entry("share")
	b.Window.Canvas().Focus(b.field("share"))
	b.Type("a lot")
	b.Window.Canvas().Unfocus()
	if _, set := b.span("the ports stay shut").Attributes["share"]; set {
		t.Error("“a lot” was saved as a number")
	}
	b.Window.Canvas().Focus(b.field("share"))
	entry.SetText("")
	b.Type("-3")
	b.Press(fyne.KeyReturn)
	b.want("share", b.span("the ports stay shut").Attributes["share"], any(-3.0))
}

func TestNoteIsOneActAfterAPause(t *testing.T) {
	b := newBench(t)
	b.show("Dockers")
	b.Window.Canvas().Focus(b.field("Note"))
	b.Type("Who are they? — 谁")
	b.want("before the pause", b.span("Dockers").Note, "")
	b.tick()
	b.want("after it", b.span("Dockers").Note, "Who are they? — 谁")
	b.want("act", b.lastAct(), "Wrote a note on “Dockers”")
	b.Type("!")
	b.show("Ministry of Ports") // leaves the field
	b.want("after leaving", b.span("Dockers").Note, "Who are they? — 谁!")
	b.want("the other's note", b.entry("Note").Text, "")
	b.Session.Undo()
	b.want("undone", b.span("Dockers").Note, "Who are they? — 谁")
}

func TestEntityByTyping(t *testing.T) {
	b := newBench(t)
	b.show("Ministry of Ports")
	field := b.field("Entity").(*control.Complete)
	b.Window.Canvas().Focus(field)
	b.Press(fyne.KeyReturn, fyne.KeyReturn) // opens, takes "New: Ministry of Ports"
	made := b.span("Ministry of Ports").EntityID
	if made == "" {
		t.Fatal("no entity was made")
	}
	b.want("field", field.Text, "Ministry of Ports")

	b.show("Dockers")
	b.Window.Canvas().Focus(field)
	b.Type("Ministry of Ports")
	b.Press(fyne.KeyReturn) // before the entities are read
	b.want("no second one of the name", b.span("Dockers").EntityID, made)
	b.Session.Undo()
	b.show("Ministry of Ports")

	b.press(2)
	b.want("the keyboard is in the name", b.Window.Canvas().Focused() == b.field("Name"), true)
	b.Window.Canvas().Focus(b.field("Also called"))
	b.Type("MoP")
	b.Press(fyne.KeyReturn)
	b.Type("The ministry")
	b.Press(fyne.KeyEscape)
	e, err := b.Session.Project.Entity(context.Background(), made)
	b.Must(err)
	b.want("aliases", e.Aliases, []string{"MoP", "The ministry"})
	b.want("shown", b.says("also MoP, The ministry"), true)

	b.show("Dockers")
	b.Window.Canvas().Focus(field)
	b.Type("mop") // an alias
	b.Until("the entities are read", func() bool { return !b.Session.Busy() })
	b.Press(fyne.KeyReturn)
	b.want("the same entity", b.span("Dockers").EntityID, made)
	b.press(1)
	b.want("cleared", b.span("Dockers").EntityID, "")
	b.Window.Canvas().Focus(field)
	b.Type("Dockers’ union")
	b.Press(fyne.KeyReturn)
	b.want("a new one", field.Text, "Dockers’ union")
	b.Type("xyz")
	b.Press(fyne.KeyEscape)
	b.want("left with the list open", b.left, 1)
	b.want("what was typed is gone", field.Text, "Dockers’ union")
	b.Press(fyne.KeyEscape)
	b.want("left", b.left, 2)
}

// A theme that is typed is made where there is none of that name; emptied, the field takes the entity out of it. Each is one act.
func TestAThemeByTyping(t *testing.T) {
	b := newBench(t)
	b.show("Ministry of Ports")
	b.Window.Canvas().Focus(b.field("Entity"))
	b.Press(fyne.KeyReturn, fyne.KeyReturn)
	made := b.span("Ministry of Ports").EntityID
	b.press(2)
	theme := func() string {
		e, err := b.Session.Project.Entity(context.Background(), made)
		b.Must(err)
		if e.ParentID == "" {
			return ""
		}
		above, err := b.Session.Project.Entity(context.Background(), e.ParentID)
		b.Must(err)
		return above.Name
	}
	field := b.field("Theme").(*control.Entry)
	b.Window.Canvas().Focus(field)
	b.Type("Ministries")
	b.Press(fyne.KeyReturn)
	b.want("theme", theme(), "Ministries")
	b.Session.Undo()
	b.want("undone", theme(), "")
	b.Session.Redo()
	b.want("done again", theme(), "Ministries")
	b.show("Ministry of Ports")
	b.want("shown", field.Text, "Ministries")
	b.press(2)
	b.Window.Canvas().Focus(field)
	field.SetText("Ministry of Ports") // itself, which is refused
	field.Commit()
	b.want("refused", theme(), "Ministries")
	field.SetText("")
	field.Commit()
	b.want("taken out", theme(), "")
}

// TestATypedEntityIsKept: whichever way the field is left, what was written without choosing is the span's entity.
func TestATypedEntityIsKept(t *testing.T) {
	for name, leave := range map[string]func(*bench){
		"a click elsewhere": func(b *bench) { b.Window.Canvas().Unfocus() },
		"Tab":               func(b *bench) { b.Press(fyne.KeyTab) },
		"another span":      func(b *bench) { b.show("Ministry of Ports"); b.show("Dockers"); b.Window.Canvas().Unfocus() },
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			write := func(text string) annotate.Entity {
				field := b.field("Entity").(*control.Complete)
				b.Window.Canvas().Focus(field)
				b.Press(fyne.KeyBackspace)
				b.Type(text)
				b.Until("the entities are read", func() bool { return !b.Session.Busy() })
				leave(b)
				id := b.span("Dockers").EntityID
				if id == "" {
					return annotate.Entity{}
				}
				e, err := b.Session.Project.Entity(context.Background(), id)
				b.Must(err)
				b.want("shown", field.Text, e.Name)
				b.want("the list has gone", field.Open(), false)
				return e
			}
			b.show("Dockers")
			union := write(" The Dockers’ Union ")
			b.want("name", union.Name, "The Dockers’ Union")
			b.want("act", b.lastAct(), "Set the entity of “Dockers” to The Dockers’ Union")
			b.Session.Do("entity", "Other names", func(tx *store.Tx) error {
				union.Aliases = []string{"TDU"}
				return tx.UpdateEntity(union)
			})
			b.want("another one", write("港口工会").Name, "港口工会")
			b.want("the same in other letters", write("the dockers’ union").ID, union.ID)
			write("Dockers")
			b.want("by its other name", write("tdu").ID, union.ID)
			b.want("emptied", write(""), annotate.Entity{})
			field := b.field("Entity").(*control.Complete)
			b.Window.Canvas().Focus(field)
			b.Type("xyz")
			b.Press(fyne.KeyEscape)
			leave(b)
			b.want("Escape drops it", b.span("Dockers").EntityID+field.Text, "")
			b.want("failures", b.Errors, []string(nil))
		})
	}
}

// TestATypedOptionIsKept: where the options are found by typing, leaving the field takes the one that was meant, and what is none of
// them stays to be mended.
func TestATypedOptionIsKept(t *testing.T) {
	b := newBench(t)
	b.show("the ports stay shut")
	field := b.field("country").(*control.Complete)
	write := func(text string) any {
		b.Window.Canvas().Focus(field)
		b.Press(fyne.KeyBackspace)
		b.Type(text)
		b.Window.Canvas().Unfocus()
		return b.span("the ports stay shut").Attributes["country"]
	}
	b.want("in other letters", write("denmark"), any("Denmark"))
	b.want("the only one with these words", write("egy"), any("Egypt"))
	b.want("one is written in full, though another holds it", write("niger"), any("Niger"))
	b.want("emptied", write(""), any(nil))
	b.want("several", write("land"), any(nil))
	b.want("said", b.says("“land” may be any of 3 options"), true)
	b.want("none", write("Atlantis"), any(nil))
	b.want("said", b.says("“Atlantis” is none of the options"), true)
	b.Window.Canvas().Focus(b.field("wording"))
	b.Type("shut")
	b.Window.Canvas().Unfocus()
	b.want("it stays to be mended", field.Text, "Atlantis")
	b.show("Dockers")
	b.show("the ports stay shut")
	b.want("another span has its own", b.field("country").(*control.Complete).Text, "")
}

// TestWhatIsNoNumberStays: it is not saved, but is there to be mended after another field was changed.
func TestWhatIsNoNumberStays(t *testing.T) {
	b := newBench(t)
	b.show("the ports stay shut")
	b.Window.Canvas().Focus(b.field("share"))
	b.Type("12 %")
	b.Window.Canvas().Focus(b.field("wording"))
	b.Type("shut")
	b.Window.Canvas().Unfocus()
	b.want("share", b.entry("share").Text, "12 %")
	b.show("Dockers")
	b.show("the ports stay shut")
	b.want("another span has its own", b.entry("share").Text, "")
}

func TestRelations(t *testing.T) {
	b := newBench(t)
	b.show("the ports stay shut")
	b.Session.Do("relate", "Related", func(tx *store.Tx) error {
		return tx.CreateRelation(&annotate.Relation{TypeID: annotate.DerivedID("relation_type", "makes"), AnnotatorID: tx.Annotator().ID,
			HeadSpanID: b.spans["Ministry of Ports"], TailSpanID: b.spans["the ports stay shut"]})
	})
	row := b.inspector.relations.rows.Objects[0].(*fyne.Container)
	link, remove := row.Objects[0].(*control.Link), row.Objects[1].(*control.Button)
	b.want("line", link.Text(), "makes  “Ministry of Ports”")
	test.Tap(link)
	b.want("went", b.went, []string{b.spans["Ministry of Ports"]})
	test.Tap(b.inspector.relations.add)
	b.want("related", b.related, []string{b.spans["the ports stay shut"]})
	test.Tap(remove)
	left, err := b.Session.Project.RelationsOf(context.Background(), b.spans["the ports stay shut"])
	b.Must(err)
	b.want("left", len(left), 0)
	b.Session.Undo()
	b.want("undo brings it back on the screen", len(b.inspector.relations.rows.Objects), 1)
}

func TestRelabelDropsWhatCannotStand(t *testing.T) {
	b := newBench(t)
	b.show("the ports stay shut")
	b.inspector.FocusFirst()
	b.Type("1")
	b.Session.Do("relate", "Related", func(tx *store.Tx) error {
		return tx.CreateRelation(&annotate.Relation{TypeID: annotate.DerivedID("relation_type", "makes"), AnnotatorID: tx.Annotator().ID,
			HeadSpanID: b.spans["Ministry of Ports"], TailSpanID: b.spans["the ports stay shut"]})
	})
	b.Window.Canvas().Focus(b.field("Label"))
	b.Type("1")
	span := b.span("the ports stay shut")
	b.want("label", span.LabelID, annotate.DerivedID("label", "actor"))
	b.want("attributes", len(span.Attributes), 0)
	b.want("said", b.Said, []string{"2 values and relations that an actor cannot have were removed with the change; undo brings them back."})
	b.Session.Undo()
	b.want("stance is back", b.span("the ports stay shut").Attributes["stance"], any("supports"))
}

func TestAnotherAnnotatorsSpanCannotBeChanged(t *testing.T) {
	b := newBench(t)
	b.Session.SetAnnotator(annotate.NewAnnotator("ben"))
	b.show("the ports stay shut")
	b.want("notice", b.inspector.noticeText.Text, "anna made this. Only anna can change it.")
	b.inspector.FocusFirst()
	b.want("nothing takes the keyboard", b.Window.Canvas().Focused(), fyne.Focusable(nil))
	for _, caption := range []string{"Label", "stance", "wording", "Note", "Entity", "Relations"} {
		if !b.field(caption).(fyne.Disableable).Disabled() {
			t.Errorf("%s can be changed", caption)
		}
	}
	b.Session.SetAnnotator(annotate.NewAnnotator("anna"))
	b.want("own again", b.field("Label").(fyne.Disableable).Disabled(), false)
}

func TestHistoryInWords(t *testing.T) {
	b := newBench(t)
	b.show("the ports stay shut")
	b.inspector.FocusFirst()
	b.Type("2")
	b.Session.Undo()
	b.want("history", b.history(), []string{"anna cleared stance (undo)", "anna set stance to opposes", "anna tagged as claim"})
}

// TestHistoryTellsOfLinksAndDecisions: who linked the span and what a reviewer made of it and of its link, also what was taken back.
func TestHistoryTellsOfLinksAndDecisions(t *testing.T) {
	b := newBench(t)
	b.Session.Do("relate", "Related", func(tx *store.Tx) error {
		return tx.CreateRelation(&annotate.Relation{TypeID: annotate.DerivedID("relation_type", "makes"), AnnotatorID: tx.Annotator().ID,
			HeadSpanID: b.spans["Ministry of Ports"], TailSpanID: b.spans["the ports stay shut"]})
	})
	eva, ctx := annotate.NewAnnotator("eva"), context.Background()
	for range 3 { // two ends, then the link
		open, err := adjudicate.Items(ctx, b.Session.Project, derived.Query{Show: review.ShowOpen})
		b.Must(err)
		for _, item := range open {
			if !item.Has(b.Session.Annotator().ID) || item.Candidates[0].ID() == b.spans["Dockers"] {
				continue
			}
			_, err := adjudicate.Decide(ctx, b.Session.Project, eva, item.Item, review.Verdict{Name: review.Take, Candidates: []int{0}}, "as in the codebook")
			b.Must(err)
		}
	}
	_, err := b.Session.Project.Undo(ctx, "")
	b.Must(err)
	b.show("the ports stay shut")
	b.want("history", b.history(), []string{"eva took back (relation): Taken, “as in the codebook” (undo)", "eva decided (relation): Taken, “as in the codebook”",
		"eva decided (some): Taken, “as in the codebook”", "anna related it (makes)", "anna tagged as claim"})
}

// history opens the history and waits for its lines, without the times.
func (b *bench) history() (lines []string) {
	b.Helper()
	test.Tap(b.inspector.history.toggle)
	b.Until("the history is read", func() bool { return len(b.inspector.history.rows.Objects) > 0 })
	for _, o := range b.inspector.history.rows.Objects {
		line, _, _ := strings.Cut(o.(*fyne.Container).Objects[0].(*widget.Label).Text, " · ")
		lines = append(lines, line)
	}
	return lines
}

func TestNothingSelected(t *testing.T) {
	b := newBench(t)
	b.inspector.ShowSpan("")
	b.Until("the spans are counted", func() bool { return b.inspector.empty.counts.Text == "2 actors · 1 claim by anna" })
	b.show("Dockers")
	b.Session.Do("delete", "Deleted", func(tx *store.Tx) error { return tx.DeleteSpan(b.spans["Dockers"]) })
	b.want("a deleted span is let go", b.inspector.empty.Visible(), true)
	b.Until("the counts follow", func() bool { return b.inspector.empty.counts.Text == "1 actor · 1 claim by anna" })
}

func TestRenamingToANameThatIsThereOffersToMerge(t *testing.T) {
	b := newBench(t)
	b.show("Ministry of Ports")
	field := b.field("Entity").(*control.Complete)
	b.Window.Canvas().Focus(field)
	b.Press(fyne.KeyReturn, fyne.KeyReturn)
	ministry := b.span("Ministry of Ports").EntityID
	b.show("Dockers")
	b.Window.Canvas().Focus(field)
	b.Type("The dockers")
	b.Press(fyne.KeyReturn)
	dockers := b.span("Dockers").EntityID

	var asked []session.Question
	b.Session.OnAsk = func(q session.Question) { asked = append(asked, q) }
	rename := func(name string) {
		b.press(2)
		b.Window.Canvas().Focus(b.field("Name"))
		b.entry("Name").SetText("")
		b.Type(name)
		b.Press(fyne.KeyReturn)
	}
	rename("ministry  of ports")
	if len(asked) != 1 || len(asked[0].Answers) != 2 || asked[0].Title != "Merge with “Ministry of Ports”?" {
		t.Fatalf("asked %+v", asked)
	}
	b.want("nothing is renamed before that is answered", b.span("Dockers").EntityID, dockers)
	asked[0].Answers[1].Run()
	e, err := b.Session.Project.Entity(context.Background(), dockers)
	b.Must(err)
	b.want("kept as two", e.Name, "ministry  of ports")
	b.Session.Undo()
	asked[0].Answers[0].Run()
	b.want("merged", b.span("Dockers").EntityID, ministry)
	e, err = b.Session.Project.Entity(context.Background(), ministry)
	b.Must(err)
	b.want("the old name", e.Aliases, []string{"The dockers"})
	b.want("act", b.lastAct(), "Merged “The dockers” into “Ministry of Ports”")
	b.Session.Undo()
	b.want("parted", b.span("Dockers").EntityID, dockers)
}
