package choose

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/adrg/xdg"

	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/sheet"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// kind is what is asked for.
type kind int

const (
	oneFile kind = iota
	manyFiles
	aFolder
	toSave
)

// chooser is the sheet that asks. All of it works from its field: a name or a path can be typed, the arrow keys go through the list, Enter
// takes what is typed or pointed at, and goes into a folder.
type chooser struct {
	kind                kind
	title, action, name string
	endings             []string
	then                func(paths []string)
	window              fyne.Window
	remember            func(folder string)

	folder string          // that is looked at
	listed string          // whose files are listed: folder, or the one that is being typed
	all    []entry         // in it
	shown  []entry         // those that fit
	at     int             // the one that is pointed at, -1 for none
	marked map[string]bool // paths of several files

	sheet  *sheet.Sheet
	form   *control.Form
	place  *widget.Label
	field  *part.Field
	list   *widget.List
	note   *control.Caption
	tapped time.Time // when a row was tapped last
}

var chooserSize = fyne.NewSize(760, 600)

// show lays the chooser over the window, with a folder in it.
func (c *chooser) show(folder string) {
	stack := sheet.On(c.window)
	c.marked, c.at = map[string]bool{}, -1
	c.form = stack.Form()
	c.place, c.note = widget.NewLabel(""), control.NewCaption("")
	c.place.Truncation = fyne.TextTruncateEllipsis
	c.field = part.NewField(c.hint(), c.search, c.key, func() { c.sheet.Leave() })
	c.list = widget.NewList(func() int { return len(c.shown) }, func() fyne.CanvasObject { return newRow(c) },
		func(i widget.ListItemID, o fyne.CanvasObject) {
			if i < len(c.shown) {
				o.(*row).show(i)
			}
		})
	c.list.HideSeparators = true
	quiet := func(text string, icon fyne.Resource, to func() string) fyne.CanvasObject {
		return control.NewButton(text, icon, true, func() { c.open(to()); c.window.Canvas().Focus(c.field) }, c.form)
	}
	ways := container.NewHBox(
		quiet("", theme.MoveUpIcon(), func() string { return filepath.Dir(c.folder) }),
		quiet("Home", theme.HomeIcon(), func() string { return xdg.Home }))
	if IsFolder(xdg.UserDirs.Documents) {
		ways.Add(quiet("Documents", theme.DocumentIcon(), func() string { return xdg.UserDirs.Documents }))
	}
	if c.kind == manyFiles {
		ways.Add(control.NewButton("Mark all", nil, true, c.markAll, c.form))
	}
	top := container.NewBorder(nil, nil, nil, ways, c.place)
	room := c.window.Canvas().Size()
	c.sheet = stack.Show(sheet.Options{
		Title: c.title, Body: container.NewBorder(container.NewVBox(top, c.field), c.note, nil, nil, c.list),
		Width: min(chooserSize.Width, room.Width-60), Height: min(chooserSize.Height, room.Height-40), Action: c.action, Focus: c.field,
		Run: func() bool { c.confirm(); return false },
	})
	c.open(folder)
	if c.kind == toSave {
		c.field.SetText(c.name)
		c.field.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

// hint is what stands in the empty field.
func (c *chooser) hint() string {
	switch c.kind {
	case aFolder:
		return "Path of a folder"
	case toSave:
		return "Name of the file, or its path"
	}
	return "Name of a file, or its path"
}

// open looks at a folder.
func (c *chooser) open(folder string) {
	all, err := list(folder)
	if err != nil {
		c.say(wording.Capital(fmt.Sprintf("the folder %s cannot be read: %v", folder, reason(err))), theme.ColorNameError)
		return
	}
	c.folder, c.listed, c.all, c.at = folder, folder, all, -1
	c.place.SetText(folder)
	if c.kind != toSave && c.field.Text != "" {
		c.field.SetText("") // which searches
		return
	}
	c.search()
}

// reason is what is wrong with a file, without its path.
func reason(err error) error {
	if path, is := err.(*os.PathError); is {
		return path.Err
	}
	return err
}

// search lists what fits what is typed.
func (c *chooser) search() {
	folder, name := cut(c.field.Text)
	in := c.folder
	if folder != "" {
		in = resolve(c.folder, folder)
	}
	if c.kind == toSave {
		name = ""
	}
	if in != c.listed && IsFolder(in) {
		if all, err := list(in); err == nil {
			c.listed, c.all = in, all
			c.place.SetText(in)
		}
	}
	c.shown, c.at = c.shown[:0], -1
	for _, e := range c.all {
		if c.fits(e, name) {
			c.shown = append(c.shown, e)
		}
	}
	if name != "" && len(c.shown) > 0 {
		c.at = 0
	}
	c.list.Refresh()
	c.list.ScrollToTop()
	c.count()
}

// fits says whether an entry is offered where the beginning, or a part, of a name is typed.
func (c *chooser) fits(e entry, typed string) bool {
	if strings.HasPrefix(e.name, ".") && !strings.HasPrefix(typed, ".") {
		return false
	}
	if !e.folder && c.kind != aFolder && len(c.endings) > 0 && !slices.ContainsFunc(c.endings, func(ending string) bool {
		return strings.EqualFold(filepath.Ext(e.name), ending)
	}) {
		return false
	}
	return textpos.Fold(e.name, true).Contains(typed)
}

// count says what is listed, and how many files are marked.
func (c *chooser) count() {
	files := 0
	for _, e := range c.shown {
		if !e.folder {
			files++
		}
	}
	said := wording.Count(files, "file")
	if len(c.endings) > 0 && c.kind != aFolder {
		said += " with the ending " + strings.Join(c.endings, " or ")
	}
	if n := len(c.marked); n > 0 {
		said = wording.Count(n, "file") + " chosen"
	}
	switch c.kind {
	case manyFiles:
		said += ". A click, or Shift with an arrow key, chooses several; Enter takes them."
	case aFolder:
		said += ". Enter goes into a folder, and takes the one that is shown where none is pointed at."
	default:
		said += "."
	}
	c.say(said, "")
}

func (c *chooser) say(sentence string, tone fyne.ThemeColorName) { c.note.Say(sentence, tone) }

// key are the keys of the field.
func (c *chooser) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyDown:
		c.mark(c.at)
		c.point(c.at + 1)
		c.mark(c.at)
	case fyne.KeyUp:
		c.mark(c.at)
		c.point(c.at - 1)
		c.mark(c.at)
	case fyne.KeyPageDown:
		c.point(c.at + 10)
	case fyne.KeyPageUp:
		c.point(c.at - 10)
	case fyne.KeyReturn, fyne.KeyEnter:
		c.enter()
	case fyne.KeyBackspace:
		if c.field.Text != "" {
			return false
		}
		c.open(filepath.Dir(c.folder))
	default:
		return false
	}
	return true
}

