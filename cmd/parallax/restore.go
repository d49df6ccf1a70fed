package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/restore"
	"github.com/spf13/cobra"
)

// backupObject is one of restore --json.
type backupObject struct {
	Path      string `json:"path"`
	At        string `json:"at"`
	Documents int    `json:"documents"`
	Spans     int    `json:"spans"`
	OK        bool   `json:"ok"`
}

// restoredObject is restore --json of a project that was brought back. Kept is null where nothing was there before.
type restoredObject struct {
	Project string       `json:"project"`
	From    backupObject `json:"from"`
	Kept    *string      `json:"kept"`
}

func newRestore() *cobra.Command {
	var asJSON bool
	command := &cobra.Command{
		Use:   "restore FILE [BACKUP]",
		Short: "List the backups of a project, or bring one back",
		Long: "List the backups of a project, the newest first, or bring one back.\n\n" +
			"BACKUP is a name from the list or any project file. What FILE holds now is kept among the backups, and the list has it too,\n" +
			"so that a restore can be taken back by another one. FILE may be damaged, or not be there at all.",
		Example: "  parallax restore haqqani.parallax\n" +
			"  parallax restore haqqani.parallax haqqani-20111021T081500000Z-412.parallax",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 {
				return arguments("FILE")(nil, args)
			}
			return arguments("FILE BACKUP")(nil, args)
		},
		ValidArgsFunction: completeBackup,
		RunE: func(command *cobra.Command, args []string) error {
			if len(args) == 1 {
				return listBackups(command, args[0], asJSON)
			}
			return bringBack(command, args[0], args[1], asJSON)
		},
	}
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return command
}

func listBackups(command *cobra.Command, path string, asJSON bool) error {
	files, err := disk.BackupFiles(command.Context(), path)
	if err != nil {
		return err
	}
	out := command.OutOrStdout()
	if asJSON {
		objects := make([]backupObject, len(files))
		for i, file := range files {
			objects[i] = objectOf(file)
		}
		return writeJSON(out, objects)
	}
	if len(files) == 0 {
		said := "there are no backups of this project"
		if orphaned := disk.Orphaned(path); len(orphaned) > 0 {
			said += "; those of a project that is not there any more are in " + strings.Join(orphaned, " and ") + ": if it is this one, name one of them"
		}
		_, err := fmt.Fprintln(out, said)
		return err
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, file := range files {
		holds := plural(file.Documents, "article") + "\t" + plural(file.Spans, "span")
		if file.Problem != nil {
			holds = "does not open\t"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\n", file.At.Local().Format("2006-01-02 15:04:05"), holds, file.Path)
	}
	return table.Flush()
}

func bringBack(command *cobra.Command, path, backup string, asJSON bool) error {
	bar := newBar(command, "copying")
	done, err := restore.Project(command.Context(), path, backup, bar.set)
	bar.finish()
	for _, sentence := range done.Aside {
		report(command, errors.New(strings.TrimSuffix(sentence, ".")))
	}
	if err != nil {
		return err
	}
	return told("the restore is done", writeRestored(command.OutOrStdout(), done, asJSON))
}

func writeRestored(out io.Writer, done restore.Done, asJSON bool) error {
	if asJSON {
		object := restoredObject{Project: done.Project, From: objectOf(done.BackupFile)}
		if done.Kept != "" {
			object.Kept = &done.Kept
		}
		return writeJSON(out, object)
	}
	if _, err := fmt.Fprintf(out, "brought back %s with %s from %s\n", plural(done.Documents, "article"), plural(done.Spans, "span"), done.BackupFile.Path); err != nil {
		return err
	}
	if done.Kept == "" {
		return nil
	}
	_, err := fmt.Fprintf(out, "what was there before is %s\n", done.Kept)
	return err
}

func objectOf(file disk.BackupFile) backupObject {
	return backupObject{file.Path, file.At.Format(time.RFC3339), file.Documents, file.Spans, file.Problem == nil}
}

// completeBackup lets the shell complete the project, then the names of its backups.
func completeBackup(command *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) != 1 {
		return completeProject(command, args, word)
	}
	files, err := disk.BackupFiles(command.Context(), args[0])
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var names []string
	for _, file := range files {
		if file.Problem == nil {
			names = append(names, file.Path)
		}
	}
	return names, cobra.ShellCompDirectiveDefault
}
