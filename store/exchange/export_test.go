package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
)

// exported is a project with ten stories of one or two articles, of which anna has annotated the first ones.
func exported(t *testing.T) *store.Project {
	p := newProject(t)
	for n := range 10 {
		do(t, p, annotate.Annotator{}, "import", func(tx *store.Tx) error {
			story, _, err := tx.EnsureStory(fmt.Sprintf("Story %02d", n))
			if err != nil {
				return err
			}
			for k := range 1 + n%2 {
				text := fmt.Sprintf("👩‍👩‍👧 وزارة 港口 — actor %d of article %d. Another sentence, without any.", n, k)
				d := annotate.Document{StoryID: story.ID, Title: fmt.Sprint(n, k), Text: text, SourceName: "t.txt", SourceFormat: "text"}
				if err := tx.AddDocument(&d, nil); err != nil {
					return err
				}
			}
			return nil
		})
	}
	documents, err := p.Documents(ctx, storyID(t, p, "Story 00"))
	if err != nil {
		t.Fatal(err)
	}
	d := documents[0]
	tag(t, p, anna, d, "actor", 18, 25)
	return p
}

func storyID(t *testing.T, p *store.Project, name string) string {
	t.Helper()
	stories, err := p.Stories(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range stories {
		if s.Name == name {
			return s.ID
		}
	}
	t.Fatalf("no story %q", name)
	return ""
}

func names(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestExportToAFileAndAWriter(t *testing.T) {
	p := exported(t)
	path := filepath.Join(t.TempDir(), "out.jsonl")
	var heard [][2]int
	result, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "jsonl", Path: path}, func(done, total int) {
		heard = append(heard, [2]int{done, total})
	})
	if err != nil {
		t.Fatal(err)
	}
	want := exchange.ExportResult{Path: path, Files: []exchange.ExportedFile{{Path: path, Records: 15}}, Records: 15, Spans: 1}
	if diff := cmp.Diff(want, result); diff != "" {
		t.Error(diff)
	}
	if last := heard[len(heard)-1]; last != [2]int{15, 15} || len(heard) != 16 {
		t.Errorf("progress: %v", heard)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	list := records(t, data)
	for _, r := range list {
		for _, s := range r.Spans {
			if got := string([]rune(r.Text)[s.Start:s.End]); got != s.Text {
				t.Errorf("span %q covers %q", s.Text, got)
			}
		}
	}
	var out bytes.Buffer
	for _, p2 := range []string{"", "-"} {
		out.Reset()
		if _, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "jsonl", Layer: "all", Unit: "document", Path: p2, Writer: &out}, nil); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(out.Bytes(), data) {
			t.Error("a writer gets other bytes than a file")
		}
	}
	out.Reset()
	result, err = exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "jsonl", Layer: "anna", Unit: "sentence", WithoutText: true, Writer: &out}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if list := records(t, out.Bytes()); result.Records != 2 || len(list) != 2 || list[0].Text != "" || list[0].Layer != "anna" {
		t.Errorf("sentences of one layer without text: %+v", list)
	}
	if got := names(t, filepath.Dir(path)); len(got) != 1 {
		t.Errorf("left behind: %v", got)
	}
}

func TestExportSplitKeepsStoriesWhole(t *testing.T) {
	p := exported(t)
	of := func(options exchange.ExportOptions) (map[string]string, map[string][]byte) {
		options.Format, options.Split, options.Path = "jsonl", "train=80,dev=10,test=10", filepath.Join(t.TempDir(), "new", "folder")
		result, err := exchange.ExportFiles(ctx, p, options, nil)
		if err != nil {
			t.Fatal(err)
		}
		place, bytes := map[string]string{}, map[string][]byte{}
		sum := 0
		for _, f := range result.Files {
			data, err := os.ReadFile(f.Path)
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Base(f.Path)
			bytes[name] = data
			list := records(t, data)
			if len(list) != f.Records {
				t.Errorf("%s has %d records, said to be %d", name, len(list), f.Records)
			}
			sum += len(list)
			for _, r := range list {
				if there, known := place[r.Meta.Story]; known && there != name {
					t.Errorf("%s stands in %s and %s", r.Meta.Story, there, name)
				}
				place[r.Meta.Story] = name
			}
		}
		if sum != result.Records {
			t.Errorf("%d records in the files, %d said", sum, result.Records)
		}
		if diff := cmp.Diff([]string{"dev.jsonl", "test.jsonl", "train.jsonl"}, names(t, options.Path)); diff != "" {
			t.Error(diff)
		}
		return place, bytes
	}
	place, data := of(exchange.ExportOptions{Seed: 7})
	again, same := of(exchange.ExportOptions{Seed: 7})
	if diff := cmp.Diff(place, again); diff != "" || !cmp.Equal(data, same) {
		t.Errorf("the same seed gives another split: %s", diff)
	}
	one, _ := of(exchange.ExportOptions{Seed: 7, Layer: "anna"})
	for story, file := range one {
		if place[story] != file {
			t.Errorf("%s stands in %s for one layer and in %s for all", story, file, place[story])
		}
	}
}

func TestExportThatEndsEarlyLeavesWhatWasThere(t *testing.T) {
	p := exported(t)
	folder := t.TempDir()
	old := filepath.Join(folder, "old.jsonl")
	if err := os.WriteFile(old, []byte("before"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, options := range []exchange.ExportOptions{
		{Format: "jsonl", Path: old},
		{Format: "jsonl", Path: filepath.Join(folder, "split"), Split: "a=1,b=1"},
	} {
		cancelled, cancel := context.WithCancel(ctx)
		_, err := exchange.ExportFiles(cancelled, p, options, func(done, _ int) {
			if done == 3 {
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: %v", err)
		}
	}
	if diff := cmp.Diff([]string{"old.jsonl"}, names(t, folder)); diff != "" {
		t.Error(diff)
	}
	if data, _ := os.ReadFile(old); string(data) != "before" {
		t.Errorf("the old file says %q", data)
	}
}

func TestExportRefuses(t *testing.T) {
	p := exported(t)
	folder := t.TempDir()
	for want, options := range map[string]exchange.ExportOptions{
		`the format "docx" is not known: use jsonl`:                  {Format: "docx", Path: "x"},
		`the unit "page" is not known: use document or sentence`:     {Format: "jsonl", Unit: "page", Path: "x"},
		`a split needs a folder to write to`:                         {Format: "jsonl", Split: "a=1", Path: "-"},
		`an export needs a file to write to`:                         {Format: "jsonl"},
		`split "a" is not of the form name=share, as in train=80,de`: {Format: "jsonl", Split: "a", Path: folder},
		folder + ` is a folder: name a file in it`:                   {Format: "jsonl", Path: folder},
		"there is no folder " + filepath.Join(folder, "no"):          {Format: "jsonl", Path: filepath.Join(folder, "no", "x.jsonl")},
		p.Path() + ` is a project, which is never replaced`:          {Format: "jsonl", Path: p.Path()},
		`there is no layer "carl"`:                                   {Format: "jsonl", Layer: "carl", Path: filepath.Join(folder, "x.jsonl")},
	} {
		_, err := exchange.ExportFiles(ctx, p, options, nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if left := names(t, folder); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
