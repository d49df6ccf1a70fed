package csv

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

var byteOrderMark = []byte("\xef\xbb\xbf")

// separatorLine is a line before the header by which Excel is told what parts the cells.
var separatorLine = regexp.MustCompile(`(?i)^"?sep=([^"\r\n\x{FFFD}])"?[,;\t]*(?:[\r\n]|$)`)

// ofOurs are columns that no table but ours is likely to have, and mostOfOurs is how many of all columns a table has at least that
// is one of ours, though it may lack one that is needed. Reading it then says which.
var ofOurs = []string{"document_id", "span_id", "segments", "entity_id"}

const mostOfOurs = 4

// recognise says whether a file begins with the header of the table, in whatever encoding.
func recognise(_ string, start []byte) bool {
	if bytes.IndexByte(start, 0) >= 0 {
		start = bytes.ReplaceAll(start, []byte{0}, nil) // of UTF-16 and UTF-32 this leaves the header
	}
	for _, mark := range []string{string(byteOrderMark), "\xff\xfe", "\xfe\xff"} {
		start = bytes.TrimPrefix(start, []byte(mark))
	}
	separator, before := separatorOf(start)
	known, ours := 0, false
	cells := strings.Split(string(firstLine(start[before:])), string(separator))
	for _, cell := range cells {
		name := columnName(strings.Trim(strings.TrimSpace(cell), `"`))
		if slices.Contains(columns, name) || slices.Contains(lastColumns, name) {
			known++
		}
		ours = ours || slices.Contains(ofOurs, name)
	}
	return known >= mostOfOurs && ours || isRow(cells)
}

// shortestRow is how many cells a row without a header has at least that is one of ours.
const shortestRow = 8

// isRow says whether cells are those of a row, as a table begins that lost its header: its offsets and, beside them, its segments,
// of which the first may be all that stands before a separator.
func isRow(cells []string) bool {
	for i := 0; i+2 < len(cells) && len(cells) >= shortestRow; i++ {
		start, startErr := strconv.Atoi(strings.Trim(cells[i], `"`))
		end, endErr := strconv.Atoi(strings.Trim(cells[i+1], `"`))
		list, err := readSegments(strings.Trim(cells[i+2], `"`))
		if startErr == nil && endErr == nil && err == nil && list[0][0] == start && list[len(list)-1][1] <= end {
			return true
		}
	}
	return false
}

// firstLine is the first line that is not empty.
func firstLine(start []byte) []byte {
	start = bytes.TrimLeft(start, "\r\n")
	if end := bytes.IndexAny(start, "\r\n"); end >= 0 {
		return start[:end]
	}
	return start
}

// separatorOf is what parts the cells, and how many bytes of a line that says so stand before the header. Where there is none
// it is the commonest of comma, semicolon and tab in the header, since spreadsheets of other languages write semicolons.
func separatorOf(start []byte) (separator rune, before int) {
	line := firstLine(start)
	if said := separatorLine.FindSubmatch(start); said != nil {
		separator, _ = utf8.DecodeRune(said[1])
		return separator, len(line)
	}
	return slices.MaxFunc([]rune{'\t', ';', ','}, func(a, b rune) int {
		return bytes.Count(line, []byte(string(a))) - bytes.Count(line, []byte(string(b)))
	}), 0
}

// columnName is a column's name as it is compared: without case, but for what follows the prefix of an attribute.
func columnName(cell string) string {
	cell = strings.TrimSpace(cell)
	if n := len(attributePrefix); len(cell) > n && strings.EqualFold(cell[:n], attributePrefix) {
		return attributePrefix + cell[n:]
	}
	return strings.ToLower(cell)
}

// table is a file with its header read.
type table struct {
	*csv.Reader
	header     []string
	columns    map[string]int
	attributes []string
	codebook   annotate.Codebook
	lines      map[spanName]int32 // in which each span stands
	unnamed    int                // spans without an id
	twice      bool               // it was said that letters look decoded twice
}

