// Package merge takes what other project files have into a project, as one act.
//
// The rules stand in package annotate/history, without SQL: which version of a row wins, field by field, what is the same row under two
// ids, what is kept although somebody deleted it, what a file brings and what of it is lost. Here a project file is made a history.Source
// (file.go), what the files have is gathered (source.go, join.go), the rules are asked, and what comes of it is written through the one
// hand of package store. What stands here beside that is about rows of this program and not about versions: which column names a row of
// which kind (keep.go); what the codebook, the stories and the places of articles become so that no two have one name, which follows from
// the rows that have won; which of the project's rows refer to what somebody else deleted, found by the indexes of the file, so that the
// cost goes with what is merged in; and what the log of this file can tell by itself (record.go). The layers are listed in layers.go; each
// knows those below it and none above:
//
//	gathering    what the files have
//	identities   what is the same in them           (identity.go, apart.go, document.go, entities.go)
//	wording      in which words each of them says it (fields.go)
//	keeping      what lives, and under which name    (keep.go, codebook.go, names.go, stories.go)
//	comparing    what is told of it: the plan        (compare.go, plan.go)
//	writing      what the project gets               (row.go, record.go, apply.go, fit.go, theme.go, settle.go)
//
// # What a merge does
//
// A merge asks of each field of each row: which is the last version of it, and did the row come to life or die last? Both
// follow from the change log. A version is called by its time and the id of its change, which are the same in every
// file that has it, so that "the last" is the same whichever file is asked first: merging files in any order, in any
// groups, any number of times ends in the same rows. What is a version, and which one counts, says the package history.
//
//   - The later act wins: of two edits of one field, and of an edit and a deletion. Each is reported where neither knew of the
//     other, and the one that lost stays in the log.
//   - What rewrites rows as a consequence of something else (a changed codebook, two entities made one) is no version of them. An
//     act is known for such by what else it did: findRewrites.
//   - How far gold is with an article is counted from what has been decided there.
//   - What living annotations refer to lives, even if somebody deleted it: an article with the annotations of one who did
//     not know that it went, an entity, a label, a question that somebody answered. Nobody's work goes because of somebody else's
//     tidying up.
//   - Documents are the same if their ids and texts are, or their texts within the same story; stories, annotators,
//     labels, attributes and relation types if their ids or names are. What has several ids goes by one, and the table alias
//     remembers the others. A document's is the first in order, because exports show it. Entities are the same by
//     id only: two people may have the same name, so namesakes are reported and left to a person to merge.
//   - Where several people put entities under one another so that they would stand under themselves, the first of the circle in the order of
//     ids stands under none. That follows from what the files say, and it comes back where somebody opens the circle: decideThemes.
//   - Annotators whom somebody made one are one, in whichever file they worked, until somebody takes that back: then each has again what
//     was done under the own name.
//   - Documents keep their positions; those of different files at the same position stand in the order of their ids.
//   - Documents whose texts differ under one id are kept apart under ids that follow from it and their texts, their
//     annotations likewise.
//   - Things of one name that people made, apart, are the same, the first of each with the first, the second with the second,
//     whatever becomes of the names since. Beyond that names are those that a thing has or ever had, so that a story that one
//     file renamed is still the one that another, made apart, knows by the old name. What was once found to be the same stays
//     so: where somebody gave a thing a name that another made a thing under, and a third has both, it can matter which two of
//     the three are merged first. Labels, attributes and relation types are one where a person takes their names for the same,
//     stories where their names are the same, but for those that one file has had as two, be it one after the other: they are
//     two whatever they are called, and where both live and have one name, the one that somebody deleted, or that had the name
//     first, gets a number behind it. A story that somebody made when another was gone, under its name, may be that one: its
//     articles were imported again. The table alias remembers what the files had as different things, and what they made again.
//   - A part of the codebook takes the last definition of each of its properties. An option goes where somebody dropped it and
//     no living annotation has it; the last label and the last options are never gone. A relation that no longer fits, and
//     a value that no attribute admits, is left out, reported, and remembered.
//
// All of it is one act. What is taken over is logged under the name of the one who did it, with the time at which it was
// done and the id that the change has in its own file; what merging itself had to do is logged as mergeAction and is no
// version of anything. What the log cannot tell stands in the table version. Both, and alias, count while the act is in
// force, so that an undone merge is as if it had never been and can be made again.
//
// Other files are never written to; copies of them are read, row by row, side by side, in the order of ids, and what the project
// knows of each row is looked up: the cost goes with what is merged in. What is held in memory are the stories, documents
// without their texts, annotators, and codebooks.
//
// It must not write rows by itself, nor know what a rule says. Start with merge.go, which has the steps in their order.
package merge
