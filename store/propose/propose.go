// Package propose keeps what could be marked in a project until somebody takes it or turns it down.
//
// # Where proposals live
//
// They are spans and relations like others, in a layer of a model (annotate.Annotator.Proposes), one for each way of proposing or each
// outside model. So they are logged, undone, merged and exported by name without any code of their own, and count nowhere else:
// table.Session.Annotators leaves such layers out. What hangs together by relations is one unit. Its confidence is how likely it is right.
//
// A proposal that is turned down stays where it is, with a confidence of 0. That row is the memory: it goes wherever merging takes it, is
// undone like any other act, and keeps the same proposal from being made again, since the id of a proposal follows from what it proposes.
// It is turned down for all: a layer of proposals is one list of the project. Taking one copies it to the annotator's own layer, where
// derived_from tells what it came from, and leaves it there for the others. So what is open differs from annotator to annotator by
// what they have marked, and how much of a layer was proposed and how much of that was corrected can be told at any time.
//
// Entities are given when a proposal is taken, by the words that it then has; until then they would be mentioned without anybody having said so.
//
// Package suggest makes proposals and knows no project; this one feeds it. Start with Find and Keep, then Open and Take.
package propose

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/annotate/suggest"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/table"
)

// Options say what is to be proposed.
type Options struct {
	By      string // one of suggest.Ways; "" is by quotations
	StoryID string // "" for all stories
	Model   Model  // for suggest.ByModel
}

// Article is one with what is proposed for it.
type Article struct {
	annotate.Document
	Text      *textpos.Text
	Proposals []suggest.Proposal
}

// Found is what was found to propose.
type Found struct {
	Articles []Article // those for which there is something, in the order of an export
	Model    string    // the name of the model that answered, "" for a way of our own
	Notes    []string  // what was left out and why, in sentences
}

// Count is the number of proposals.
func (f Found) Count() (n int) {
	for _, a := range f.Articles {
		n += len(a.Proposals)
	}
	return n
}

// Find looks for what could be marked and was not turned down before. progress, which may be nil, hears how many articles were looked at.
// An ErrNothing says why a codebook has no place for it.
func Find(ctx context.Context, p *store.Project, o Options, progress func(done, total int)) (found Found, err error) {
	var articles []suggest.Article
	var cb annotate.Codebook
	var words map[string][]suggest.Words
	var actors []annotate.Entity
	err = p.ReadLong(ctx, func(s *table.Session) (err error) {
		if cb, err = s.Codebook(); err != nil {
			return err
		}
		if articles, err = read(ctx, s, o.StoryID); err != nil {
			return err
		}
		switch o.By {
		case suggest.ByActors:
			actors, err = knownActors(s, cb)
		case suggest.ByOccurrences:
			words = taggedWords(articles)
		}
		return err
	})
	if err != nil {
		return found, err
	}
	if o.By == suggest.ByModel {
		return ask(ctx, p, o.Model, articles, cb, progress)
	}
	silent := map[string]bool{} // languages of which nothing is known
	for i, a := range articles {
		if progress != nil {
			progress(i, len(articles))
		}
		if err := ctx.Err(); err != nil {
			return found, err
		}
		var proposals []suggest.Proposal
		switch o.By {
		case suggest.ByActors:
			proposals = append(suggest.Actors(a, actors), suggest.Foreign(a, actors)...)
		case suggest.ByOccurrences:
			proposals = suggest.Elsewhere(a, words[a.Document.StoryID])
		case suggest.ByQuotations, "":
			speech, known := Speech(cb, a.Document.Language)
			if !known {
				silent[a.Document.Language] = true
			}
			if proposals, err = suggest.Quotations(a, cb, speech); err != nil {
				return found, err
			}
		default:
			return found, annotate.Invalidf("there is no way of proposing called %q: it is one of quotations, actors, occurrences and model", o.By)
		}
		found.Articles = append(found.Articles, Article{a.Document, a.Text, proposals})
	}
	for _, language := range table.SortedKeys(silent) {
		found.Notes = append(found.Notes, fmt.Sprintf("there are no words for saying in %q: of its articles only what plainly is somebody's words is proposed; the codebook can be given some", language))
	}
	return found, found.leaveOut(ctx, p)
}