// point points at a row.
func (c *chooser) point(at int) {
	if len(c.shown) == 0 {
		return
	}
	c.at = min(max(at, 0), len(c.shown)-1)
	if e := c.shown[c.at]; c.kind == toSave && !e.folder {
		c.field.SetText(e.name) // which searches, and points at nothing
		c.at = min(max(at, 0), len(c.shown)-1)
	}
	c.list.Refresh()
	c.list.ScrollTo(c.at)
}

// mark adds the row to several files while Shift is held.
func (c *chooser) mark(at int) {
	driver, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	if c.kind == manyFiles && at >= 0 && at < len(c.shown) && !c.shown[at].folder && ok && driver.CurrentKeyModifiers()&fyne.KeyModifierShift != 0 {
		c.marked[c.path(at)] = true
		c.list.Refresh()
		c.count()
	}
}

func (c *chooser) markAll() {
	for i, e := range c.shown {
		if !e.folder {
			c.marked[c.path(i)] = true
		}
	}
	c.list.Refresh()
	c.count()
	c.window.Canvas().Focus(c.field)
}

// path is that of a row.
func (c *chooser) path(at int) string { return filepath.Join(c.listed, c.shown[at].name) }

// tap is a click on a row: it goes into a folder, adds to several files, or points at one, which the second click takes.
func (c *chooser) tap(at int) {
	if at >= len(c.shown) {
		return
	}
	again := at == c.at && time.Since(c.tapped) < fyne.CurrentApp().Driver().DoubleTapDelay()
	c.tapped = time.Now()
	c.window.Canvas().Focus(c.field)
	switch {
	case c.shown[at].folder:
		c.open(c.path(at))
		return
	case c.kind == aFolder:
		return
	case c.kind == manyFiles && c.marked[c.path(at)]:
		delete(c.marked, c.path(at))
	case c.kind == manyFiles:
		c.marked[c.path(at)] = true
	}
	c.point(at)
	c.count()
	if again && c.kind != manyFiles {
		c.take(c.path(at))
	}
}

