package merge_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// datasetOf is the dataset of a project, with its flags.
func datasetOf(t testing.TB, p *store.Project) string {
	t.Helper()
	var out bytes.Buffer
	if _, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "jsonl", Flags: true, Writer: &out}, nil); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// snapshot copies a project as it is mailed.
func snapshot(t testing.TB, p *store.Project, folder string) string {
	t.Helper()
	path := filepath.Join(folder, annotate.NewID()+".parallax")
	if err := p.Backup(ctx, path, nil); err != nil {
		t.Fatal(err)
	}
	return path
}

func opened(t testing.TB, path string) *store.Project {
	t.Helper()
	p, err := store.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

// copyOf opens a copy of a file.
func copyOf(t testing.TB, path, folder string) *store.Project {
	t.Helper()
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	to := filepath.Join(folder, annotate.NewID()+".parallax")
	out, err := os.Create(to)
	if err == nil {
		_, err = io.Copy(out, in)
	}
	if err != nil || out.Close() != nil {
		t.Fatal(err)
	}
	return opened(t, to)
}

// tester is a test, or a property test.
type tester interface {
	Helper()
	Fatalf(format string, args ...any)
}

func mergeFiles(t tester, p *store.Project, others ...string) merge.Result {
	t.Helper()
	result, err := merge.Files(ctx, p, annotate.Annotator{}, others, nil, nil)
	if err != nil {
		t.Fatalf("%v: %v%s", others, errors.Join(err, p.Rest()), kept(append([]string{p.Path()}, others...)))
	}
	return result
}

// merged merges copies of files into a copy of the first of them and returns the copy.
func merged(t testing.TB, folder string, paths []string, atOnce bool) *store.Project {
	t.Helper()
	p := copyOf(t, paths[0], folder)
	return mergedInto(t, p, paths[1:], atOnce)
}

func mergedInto(t tester, p *store.Project, others []string, atOnce bool) *store.Project {
	if atOnce {
		mergeFiles(t, p, others...)
	} else {
		for _, path := range others {
			mergeFiles(t, p, path)
		}
	}
	return p
}

// changes is what an act did.
func changes(act store.Act) string {
	var lines []string
	for _, c := range act.Changes {
		lines = append(lines, fmt.Sprintf("%s %s %s\n\t%s\n\t%s", c.Action, c.EntityKind, c.EntityID, c.Before, c.After))
	}
	return strings.Join(lines, "\n")
}

// differing are the lines of two texts that stand in one of them only.
func differing(a, b string) string {
	var out strings.Builder
	for _, side := range []struct{ sign, has, lacks string }{{"-", a, b}, {"+", b, a}} {
		others := strings.Split(side.lacks, "\n")
		for _, line := range strings.Split(side.has, "\n") {
			if !slices.Contains(others, line) {
				fmt.Fprintln(&out, side.sign, line)
			}
		}
	}
	return out.String()
}

// kept copies the files of a history that went wrong to a new folder in the one that PARALLAX_KEEP names, and says so.
func kept(files []string) string {
	if os.Getenv("PARALLAX_KEEP") == "" {
		return ""
	}
	folder, err := os.MkdirTemp(os.Getenv("PARALLAX_KEEP"), "history-")
	for i, file := range files {
		var data []byte
		if err == nil {
			data, err = os.ReadFile(file)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, fmt.Sprintf("%d.parallax", i)), data, 0o600)
		}
	}
	return fmt.Sprintln("kept in", folder, err)
}

func permutations(paths []string) [][]string {
	if len(paths) < 2 {
		return [][]string{paths}
	}
	var all [][]string
	for i := range paths {
		rest := slices.Delete(slices.Clone(paths), i, i+1)
		for _, p := range permutations(rest) {
			all = append(all, append([]string{paths[i]}, p...))
		}
	}
	return all
}

func TestMergesEndInTheSameWhateverTheirOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		folder := t.TempDir()
		files := histories(t, rt, folder)
		var want string
		var first []string
		check := func(p *store.Project, order []string, how string) {
			problems, err := p.Check(ctx, nil)
			if err != nil || len(problems) > 0 {
				rt.Fatalf("%s: %v %v", how, problems, err)
			}
			got := datasetOf(t, p)
			if first == nil {
				want, first = got, order
			} else if got != want {
				rt.Fatalf("%s\n%v\n%v\n%s%s", how, first, order, differing(want, got), kept(files))
			}
		}
		orders := rapid.Permutation(permutations(files)).Draw(rt, "orders")
		if len(orders) > 6 {
			orders = orders[:6]
		}
		for _, order := range orders {
			p := mergedInto(rt, copyOf(t, order[0], folder), order[1:], false)
			check(p, order, "one by one")
			for _, again := range order[1:] {
				if result := mergeFiles(rt, p, again); result.Act.Seq != 0 {
					rt.Fatalf("%v: merging %s again is an act: %v\n%s%s", order, again, result.Plan.Sentences(), changes(result.Act), kept(files))
				}
			}
			p.Close()
		}
		p := mergedInto(rt, copyOf(t, files[0], folder), files[1:], true)
		check(p, files, "at once")
		p.Close()
		half := mergedInto(rt, copyOf(t, files[1], folder), files[2:], false)
		tail := snapshot(t, half, folder)
		half.Close()
		p = mergedInto(rt, copyOf(t, files[0], folder), []string{tail}, false)
		check(p, files, "in groups")
		for _, file := range files {
			mergeFiles(rt, p, file)
		}
		check(p, files, "in groups, then one by one")
		p.Close()
	})
}

func TestUndoTakesAMergeBackExactly(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		folder := t.TempDir()
		files := histories(t, rt, folder)
		p := copyOf(t, files[0], folder)
		defer p.Close()
		db := storetest.Raw(t, p)
		defer db.Close()
		before, data := storetest.Dump(t, p, db), datasetOf(t, p)
		result := mergeFiles(rt, p, files[1:]...)
		after, whole := storetest.Dump(t, p, db), datasetOf(t, p)
		if result.Act.Seq == 0 {
			if diff := cmp.Diff(before, after); diff != "" {
				rt.Fatal(diff)
			}
			return
		}
		for range 2 {
			if _, err := p.Undo(ctx, ""); err != nil {
				rt.Fatal(err)
			}
			if diff := cmp.Diff(before, storetest.Dump(t, p, db)); diff != "" || data != datasetOf(t, p) {
				rt.Fatal("undone: ", diff)
			}
			if _, err := p.Redo(ctx, ""); err != nil {
				rt.Fatal(err)
			}
			if diff := cmp.Diff(after, storetest.Dump(t, p, db)); diff != "" || whole != datasetOf(t, p) {
				rt.Fatal("redone: ", diff)
			}
		}
		if again := mergeFiles(rt, p, files[1:]...); again.Act.Seq != 0 {
			rt.Fatal("merging again after redo is an act", again.Plan.Sentences(), changes(again.Act))
		}
		if _, err := p.Undo(ctx, ""); err != nil {
			rt.Fatal(err)
		}
		mergeFiles(rt, p, files[1:]...)
		if diff := cmp.Diff(whole, datasetOf(t, p)); diff != "" {
			rt.Fatal("merged again after undo: ", diff)
		}
		if problems, err := p.Check(ctx, nil); err != nil || len(problems) > 0 {
			rt.Fatal(problems, err)
		}
	})
}

func BenchmarkMerge(b *testing.B) {
	for _, documents := range []int{200, 2000} {
		b.Run(fmt.Sprintf("%d articles", documents), func(b *testing.B) { benchmarkMerge(b, documents) })
	}
}
