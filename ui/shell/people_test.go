package shell

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/part"
)

// names are those who have annotated.
func (d *desk) names() string {
	d.t.Helper()
	all, err := d.w.session.Project.Annotators(d.w.session.Context())
	d.Must(err)
	var names []string
	for _, a := range all {
		names = append(names, a.Name)
	}
	return strings.Join(names, ", ")
}

// annotateAs opens the sheet and answers it with a name.
func (d *desk) annotateAs(name string) {
	d.t.Helper()
	d.w.commands.StartID("file.annotator")
	d.typed(name)
	d.pressed(fyne.KeyReturn)
}

func TestNamesThatLookAlikeArePointedOutAndGoldIsNobody(t *testing.T) {
	d := newDesk(t)
	d.words("haqqani network", 0)
	d.typed("1")
	own := d.w.session.Annotator().Name
	d.annotateAs("GOLD")
	if d.w.sheets.Len() != 1 || d.w.session.Annotator().Name != own {
		t.Fatal("gold annotates")
	}
	d.w.sheets.CloseAll()
	twin := strings.ToUpper(own[:1]) + own[1:]
	d.annotateAs(twin)
	d.shot("annotator-alike-light")
	if d.w.sheets.Len() != 1 || d.w.session.Annotator().Name != own {
		t.Fatalf("%q annotates without a word about %q", twin, own)
	}
	d.pressed(fyne.KeyReturn)
	if d.w.sheets.Len() != 0 || d.w.session.Annotator().Name != twin {
		t.Errorf("confirmed, %q annotates", d.w.session.Annotator().Name)
	}
}

func TestAnnotatorsAreRenamedAndJoinedInTheWindow(t *testing.T) {
	d := newDesk(t)
	d.words("haqqani network", 0)
	d.typed("1")
	own := d.w.session.Annotator()
	d.annotateAs("Zoë")
	d.words("official", 1)
	d.typed("1")
	zoe := d.w.session.Annotator()
	if got := d.names(); got != "Zoë, "+own.Name {
		t.Fatalf("annotators %s", got)
	}
	d.w.commands.StartID("file.annotator")
	d.settle()
	d.shot("annotators-light")
	d.button("Rename…", nil) // the first one
	d.w.win.Canvas().Focused().(*part.Field).SetText("Zoë Müller")
	d.pressed(fyne.KeyReturn)
	if got := d.names(); got != "Zoë Müller, "+own.Name || d.w.session.Annotator().Name != "Zoë Müller" || d.w.session.Annotator().ID != zoe.ID {
		t.Errorf("annotators %s; at the desk is %+v", got, d.w.session.Annotator())
	}
	d.button("Rename…", nil)
	d.w.win.Canvas().Focused().(*part.Field).SetText(own.Name)
	d.pressed(fyne.KeyReturn)
	if top := d.w.sheets.Top().Options; top.Title != "Join with "+own.Name+"?" {
		t.Fatalf("asked %q", top.Title)
	}
	d.w.typedKey(fyne.KeyReturn)
	d.settle()
	if got := d.names(); got != own.Name || d.w.session.Annotator().ID != own.ID || d.marks(own) != 2 {
		t.Errorf("annotators %s; at the desk is %+v, with %d spans", got, d.w.session.Annotator(), d.marks(own))
	}
	d.w.sheets.CloseAll()
	d.shortcut("edit.undo")
	if got := d.names(); got != "Zoë Müller, "+own.Name {
		t.Errorf("after undo %s", got)
	}
	if known, err := d.w.session.Project.AnnotatorOf(d.w.session.Context(), annotate.NewAnnotator("Zoë")); err != nil || known.ID != zoe.ID {
		t.Errorf("Zoë means %+v, %v", known, err)
	}
}

// What was typed on the way to a name that nobody can have is not the annotator.
func TestAWrongNameInTheStartWindowLeavesWhoAnnotated(t *testing.T) {
	d := bareDesk(t)
	d.w.prefs.setAnnotator("zoë")
	d.w.ShowStart()
	for _, step := range []struct{ typed, annotates string }{{"gol", "gol"}, {"gold", "zoë"}, {"golda", "golda"}, {"", "zoë"}} {
		d.w.start.name.SetText(step.typed)
		if got := d.w.prefs.annotator(); got != step.annotates {
			t.Errorf("after “%s” was typed %s annotates, want %s", step.typed, got, step.annotates)
		}
	}
}
