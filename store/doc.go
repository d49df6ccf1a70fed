// Package store keeps a project in one SQLite file: the tables of migration/0001_first.sql, which scripts outside the
// project read, and the history of all that was done to them.
//
// # Acts and changes
//
// Whatever is changed is changed by an act (Project.Do): one transaction, durable when Do returns, and one entry to undo.
// An act is a row of the table act and, for each row of the project that it made, altered or deleted, a row of the
// table change, which holds that row before and after as JSON. The methods of Tx check the rules of the model and
// then call insert, update or delete, which write the table and the log together; nothing else writes.
//
// What a row is made of is described once, as a kind in kind.go. Undo needs no code of its own for a span or an entity:
// it walks the changes of an act backwards, makes sure that each row is still as the act left it, and puts back what was
// there before. That is itself an act, with changes of its own, so the log stays append-only and tells of undoing too;
// redo is the inverse of that act. act.undone says where an act stands: in force, undone and redoable, or undone and
// given up because something else was done instead. The last act in force, of everybody or of one annotator, is
// what Undo turns to. Taken out of the middle of the history, an act must leave annotations that fit the codebook and each
// other, or it is refused with a sentence that says whose work is in the way.
//
// A document's text never changes and may be large. The log carries it only where a document is deleted or its import
// undone, which is what it takes to bring it back.
//
// # Reviews
//
// What there is to decide is not stored: it follows from the spans (package review). A decision remembers the id of its
// item, which follows from what the candidates say, and holds as long as an item with that id is there. The queue of a
// review is kept in memory by document; each act drops the documents that it touched. An act that brings something new to
// decide into a document that gold was done with takes that state back, in the same act.
//
// # Connections
//
// One connection writes, one act at a time; others read, each transaction one state of the file, and never wait for
// the writer (WAL). Statements are prepared once a connection. synchronous=FULL makes a commit outlive not only the
// process but the machine. A second process may have the file open: writers wait for each other, and
// Project.DataVersion tells that the other has written.
//
// # Speed
//
// Spans are clustered by document and annotator, the order in which they are read; ids are made in ascending
// order, so that the indexes of a large project grow at their ends; the few columns that are large stand last in
// their rows; no list reads a text, and no export sorts one.
package store
