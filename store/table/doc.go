// Package table says how a project lies in the tables of its file: which kinds of row there are (kind.go), how a noun becomes a row and
// a row a noun again (span.go, entity.go …), how rows are read and written through one connection (session.go, row.go, cursor.go), and
// which schema a file has in which format (migrate.go, guard.go).
//
// It knows neither acts nor the log, nor that others use the file too: whatever it is given it writes. So only package store calls
// what writes rows, and only the packages below store use it at all. What is read from a file is checked where it is read: a cell that
// no act can have written is a Spoiled that names its row, and a schema that is not ours a Strange.
//
// Start with kind.go. A new noun is a kind in its list, a migration, and a file that reads it.
package table