// shipped is the codebook whose words for saying stand in where a project's has none.
var shipped = sync.OnceValue(func() annotate.Codebook {
	data, _ := assets.Codebook("default")
	cb, err := codebook.Parse(data)
	if err != nil {
		panic(fmt.Sprintf("the codebook that ships: %v", err))
	}
	return cb
})

// Speech is by which words the articles of a language tell that somebody says something: those of the codebook, else those that ship.
func Speech(cb annotate.Codebook, language string) (annotate.Speech, bool) {
	if speech, known := cb.SpeechIn(language); known {
		return speech, true
	}
	return shipped().SpeechIn(language)
}

// read reads the articles of a story, or of all, with what stands in them.
func read(ctx context.Context, s *table.Session, storyID string) (articles []suggest.Article, err error) {
	err = s.EachDocument(ctx, storyID, func(_ annotate.Story, d annotate.Document) error {
		a := suggest.Article{Document: d, Text: textpos.New(d.Text)}
		if a.Regions, err = s.Regions(d.ID); err != nil {
			return err
		}
		a.Spans, err = s.Spans(d.ID, "")
		articles = append(articles, a)
		return err
	})
	return articles, err
}

// knownActors are the entities of the labels of those who make claims, or of all labels where no such label can be told.
func knownActors(s *table.Session, cb annotate.Codebook) (known []annotate.Entity, err error) {
	all, err := table.Collect(s, func(rows *table.Cursor) (annotate.Entity, error) { return table.ScanEntity(rows.Scan) },
		"SELECT "+table.EntityColumns+" FROM entity e ORDER BY e.name, e.id")
	roles := cb.Roles()
	for _, e := range all {
		if label, _ := cb.LabelByID(e.LabelID); len(roles.Actors) == 0 || roles.IsActor(label.Name) {
			known = append(known, e)
		}
	}
	return known, err
}

// mostWords is how long what is looked for elsewhere may be, in characters: a whole sentence seldom returns.
const mostWords = 80

// taggedWords are the words that are tagged in each story, by its id.
func taggedWords(articles []suggest.Article) map[string][]suggest.Words {
	words, seen := map[string][]suggest.Words{}, map[string]bool{}
	for _, a := range articles {
		for _, span := range a.Spans {
			if len(span.Segments) != 1 || span.End()-span.Start() > mostWords {
				continue
			}
			w := suggest.Words{Text: a.Text.Slice(span.Start(), span.End()), LabelID: span.LabelID}
			key := a.Document.StoryID + "\x00" + w.LabelID + "\x00" + suggest.FoldWords(w.Text)
			if !seen[key] {
				words[a.Document.StoryID] = append(words[a.Document.StoryID], w)
			}
			seen[key] = true
		}
	}
	return words
}

