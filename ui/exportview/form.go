package exportview

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/ui/choose"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
)

const (
	everyLayer   = "every annotator"
	everyLabel   = "every label"
	everyStory   = "every story"
	everyState   = "however far it is"
	usualSplit   = "train=80,dev=10,test=10"
	typingPause  = 250 * time.Millisecond
	usualSeed    = "1"
	mostStories  = 500 // that a menu can show
	folderSuffix = "-dataset"
)

// formats are what the menu lists.
var formats = format.Written()

// chosen is the format that the form says.
func (v *View) chosen() form.Format { return formats[v.format.SelectedIndex()] }

// units are what the chips stand for.
var units = []string{dataset.UnitDocument, dataset.UnitSentence}

func (v *View) buildForm() {
	var titles []string
	for _, f := range formats {
		titles = append(titles, f.Title)
	}
	changed := func(string) { v.changed() }
	v.format = control.NewSelect(titles, nil, v.form)
	v.format.Set(titles[0])
	v.format.OnChanged = changed
	v.layer = control.NewSelect(v.layers(), nil, v.form)
	v.layer.Set(everyLayer)
	v.layer.OnChanged = changed
	v.label = control.NewSelect(append([]string{everyLabel}, v.labels()...), changed, v.form)
	v.story = control.NewSelect(append([]string{everyStory}, v.stories()...), changed, v.form)
	v.state = control.NewSelect([]string{everyState, string(annotate.Done), string(annotate.Doing), string(annotate.Todo)}, changed, v.form)
	v.label.Set(everyLabel)
	v.story.Set(everyStory)
	v.state.Set(everyState)
	v.unit = control.NewChips(control.Options("an article", "a sentence"), false, v.changed, v.form)
	v.unit.SetRequired(true)
	v.unit.SetIndex(0)
	v.withoutText = control.NewCheck("Leave the articles' text out", func(bool) { v.changed() }, v.form)

	v.withoutNote = control.NewCaption("")
	v.withoutNote.Hide()
	v.license = v.entry("such as cc-by-4.0")
	v.creator = v.entry("a person or an institute")
	v.described = control.NewColumn(4, control.Section("Licence of the annotations, for the dataset’s card", v.license), control.Section("Who made them", v.creator))
	v.described.Hide()

	v.flags = control.NewCheck("Put the team’s questions in", func(bool) { v.changed() }, v.form)
	v.rejected = control.NewCheck("With what reviewers turned down in gold", func(bool) { v.changed() }, v.form)

	v.splitting = control.NewCheck("Split for training", func(bool) { v.changed() }, v.form)
	v.split = v.entry(usualSplit)
	v.split.Validator = func(text string) error { _, err := dataset.ParseSplit(text); return err }
	v.split.Reset(usualSplit)
	v.seed = v.entry(usualSeed)
	v.seed.Validator = func(text string) error {
		if _, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64); err != nil {
			return annotate.Invalidf("the seed is a whole number")
		}
		return nil
	}
	v.seed.Reset(usualSeed)
	v.split.SetOnValidationChanged(func(error) { v.check() })
	v.seed.SetOnValidationChanged(func(error) { v.check() })
	v.splitFields = control.NewColumn(4,
		control.Section("Parts and their shares", v.split), control.Section("Seed: the same one gives the same parts", v.seed),
		control.NewCaption("A story is never cut: all its articles stand in one part."))

	v.path = v.entry("Where to")
	v.foreseen = widget.NewLabel("")
	v.foreseen.Wrapping = fyne.TextWrapWord
	v.pathCaption, v.pathNote = control.NewCaption(""), widget.NewLabel("")
	v.pathNote.Wrapping, v.pathNote.SizeName = fyne.TextWrapWord, theme.SizeNameCaptionText
	v.noted = control.Flush(v.pathNote)
	choose := control.NewSign(theme.FolderOpenIcon(), "Choose where to", v.chooseFolder, v.form)
	v.form.Scroll = container.NewVScroll(container.NewPadded(container.NewPadded(control.NewColumn(14,
		control.Section("Format", control.Boxed(v.format)),
		control.Section("Layer", control.Boxed(v.layer)),
		control.Section("One record holds", v.unit),
		control.NewColumn(0, v.withoutText, v.withoutNote),
		control.NewColumn(4, v.splitting, v.splitFields),
		control.NewColumn(4, v.pathCaption, container.NewBorder(nil, nil, nil, choose, v.path), v.noted),
		v.described,
		control.NewColumn(4, v.flags, v.rejected),
		control.Section("Only", control.NewColumn(4, control.Boxed(v.label), control.Boxed(v.story), control.Boxed(v.state))))))) // last, so that Tab leads to the others as it did
}

func (v *View) entry(hint string) *control.Entry {
	e := control.NewEntry(hint, func(string) { v.changed() }, v.form)
	e.Pause = typingPause
	return e
}

// layers are the names to choose from.
func (v *View) layers() []string {
	names := []string{everyLayer}
	all, err := v.session.Project.Layers(v.session.Context())
	if err != nil {
		v.session.Fail(err)
	}
	for _, a := range all {
		names = append(names, a.Name)
	}
	return names
}

// labels are the names to choose from.
func (v *View) labels() []string {
	var names []string
	for _, l := range v.session.Codebook().Labels {
		names = append(names, l.Name)
	}
	return names
}

// stories are the names to choose from, none where a menu could not show them.
func (v *View) stories() []string {
	all, err := v.session.Project.Stories(v.session.Context())
	if err != nil {
		v.session.Fail(err)
	}
	var names []string
	for _, s := range all {
		names = append(names, s.Name)
	}
	if len(names) > mostStories {
		return nil
	}
	return names
}

