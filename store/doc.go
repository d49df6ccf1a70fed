// Package store keeps a project in one SQLite file: the tables of table/migration/0001_first.sql, which scripts outside the
// project read, and the history of all that was done to them.
//
// It must not know what is merged, reviewed, imported or exported: packages merge, adjudicate and exchange do that by its acts. What lies
// below it are package table (rows, and nothing else), derived (what follows from rows), check, revise, and disk (the file as other
// programs see it). Start reading with act.go for what an act is, with apply.go for the one hand that writes, with desk.go for the file.
//
// # Acts and changes
//
// Whatever is changed is changed by an act (Project.Do): one transaction, durable when Do returns, and one entry to undo.
// An act is a row of the table act and, for each row of the project that it made, altered or deleted, a row of the
// table change, which holds that row before and after as JSON. The methods of Tx check the rules of the model and
// then call insert, update or delete; undo, redo and merging put rows back or take them over. All of them go through one hand,
// apply, which writes the table and the log together and lets all that hear of changes know; nothing else writes.
//
// What a row is made of is described once, as a kind in package table. Undo needs no code of its own for a span or an entity:
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
// # The file on the desk
//
// A project file is not only used by programs: it is copied, mailed, renamed, synchronised and restored, also while a window
// has it open. So at rest the one file is the whole project: its header says rollback journal, no connection is open, nothing
// lies beside it and nothing of it is locked. The first act after a rest takes the file up (desk.go): in one transaction it makes
// sure that the path still names what was left there and writes a new token into the table desk, then it turns to the
// write-ahead log, in which an act never waits for a reader nor a reader for an act. 0.7 seconds after the last act, and at once
// by Rest and Close, the log is folded in and the file let go of (rest.go). Where another program has it in hand too it is folded
// in as far as can be and let go of all the same, for two that both waited for the other would wait for ever; whoever finds
// itself alone turns it back.
//
// Measured on the machine of the README's figures, on a file of 20 MB: opening a connection 0.4 ms, turning to the log 1.0 to 1.3
// ms, the first commit 0.9 to 1.1, later ones 0.3, turning back 1.5 to 1.9; a commit by rollback journal 1.0 to 1.2. With all that is
// looked at before, the first act after a rest takes 5 to 6 ms and each later one 0.7 to 1.0, against 0.4 to 0.5 for the same rows
// inserted bare. So a log while one works and none at rest costs some five milliseconds once after each pause, where a rollback journal
// would cost one at each act and let long reading delay acts, and a log that stays would leave side files to each outside reader that
// opens the file read-only.
// Its price: a script that reads the file at rest in one transaction for longer than five seconds makes an act fail meanwhile.
//
// Reading changes nothing, and so does what is only tried, on a copy, or a program that synchronises would see a new version because
// somebody looked. An act that fails changes the token, and nothing else. Reading that takes
// long reads a copy (snapshot.go), since it would hold up the next act or the rest; so does what reads a file that it may not write
// to while its owner is at work, and a merge, which somebody else may be writing to.
//
// A log or a journal that a crash left is applied only to the file that it belongs to; that is known by the tokens (package disk).
//
// Before an act that follows a rest, before and after each other one, and whenever the window asks, the path is compared with what
// was left: by device, inode, size and time; then, at rest, by the history in it (identity.go), in hand by the token in it. SQLite
// folds nothing in by itself, so that nobody else's change of the file goes unseen. A file that was renamed or moved nearby is
// followed; one whose history goes on from what was left is taken over; one that lacks something is shown, and what it lacks is kept
// (kept.go); another project, or none, is never written to. Where something else was written into the file that is in hand, the
// log is taken away unapplied.
//
// For that a second name of the file, among the backups, and a copy of it as it was last left, in the user's cache, are kept while a
// window has it open. Replaced by renaming, as programs that synchronise do, nothing is lost. Overwritten in place, or with its disk
// gone, nothing either: before the log is folded in, its pages go into the copy too, which costs what was done and not what
// is there. Only while the first copy of a file of more than 16 MB is being made, beside other work, or made anew because another
// program wrote to the file, may it lack what was done since.
//
// # Connections
//
// One connection writes, one act at a time; others read, each transaction one state of the file. Statements are prepared once a
// connection. synchronous=FULL makes a commit outlive not only the process but the machine. A second process may have the file
// open: writers wait for each other, and Project.DataVersion tells that the other has written.
//
// # Speed
//
// Spans are clustered by document and annotator, the order in which they are read; ids are made in ascending
// order, so that the indexes of a large project grow at their ends; the few columns that are large stand last in
// their rows; no list reads a text, and no export sorts one.
package store
