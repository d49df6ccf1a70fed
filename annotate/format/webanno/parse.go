package webanno

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
)

// layer is what the header says of one.
type layer struct {
	name     string
	kind     string // SP, CH or RL
	features []string
	first    int    // its first column
	base     string // of relations: the layer of their ends
}

func (l layer) short() string { return l.name[strings.LastIndexByte(l.name, '.')+1:] }

// unit is an annotation, or a relation, of a layer.
type unit struct {
	layer  *layer
	start  int // UTF-16
	end    int
	values []string // of the features; "" where none is set
	row    string   // the row on which it begins
	line   int
}

// document is a file as it was read.
type document struct {
	layers []layer
	text   strings.Builder
	length int // of the text in UTF-16 units
	units  []*unit
	byID   map[string]*unit   // by layer and number
	byRow  map[string][]*unit // by layer and row
}

func parse(text string) (*document, error) {
	d := &document{byID: map[string]*unit{}, byRow: map[string][]*unit{}}
	var sentence []string
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\r\n")
		switch {
		case number == 1 || line == "":
		case strings.HasPrefix(line, "#Text="):
			sentence = append(sentence, unescape(line[len("#Text="):]))
		case strings.HasPrefix(line, "#T_"):
			if err := d.header(line); err != nil {
				return nil, annotate.Invalidf("line %d: %v", number, err)
			}
		case strings.HasPrefix(line, "#Sentence.id="), strings.HasPrefix(line, "#") && !strings.Contains(line, "\t"):
		default:
			row, err := readRow(line)
			if err == nil && sentence != nil {
				err = d.sentence(strings.Join(sentence, "\n"), row.start)
				sentence = nil
			}
			if err == nil {
				err = d.row(row, number)
			}
			if err != nil {
				return nil, annotate.Invalidf("line %d: %v", number, err)
			}
		}
	}
	if d.length == 0 {
		return nil, annotate.Invalidf("it holds no sentence: export the document again")
	}
	return d, nil
}

// header reads "#T_SP=name|feature|feature".
func (d *document) header(line string) error {
	kind, rest, found := strings.Cut(strings.TrimPrefix(line, "#T_"), "=")
	parts := strings.Split(rest, "|")
	if !found || parts[0] == "" {
		return fmt.Errorf("“%s” names no layer", line)
	}
	l := layer{name: parts[0], kind: kind, features: parts[1:]}
	if n := len(l.features); kind == "RL" && n > 0 && strings.HasPrefix(l.features[n-1], base) {
		l.base = strings.TrimPrefix(l.features[n-1], base)
	}
	if n := len(d.layers); n > 0 {
		l.first = d.layers[n-1].first + max(1, len(d.layers[n-1].features))
	}
	d.layers = append(d.layers, l)
	return nil
}

// row is a line of a token.
type row struct {
	name       string
	start, end int
	token      string
	cells      []string
}

var rowName = regexp.MustCompile(`^\d+-\d+(?:\.\d+)?$`)

func readRow(line string) (r row, err error) {
	fields := strings.Split(line, "\t")
	if len(fields) < 3 || !rowName.MatchString(fields[0]) {
		return r, fmt.Errorf("it is no row of a token: the file was cut or edited; export it again")
	}
	start, end, _ := strings.Cut(fields[1], "-")
	var startErr, endErr error
	r.start, startErr = strconv.Atoi(start)
	r.end, endErr = strconv.Atoi(end)
	if startErr != nil || endErr != nil || r.start < 0 || r.end < r.start {
		return r, fmt.Errorf("the place %q is none", fields[1])
	}
	r.name, r.token, r.cells = fields[0], fields[2], fields[3:]
	return r, nil
}

// mostPadding bounds what stands between two sentences, in characters.
const mostPadding = 1 << 20

// sentence puts a sentence where its first token begins: behind a line end, and blanks.
func (d *document) sentence(text string, at int) error {
	gap := at - d.length
	switch {
	case gap < 0:
		return fmt.Errorf("the sentence begins at %d, within the one before it", at)
	case gap > mostPadding:
		return fmt.Errorf("the sentence begins %d characters behind the one before it", gap)
	case gap > 0 && d.length > 0:
		d.text.WriteByte('\n')
		gap--
	}
	d.text.WriteString(strings.Repeat(" ", gap))
	d.text.WriteString(text)
	d.length = at + units(text)
	return nil
}

func units(text string) (n int) {
	for _, r := range text {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// row takes the annotations of a row. Those that began on an earlier one go on.
func (d *document) row(r row, line int) error {
	for i := range d.layers {
		l := &d.layers[i]
		n := max(1, len(l.features))
		if l.first+n > len(r.cells) {
			if l.first < len(r.cells) && strings.TrimSpace(strings.Join(r.cells[l.first:], "")) != "" || l.first < len(r.cells)-1 {
				return fmt.Errorf("it has %d columns, fewer than the header says", len(r.cells))
			}
			continue
		}
		columns := make([][]string, n)
		for k := range n {
			columns[k] = parted(r.cells[l.first+k], '|')
		}
		if len(columns[0]) == 1 && columns[0][0] == "_" {
			continue
		}
		for s := range columns[0] {
			d.stacked(l, columns, s, r, line)
		}
	}
	return nil
}

var numbered = regexp.MustCompile(`^(.*?)(?:\[(\d+)\])?$`)

// stacked takes one of the annotations that are stacked on a row.
func (d *document) stacked(l *layer, columns [][]string, s int, r row, line int) {
	u := &unit{layer: l, start: r.start, end: r.end, row: r.name, line: line}
	number := ""
	for k, column := range columns {
		cell := "*"
		if s < len(column) {
			cell = column[s]
		}
		if l.kind == "RL" && k == len(columns)-1 && l.base != "" { // "1-2[1_2]", which is read where all rows are there
			u.values = append(u.values, cell)
			continue
		}
		value := cell
		if !strings.HasSuffix(cell, `\]`) {
			if found := numbered.FindStringSubmatch(cell); found != nil {
				value = found[1]
				if found[2] != "" {
					number = found[2]
				}
			}
		}
		if value == "*" || value == "_" {
			value = ""
		}
		u.values = append(u.values, unescape(value))
	}
	if number != "" {
		if before := d.byID[l.name+" "+number]; before != nil && l.kind != "RL" {
			before.end = max(before.end, r.end)
			d.byRow[l.name+" "+r.name] = append(d.byRow[l.name+" "+r.name], before)
			return
		}
		d.byID[l.name+" "+number] = u
	}
	d.byRow[l.name+" "+r.name] = append(d.byRow[l.name+" "+r.name], u)
	d.units = append(d.units, u)
}

func sound(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}