// leaveOut drops what was turned down, and articles for which nothing is left.
func (f *Found) leaveOut(ctx context.Context, p *store.Project) error {
	err := p.Read(ctx, func(s *table.Session) error {
		for i := range f.Articles {
			a := &f.Articles[i]
			k, err := knownIn(s, a.ID)
			if err != nil {
				return err
			}
			a.Proposals = slices.DeleteFunc(a.Proposals, func(proposal suggest.Proposal) bool {
				refused, other := k.refused(s, f.Model, proposal)
				err = cmp.Or(err, other)
				return refused
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	f.Articles = slices.DeleteFunc(f.Articles, func(a Article) bool { return len(a.Proposals) == 0 })
	return err
}

// idOf is the id of the first span of a proposal. It follows from what is proposed, and by what.
func idOf(model string, p suggest.Proposal) string {
	return annotate.DerivedID(append([]string{"proposal", p.By, model, p.DocumentID}, key(p.Spans))...)
}

// key is what spans propose, whoever proposes it: their labels and places.
func key(spans []annotate.Span) string {
	all := make([]string, len(spans))
	for i, s := range spans {
		all[i] = suggest.SpanKey(s)
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

// known is what is proposed for an article already, by what it proposes. An article that two people imported and asked about before their
// projects were merged has the same proposals under two ids.
type known struct {
	turnedDown map[string]bool
	open       map[string]bool // with the name of the layer before it
}

func knownIn(s *table.Session, documentID string) (known, error) {
	k := known{map[string]bool{}, map[string]bool{}}
	units, err := unitsIn(s, documentID)
	for _, u := range units {
		if u.Score() == 0 {
			k.turnedDown[key(u.Spans)] = true
		} else {
			k.open[u.Layer.Name+"\x00"+key(u.Spans)] = true
		}
	}
	return k, err
}

// refused says whether a proposal was turned down. One that was deleted by an act that is in force is, too.
func (k known) refused(s *table.Session, model string, p suggest.Proposal) (is bool, err error) {
	if k.turnedDown[key(p.Spans)] {
		return true, nil
	}
	err = s.Row(`SELECT EXISTS (SELECT 1 FROM change c JOIN act a ON a.seq = c.act_seq WHERE c.entity_kind = 'span' AND c.entity_id = ?1
		AND c.after IS NULL AND a.kind = 'do' AND a.undone = 0) AND NOT EXISTS (SELECT 1 FROM span WHERE id = ?1)`, idOf(model, p)).Scan(&is)
	if err != nil {
		err = fmt.Errorf("looking for a proposal: %w", err)
	}
	return is, err
}

// Keep puts proposals into the layer of that name, those that are not there yet and were not turned down, and counts them.
func Keep(tx *store.Tx, layer string, found Found) (added int, err error) {
	proposer, err := annotate.NewProposer(layer)
	if err != nil {
		return 0, err
	}
	for _, a := range found.Articles {
		k, err := knownIn(tx.Session, a.ID)
		if err != nil {
			return added, err
		}
		for _, p := range a.Proposals {
			refused, err := k.refused(tx.Session, found.Model, p)
			if err != nil {
				return added, err
			}
			if refused || k.open[layer+"\x00"+key(p.Spans)] {
				continue
			}
			if added == 0 {
				if proposer, err = tx.EnsureAnnotator(proposer); err != nil {
					return 0, err
				}
			}
			if err := keep(tx, proposer, found.Model, p); err != nil {
				return added, err
			}
			k.open[layer+"\x00"+key(p.Spans)] = true
			added++
		}
	}
	return added, nil
}

func keep(tx *store.Tx, proposer annotate.Annotator, model string, p suggest.Proposal) error {
	id := idOf(model, p)
	ids := make([]string, len(p.Spans))
	for i, span := range p.Spans {
		ids[i] = id
		if i > 0 {
			ids[i] = annotate.DerivedID("proposal", id, fmt.Sprint(i))
		}
		span.ID, span.AnnotatorID, span.Confidence = ids[i], proposer.ID, min(max(p.Score, .01), 1)
		if err := tx.AddProposal(&span); err != nil {
			return err
		}
	}
	for i, tie := range p.Ties {
		r := annotate.Relation{ID: annotate.DerivedID("proposal relation", id, fmt.Sprint(i)), TypeID: tie.Type.ID, AnnotatorID: proposer.ID,
			HeadSpanID: ids[tie.Head], TailSpanID: ids[tie.Tail]}
		if err := tx.CreateRelation(&r); err != nil {
			return err
		}
	}
	return nil
}

// LayerOf is the layer in which proposals are kept where none is named: it is called like the way, or like the model.
func LayerOf(by, model string) string {
	switch {
	case model != "":
		return model
	case by == "":
		return suggest.ByQuotations
	}
	return by
}
