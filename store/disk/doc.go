// Package disk knows a project file from outside, as the system and other programs see it: its header, what SQLite leaves beside it,
// copies and backups of it, and who has it open. It knows nothing of acts and never writes a row.
//
// A log or a journal that a crash left is applied only to the file that it belongs to (logs.go): each act writes the row of the
// table desk, so that the log holds the token that the file has; and each token names the one before, so that a journal, or a log
// and a copy from just before it began, are known to go together. One that belongs to another version is set aside among the
// backups, with what can be made of it, and that is said. One that was left behind when its file was renamed is put beside it
// (strays.go).
//
// POSIX drops all locks that a process has on a file when it closes any descriptor of it. So a file that is looked into by hand while
// this process has a connection to it stays open until the last of them is closed (hands.go).
//
// What is refused is said here too (errors.go): Explain makes a sentence of what SQLite says, and names a backup to go back to only
// after a look into it.
//
// Start with header.go for what a project file is, with logs.go for what lies beside it.
package disk
