package find

import (
	"context"

	"github.com/parallax-annotation/parallax/annotate/search"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/table"
)

// catalogue is which articles there are, by the names of their stories and their order there.
type catalogue struct {
	acts     string // what was done when it was read
	articles []article
	byNumber map[int]int // places among the articles
	stored   int         // blocks that the file keeps

	// What the file does not keep: blocks behind those, and the regions of their articles by their numbers.
	fresh        []search.Block
	freshRegions map[int][]derived.SearchedRegion
	regions      map[int]map[int][]derived.SearchedRegion // by block, then by the number of the article: those of stored blocks that were asked for

	asked       Question // of which markedIn holds the articles
	markedKnown bool
	markedIn    map[string]bool
}

// article is what of an article decides whether it is searched.
type article struct {
	id, story, storyID, outlet, published string
	number                                int
}

func readCatalogue(ctx context.Context, s *table.Session, acts string) (*catalogue, error) {
	k := &catalogue{acts: acts, freshRegions: map[int][]derived.SearchedRegion{}, regions: map[int]map[int][]derived.SearchedRegion{}}
	searched, err := derived.SearchedArticles(s)
	if err != nil {
		return nil, err
	}
	numbers := make(map[string]int, len(searched))
	for _, one := range searched {
		numbers[one.Document] = one.Number
		k.stored = max(k.stored, one.Number/derived.SearchBlock+1)
	}
	stories := map[string]string{}
	k.articles, err = table.Collect(s, func(rows *table.Cursor) (a article, err error) {
		err = rows.Scan(&a.storyID, &a.story, &a.id, &a.outlet, &a.published)
		if _, known := stories[a.storyID]; !known {
			stories[a.storyID] = a.story
		}
		a.story = stories[a.storyID]
		return a, err
	}, `SELECT t.id, t.name, d.id, d.outlet, d.published FROM story t CROSS JOIN document d ON d.story_id = t.id ORDER BY t.name, d.position, d.id`)
	if err != nil {
		return nil, err
	}
	k.byNumber = make(map[int]int, len(k.articles))
	fresh := 0
	for i := range k.articles {
		a := &k.articles[i]
		number, there := numbers[a.id]
		if !there {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			number = k.stored*derived.SearchBlock + fresh
			if err := k.takeApart(s, a.id, number); err != nil {
				return nil, err
			}
			fresh++
		}
		a.number, k.byNumber[number] = number, i
	}
	return k, nil
}

// takeApart takes an article apart that is not in the index.
func (k *catalogue) takeApart(s *table.Session, id string, number int) error {
	text, regions, err := derived.ReadSearched(s, id)
	if err != nil {
		return err
	}
	if number%derived.SearchBlock == 0 {
		k.fresh = append(k.fresh, search.Block{})
	}
	k.fresh[len(k.fresh)-1].Add(uint32(number%derived.SearchBlock), text.Words)
	k.freshRegions[number] = regions
	return nil
}

// regionsOf are the regions of the articles of a block, by their numbers.
func (k *catalogue) regionsOf(s *table.Session, block int) (map[int][]derived.SearchedRegion, error) {
	if block >= k.stored {
		return k.freshRegions, nil
	}
	if k.regions[block] == nil {
		read, err := derived.SearchedRegions(s, block)
		if err != nil {
			return nil, err
		}
		k.regions[block] = read
	}
	return k.regions[block], nil
}

// at is the place of the article that has a number in a block; there is none where it is gone.
func (k *catalogue) at(block int, text uint32) (place int, there bool) {
	place, there = k.byNumber[block*derived.SearchBlock+int(text)]
	return place, there
}
