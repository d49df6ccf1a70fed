package dna

import (
	"errors"
	"fmt"
	"iter"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/lite"
)

var errStopped = errors.New("stopped")

// reader goes through the documents with the statements beside them.
type reader struct {
	db        *lite.DB
	options   form.ReadOptions
	ours      bool
	coders    map[int64]string
	types     map[int64]string
	variables map[int64]variable
	kinds     map[int64]string // what a person or an organization is, by entity
	claim     string           // label of the claims
	actor     string           // label of who makes them, "" where the codebook has none
	makes     annotate.RelationType
	unfound   int // names that do not stand in the text
}

type variable struct {
	name, kind string
	of         int64 // statement type
}

func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		db, err := lite.Open(source)
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		r := &reader{db: db, options: options, coders: map[int64]string{}, types: map[int64]string{}, variables: map[int64]variable{}, kinds: map[int64]string{}}
		err = r.head()
		if err == nil {
			err = r.documents(func(record *dataset.Record) bool { return yield(form.Item{Record: record}, nil) })
		}
		if err = errors.Join(err, db.Close()); err != nil && !errors.Is(err, errStopped) {
			yield(form.Item{}, err)
		}
	}
}

func (r *reader) note(format string, args ...any) {
	if r.options.Note != nil {
		r.options.Note(fmt.Sprintf(format, args...))
	}
}

// head reads what all documents have in common.
func (r *reader) head() error {
	if !r.db.Has("ENTITIES", "ID", "VariableId", "Value") || !r.db.Has("DATASHORTTEXT", "Entity") {
		return annotate.Invalidf("it was made by version 2 of Discourse Network Analyzer: open it in version 3, and import the file that this saves")
	}
	err := errors.Join(
		r.db.Each("SETTINGS", []string{"Property"}, "", nil, func(row lite.Row) error {
			r.ours = r.ours || row.Text(0) == oursAmong
			return nil
		}),
		r.named("CODERS", "Name", r.coders), r.named("STATEMENTTYPES", "Label", r.types),
		r.db.Each("VARIABLES", []string{"ID", "Variable", "DataType", "StatementTypeId"}, "", nil, func(row lite.Row) error {
			id, err := row.Int(0)
			of, ofErr := row.Int(3)
			r.variables[id] = variable{row.Text(1), row.Text(2), of}
			return errors.Join(err, ofErr)
		}))
	if err == nil && r.db.Has("ATTRIBUTEVALUES", "EntityId", "AttributeVariableId", "AttributeValue") && r.db.Has("ATTRIBUTEVARIABLES", "ID", "AttributeVariable") {
		err = r.db.Each("ATTRIBUTEVALUES", []string{"EntityId", "AttributeValue"},
			"WHERE AttributeValue <> '' AND AttributeVariableId IN (SELECT ID FROM ATTRIBUTEVARIABLES WHERE AttributeVariable = '"+typeOf+"')", nil, func(row lite.Row) error {
				id, err := row.Int(0)
				r.kinds[id] = row.Text(1)
				return err
			})
	}
	r.claim, r.actor = claimLabel(r.options.Codebook), actorLabel(r.options.Codebook)
	roles := r.options.Codebook.Roles()
	r.makes = annotate.RelationType{Name: "makes"}
	for _, kind := range r.options.Codebook.RelationTypes {
		if is, _ := roles.Makes(kind.Name); is {
			r.makes = kind
			break
		}
	}
	return err
}

func (r *reader) named(table, column string, into map[int64]string) error {
	return r.db.Each(table, []string{"ID", column}, "", nil, func(row lite.Row) error {
		id, err := row.Int(0)
		into[id] = row.Text(1)
		return err
	})
}

// place is a statement without its values.
type place struct {
	id, kind, document, coder int64
	start, stop               int
	wrong                     error
}

// documents reads documents and statements side by side, both in the order of the documents' numbers.
func (r *reader) documents(take func(*dataset.Record) bool) error {
	next, stop := iter.Pull2(r.statements())
	defer stop()
	p, err, more := next()
	found := false
	eachErr := r.db.Each("DOCUMENTS", []string{"ID", "Title", "Text", "Author", "Source", "Section", "Notes", "Date"}, "ORDER BY ID", nil, func(row lite.Row) error {
		found = true
		id, idErr := row.Int(0)
		if idErr != nil {
			return idErr
		}
		var within []place
		for ; more && err == nil && p.document <= id; p, err, more = next() {
			if p.document == id {
				within = append(within, p)
			} else {
				r.note("the statement %d was left out: its document %d is not there", p.id, p.document)
			}
		}
		if err != nil {
			return err
		}
		d, dErr := r.document(row, within)
		if dErr != nil {
			return dErr
		}
		for _, record := range d.all() {
			if !take(record) {
				return errStopped
			}
		}
		return nil
	})
	switch {
	case eachErr != nil:
		return eachErr
	case !found:
		return annotate.Invalidf("it holds no document: choose another file")
	case r.unfound > 0:
		r.note("%s: it does not stand in the text, or the codebook cannot say what it is", annotate.Counted(r.unfound, "person or organization was kept as a value of its claim", "times a person or an organization was kept as a value of the claim"))
	}
	return nil
}

func (r *reader) statements() iter.Seq2[place, error] {
	return func(yield func(place, error) bool) {
		err := r.db.Each("STATEMENTS", []string{"ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder"}, "ORDER BY DocumentId, ID", nil, func(row lite.Row) error {
			var p place
			for i, into := range []*int64{&p.id, &p.kind, &p.document} {
				n, err := row.Int(i)
				if err != nil {
					return err
				}
				*into = n
			}
			var startErr, stopErr error
			p.start, startErr = row.Offset(3)
			p.stop, stopErr = row.Offset(4)
			p.coder, _ = row.Int(5)
			p.wrong = errors.Join(startErr, stopErr)
			if !yield(p, nil) {
				return errStopped
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStopped) {
			yield(place{}, err)
		}
	}
}
