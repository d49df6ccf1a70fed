package table

import (
	"cmp"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"io"
	"math"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Cursor is the result of a query. SQLite lets any cell hold anything, and another program may have written it, so each
// cell is checked as it is read: a text is UTF-8, a number is finite, and nothing is taken for what it is not.
type Cursor struct {
	rows   driver.Rows
	query  string
	args   []any
	cells  []driver.Value // the row that was read last
	raw    []byte
	over   bool
	err    error
	blames func(error) error // as its session
}

// Next reads the next row, and says whether there is one. Where there is none the statement is at its end, and may be run again.
func (c *Cursor) Next() bool {
	if c.over {
		return false
	}
	if c.cells == nil {
		c.cells = make([]driver.Value, len(c.rows.Columns()))
	}
	err := c.rows.Next(c.cells)
	if err == nil {
		return true
	}
	if ended := c.Close(); err == io.EOF {
		err = ended
	}
	c.err = err
	return false
}

// Close ends the reading.
func (c *Cursor) Close() error {
	if c.over {
		return nil
	}
	c.over = true
	return c.rows.Close()
}

// Err is the error that ended the reading.
func (c *Cursor) Err() error { return c.blame(c.err) }

// Cells are the cells of the row as they are, whatever they hold, until the next one is read.
func (c *Cursor) Cells() []driver.Value { return c.cells }

func (c *Cursor) blame(err error) error {
	if c.blames == nil {
		return err
	}
	return c.blames(err)
}

// Scan copies the cells of the row. A cell that cannot stand there is a Spoiled that names its row.
func (c *Cursor) Scan(into ...any) error {
	if len(c.cells) != len(into) {
		return fmt.Errorf("a row of %d cells was read into %d places", len(c.cells), len(into))
	}
	c.raw = c.raw[:0]
	for i, cell := range c.cells {
		if wrong := c.assign(cell, into[i]); wrong != "" {
			return c.blame(c.spoiled(i, wrong))
		}
	}
	return nil
}

// assign copies one cell, or says what is wrong with it.
func (c *Cursor) assign(cell, into any) (wrong string) {
	switch d := into.(type) {
	case *string:
		*d, wrong = textOf(cell)
	case *sql.NullString:
		if d.Valid = cell != nil; d.Valid {
			d.String, wrong = textOf(cell)
		}
	case *sql.RawBytes: // of a text; valid until the next row
		var text string
		text, wrong = textOf(cell)
		from := len(c.raw)
		c.raw = append(c.raw, text...)
		*d = c.raw[from:]
	case *[]byte:
		switch v := cell.(type) {
		case []byte:
			*d = v
		case string:
			*d = []byte(v)
		case nil:
			*d = nil
		default:
			wrong = Describe(cell) + ", where bytes belong"
		}
	case *int64:
		*d, wrong = integerOf(cell)
	case *int:
		var n int64
		n, wrong = integerOf(cell)
		*d = int(n)
	case *sql.NullInt64:
		if d.Valid = cell != nil; d.Valid {
			d.Int64, wrong = integerOf(cell)
		}
	case *bool:
		n, isNumber := cell.(int64)
		if *d = n == 1; !isNumber || n != 0 && n != 1 {
			wrong = Describe(cell) + ", where 0 or 1 belongs"
		}
	case *float64:
		switch v := cell.(type) {
		case float64:
			*d = v
		case int64:
			*d = float64(v)
		default:
			wrong = Describe(cell) + ", where a number belongs"
		}
		if math.IsInf(*d, 0) || math.IsNaN(*d) {
			wrong = Describe(cell) + ", where a finite number belongs"
		}
	case *any:
		if text, isText := cell.(string); isText && !utf8.ValidString(text) {
			wrong = "a text that is not valid UTF-8"
		}
		if number, isReal := cell.(float64); isReal && math.IsInf(number, 0) {
			wrong = Describe(cell) + ", where a finite number belongs"
		}
		*d = cell
	default:
		target := reflect.ValueOf(into).Elem()
		if target.Kind() != reflect.String {
			panic(fmt.Sprintf("store: nothing is read into a %T", into))
		}
		var text string
		text, wrong = textOf(cell)
		target.SetString(text)
	}
	return wrong
}

func textOf(cell any) (text, wrong string) {
	switch v := cell.(type) {
	case string:
		if !utf8.ValidString(v) {
			return "", "a text that is not valid UTF-8"
		}
		return v, ""
	case int64:
		return strconv.FormatInt(v, 10), ""
	}
	return "", Describe(cell) + ", where a text belongs"
}

func integerOf(cell any) (n int64, wrong string) {
	n, isNumber := cell.(int64)
	if !isNumber {
		wrong = Describe(cell) + ", where a whole number belongs"
	}
	return n, wrong
}

// Describe says what a cell holds.
func Describe(cell any) string {
	switch v := cell.(type) {
	case nil:
		return "empty"
	case []byte:
		return fmt.Sprintf("%d bytes", len(v))
	case string:
		return fmt.Sprintf("the text “%.40s”", strings.ToValidUTF8(v, "\uFFFD"))
	}
	return fmt.Sprintf("the number %v", cell)
}

// Spoiled is a cell that no act of the program can have written.
type Spoiled struct{ Row, Column, What string }

func (u Spoiled) Error() string {
	return fmt.Sprintf("%s: its %s is %s", u.Row, u.Column, u.What)
}

// Wrong is the error for a row of a kind whose value breaks a rule of the model.
func Wrong(k *Kind, id, column, format string, args ...any) error {
	return Spoiled{k.Noun + " " + id, column, fmt.Sprintf(format, args...)}
}

// plainName is a column by itself, or one that is read as another value where it is NULL.
var plainName = regexp.MustCompile(`^(?:ifnull\()?(?:\w+\.)?"?(\w+)"?(?:, '[^']*'\))?$`)

var tableOf = regexp.MustCompile(`(?i)\bFROM\s+(\w+)`)

// spoiled names the row by its id or, where the query has none, by what was asked for.
func (c *Cursor) spoiled(column int, what string) error {
	names := c.rows.Columns()
	name := "value"
	if found := plainName.FindStringSubmatch(names[column]); found != nil {
		name = found[1]
	}
	row := "a row"
	if found := tableOf.FindStringSubmatch(c.query); found != nil {
		row = cmp.Or(map[string]string{"act": "act", "change": "entry of the log", "segment": "segment"}[found[1]], "a row of "+found[1])
		if k, err := KindNamed(found[1]); err == nil {
			row = k.Noun
		}
	}
	for i, other := range names {
		if other == "id" || other == "seq" || strings.HasSuffix(other, ".id") {
			if id, _ := textOf(c.cells[i]); id != "" {
				return Spoiled{row + " " + id, name, what}
			}
		}
	}
	for _, arg := range c.args {
		if id, isText := arg.(string); isText && id != "" {
			return Spoiled{row + " of " + id, name, what}
		}
	}
	return Spoiled{row, name, what}
}
