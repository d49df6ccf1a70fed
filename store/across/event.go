package across

import (
	"context"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align/event"
	"github.com/parallax-annotation/parallax/annotate/align/passage"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/table"
)

// Apart is articles on one event that stand in different stories.
type Apart struct {
	Documents []annotate.Document // without their texts
	Score     float64             // see event.Proposal
}

// atOnce is how many articles are read at once for being compared.
const atOnce = 64

// Proposed lists the articles of a project that tell of the same event although they stand apart, the surest first. progress, which may be
// nil, hears how many were read.
func Proposed(ctx context.Context, p *store.Project, progress func(done, total int)) ([]Apart, error) {
	var documents []annotate.Document
	var articles []event.Article
	err := p.Read(ctx, func(s *table.Session) error {
		var total int
		if err := s.Row("SELECT count(*) FROM document").Scan(&total); err != nil {
			return err
		}
		var read []passage.Article // of each document the title and the text
		take := func() error {
			texts, err := passage.ReadAll(ctx, read)
			for i := 0; i < len(texts) && err == nil; i += 2 {
				d := documents[len(articles)]
				articles = append(articles, event.Article{Story: d.StoryID, Language: passage.Base(d.Language), Published: dayOf(d.Published),
					Title: texts[i].Terms(), Text: texts[i+1].Terms()})
			}
			if read = read[:0]; progress != nil {
				progress(len(articles), total)
			}
			return err
		}
		err := s.EachDocument(ctx, "", func(_ annotate.Story, d annotate.Document) error {
			text, err := derived.Article(s, d)
			if err != nil {
				return err
			}
			read = append(read, passage.Article{Text: textpos.New(d.Title), Language: d.Language}, text)
			d.Text = ""
			if documents = append(documents, d); len(read) < 2*atOnce {
				return nil
			}
			return take()
		})
		if err != nil {
			return err
		}
		return take()
	})
	if err != nil {
		return nil, err
	}
	var apart []Apart
	for _, proposal := range event.Propose(articles) {
		one := Apart{Score: proposal.Score}
		for _, i := range proposal.Articles {
			one.Documents = append(one.Documents, documents[i])
		}
		apart = append(apart, one)
	}
	return apart, nil
}

// dayOf is the day of an ISO 8601 date or time, the zero time where there is none.
func dayOf(published string) time.Time {
	day, err := time.Parse(time.DateOnly, published[:min(len(published), len(time.DateOnly))])
	if err != nil {
		return time.Time{} // a year or a month alone says too little
	}
	return day
}