// enter goes into the folder that is pointed at or typed, and takes anything else.
func (c *chooser) enter() {
	typed := strings.TrimSpace(c.field.Text)
	pointed := c.at >= 0 && c.at < len(c.shown)
	switch path := resolve(c.folder, typed); {
	case typed != "" && c.kind != aFolder && IsFolder(path) && len(c.marked) == 0: // files that are marked are meant, not where they lie
		c.open(path)
	case pointed && c.shown[c.at].folder && !(typed != "" && exists(path)):
		c.open(c.path(c.at))
	default:
		c.confirm()
	}
}

// confirm takes what is typed, else what is chosen or pointed at, or says what is missing.
func (c *chooser) confirm() {
	typed := strings.TrimSpace(c.field.Text)
	path := resolve(c.folder, typed)
	pointed := c.at >= 0 && c.at < len(c.shown) && c.shown[c.at].folder == (c.kind == aFolder)
	switch {
	case c.kind == toSave && typed == "":
		c.say("Type the name of the file.", theme.ColorNameError)
	case c.kind == toSave:
		c.save(path)
	case c.kind == aFolder && typed != "" && !exists(path) && !pointed:
		sheet.On(c.window).Confirm("Make the folder?", "There is no folder "+path+" yet.", "Make it", func() { c.make(path) })
	case typed != "" && exists(path) && IsFolder(path) == (c.kind == aFolder):
		c.take(path)
	case c.kind == manyFiles && len(c.marked) > 0:
		var all []string
		for path := range c.marked {
			all = append(all, path)
		}
		slices.Sort(all)
		c.take(all...)
	case pointed:
		c.take(c.path(c.at))
	case typed != "" && IsFolder(path):
		c.open(path)
	case typed != "":
		c.say("There is no file "+path+".", theme.ColorNameError)
	case c.kind == aFolder:
		c.take(c.folder)
	default:
		c.say("Choose a file, or type its path.", theme.ColorNameError)
	}
}

// save takes a path to write to: with the ending that is asked for, and after a question where something is there.
func (c *chooser) save(path string) {
	if filepath.Ext(path) == "" && !IsFolder(path) {
		path += c.endings[0]
	}
	switch {
	case IsFolder(path):
		c.say(path+" is a folder: type a name as well.", theme.ColorNameError)
	case !IsFolder(filepath.Dir(path)):
		c.say("There is no folder "+filepath.Dir(path)+".", theme.ColorNameError)
	case exists(path):
		sheet.On(c.window).Confirm("Replace the file?", filepath.Base(path)+" is there already. What it holds would be lost.", "Replace", func() { c.take(path) })
	default:
		c.take(path)
	}
}

func (c *chooser) make(folder string) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		c.say(wording.Capital(fmt.Sprintf("the folder cannot be made: %v", reason(err))), theme.ColorNameError)
		return
	}
	c.take(folder)
}

// take leaves the sheet with what was chosen.
func (c *chooser) take(paths ...string) {
	c.remember(c.folder)
	c.sheet.Dismiss()
	c.then(paths)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
