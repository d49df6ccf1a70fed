package inspector

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/google/go-cmp/cmp"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

func attribute(label, name string, kind annotate.AttributeType, required bool, options ...string) annotate.Attribute {
	return annotate.Attribute{ID: annotate.DerivedID("attribute", label, name), LabelID: annotate.DerivedID("label", label),
		Name: name, Type: kind, Options: options, Required: required}
}

// countries are so many that they are found by typing.
var countries = []string{"Chile", "Denmark", "Egypt", "Finland", "Ghana", "Iceland", "Ireland", "Japan", "Kenya", "Latvia", "Niger", "Nigeria", "Peru",
	"Qatar", "Spain", "Togo"}

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
			attribute("claim", "said on", annotate.Date, false),
			attribute("claim", "country", annotate.Choice, false, countries...)),
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
	*uitest.Desk
	inspector *Inspector
	story     annotate.Story
	spans     map[string]string // words → id
	left      int
	went      []string
	related   []string
	pending   []func() // what waits for the clock
}

func newBench(t testing.TB) *bench {
	t.Helper()
	b := &bench{spans: map[string]string{}}
	anna := annotate.NewAnnotator("anna")
	project, err := store.Create(context.Background(), filepath.Join(t.TempDir(), "test.parallax"), everyType())
	if err != nil {
		t.Fatal(err)
	}
	uitest.Do(t, project, anna, func(tx *store.Tx) (err error) {
		if b.story, _, err = tx.EnsureStory("Ports"); err != nil {
			return err
		}
		d := annotate.Document{StoryID: b.story.ID, Title: "Ports stay shut", Outlet: "Morning Beacon", Text: articleText,
			TextSHA256: annotate.HashText(articleText), SourceName: "beacon.txt", SourceFormat: "text"}
		if err := tx.AddDocument(&d, nil); err != nil {
			return err
		}
		for _, s := range []struct{ words, label string }{{"Ministry of Ports", "actor"}, {"the ports stay shut", "claim"}, {"Dockers", "actor"}} {
			span := annotate.Span{DocumentID: d.ID, AnnotatorID: anna.ID, LabelID: annotate.DerivedID("label", s.label),
				Segments: []annotate.Segment{find(articleText, s.words)}, Confidence: 1}
			if err := tx.CreateSpan(&span); err != nil {
				return err
			}
			b.spans[s.words] = span.ID
		}
		return nil
	})
	b.Desk = uitest.NewDesk(t, project, anna, theme.Light, fyne.NewSize(320, 900))
	b.Session.SetStory(b.story)
	b.inspector = New(b.Session, Hooks{
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
	b.Window.SetContent(b.inspector)
	return b
}

func find(text, words string) annotate.Segment {
	before, _, _ := strings.Cut(text, words)
	start := len([]rune(before))
	return annotate.Segment{Start: start, End: start + len([]rune(words))}
}

func (b *bench) span(words string) annotate.Span {
	b.Helper()
	s, err := b.Session.Project.Span(context.Background(), b.spans[words])
	b.Must(err)
	return s
}

// field is what first takes the keyboard below a caption.
func (b *bench) field(caption string) fyne.Focusable {
	b.Helper()
	return uitest.Fields(b, b.inspector, caption)[0].(fyne.Focusable)
}

// entry is the text field below a caption.
func (b *bench) entry(caption string) *widget.Entry {
	b.Helper()
	switch field := b.field(caption).(type) {
	case *control.Complete:
		return &field.Entry.Entry
	case *control.Entry:
		return &field.Entry
	}
	b.Fatalf("%q is no text field", caption)
	return nil
}

// press presses a button of the entity: the first takes it away, the second opens what is known of it.
func (b *bench) press(button int) {
	b.Helper()
	test.Tap(uitest.Fields(b, b.inspector, "Entity")[button].(fyne.Tappable))
}

// says says whether a caption of those words is to be seen.
func (b *bench) says(words string) (said bool) {
	uitest.Walk(b.inspector, func(o fyne.CanvasObject) {
		c, is := o.(*control.Caption)
		said = said || is && c.Text() == words
	})
	return said
}

func (b *bench) show(words string) { b.inspector.ShowSpan(b.spans[words]) }

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
	undo, _, err := b.Session.Project.Undoable(context.Background(), "")
	b.Must(err)
	return undo.Summary
}