func newTable(file io.Reader, codebook annotate.Codebook) (*table, error) {
	in := bufio.NewReader(file)
	if start, _ := in.Peek(len(byteOrderMark)); bytes.Equal(start, byteOrderMark) {
		if _, err := in.Discard(len(byteOrderMark)); err != nil {
			return nil, err
		}
	}
	t := &table{Reader: csv.NewReader(&lineEnds{in: in}), columns: map[string]int{}, codebook: codebook, lines: map[spanName]int32{}}
	start, _ := in.Peek(4096)
	separator, before := separatorOf(start)
	t.Comma = separator
	if _, err := in.Discard(before); err != nil { // the line's end stays, so that lines are counted rightly
		return nil, err
	}
	var err error
	if t.header, err = t.Read(); err != nil {
		return nil, explain(err)
	}
	line, _ := t.FieldPos(0)
	for _, name := range needed {
		if !t.has(name) {
			return nil, annotate.Invalidf("line %d: the column %q is missing: keep the header and the columns of the table that was exported", line, name)
		}
	}
	for i, cell := range t.header {
		name := t.known(columnName(cell))
		if name == "" { // beside the table
			continue
		}
		if _, twice := t.columns[name]; twice {
			return nil, annotate.Invalidf("line %d: the column %q stands twice: rename or remove one", line, name)
		}
		t.columns[name] = i
		if attribute, is := strings.CutPrefix(name, attributePrefix); is {
			t.attributes = append(t.attributes, attribute)
		}
	}
	return t, nil
}

// known is the name of a column, where it is that of an attribute as the codebook writes it: a header may have lost its case.
func (t *table) known(name string) string {
	attribute, is := strings.CutPrefix(name, attributePrefix)
	if !is {
		return name
	}
	found := name
	for _, label := range t.codebook.Labels {
		for _, a := range label.Attributes {
			if a.Name == attribute {
				return name
			}
			if strings.EqualFold(a.Name, attribute) && !t.has(attributePrefix+a.Name) {
				found = attributePrefix + a.Name
			}
		}
	}
	return found
}

// has says whether the header has a column of just this name.
func (t *table) has(name string) bool {
	return slices.ContainsFunc(t.header, func(cell string) bool { return columnName(cell) == name })
}

// cell is a cell of a row by its column's name, "" where there is no such column.
func (t *table) cell(row []string, name string) string {
	i, there := t.columns[name]
	if !there {
		return ""
	}
	return form.Unguarded(row[i])
}

// checkCharacters refuses a row with U+0000, which no text can hold.
func (t *table) checkCharacters(row []string) error {
	for i, cell := range row {
		if strings.IndexByte(cell, 0) >= 0 {
			line, _ := t.FieldPos(i)
			return annotate.Invalidf("line %d, column %q: it holds the character U+0000, %s", line, t.header[i], takeOut)
		}
	}
	return nil
}

// lineEnds gives package csv the line ends that it needs to keep those within cells: it takes one CR from each line end, so one
// that stands within quotes is given twice. A row may also end with CR alone, as an old Macintosh writes it.
type lineEnds struct {
	in     *bufio.Reader
	quoted bool
	again  bool // one more CR is to come
}

func (l *lineEnds) Read(into []byte) (int, error) {
	if len(into) == 0 {
		return 0, nil
	}
	if l.again {
		into[0], l.again = '\r', false
		return 1, nil
	}
	if _, err := l.in.Peek(1); err != nil {
		return 0, err
	}
	some, _ := l.in.Peek(min(l.in.Buffered(), len(into)))
	n := bytes.IndexByte(some, '\r')
	if n == 0 {
		return 1, l.readCR(into)
	}
	if n > 0 {
		some = some[:n]
	}
	if bytes.Count(some, []byte{'"'})%2 == 1 {
		l.quoted = !l.quoted
	}
	copy(into, some)
	return l.in.Discard(len(some))
}

// readCR takes a CR, as what it is given.
func (l *lineEnds) readCR(into []byte) error {
	if _, err := l.in.Discard(1); err != nil {
		return err
	}
	next, _ := l.in.Peek(1)
	beforeLF := len(next) > 0 && next[0] == '\n'
	into[0] = '\r'
	if l.quoted {
		l.again = beforeLF
	} else if !beforeLF {
		into[0] = '\n'
	}
	return nil
}
