package inspector

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/theme"
)

func attribute(label, name string, kind annotate.AttributeType, required bool, options ...string) annotate.Attribute {
	return annotate.Attribute{ID: annotate.DerivedID("attribute", label, name), LabelID: annotate.DerivedID("label", label),
		Name: name, Type: kind, Options: options, Required: required}
}

// everyType is a codebook with an attribute of each type.
func everyType() annotate.Codebook {
	label := func(name, color string, style annotate.Style, key string, attributes ...annotate.Attribute) annotate.Label {
		for i := range attributes {
			attributes[i].Position = i
		}
		return annotate.Label{ID: annotate.DerivedID("label", name), Name: name, Color: color, Style: style, Hotkey: key, Attributes: attributes}
	}
	cb := annotate.Codebook{Name: "test", Labels: []annotate.Label{
		label("actor", "#0072b2", annotate.Underline, "a",
			attribute("actor", "type", annotate.Choice, true, "person", "organisation", "state", "armed group", "media", "public", "other")),
		label("claim", "#e69f00", annotate.Tint, "c",
			attribute("claim", "stance", annotate.Choice, true, "supports", "opposes", "neutral"),
			attribute("claim", "grounds", annotate.Choices, false, "law", "morals", "economy", "safety"),
			attribute("claim", "wording", annotate.Text, false),
			attribute("claim", "share", annotate.Number, false),
			attribute("claim", "hedged", annotate.Boolean, false),
			attribute("claim", "said on", annotate.Date, false)),
	}}
	for i := range cb.Labels {
		cb.Labels[i].Position = i
	}
	for _, t := range []struct{ name, head, tail string }{{"makes", "actor", "claim"}, {"targets", "claim", "actor"}} {
		cb.RelationTypes = append(cb.RelationTypes, annotate.RelationType{ID: annotate.DerivedID("relation_type", t.name), Name: t.name,
			HeadLabel: t.head, TailLabel: t.tail, Scope: annotate.WithinStory})
	}
	return cb
}

const articleText = "🚢 The Ministry of Ports — وزارة الموانئ, 港口部 — said on Monday that the ports stay shut. Dockers called it a farce."

// bench is a project with one story of one article, two actors and a claim by anna, and an inspector in a window.
type bench struct {
	testing.TB
	session   *session.Session
	inspector *Inspector
	window    fyne.Window
	story     annotate.Story
	spans     map[string]string // words → id
	left      int
	went      []string
	related   []string
	pending   []func() // what waits for the clock
	said      []string
	failed    []string
}

func newBench(t testing.TB) *bench {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	b := &bench{TB: t, spans: map[string]string{}}
	project, err := store.Create(context.Background(), filepath.Join(t.TempDir(), "test.parallax"), everyType())
	b.must(err)
	b.session, err = session.New(project, annotate.NewAnnotator("anna"))
	b.must(err)
	b.session.OnError = func(s string) { b.failed = append(b.failed, s) }
	b.session.OnTell = func(s string) { b.said = append(b.said, s) }
	t.Cleanup(func() { b.session.Close() })
	_, ok := b.session.Do("import", "Imported", func(tx *store.Tx) (err error) {
		if b.story, _, err = tx.Story("Ports"); err != nil {
			return err
		}
		d := annotate.Document{StoryID: b.story.ID, Title: "Ports stay shut", Outlet: "Morning Beacon", Text: articleText,
			TextSHA256: annotate.HashText(articleText), SourceName: "beacon.txt", SourceFormat: "text"}
		if err := tx.AddDocument(&d, nil); err != nil {
			return err
		}
		for _, s := range []struct{ words, label string }{{"Ministry of Ports", "actor"}, {"the ports stay shut", "claim"}, {"Dockers", "actor"}} {
			span := annotate.Span{DocumentID: d.ID, AnnotatorID: b.session.Annotator().ID, LabelID: annotate.DerivedID("label", s.label),
				Segments: []annotate.Segment{find(articleText, s.words)}, Confidence: 1}
			if err := tx.CreateSpan(&span); err != nil {
				return err
			}
			b.spans[s.words] = span.ID
		}
		return nil
	})
	if !ok {
		t.Fatal(b.failed)
	}
	b.session.SetStory(b.story)
	b.inspector = New(b.session, Hooks{
		OnLeave:  func() { b.left++ },
		OnGoTo:   func(id string) { b.went = append(b.went, id) },
		OnRelate: func(id string) { b.related = append(b.related, id) },
	})
	t.Cleanup(b.inspector.Close)
	b.inspector.form.Later = func(d time.Duration, fn func()) func() {
		at := len(b.pending)
		b.pending = append(b.pending, fn)
		return func() { b.pending[at] = nil }
	}
	b.window = test.NewTempWindow(t, b.inspector)
	b.window.Resize(fyne.NewSize(320, 900))
	return b
}

