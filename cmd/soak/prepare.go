package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// article is long enough for some pages of text.
var article = "Quay opens\n\n" + strings.Repeat("Ilka Brandt said the quay is safe, and Tam Osk denied it twice today. 🦊\n", 60)

// prepare makes a folder with a project of two annotators, another person's copy of it, an article and a codebook.
func (s *soak) prepare(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for name, text := range map[string]string{"one.txt": article, "two.txt": "Harbour vote\n\nThe council put off its vote on the harbour, the mayor said on Monday.\n"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	project, other := filepath.Join(folder, "a.parallax"), filepath.Join(folder, "b.parallax")
	for _, arguments := range [][]string{{"new", "a.parallax"}, {"import", "a.parallax", "one.txt", "--story", "quay"}} {
		if _, err := s.must(folder, arguments...); err != nil {
			return err
		}
	}
	if err := mark(s.ctx, project, "anna", 0, 12, 30); err != nil {
		return err
	}
	if _, err := s.must(folder, "backup", "a.parallax", "b.parallax"); err != nil {
		return err
	}
	if err := mark(s.ctx, other, "cleo", 0, 12, 50); err != nil {
		return err
	}
	if err := mark(s.ctx, project, "ben", 0, 12, 40); err != nil {
		return err
	}
	codebook, err := s.must(folder, "codebook", "a.parallax")
	if err != nil {
		return err
	}
	if err := os.Mkdir(filepath.Join(folder, "parts"), 0o755); err != nil {
		return err
	}
	for name, text := range map[string]string{"codebook.toml": strings.Replace(codebook, "Who is said to claim what?", "Who says what?", 1),
		"parts/train.jsonl": "of before\n", "parts/dev.jsonl": "of before too\n"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// mark tags words of the first article, from the one to the other, as one act.
func mark(ctx context.Context, path, annotator string, from, step, to int) error {
	p, err := store.Open(ctx, path)
	if err != nil {
		return err
	}
	defer p.Close()
	document, label, err := first(ctx, p)
	if err != nil {
		return err
	}
	_, err = p.Do(ctx, annotate.NewAnnotator(annotator), "tag", "Tag words", func(tx *store.Tx) error {
		for at := from; at < to; at += step {
			if err := tx.CreateSpan(&annotate.Span{DocumentID: document, LabelID: label, Segments: []annotate.Segment{{Start: at, End: at + 4}}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return p.Close()
}

// first is the first article of a project, and the first label of its codebook.
func first(ctx context.Context, p *store.Project) (document, label string, err error) {
	stories, err := p.Stories(ctx)
	if err != nil {
		return "", "", err
	}
	documents, err := p.Documents(ctx, stories[0].ID)
	if err != nil {
		return "", "", err
	}
	codebook, err := p.Codebook(ctx)
	if err != nil {
		return "", "", err
	}
	return documents[0].ID, codebook.Labels[0].ID, nil
}
