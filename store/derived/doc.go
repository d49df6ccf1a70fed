// Package derived keeps what follows from the rows of a project: how far gold is, the queue of a review, and what articles share; in time an
// index for search. It is in no log and in no merge, can be thrown away and made anew, and a check compares it with what it
// would be then.
//
// Much of what is shown follows from rows, and must hear of every change, whoever makes it. So each act has its followers, one of each
// of a list: the one hand that writes rows shows them each edit, they settle what the act means before it is committed, and hear when it
// was. What the file keeps is a Part in a list. It is brought up to date by the acts themselves where that costs little beside them,
// else marked as stale and made when it is next asked for.
//
// What there is to decide in a review is no row of the project: it follows from the spans (package review). A decision remembers the id
// of its item, which follows from what the candidates say, and holds as long as an item with that id is there. The queue takes long to
// make of many documents, so the file keeps it, document by document. An act marks the documents that it touched as stale, and those to
// which their relations lead; one that made most of a document makes it anew at once. An act that brings something new to decide into a
// document that gold was done with takes that state back, in the same act.
//
// It knows no project and no act but as derived.Act: package store calls it, never the other way round. Start with derived.go; a new part
// is a line in each of its lists and a file.
package derived
