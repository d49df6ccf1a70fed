package read

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

func TestTheSidebarIsWorkedByKeyboard(t *testing.T) {
	d := newDesk(t)
	list := d.view().sidebar.upper
	d.w.win.Canvas().Focus(list)
	d.pressed(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn) // the story, its first article, its second
	if p := d.view().panes.current(); p.documentID != d.view().articles.list[1].ID {
		t.Errorf("Return opens %s", p.title.Text)
	}
	d.w.win.Canvas().Focus(list)
	d.pressed(fyne.KeyEscape)
	if d.w.win.Canvas().Focused() != fyne.Focusable(d.view().panes.current().reader) {
		t.Error("Escape does not lead back to the text")
	}
}

func TestRightClickInTheSidebarRenamesMergesColoursAndFinds(t *testing.T) {
	d := sampleDesk(t)
	s := d.view().sidebar
	d.until("the entities are listed", func() bool { return len(s.entities) > 3 })
	rows := func(label string) (found []sideRow) {
		for _, r := range s.entities {
			if r.entity != nil && r.label.Name == label {
				found = append(found, r)
			}
		}
		return found
	}
	choose := func(r sideRow, name string) {
		t.Helper()
		s.menu(r, fyne.NewPos(60, 400))
		if top := d.w.win.Canvas().Overlays().Top(); top == nil {
			t.Fatal("no menu pops up")
		} else {
			d.w.win.Canvas().Overlays().Remove(top)
		}
		var choices []*fyne.MenuItem
		for _, item := range s.choices(r) {
			choices = append(choices, item)
			if item.ChildMenu != nil {
				choices = append(choices, item.ChildMenu.Items...)
			}
		}
		i := slices.IndexFunc(choices, func(item *fyne.MenuItem) bool { return strings.HasPrefix(item.Label, name) })
		if i < 0 {
			t.Fatalf("nothing is called %s", name)
		}
		choices[i].Action()
		d.settle()
	}
	row := rows("actor")[0]
	choose(row, "Rename")
	d.typed("x")
	d.pressed(fyne.KeyReturn)
	renamed, err := d.w.session.Project.Entity(context.Background(), row.entity.ID)
	d.Must(err)
	if renamed.Name == row.entity.Name || !strings.Contains(renamed.Name, "x") {
		t.Errorf("it is called %q", renamed.Name)
	}
	count := len(rows("actor"))
	other := rows("actor")[1]
	choose(row, "Merge")
	d.typed(other.entity.Name)
	d.pressed(fyne.KeyReturn)
	d.until("they are one", func() bool { return len(rows("actor")) == count-1 })
	into, err := d.w.session.Project.Entity(context.Background(), other.entity.ID)
	d.Must(err)
	if !slices.Contains(into.Aliases, renamed.Name) {
		t.Errorf("%q is not among the other names %q", renamed.Name, into.Aliases)
	}
	choose(sideRow{label: row.label}, "pink")
	if got := d.w.session.Codebook().Labels[0].Color; got != "#cc79a7" {
		t.Errorf("the colour is %s", got)
	}
	choose(rows("actor")[0], "Find")
	if f := d.view().panes.current().find; !f.object.Visible() || f.field.Text != rows("actor")[0].entity.Name {
		t.Errorf("%q is looked for", f.field.Text)
	}
}
