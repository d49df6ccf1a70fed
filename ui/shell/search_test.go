package shell

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// sees says whether some words are to be seen in the view that is shown.
func (d *desk) sees(words string) bool {
	return slices.ContainsFunc(texts(d.w.stage.Object()), func(text string) bool { return strings.Contains(text, words) })
}

func TestFindsInTheProjectWhileOneTypes(t *testing.T) {
	d := newDesk(t)
	d.shortcut("edit.search")
	d.Want("shown", d.w.stage.Shown(), "search")
	d.typed("net")
	if !d.sees("4 places in 3 articles") || !d.sees("Words that begin with “net”") {
		t.Errorf("typed half: %q", texts(d.w.stage.Object()))
	}
	d.typed("work")
	d.shot("search-light")
	d.w.setMode(theme.Dark)
	d.shot("search-dark")
	d.pressed(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	d.Want("at the hit", d.w.stage.Shown(), "read")
	if got := d.reader().Selection(); len(got) != 1 || string([]rune(d.reader().AccessibilityLabel())[got[0].Start:got[0].End]) != "network" {
		t.Errorf("selected is %v", got)
	}
	d.shortcut("edit.search")
	d.typed("会议")
	if !d.sees("1 place in 1 article") {
		t.Errorf("Chinese: %q", texts(d.w.stage.Object()))
	}
	d.w.stage.Focus()
	d.typed("a* OR")
	if !d.sees("4 places in 2 articles") {
		t.Errorf("an operator that is still being typed: %q", texts(d.w.stage.Object()))
	}
	d.w.stage.Focus()
	d.typed("*fox")
	if !d.sees("A star stands behind the beginning of a word") {
		t.Errorf("what cannot be read: %q", texts(d.w.stage.Object()))
	}
	d.w.stage.Focus()
	d.typed("xylophone")
	if !d.sees("Nothing found") {
		t.Errorf("nothing: %q", texts(d.w.stage.Object()))
	}
	d.pressed(fyne.KeyReturn)
	d.Want("Enter without a hit", d.w.stage.Shown(), "search")
	d.pressed(fyne.KeyEscape)
	d.Want("left", d.w.stage.Shown(), "read")
}

func TestSearchFindsSpansAndIsNarrowed(t *testing.T) {
	d := newDesk(t)
	d.words("haqqani network denied it", 0)
	d.typed("2")
	d.shortcut("edit.search")
	d.typed("network")
	pick := func(name string) {
		for _, o := range test.LaidOutObjects(d.w.stage.Object()) {
			if s, is := o.(*control.Select); is && slices.Contains(s.Options, name) {
				s.SetSelected(name)
				d.settle()
				return
			}
		}
		t.Fatalf("there is no choice %q", name)
	}
	pick("Ledger & Tide")
	if !d.sees("1 place in 1 article") {
		t.Errorf("of one outlet: %q", texts(d.w.stage.Object()))
	}
	pick("Any outlet")
	pick("Claim")
	if !d.sees("1 place in 1 article") {
		t.Errorf("within claims: %q", texts(d.w.stage.Object()))
	}
	d.shortcut("search.spans")
	if !d.sees("1 span in 1 article") {
		t.Errorf("claims: %q", texts(d.w.stage.Object()))
	}
	d.shot("search-spans-light")
	d.w.stage.Focus()
	d.pressed(fyne.KeyReturn)
	d.Want("at the span", []string{d.w.stage.Shown(), d.w.session.Selected()}, []string{"read", d.spans(0)[0].ID})
}

func TestAllHitsAreTaggedInOneActAndSaved(t *testing.T) {
	d := newDesk(t)
	d.words("haqqani network", 0)
	d.typed("1")
	d.shortcut("edit.search")
	d.typed(`"haqqani network"`)
	d.shortcut("search.sort.right")
	d.w.stage.Tag(annotate.DerivedID("label", "actor"))
	d.settle()
	d.shot("search-tag-light")
	d.button("Tag them", nil)
	d.settle()
	d.Want("marked", []int{len(d.spans(0)), len(d.spans(1)), len(d.spans(2))}, []int{2, 1, 1})
	d.w.session.Undo()
	d.settle()
	d.Want("undone", []int{len(d.spans(0)), len(d.spans(1)), len(d.spans(2))}, []int{1, 0, 0})
	path := t.TempDir() + "/hits.csv"
	d.shortcut("search.csv")
	d.typed(path)
	d.pressed(fyne.KeyReturn)
	d.settle()
	file, err := os.Open(path)
	d.Must(err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil || len(rows) != 5 || !strings.HasPrefix(rows[1][2], ", a senior") {
		t.Errorf("%q %v", rows, err)
	}
}
