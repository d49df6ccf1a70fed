package table

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// part is one statement of a schema and the table that it belongs to.
type part struct{ table, sql string }

// Strange is a schema that is not ours. broken says that something of ours is missing or altered, not that something
// foreign was added.
type Strange struct {
	What   string
	Broken bool
}

func (s Strange) Error() string { return s.What }

// compare says whether a schema is what ours says. The statements decide and not the types and names beside them, because
// SQLite too goes by the statements. Scripts outside the project may add what nothing of ours ever runs: plain tables,
// plain indexes, and plain columns, which acts leave as they are and merging does not carry. Triggers, views, virtual
// tables, and whatever holds an expression or a rule (a check, a generated column, a foreign key, a unique or partial
// index) would run with our statements, or make them fail, and is refused.
func compare(ours, theirs []part) error {
	wanted := map[string]int{}
	tables := map[string]string{}
	for _, p := range ours {
		wanted[p.sql]++
		if strings.HasPrefix(p.sql, "CREATE TABLE ") {
			tables[p.table] = p.sql
		}
	}
	for _, p := range theirs {
		ownTable, isOurs := tables[p.table]
		switch {
		case p.sql == "": // the index of a primary key or a unique column, which follows from its table
		case wanted[p.sql] > 0:
			wanted[p.sql]--
		case isOurs && strings.HasPrefix(p.sql, "CREATE TABLE "):
			if !extends(p.sql, ownTable) {
				return Strange{fmt.Sprintf("its table %s is not the one that Parallax makes", p.table), true}
			}
			wanted[ownTable]--
		case !isHarmless(p.sql):
			return Strange{foreignPart(p), false}
		}
	}
	for _, p := range ours {
		if wanted[p.sql] > 0 {
			_, what, _ := strings.Cut(foreignPart(p), " ")
			return Strange{"its " + what + " is missing or altered", true}
		}
	}
	return nil
}

const (
	identifier = `("[^"]+"|` + "`[^`]+`" + `|\[[^\]]+\]|[\pL_][\pL\pN_$]*)`
	plainType  = `(?:TEXT|INTEGER|INT|REAL|NUMERIC|BLOB|BOOLEAN|DATE|DATETIME|TIMESTAMP|VARCHAR|ANY)(?:\s*\(\s*\d+\s*\))?`
)

// These are compiled when the first schema is met that has something of its own: hardly any has.
var (
	plainColumn = lazy.New(`(?is)^` + identifier + `(?:\s+` + plainType + `)?(?:\s+NULL|\s+NOT\s+NULL|\s+DEFAULT\s+(?:'[^']*'|[+-]?[\d.]+|NULL))*$`)
	plainKey    = lazy.New(`(?is)^(?:` + identifier + `(?:\s+` + plainType + `)?\s+PRIMARY\s+KEY(?:\s+AUTOINCREMENT)?|(?:PRIMARY\s+KEY|UNIQUE)\s*\([^()']*\)|` + identifier + `(?:\s+` + plainType + `)?(?:\s+NOT\s+NULL)?\s+UNIQUE)(?:\s+NOT\s+NULL)?$`)
	plainTable  = lazy.New(`(?is)^CREATE\s+TABLE\s+` + identifier + `\s*\(.*\)(?:\s*WITHOUT\s+ROWID|\s*STRICT|\s*,)*$`)
	plainIndex  = lazy.New(`(?is)^CREATE\s+INDEX\s+` + identifier + `\s+ON\s+` + identifier + `\s*\(\s*` + identifier + `(?:\s+ASC|\s+DESC)?(?:\s*,\s*` + identifier + `(?:\s+ASC|\s+DESC)?)*\s*\)$`)
	named       = lazy.New(`(?is)^CREATE\s+(?:TEMP\s+|TEMPORARY\s+)?((?:UNIQUE\s+|VIRTUAL\s+)?(?:TABLE|INDEX|TRIGGER|VIEW))\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:` + identifier + `\s*\.\s*)?` + identifier)
)

// internalTables are those in which SQLite keeps what it counts. What they hold only guides it.
var internalTables = []string{
	"CREATE TABLE sqlite_sequence(name,seq)", "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
	"CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
}

// isHarmless says whether a statement makes a plain table or a plain index.
func isHarmless(sql string) bool {
	if slices.Contains(internalTables, sql) || plainIndex.MatchString(sql) {
		return true
	}
	if !plainTable.MatchString(sql) {
		return false
	}
	_, items, _, ok := itemsOf(sql)
	return ok && !slices.ContainsFunc(items, func(item string) bool { return !plainColumn.MatchString(item) && !plainKey.MatchString(item) })
}

// extends says whether a table is ours but for plain columns that were added.
func extends(theirs, ours string) bool {
	head, items, tail, ok := itemsOf(theirs)
	ownHead, ownItems, ownTail, _ := itemsOf(ours)
	if !ok || head != ownHead || tail != ownTail {
		return false
	}
	for _, item := range items {
		switch {
		case len(ownItems) > 0 && item == ownItems[0]:
			ownItems = ownItems[1:]
		case !plainColumn.MatchString(item) || strings.Contains(strings.ToUpper(item), "NOT NULL") && !strings.Contains(strings.ToUpper(item), "DEFAULT"):
			return false
		}
	}
	return len(ownItems) == 0
}

// itemsOf cuts a CREATE TABLE at the commas between its columns and rules, with each space as one.
func itemsOf(sql string) (head string, items []string, tail string, ok bool) {
	sql = strings.Join(strings.Fields(sql), " ")
	first, last := strings.IndexByte(sql, '('), strings.LastIndexByte(sql, ')')
	if first < 0 || last < first || strings.Contains(sql, "--") || strings.Contains(sql, "/*") {
		return "", nil, "", false
	}
	depth, begin, quote := 0, first+1, byte(0)
	for i := first + 1; i < last; i++ {
		switch c := sql[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"' || c == '`':
			quote = c
		case c == '[':
			quote = ']'
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			items, begin = append(items, strings.TrimSpace(sql[begin:i])), i+1
		}
	}
	items = append(items, strings.TrimSpace(sql[begin:last]))
	return strings.TrimSpace(sql[:first]), items, strings.TrimSpace(sql[last+1:]), depth == 0 && quote == 0
}

// foreignPart names a part of a schema: "a trigger “x” on the table span".
func foreignPart(p part) string {
	found := named.FindStringSubmatch(p.sql)
	if found == nil {
		return fmt.Sprintf("a part of a schema, “%.60s”", strings.Join(strings.Fields(p.sql), " "))
	}
	kind, name := strings.ToLower(strings.Join(strings.Fields(found[1]), " ")), strings.Trim(found[3], "\"`[]")
	article := "a "
	if kind[0] == 'i' {
		article = "an "
	}
	if strings.HasSuffix(kind, "table") || kind == "view" {
		return fmt.Sprintf("%s%s “%.60s”", article, kind, name)
	}
	return fmt.Sprintf("%s%s “%.60s” on the table %.60s", article, kind, name, p.table)
}
