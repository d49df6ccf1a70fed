package importview

import (
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/annotate/ingest/charset"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// asItLooks is the choice of what a file looks like, be it its encoding or its format.
const asItLooks = "What it looks like"

// reading says how the file at hand was read and lets a person choose another way, in which it is read at once: another format,
// another encoding, other columns of a table.
type reading struct {
	view      *View
	format    *control.Select
	encoding  *control.Select
	mend      *control.Check
	columns   *columns
	button    *control.Button // shows the columns
	formats   *fyne.Container
	encodings *fyne.Container
	content   *fyne.Container
}

func newReading(v *View) *reading {
	r := &reading{view: v, columns: newColumns(v)}
	titles := []string{asItLooks}
	for _, f := range format.Read() {
		titles = append(titles, f.Title)
	}
	r.format = control.NewSelect(titles, r.setFormat, v.form)
	r.format.PlaceHolder = "choose one…"
	r.encoding = control.NewSelect(append([]string{asItLooks}, charset.Names()...), r.setEncoding, v.form)
	r.encoding.PlaceHolder = "choose one…"
	r.mend = control.NewCheck("Mend what was decoded twice", func(on bool) {
		if f := v.current(); f != nil && f.how.Mend != on {
			how := f.how
			how.Mend = on
			v.readAgain(f, how)
		}
	}, v.form)
	r.button = control.NewButton("Columns…", theme.GridIcon(), true, func() {
		r.columns.open = !r.columns.open
		r.show(v.current())
	}, v.form)
	r.formats = control.Section("Format", control.Least(210, 0, control.Boxed(r.format))) // its titles are longer than what Fyne allows for
	r.encodings = control.Section("Encoding", container.NewHBox(control.Boxed(r.encoding), r.mend))
	r.content = container.NewPadded(container.NewVBox(container.NewHBox(r.formats, r.encodings, container.NewVBox(layout.NewSpacer(), r.button)), r.columns.content))
	return r
}

func (r *reading) setFormat(title string) {
	f := r.view.current()
	if f == nil {
		return
	}
	how := f.how
	how.Format = ""
	for _, known := range format.Read() {
		if known.Title == title {
			how.Format = known.Name
		}
	}
	r.view.readAgain(f, how)
}

func (r *reading) setEncoding(name string) {
	f := r.view.current()
	if f == nil {
		return
	}
	how := f.how
	if how.Encoding = name; name == asItLooks {
		how.Encoding = ""
	}
	if how.Format == "" {
		how.Format = f.planned.Format() // another encoding does not make it another format
	}
	r.view.readAgain(f, how)
}

// show shows what matters for a file: the format where its name does not say it, the encoding of a text, the columns of a table.
func (r *reading) show(f *file) {
	show := func(o fyne.CanvasObject, on bool) bool {
		if on {
			o.Show()
		} else {
			o.Hide()
		}
		return on
	}
	guessed, text, table := false, false, false
	if f != nil {
		undecoded := f.status == refused && (f.how.Encoding != "" || errors.Is(f.planned.Refusal, charset.ErrUndecodable))
		guessed = f.how.Format != "" || f.status == refused || f.status == annotated || !named(f)
		text = undecoded || f.status != refused && f.status != annotated && f.doc.Encoding != ""
		table = f.planned.Table != nil
	}
	any := show(r.formats, guessed)
	any = show(r.encodings, text) || any
	any = show(r.button, table && f.status != refused) || any
	any = show(r.columns.content, table && (r.columns.open || f.status == refused)) || any
	if !show(r.content, any) {
		return
	}
	chosen, _ := format.Named(f.planned.Format())
	r.format.Set(chosen.Title)
	if f.doc.Encoding != "" {
		r.encoding.Set(f.doc.Encoding)
	} else {
		r.encoding.Set(f.how.Encoding)
	}
	twice := slices.ContainsFunc(f.doc.Findings, func(found ingest.Finding) bool { return found.What == ingest.FoundTwice })
	show(r.mend, twice || f.how.Mend)
	r.mend.Checked = f.how.Mend
	r.mend.Refresh()
	if table {
		r.columns.show(f)
	}
}

// named says whether the ending of a file's name is one of the format that it was read in.
func named(f *file) bool {
	read, _ := format.Named(f.planned.Format())
	return slices.Contains(read.Extensions, strings.ToLower(filepath.Ext(f.path)))
}

// columns lets a person say which column of a table is what.
type columns struct {
	view    *View
	open    bool
	roles   []*control.Select // in the order of form.ColumnRoles
	rows    *fyne.Container
	content *container.Scroll
}

const (
	noColumn     = "no column"
	mostColumns  = 12 // that are shown with what stands in them
	mostOfColumn = 110
)

func newColumns(v *View) *columns {
	c := &columns{view: v, rows: control.NewColumn(0)}
	var menus []fyne.CanvasObject
	for _, role := range form.ColumnRoles {
		menu := control.NewSelect(nil, func(column string) { c.choose(role, column) }, v.form)
		menu.PlaceHolder = noColumn
		c.roles = append(c.roles, menu)
		menus = append(menus, control.Section(wording.Capital(strings.Replace(role, "url", "URL", 1)), control.Boxed(menu)))
	}
	c.content = container.NewVScroll(container.NewVBox(container.NewGridWithColumns(4, menus...), c.rows))
	c.content.SetMinSize(fyne.NewSize(0, 140)) // so that the article below keeps its room
	return c
}

func (c *columns) choose(role, column string) {
	f := c.view.current()
	if f == nil || f.planned.Table == nil {
		return
	}
	how := f.how
	if how.Columns = maps.Clone(how.Columns); how.Columns == nil {
		how.Columns = map[string]string{}
	}
	if how.Columns[role] = column; column == noColumn {
		how.Columns[role] = ""
	}
	if how.Format == "" {
		how.Format = f.planned.Format()
	}
	c.view.readAgain(f, how)
}

// show shows a table: what its columns were taken for, and what stands in the first rows of each.
func (c *columns) show(f *file) {
	table := f.planned.Table
	role := map[string]string{}
	for i, name := range form.ColumnRoles {
		c.roles[i].Options = append([]string{noColumn}, table.Header...)
		c.roles[i].Set(table.Roles[name])
		if column, is := table.Roles[name]; is {
			role[column] = name
		}
	}
	c.rows.RemoveAll()
	c.rows.Add(control.NewCaption("How it begins"))
	for i, header := range table.Header {
		if i == mostColumns {
			c.rows.Add(control.NewCaption("and more columns"))
			break
		}
		var cells []string
		for _, row := range table.Rows {
			if i < len(row) {
				cells = append(cells, short(row[i], mostOfColumn/len(table.Rows)))
			}
		}
		line, tone := control.NewCaption(""), fyne.ThemeColorName("")
		if role[header] != "" {
			tone = theme.ColorNameForeground
		}
		line.Say(header+": "+strings.Join(cells, " | "), tone)
		c.rows.Add(line)
	}
}

// short is the beginning of a text in one line.
func short(text string, most int) string {
	words := []rune(strings.Join(strings.Fields(text), " "))
	if len(words) > most {
		return strings.TrimSpace(string(words[:most])) + "…"
	}
	return string(words)
}
