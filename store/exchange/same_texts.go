package exchange

import (
	"context"
	"fmt"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/duplicate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/check"
	"github.com/parallax-annotation/parallax/store/table"
)

// Repeats finds the texts that stand in more than one story, the same or nearly so. It reads every text once. What lies in
// regions does not count, because pages of one paper share that. progress, which may be nil, counts the documents.
func Repeats(ctx context.Context, p *store.Project, progress func(done, total int)) (repeats []check.Repeat, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		var total int
		if err := s.Row("SELECT count(*) FROM document").Scan(&total); err != nil {
			return err
		}
		var finder duplicate.Finder
		var texts []check.RepeatedText
		err := s.EachDocument(ctx, "", func(story annotate.Story, d annotate.Document) error {
			regions, err := s.Regions(d.ID)
			if err != nil {
				return err
			}
			finder.Add(check.ProseOf(d.Text, regions))
			texts = append(texts, check.RepeatedText{DocumentID: d.ID, Name: d.Name(), Story: string([]rune(story.Name)), Hash: d.TextSHA256})
			if progress != nil {
				progress(len(texts), total)
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("comparing the texts: %w", err)
		}
		for _, group := range finder.Groups() {
			var r check.Repeat
			for _, i := range group {
				r.Texts = append(r.Texts, texts[i])
			}
			r.Same = !slices.ContainsFunc(r.Texts, func(t check.RepeatedText) bool { return t.Hash != r.Texts[0].Hash })
			if len(r.Stories()) > 1 {
				repeats = append(repeats, r)
			}
		}
		same, err := check.SameTexts(s)
		repeats = append(repeats, check.Besides(same, repeats)...)
		return err
	})
	return repeats, err
}

// SameTexts finds the texts that stand letter by letter in more than one story.
func SameTexts(ctx context.Context, p *store.Project) (repeats []check.Repeat, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		repeats, err = check.SameTexts(s)
		return err
	})
	return repeats, err
}
