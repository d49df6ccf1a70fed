// Package check looks for what is wrong in a project: cells that no act can have written, references into nothing, texts that are not
// what their hashes say, offsets outside of texts, values that the codebook does not admit, a log that does not end in what the tables
// say, and kept parts that are not what they would be if they were made anew; and it finds texts that stand in more than one story. It
// writes nothing, and reads through one connection to one state of the file: which copy that is, and how it is come by, it does not know.
//
// Start with check.go: a further rule is a step in its list.
package check
