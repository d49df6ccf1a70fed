// Package table reads tables with an article a row: CSV and what else parts cells by a sign, and Excel workbooks. Which column is
// what, package fields finds out, or the caller says.
//
// It knows no annotations; the table of those is package csv's. Start with Format and Workbook.
package table

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/fields"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// Format is a table as text.
var Format = form.Format{
	Name: "table", Title: "Table of articles (CSV, TSV)", Extensions: []string{".csv", ".tsv", ".tab"}, Shape: form.File, Holds: form.Holds{Texts: true},
	Recognise: recognise, Read: read,
}

// Workbook is a table of Excel.
var Workbook = form.Format{
	Name: "xlsx", Title: "Table of articles (Excel)", Extensions: []string{".xlsx", ".xlsm"}, Shape: form.Archive, Holds: form.Holds{Texts: true},
	RecogniseFiles: isWorkbook, Read: readWorkbook,
}

const (
	mostSample = 200      // rows that are looked at to find out what the columns are
	mostNoted  = 5        // rows of which it is said one by one why they were left out
	mostCells  = 16_384   // of a row
	largestRow = 64 << 20 // bytes
)

// rows makes articles of rows. next gives them, the header first, with the number of the line or the row, and io.EOF at the end.
func rows(file, format string, next func() ([]string, int, error), options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		fail := func(err error) { yield(form.Item{}, err) }
		header, _, err := next()
		if errors.Is(err, io.EOF) {
			fail(annotate.Invalidf("it is empty: choose another table"))
			return
		}
		if err != nil {
			fail(err)
			return
		}
		var ahead []numbered
		end := false
		for len(ahead) < mostSample && !end {
			row, number, err := next()
			if end = errors.Is(err, io.EOF); end {
				break
			}
			if err != nil {
				fail(err)
				return
			}
			ahead = append(ahead, numbered{row, number})
		}
		if len(ahead) == 0 {
			fail(annotate.Invalidf("it has a header and no rows: choose a table with articles"))
			return
		}
		sample := make([][]string, len(ahead))
		for i, r := range ahead {
			sample[i] = r.cells
		}
		columns, err := fields.Choose(header, sample, options)
		if err != nil {
			fail(err)
			return
		}
		options.Say(columns.String())
		given, left := 0, 0
		take := func(r numbered) bool {
			doc, story, err := columns.Take(file, format, r.cells, sourceOf(header, r.cells))
			if err != nil {
				if left++; left <= mostNoted {
					options.Say(fmt.Sprintf("row %d was left out: %v", r.number, err))
				}
				return true
			}
			given++
			return yield(form.Item{Article: &doc, Story: story}, nil)
		}
		for _, r := range ahead {
			if !take(r) {
				return
			}
		}
		for !end {
			row, number, err := next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				fail(err)
				return
			}
			if !take(numbered{row, number}) {
				return
			}
		}
		if left > mostNoted {
			options.Say(fmt.Sprintf("%s left out too, for the like", annotate.Counted(left-mostNoted, "more row was", "more rows were")))
		}
		if given == 0 {
			fail(annotate.Invalidf("no row of it has a text in the column that was taken for it: name another, --columns text=COLUMN"))
		}
	}
}

type numbered struct {
	cells  []string
	number int
}

// sourceOf is a row with its header, as a table.
func sourceOf(header, row []string) []byte {
	var out strings.Builder
	w := csv.NewWriter(&out)
	w.WriteAll([][]string{header, row}) //nolint:errcheck // it is in memory
	return []byte(out.String())
}

// signs part cells; the commonest in the header is the one of the table.
var signs = []rune{'\t', ';', ',', '|'}

// separator is what parts the cells of a header, 0 where nothing does.
func separator(line string) rune {
	best, most := rune(0), 0
	quoted := false
	counts := map[rune]int{}
	for _, r := range line {
		if r == '"' {
			quoted = !quoted
		} else if !quoted {
			counts[r]++
		}
	}
	for _, sign := range signs {
		if counts[sign] > most {
			best, most = sign, counts[sign]
		}
	}
	return best
}

