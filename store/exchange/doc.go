// Package exchange brings files into a project and the dataset out of it. It is the one caller of the formats (annotate/format): it
// decides which file is read how, what its documents, layers and words mean in the project, and where what is written goes; what a
// line of a format looks like is the format's.
//
// An import is one act, reads each dataset twice, and says for each file what became of it: start with Import and importDataset. An
// export holds one document at a time, and its files appear only when all of them are whole: start with ExportFiles. What a dataset
// calls otherwise than the project is found by vocabulary; nothing is ever taken from a codebook.
//
// It reads by store.View and writes by store.Tx, knows no table, and nothing of windows.
package exchange
