package codebookview

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/control"
)

const anyLabel = "any label"

// relationEditor holds everything that relation type i says.
func (v *View) relationEditor(i int) []fyne.CanvasObject {
	relation := func() *annotate.RelationType { return &v.draft.now.RelationTypes[i] }
	changed := func() { v.showList(); v.edited() }
	name := v.entry("Name of the relation", func(text string) { relation().Name = strings.TrimSpace(text); changed() })
	name.Set(relation().Name)
	v.first = name

	names, ids := []string{anyLabel}, []string{""}
	for _, l := range v.draft.now.Labels {
		names, ids = append(names, l.Name), append(ids, l.ID)
	}
	end := func(label *string) fyne.CanvasObject {
		s := control.NewSelect(names, nil, v.form)
		s.Set(names[max(0, slices.Index(ids, *label))])
		s.OnChanged = func(string) {
			*label = ids[s.SelectedIndex()]
			changed()
		}
		return control.Boxed(s)
	}
	scopes := []annotate.Scope{annotate.WithinDocument, annotate.WithinStory}
	var scope *control.Chips
	scope = control.NewChips(control.Options("one article", "the articles of a story"), false, func() {
		relation().Scope = scopes[scope.Index()]
		changed()
	}, v.form)
	scope.SetRequired(true)
	scope.SetIndex(slices.Index(scopes, relation().Scope))

	symmetric := control.NewCheck("the same in both directions", nil, v.form)
	symmetric.Checked = relation().Symmetric
	symmetric.OnChanged = func(on bool) { relation().Symmetric = on; changed() }

	description := v.area("When does this hold, and when not?", 3, func(text string) { relation().Description = text; v.edited() })
	description.Set(relation().Description)

	return []fyne.CanvasObject{
		v.header("Relation type", func(by int) {
			v.goTo(place{relationPart, move(v.draft.now.RelationTypes, i, by)})
			v.edited()
		}, func() {
			v.commits = nil
			v.draft.now.RelationTypes = slices.Delete(v.draft.now.RelationTypes, i, i+1)
			v.show()
			v.FocusFirst()
		}),
		control.Section("Name", name),
		control.Section("Starts at", end(&v.draft.now.RelationTypes[i].HeadLabel)),
		control.Section("Ends at", end(&v.draft.now.RelationTypes[i].TailLabel)),
		control.Section("Reaches within", scope),
		symmetric,
		control.Section("Description", description),
	}
}

// guidelinesEditor holds the text that annotators read.
func (v *View) guidelinesEditor() []fyne.CanvasObject {
	text := v.area("What annotators should know: what to mark, what not, where to draw the line", 18, func(text string) {
		v.draft.now.Guidelines = text
		v.edited()
	})
	text.Set(v.draft.now.Guidelines)
	return []fyne.CanvasObject{heading("Guidelines"), text}
}

// ends is what a relation type links, in short.
func (d *draft) ends(t annotate.RelationType) string {
	label := func(id string) string {
		if l, found := d.now.LabelByID(id); found {
			return l.Name
		}
		return "any"
	}
	if t.Symmetric {
		return label(t.HeadLabel) + " and " + label(t.TailLabel)
	}
	return label(t.HeadLabel) + " to " + label(t.TailLabel)
}