func find(text, words string) annotate.Segment {
	before, _, _ := strings.Cut(text, words)
	start := len([]rune(before))
	return annotate.Segment{Start: start, End: start + len([]rune(words))}
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) span(words string) annotate.Span {
	b.Helper()
	s, err := b.session.Project.Span(context.Background(), b.spans[words])
	b.must(err)
	return s
}

func (b *bench) show(words string) { b.inspector.ShowSpan(b.spans[words]) }

// enter types into whatever has the keyboard.
func (b *bench) enter(text string) {
	b.Helper()
	focused := b.window.Canvas().Focused()
	if focused == nil {
		b.Fatalf("nothing has the keyboard when %q is typed", text)
	}
	test.Type(focused, text)
}

func (b *bench) press(keys ...fyne.KeyName) {
	b.Helper()
	for _, key := range keys {
		focused := b.window.Canvas().Focused()
		if key == fyne.KeyTab {
			b.window.Canvas().FocusNext()
			continue
		}
		if focused == nil {
			b.Fatalf("nothing has the keyboard when %s is pressed", key)
		}
		focused.TypedKey(&fyne.KeyEvent{Name: key})
	}
}

// tick lets the time pass for which the note waits.
func (b *bench) tick() {
	for _, fn := range b.pending {
		if fn != nil {
			fn()
		}
	}
	b.pending = nil
}

