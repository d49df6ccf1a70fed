package table

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/tags"
)

// Bounds of a workbook, in bytes unpacked.
const (
	largestStrings = 512 << 20 // of the texts that its cells share, which are held in memory
	largestSheet   = 2 << 30
)

func isWorkbook(files *form.Files) bool { return files.Has("xl/workbook.xml") }

// workbook is an Excel file that is being read.
type workbook struct {
	files  *form.Files
	shared []string
	dates  map[int]bool // formats of cells that show a date
	from   time.Time    // the day 0
}

// sheet is one of its tables.
type sheet struct{ name, part string }

func readWorkbook(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		files, err := source.Files()
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		defer files.Close()
		b := workbook{files: files, dates: map[int]bool{}}
		first, err := b.open(options)
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		in, err := files.Open(first.part)
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		defer in.Close()
		s := sheetReader{book: &b, walk: tags.NewWalk(in, largestSheet)}
		rows(source.Base(), "xlsx", s.next, options)(yield)
	}
}

// open reads what all tables share, and chooses the first that is shown.
func (b *workbook) open(options form.ReadOptions) (sheet, error) {
	var none sheet
	if !isWorkbook(b.files) {
		return none, annotate.Invalidf("it is no Excel workbook: choose another file, or another format")
	}
	var book struct {
		Properties struct {
			From1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := b.unmarshal("xl/workbook.xml", &book); err != nil {
		return none, err
	}
	b.from = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if on := book.Properties.From1904; on == "1" || on == "true" {
		b.from = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	var links struct {
		Link []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:",attr"`
		} `xml:"Relationship"`
	}
	if err := b.unmarshal("xl/_rels/workbook.xml.rels", &links); err != nil {
		return none, err
	}
	parts := map[string]string{}
	for _, l := range links.Link {
		if strings.HasPrefix(l.Target, "/") {
			parts[l.ID] = strings.TrimPrefix(l.Target, "/")
		} else {
			parts[l.ID] = path.Join("xl", l.Target)
		}
	}
	var chosen sheet
	var others []string
	for _, s := range book.Sheets {
		part := parts[s.ID]
		switch {
		case !b.files.Has(part) || !strings.Contains(part, "sheet"):
		case chosen.part == "" && s.State != "hidden" && s.State != "veryHidden" && b.hasRows(part):
			chosen = sheet{s.Name, part}
		default:
			others = append(others, "“"+s.Name+"”")
		}
	}
	if chosen.part == "" {
		return none, annotate.Invalidf("none of its sheets has rows: choose another workbook")
	}
	if len(others) > 0 {
		options.Say(fmt.Sprintf("the sheet “%s” was read, the others (%s) were not", chosen.name, strings.Join(others, ", ")))
	}
	b.styles()
	return chosen, b.strings()
}

func (b *workbook) unmarshal(part string, into any) error {
	data, err := b.files.Source(part).ReadAll(16 << 20)
	if err != nil {
		return err
	}
	if err := xml.Unmarshal(data, into); err != nil {
		return annotate.Invalidf("the workbook is damaged in %s: save it again with the program that made it", part)
	}
	return nil
}

// hasRows says whether a sheet has a row at all.
func (b *workbook) hasRows(part string) bool {
	in, err := b.files.Open(part)
	if err != nil {
		return false
	}
	defer in.Close()
	walk := tags.NewWalk(in, largestSheet)
	for {
		token, err := walk.Next()
		if err != nil {
			return false
		}
		if e, is := token.(xml.StartElement); is && e.Name.Local == "c" {
			return true
		}
	}
}

// styles finds out which formats show a number as a date.
func (b *workbook) styles() {
	var sheet struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if !b.files.Has("xl/styles.xml") || b.unmarshal("xl/styles.xml", &sheet) != nil {
		return
	}
	own := map[int]bool{}
	for _, f := range sheet.Formats {
		own[f.ID] = isDateFormat(f.Code)
	}
	for i, c := range sheet.Cells {
		f := c.Format
		date, is := own[f]
		if b.dates[i] = date; !is {
			b.dates[i] = f >= 14 && f <= 22 || f >= 27 && f <= 36 || f >= 50 && f <= 58
		}
	}
}

// isDateFormat says whether a format has a year or a day in it, outside what is quoted.
func isDateFormat(code string) bool {
	quoted, bracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case !quoted && !bracket && strings.IndexByte("yYdD", c) >= 0:
			return true
		}
	}
	return false
}

// strings reads the texts that cells share.
func (b *workbook) strings() error {
	const part = "xl/sharedStrings.xml"
	if !b.files.Has(part) {
		return nil
	}
	in, err := b.files.Open(part)
	if err != nil {
		return err
	}
	defer in.Close()
	walk := tags.NewWalk(in, largestStrings)
	var text strings.Builder
	for {
		token, err := walk.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local == "rPh" { // how it is spoken
				if err := walk.Skip(); err != nil {
					return err
				}
			}
		case xml.CharData:
			if walk.Last("t") {
				text.Write(t)
			}
		case xml.EndElement:
			if t.Name.Local == "si" {
				b.shared = append(b.shared, unescaped(text.String()))
				text.Reset()
			}
		}
	}
}

// sheetReader gives the rows of a sheet.
type sheetReader struct {
	book *workbook
	walk *tags.Walk
	row  int
}

// next is the next row that is not empty, and its number.
func (s *sheetReader) next() ([]string, int, error) {
	var cells []string
	var value strings.Builder
	var kind, style string
	column := -1
	size := 0
	for {
		token, err := s.walk.Next()
		if err != nil {
			return nil, 0, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				s.row++
				if n, err := strconv.Atoi(tags.Attribute(t, "r")); err == nil && n > 0 {
					s.row = n
				}
				cells, column, size = nil, -1, 0
			case "c":
				kind, style = tags.Attribute(t, "t"), tags.Attribute(t, "s")
				column++
				if at := columnOf(tags.Attribute(t, "r")); at >= 0 {
					column = at
				}
				value.Reset()
			case "rPh", "f":
				if err := s.walk.Skip(); err != nil {
					return nil, 0, err
				}
			}
		case xml.CharData:
			if s.walk.Last("v") || s.walk.Last("t") && s.walk.Inside("is") {
				value.Write(t)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "c":
				if column >= mostCells || column < 0 {
					continue
				}
				for len(cells) <= column {
					cells = append(cells, "")
				}
				cells[column] = s.book.value(value.String(), kind, style)
				if size += len(cells[column]); size > largestRow {
					return nil, 0, tooLarge(s.row)
				}
			case "row":
				if strings.TrimSpace(strings.Join(cells, "")) != "" {
					return cells, s.row, nil
				}
			}
		}
	}
}

// columnOf is the place of a cell's column, by its name such as B7, from 0; -1 where it has none.
func columnOf(name string) int {
	n := 0
	for i := 0; i < len(name) && name[i] >= 'A' && name[i] <= 'Z'; i++ {
		if n = n*26 + int(name[i]-'A') + 1; n > mostCells {
			return mostCells
		}
	}
	return n - 1
}

// value is what a cell shows.
func (b *workbook) value(text, kind, style string) string {
	switch kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(text)); err == nil && i >= 0 && i < len(b.shared) {
			return b.shared[i]
		}
		return ""
	case "e":
		return ""
	case "b":
		return strconv.FormatBool(strings.TrimSpace(text) == "1")
	case "", "n":
		number, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		index, styleErr := strconv.Atoi(style)
		if err == nil && styleErr == nil && b.dates[index] && number > 0 && number < 3e6 {
			seconds := math.Round(number * 86400)
			at := b.from.Add(time.Duration(seconds) * time.Second)
			if at.Hour() == 0 && at.Minute() == 0 && at.Second() == 0 {
				return at.Format(time.DateOnly)
			}
			return at.Format("2006-01-02T15:04:05")
		}
	}
	return unescaped(text)
}

var escapes = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescaped is a text in which Excel wrote characters by their numbers, as in _x000D_.
func unescaped(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	return escapes.ReplaceAllStringFunc(text, func(e string) string {
		n, err := strconv.ParseUint(e[2:6], 16, 32)
		if err != nil || n == 0 {
			return ""
		}
		return string(rune(n))
	})
}
