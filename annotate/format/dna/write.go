package dna

import (
	"bufio"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	_ "github.com/mattn/go-sqlite3" // the driver

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/offset"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// password opens the database in the program, which asks for one, and hashed is what the program keeps of it (Jasypt's
// StrongPasswordEncryptor: a salt of 16 bytes, then SHA-256 of salt and password, a hundred thousand times).
const (
	password = "parallax"
	hashed   = "JdPkIumgcwxA5s32CoQXApJx6vIvqaXuZHAoopBcpFDs2SMmlaYuErtyNkE93P7n"
)

// writer fills a database in a file of its own, which is copied when it is whole.
type writer struct {
	sink       *form.Sink
	roles      annotate.Roles
	claim      annotate.Label
	stance     annotate.Attribute
	file       *os.File
	db         *sql.DB
	tx         *sql.Tx
	err        error // the first that SQLite gave
	documents  map[string]int64
	coders     map[string]int64
	variables  map[string]int64
	kinds      map[int64][]int64 // attribute variables of a variable
	entities   map[entityKey]int64
	statements int64
}

type entityKey struct {
	variable int64
	value    string
}

func write(head form.Head, sink *form.Sink) (form.Writer, error) {
	if err := head.NeedsText("dna"); err != nil {
		return nil, err
	}
	w := &writer{sink: sink, roles: head.Codebook.Roles(), documents: map[string]int64{}, coders: map[string]int64{}, variables: map[string]int64{},
		kinds: map[int64][]int64{}, entities: map[entityKey]int64{}}
	w.claim, _ = head.Codebook.LabelByName(claimLabel(head.Codebook))
	w.claim.Name = claimLabel(head.Codebook)
	w.stance, _ = w.claim.Stance()
	if err := w.begin(); err != nil {
		return nil, errors.Join(err, w.discard())
	}
	return w, nil
}

func (w *writer) begin() (err error) {
	if w.file, err = os.CreateTemp("", "parallax-export-"); err != nil {
		return fmt.Errorf("making room beside the export: %w", err)
	}
	path := filepath.ToSlash(w.file.Name())
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	if w.db, err = sql.Open("sqlite3", "file:"+path+"?_journal_mode=OFF&_synchronous=OFF&_foreign_keys=0"); err != nil {
		return err
	}
	w.db.SetMaxOpenConns(1)
	if w.tx, err = w.db.BeginTx(context.Background(), nil); err != nil {
		return err
	}
	w.exec(schema)
	_ = os.Remove(w.file.Name()) // so that nothing is left of an export that fails, where the system lets a file live on that is open
	w.exec("INSERT INTO CODERS (ID, Name, Red, Green, Blue, Password, PermissionEditStatementTypes, PermissionEditCoders, PermissionEditOthersDocuments, PermissionEditOthersStatements) VALUES (1, 'Admin', 255, 255, 0, ?, 1, 1, 1, 1)", hashed)
	for _, setting := range [][2]string{{"version", version}, {"date", "2025-02-05"}, {oursAmong, "section=" + sectionIs}} {
		w.exec("INSERT INTO SETTINGS (Property, Value) VALUES (?, ?)", setting[0], setting[1])
	}
	w.exec("INSERT INTO STATEMENTTYPES (ID, Label, Red, Green, Blue) VALUES (1, ?, 239, 208, 51)", statement)
	for _, name := range w.names() {
		kind := "short text"
		if name == agreement {
			kind = "boolean"
		}
		w.exec("INSERT INTO VARIABLES (Variable, DataType, StatementTypeId) VALUES (?, ?, 1)", w.cut(name), kind)
		w.variables[name] = w.last("VARIABLES")
	}
	for _, kind := range []string{typeOf, "Alias", "Notes"} {
		for _, name := range []string{person, organization, concept} {
			of := w.variables[name]
			w.exec("INSERT INTO ATTRIBUTEVARIABLES (VariableId, AttributeVariable) VALUES (?, ?)", of, kind)
			w.kinds[of] = append(w.kinds[of], w.last("ATTRIBUTEVARIABLES"))
		}
	}
	for _, name := range w.names() {
		if name != agreement {
			w.entity(name, "", "") // which the program expects
		}
	}
	return w.err
}

// names are the variables of a statement, in their order.
func (w *writer) names() []string {
	names := []string{person, organization, concept, agreement}
	for _, a := range w.claim.Attributes {
		if name := variableName(a.Name); !slices.Contains(names, name) && name != person+kindOfIt && name != organization+kindOfIt {
			names = append(names, name)
		}
	}
	return names
}

// variableName is the variable of an attribute of a claim. Those that are called like who makes a claim are the same.
func variableName(attribute string) string {
	if attribute == concept || attribute == agreement {
		return attribute + " (claim)"
	}
	return attribute
}

func (w *writer) exec(query string, arguments ...any) {
	if w.err == nil {
		_, w.err = w.tx.Exec(query, arguments...)
	}
}

// last is the number of the row that was added last.
func (w *writer) last(table string) (id int64) {
	if w.err == nil {
		w.err = w.tx.QueryRow("SELECT max(rowid) FROM " + table).Scan(&id)
	}
	return id
}

// cut is a text as the program's tables take it.
func (w *writer) cut(text string) string {
	runes := []rune(strings.ReplaceAll(text, "\x00", ""))
	if len(runes) <= longest {
		return string(runes)
	}
	w.sink.Lose(1, fmt.Sprintf("ends of texts of more than %d characters", longest))
	return string(runes[:longest])
}

// Add writes the statements of a record, and its document where that is new.
func (w *writer) Add(r dataset.Record) error {
	document := w.document(r)
	if claims := w.claims(r); len(claims) > 0 {
		w.add(r, claims, document, w.coder(r.Layer))
	}
	return w.err
}

func (w *writer) document(r dataset.Record) int64 {
	if id, known := w.documents[r.ID]; known {
		return id
	}
	title := cmp.Or(r.Meta.Title, r.Meta.SourceFile, "Untitled article")
	when := int64(0)
	if r.Meta.Published != "" {
		for _, layout := range []string{time.DateOnly, time.RFC3339, "2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01", "2006"} {
			if t, err := time.Parse(layout, r.Meta.Published); err == nil {
				when = t.Unix()
				break
			}
		}
		if dateOf(when) != r.Meta.Published {
			w.sink.Lose(1, "dates, written to the second in UTC")
		}
	}
	if strings.Contains(r.Text, "\r") {
		w.sink.Lose(strings.Count(r.Text, "\r"), "carriage returns, written as spaces")
		r.Text = strings.ReplaceAll(r.Text, "\r", " ")
	}
	w.exec("INSERT INTO DOCUMENTS (Title, Text, Coder, Author, Source, Section, Notes, Type, Date) VALUES (?, ?, 1, ?, ?, ?, ?, '', ?)",
		w.cut(title), r.Text, w.cut(r.Meta.Author), w.cut(r.Meta.Outlet), w.cut(r.Meta.Story), r.Meta.URL, when)
	w.documents[r.ID] = int64(len(w.documents) + 1)
	return w.documents[r.ID]
}

// dateOf is the date, or the time, of a document; "" for the beginning of time, which stands for none.
func dateOf(seconds int64) string {
	t := time.Unix(seconds, 0).UTC()
	switch {
	case seconds == 0 || t.Year() < 1 || t.Year() > 9999:
		return ""
	case seconds%86400 == 0:
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339)
}

// coder is who annotated. Each may see what the others did.
func (w *writer) coder(layer string) int64 {
	if layer == "" {
		return 1
	}
	if id, known := w.coders[layer]; known {
		return id
	}
	id := int64(len(w.coders) + 2)
	w.sink.Say(1, "coders got the password “"+password+"”, which Discourse Network Analyzer asks for (as does Admin)")
	w.exec("INSERT INTO CODERS (ID, Name, Red, Green, Blue, Password) VALUES (?, ?, ?, ?, ?, ?)", id, w.cut(layer), 51, (153+id*53)%256, (255-id*37%256)%256, hashed)
	for other := int64(1); other < id; other++ {
		w.exec("INSERT INTO CODERRELATIONS (Coder, OtherCoder) VALUES (?, ?), (?, ?)", id, other, other, id)
	}
	w.coders[layer] = id
	return id
}

// said is a statement before it is written.
type said struct {
	start, stop int
	agrees      bool
	values      map[string]string
	kinds       map[string]string // what the person and the organization are
}

func (w *writer) add(r dataset.Record, all []said, document, coder int64) {
	table := offset.New(textpos.New(r.Text))
	for i, s := range all {
		all[i].start, all[i].stop = table.UTF16(s.start), table.UTF16(s.stop)
	}
	slices.SortFunc(all, func(a, b said) int {
		return cmp.Or(a.start-b.start, a.stop-b.stop, strings.Compare(w.key(a), w.key(b)))
	})
	for _, s := range all {
		w.statement(s, document, coder)
	}
}

// key tells statements on one place apart.
func (w *writer) key(s said) string {
	key := strconv.FormatBool(s.agrees)
	for _, name := range w.names() {
		key += "\x00" + s.values[name]
	}
	return key
}

func (w *writer) statement(s said, document, coder int64) {
	w.statements++
	id := w.statements
	w.exec("INSERT INTO STATEMENTS (ID, StatementTypeId, DocumentId, Start, Stop, Coder) VALUES (?, 1, ?, ?, ?, ?)", id, document, s.start, s.stop, coder)
	agrees := 0
	if s.agrees {
		agrees = 1
	}
	w.exec("INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES (?, ?, ?)", id, w.variables[agreement], agrees)
	for _, name := range w.names() {
		if name != agreement {
			w.exec("INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, ?, ?)", id, w.variables[name], w.entity(name, s.values[name], s.kinds[name]))
		}
	}
}

// entity is a value of a variable, of which each stands once. kind is what a person or an organization is.
func (w *writer) entity(name, value, kind string) int64 {
	variable := w.variables[name]
	key := entityKey{variable, w.cut(value)}
	if id, known := w.entities[key]; known {
		return id
	}
	w.exec("INSERT INTO ENTITIES (VariableId, Value, Red, Green, Blue) VALUES (?, ?, 0, 0, 0)", variable, key.value)
	w.entities[key] = int64(len(w.entities) + 1)
	for i, attribute := range w.kinds[variable] {
		text := ""
		if i == 0 {
			text = w.cut(kind)
		}
		w.exec("INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue) VALUES (?, ?, ?)", w.entities[key], attribute, text)
	}
	return w.entities[key]
}

// Close ends the database and copies it to where it is wanted.
func (w *writer) Close() (err error) {
	defer func() { err = errors.Join(err, w.discard()) }()
	if w.err != nil {
		return w.err
	}
	if err := w.tx.Commit(); err != nil {
		return err
	}
	w.tx = nil
	err = w.db.Close()
	if w.db = nil; err != nil {
		return err
	}
	out, err := w.sink.Create("")
	if err != nil {
		return err
	}
	if _, err := w.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if _, err := io.Copy(out, bufio.NewReader(w.file)); err != nil {
		return err
	}
	return out.Close()
}

func (w *writer) discard() (err error) {
	if w.tx != nil {
		err = w.tx.Rollback()
	}
	if w.db != nil {
		err = errors.Join(err, w.db.Close())
	}
	if w.file == nil {
		return err
	}
	err = errors.Join(err, w.file.Close())
	if removed := os.Remove(w.file.Name()); !errors.Is(removed, os.ErrNotExist) {
		err = errors.Join(err, removed)
	}
	return err
}