// options is what the form says.
func (v *View) options() exchange.ExportOptions {
	o := exchange.ExportOptions{
		Format: v.chosen().Name, Unit: units[v.unit.Index()],
		WithoutText: v.withoutText.Checked && !v.chosen().NeedsTexts(), Flags: v.flags.Checked, Rejected: v.rejected.Checked, Path: strings.TrimSpace(v.path.Text),
	}
	if v.layer.Selected != everyLayer {
		o.Layer = v.layer.Selected
	}
	for _, only := range []struct {
		menu  *control.Select
		every string
		names *[]string
	}{{v.label, everyLabel, &o.Filter.Labels}, {v.story, everyStory, &o.Filter.Stories}, {v.state, everyState, &o.Filter.States}} {
		if only.menu.Selected != only.every {
			*only.names = []string{only.menu.Selected}
		}
	}
	if v.chosen().Described {
		o.License, o.Creator = strings.TrimSpace(v.license.Text), strings.TrimSpace(v.creator.Text)
	}
	if v.splitting.Checked {
		o.Split = v.split.Text
		o.Seed, _ = strconv.ParseInt(strings.TrimSpace(v.seed.Text), 10, 64) // its validator has looked at it
	}
	return o
}

// changed follows a change of the form.
func (v *View) changed() {
	if v.preview == nil {
		return // the form is still being built
	}
	if v.splitting.Checked {
		v.splitFields.Show()
	} else {
		v.splitFields.Hide()
	}
	v.sayWithout()
	if v.chosen().Described {
		v.described.Show()
	} else {
		v.described.Hide()
	}
	if v.path.Text == v.suggested {
		v.suggested = v.suggest()
		v.path.Reset(v.suggested)
	}
	if v.options().ToFolder() {
		v.pathCaption.Say("Folder", "")
	} else {
		v.pathCaption.Say("File", "")
	}
	v.form.Scroll.Content.Refresh()
	v.form.Scroll.Refresh()
	v.check()
	v.preview.show(v.options())
}

// sayWithout lets the articles' text be left out where that leaves something of use, and says what stays of it.
func (v *View) sayWithout() {
	needed := v.chosen().NeedsTexts()
	control.Enable(v.withoutText, !needed)
	switch {
	case needed:
		v.withoutNote.Say("This format is of no use without it.", "")
	case v.withoutText.Checked:
		v.withoutNote.Say("Of each span its first words stay.", "")
	default:
		v.withoutNote.Hide()
		return
	}
	v.withoutNote.Show()
}

// suggest is a path beside the project.
func (v *View) suggest() string {
	base := strings.TrimSuffix(v.session.Project.Path(), filepath.Ext(v.session.Project.Path()))
	if v.folder != "" {
		base = filepath.Join(v.folder, filepath.Base(base))
	}
	switch f := v.chosen(); {
	case v.splitting.Checked:
		return base + folderSuffix
	case f.Shape == form.Folder:
		return base + "-" + f.Name
	default:
		return base + f.Extension()
	}
}

// check says beneath the path what would happen there, and whether the export can begin.
func (v *View) check() {
	if v.pathNote == nil || v.run == nil {
		return // the form is still being built
	}
	problem, note := "", ""
	options := v.options()
	path, folder := options.Path, options.ToFolder()
	info, err := os.Stat(path)
	_, folderErr := os.Stat(filepath.Dir(path))
	switch {
	case path == "":
		problem = "Say where to."
	case !filepath.IsAbs(path):
		problem = "Write the whole path, from the root on."
	case err == nil && info.IsDir() && !folder:
		problem = "This is a folder: name a file in it."
	case err == nil && !info.IsDir() && folder:
		problem = "This is a file: name a folder."
	case err != nil && folderErr != nil && !folder:
		problem = "The folder does not exist."
	case !folder && output.Writable(path) != nil:
		problem = "This is a project, which is never replaced: name another file."
	case folder && options.CheckPlace() != nil:
		problem = session.Sentence(options.CheckPlace())
	case err == nil && v.splitting.Checked:
		note = "The folder exists: files of the parts' names in it are replaced."
	case err == nil && folder && !isEmpty(path):
		note = "The folder was exported before and is replaced."
	case err == nil && !folder:
		note = "The file exists and is replaced."
	}
	if v.splitting.Checked && v.seed.Validator(v.seed.Text) != nil {
		problem = "The seed is a whole number."
	}
	if v.splitting.Checked && v.split.Validator(v.split.Text) != nil {
		problem = "Write parts like " + usualSplit + "."
	}
	v.say(problem, note)
	if can := problem == "" && v.working == nil; can != !v.run.Disabled() {
		if can {
			v.run.Enable()
		} else {
			v.run.Disable()
		}
	}
}

// chooseFolder puts the export into another folder under the same name.
func (v *View) chooseFolder() {
	choose.Files{Window: v.window, Rest: v.session.Rest}.Folder(filepath.Dir(v.path.Text), func(path string) {
		v.path.SetText(filepath.Join(path, filepath.Base(v.path.Text)))
		v.path.Commit()
	})
}

// say says beneath the path what is wrong with it, or what will be replaced.
func (v *View) say(problem, note string) {
	text, importance := note, widget.WarningImportance
	if problem != "" {
		text, importance = problem, widget.DangerImportance
	}
	if v.pathNote.Text == text && v.pathNote.Importance == importance {
		return
	}
	v.pathNote.Importance = importance
	v.pathNote.SetText(text)
	if text == "" {
		v.noted.Hide()
	} else {
		v.noted.Show()
	}
	v.form.Scroll.Content.Refresh()
}

func isEmpty(folder string) bool {
	entries, err := os.ReadDir(folder)
	return err == nil && len(entries) == 0
}