func (b *bench) want(what string, got, want any) {
	b.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		b.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func (b *bench) lastAct() string {
	b.Helper()
	undo, _, err := b.session.Project.Undoable(context.Background(), "")
	b.must(err)
	return undo.Summary
}

func TestAttributesByKeyboard(t *testing.T) {
	b := newBench(t)
	b.show("the ports stay shut")
	b.inspector.FocusFirst()
	b.enter("2") // stance: opposes
	b.want("act", b.lastAct(), "Set stance of “the ports stay shut” to opposes")
	b.press(fyne.KeyTab)
	b.enter("13")
	b.press(fyne.KeyTab)
	b.enter("stay shut 🚢")
	b.press(fyne.KeyTab)
	b.enter("12.5")
	b.press(fyne.KeyTab)
	b.enter("2") // hedged: no
	b.press(fyne.KeyTab)
	b.enter("2011-10-06")
	b.press(fyne.KeyEscape)
	b.want("left", b.left, 1)
	b.want("attributes", b.span("the ports stay shut").Attributes, map[string]any{
		"stance": "opposes", "grounds": []string{"law", "economy"}, "wording": "stay shut 🚢", "share": 12.5,
		"hedged": false, "said on": "2011-10-06"})
	b.want("failures", b.failed, []string(nil))

	b.inspector.FocusFirst()
	b.press(fyne.KeyBackspace)
	if _, set := b.span("the ports stay shut").Attributes["stance"]; set {
		t.Error("Backspace did not clear the stance")
	}
	b.want("caption", b.inspector.attributes.fields[0].caption.Text(), "stance · required")
}

func TestWhatIsNoNumberIsNotSaved(t *testing.T) {
	b := newBench(t)
	b.show("the ports stay shut")
	entry := b.inspector.attributes.fields[3].input.(*control.Entry)
	b.window.Canvas().Focus(entry)
	b.enter("a lot")
	b.window.Canvas().Unfocus()
	if _, set := b.span("the ports stay shut").Attributes["share"]; set {
		t.Error("“a lot” was saved as a number")
	}
	b.window.Canvas().Focus(entry)
	entry.SetText("")
	b.enter("-3")
	b.press(fyne.KeyReturn)
	b.want("share", b.span("the ports stay shut").Attributes["share"], any(-3.0))
}

func TestNoteIsOneActAfterAPause(t *testing.T) {
	b := newBench(t)
	b.show("Dockers")
	b.window.Canvas().Focus(b.inspector.note)
	b.enter("Who are they? — 谁")
	b.want("before the pause", b.span("Dockers").Note, "")
	b.tick()
	b.want("after it", b.span("Dockers").Note, "Who are they? — 谁")
	b.want("act", b.lastAct(), "Wrote a note on “Dockers”")
	b.enter("!")
	b.show("Ministry of Ports") // leaves the field
	b.want("after leaving", b.span("Dockers").Note, "Who are they? — 谁!")
	b.want("the other's note", b.inspector.note.Text, "")
	b.session.Undo()
	b.want("undone", b.span("Dockers").Note, "Who are they? — 谁")
}

func TestEntityByTyping(t *testing.T) {
	b := newBench(t)
	b.show("Ministry of Ports")
	field := b.inspector.entity.field
	b.window.Canvas().Focus(field)
	b.press(fyne.KeyReturn, fyne.KeyReturn) // opens, takes "New: Ministry of Ports"
	made := b.span("Ministry of Ports").EntityID
	if made == "" {
		t.Fatal("no entity was made")
	}
	b.want("field", field.Text, "Ministry of Ports")

	test.Tap(b.inspector.entity.edit)
	b.want("the keyboard is in the name", b.window.Canvas().Focused() == fyne.Focusable(b.inspector.entity.name), true)
	b.window.Canvas().Focus(b.inspector.entity.aliases)
	b.enter("MoP")
	b.press(fyne.KeyReturn)
	b.enter("The ministry")
	b.press(fyne.KeyEscape)
	e, err := b.session.Project.Entity(context.Background(), made)
	b.must(err)
	b.want("aliases", e.Aliases, []string{"MoP", "The ministry"})
	b.want("shown", b.inspector.entity.also.Text(), "also MoP, The ministry")

	b.show("Dockers")
	b.window.Canvas().Focus(field)
	b.enter("mop") // an alias
	b.press(fyne.KeyReturn)
	b.want("the same entity", b.span("Dockers").EntityID, made)
	test.Tap(b.inspector.entity.clear)
	b.want("cleared", b.span("Dockers").EntityID, "")
	b.window.Canvas().Focus(field)
	b.enter("Dockers’ union")
	b.press(fyne.KeyReturn)
	b.want("a new one", field.Text, "Dockers’ union")
	b.enter("xyz")
	b.press(fyne.KeyEscape)
	b.want("left with the list open", b.left, 1)
	b.want("what was typed is gone", field.Text, "Dockers’ union")
	b.press(fyne.KeyEscape)
	b.want("left", b.left, 2)
}

func TestRelations(t *testing.T) {
	b := newBench(t)
	b.show("the ports stay shut")
	b.session.Do("relate", "Related", func(tx *store.Tx) error {
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
	left, err := b.session.Project.RelationsOf(context.Background(), b.spans["the ports stay shut"])
	b.must(err)
	b.want("left", len(left), 0)
	b.session.Undo()
	b.want("undo brings it back on the screen", len(b.inspector.relations.rows.Objects), 1)
}

func TestRelabelDropsWhatCannotStand(t *testing.T) {
	b := newBench(t)
	b.show("the ports stay shut")
	b.inspector.FocusFirst()
	b.enter("1")
	b.session.Do("relate", "Related", func(tx *store.Tx) error {
		return tx.CreateRelation(&annotate.Relation{TypeID: annotate.DerivedID("relation_type", "makes"), AnnotatorID: tx.Annotator().ID,
			HeadSpanID: b.spans["Ministry of Ports"], TailSpanID: b.spans["the ports stay shut"]})
	})
	b.window.Canvas().Focus(b.inspector.labels)
	b.enter("1")
	span := b.span("the ports stay shut")
	b.want("label", span.LabelID, annotate.DerivedID("label", "actor"))
	b.want("attributes", len(span.Attributes), 0)
	b.want("said", b.said, []string{"2 values and links that an actor cannot have went with the change; undo brings them back."})
	b.session.Undo()
	b.want("stance is back", b.span("the ports stay shut").Attributes["stance"], any("supports"))
}

func TestAnotherAnnotatorsSpanCannotBeChanged(t *testing.T) {
	b := newBench(t)
	b.session.SetAnnotator(annotate.NewAnnotator("ben"))
	b.show("the ports stay shut")
	b.want("notice", b.inspector.noticeText.Text, "anna made this. Only anna can change it.")
	b.inspector.FocusFirst()
	b.want("nothing takes the keyboard", b.window.Canvas().Focused(), fyne.Focusable(nil))
	for _, o := range []fyne.Disableable{b.inspector.labels, b.inspector.note, b.inspector.entity.field, b.inspector.relations.add} {
		if !o.Disabled() {
			t.Errorf("%T can be changed", o)
		}
	}
	b.session.SetAnnotator(annotate.NewAnnotator("anna"))
	b.want("own again", b.inspector.labels.Disabled(), false)
}

func TestHistoryInWords(t *testing.T) {
	b := newBench(t)
	b.show("the ports stay shut")
	b.inspector.FocusFirst()
	b.enter("2")
	b.session.Undo()
	test.Tap(b.inspector.history.toggle)
	var lines []string
	for _, o := range b.inspector.history.rows.Objects {
		line, _, _ := strings.Cut(o.(*control.Caption).Text(), " · ")
		lines = append(lines, line)
	}
	b.want("history", lines, []string{"anna cleared stance (undo)", "anna set stance to opposes", "anna tagged as claim"})
}

func TestNothingSelected(t *testing.T) {
	b := newBench(t)
	b.inspector.ShowSpan("")
	b.want("counts", b.inspector.empty.counts.Text, "2 actor · 1 claim by anna")
	b.show("Dockers")
	b.session.Do("delete", "Deleted", func(tx *store.Tx) error { return tx.DeleteSpan(b.spans["Dockers"]) })
	b.want("a deleted span is let go", b.inspector.empty.Visible(), true)
	b.want("counts follow", b.inspector.empty.counts.Text, "1 actor · 1 claim by anna")
}