// recognise says whether a file begins as a table does: with a header whose names are known, or with rows that have as many cells each
// and that are no prose.
func recognise(name string, start []byte) bool {
	text, whole := decodeStart(start)
	header, body := cutHeader(text)
	sign := separator(header)
	ending := strings.ToLower(path.Ext(name))
	named := ending == ".csv" || ending == ".tsv" || ending == ".tab"
	if sign == 0 && named && strings.TrimSpace(body) != "" { // a table of one column
		return fields.Role(strings.Trim(header, ` "`)) == "text"
	}
	if sign == 0 || strings.HasPrefix(strings.TrimSpace(header), "<") || strings.ContainsAny(header[:min(len(header), 1)], "{[#") {
		return false
	}
	cells, err := newReader(strings.NewReader(header), sign).Read()
	if err != nil || len(cells) < 2 {
		return false
	}
	known := 0
	for i, cell := range cells {
		if !isName(cell, i > 0 && sign != '\t') {
			return false
		}
		if fields.Role(cell) != "" {
			known++
		}
	}
	rows, even := count(body, sign, len(cells), whole)
	if rows == 0 { // none is there, or the first is damaged
		return named && known > 1
	}
	return even && (known > 0 || named || rows >= 3 || sign == '\t') || known > 1 || known > 0 && named
}

// isName says whether a cell can be the name of a column. In prose, a space follows a comma.
func isName(cell string, inner bool) bool {
	trimmed := strings.TrimSpace(cell)
	return utf8.RuneCountInString(trimmed) <= 60 && !strings.ContainsAny(trimmed, ".!?…:“”") && !(inner && strings.HasPrefix(cell, " ") && fields.Role(cell) == "") && !strings.Contains(trimmed, "\n")
}

// cutHeader is the first line that is not blank, and what follows. A line of Excel that names the separator is passed over.
func cutHeader(text string) (header, body string) {
	for {
		line, rest, _ := strings.Cut(text, "\n")
		line = strings.TrimRight(line, "\r")
		if strings.TrimSpace(line) != "" && !strings.HasPrefix(strings.ToLower(line), "sep=") || rest == "" {
			return line, rest
		}
		text = rest
	}
}

// count counts the rows that begin in a text, and says whether they have as many cells as the header.
func count(body string, sign rune, cells int, whole bool) (rows int, even bool) {
	r := newReader(strings.NewReader(body), sign)
	even = true
	for rows < 50 {
		row, err := r.Read()
		if err != nil {
			if !errors.Is(err, io.EOF) && (whole || rows == 0 && !whole) {
				even = false
			}
			if !errors.Is(err, io.EOF) && !whole && rows == 0 { // the first row is longer than what is looked at
				return 1, true
			}
			break
		}
		if !whole && r.InputOffset() >= int64(len(body)) {
			break // it was cut
		}
		rows++
		even = even && len(row) == cells
	}
	return rows, even
}

func newReader(in io.Reader, sign rune) *csv.Reader {
	r := csv.NewReader(in)
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = sign, -1, sign == '\t'
	return r
}

func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		in, err := open(source, options)
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		defer in.Close()
		start, _ := in.Peek(form.StartSize)
		header, _ := cutHeader(string(start))
		sign := separator(header)
		if sign == 0 {
			sign = ','
		}
		r := newReader(in, sign)
		wrong := 0
		columns := 0
		next := func() ([]string, int, error) {
			for {
				row, err := r.Read()
				in.guard.since, in.guard.row = 0, in.guard.row+1
				if errors.Is(err, io.EOF) {
					return nil, 0, err
				}
				var parse *csv.ParseError
				if errors.As(err, &parse) {
					return nil, 0, annotate.Invalidf("line %d, column %d: %s: save the table as CSV again", parse.Line, parse.Column, parse.Err)
				}
				if err != nil {
					return nil, 0, err
				}
				if columns == 0 && strings.HasPrefix(strings.ToLower(row[0]), "sep=") && strings.Join(row[1:], "") == "" || !slices.ContainsFunc(row, func(c string) bool { return strings.TrimSpace(c) != "" }) {
					continue
				}
				line, _ := r.FieldPos(0)
				if columns == 0 {
					columns = len(row)
				} else if len(row) > columns {
					if wrong++; wrong == 1 {
						options.Say(fmt.Sprintf("line %d has %d cells where the header has %d: what stands beside them was left out", line, len(row), columns))
					}
				}
				for i, cell := range row {
					row[i] = strings.TrimPrefix(cell, "\ufeff")
				}
				return row, line, nil
			}
		}
		rows(source.Base(), "table", next, options)(yield)
	}
}
