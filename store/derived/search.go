package derived

import (
	"encoding/binary"
	"errors"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/search"
	"github.com/parallax-annotation/parallax/store/table"
)

// SearchBlock is how many numbers of articles a block of the search index has. With more of them words are kept less often, and one more
// article costs more.
const SearchBlock = 256

// searchFollower takes what an act changed of an article out of the search index.
type searchFollower struct{ changed map[string]bool }

func (f *searchFollower) touch(e table.Edit) error {
	switch e.Kind {
	case table.RegionKind:
		f.changed[e.Id] = true
	case table.DocumentKind:
		if e.Before != nil && (e.After == nil || e.Kind.Cell(*e.Before, "text_sha256") != e.Kind.Cell(*e.After, "text_sha256")) {
			f.changed[e.Id] = true
		}
	}
	return nil
}

func (f *searchFollower) landed() {}

func (f *searchFollower) settle(act *Act) error {
	return forgetSearched(act.Session, table.SortedKeys(f.changed))
}

// forgetSearched takes articles out of the index. What blocks hold of them counts no more; a block that holds more of that than
// of what counts is thrown away.
func forgetSearched(s *table.Session, ids []string) error {
	var blocks []int
	for _, id := range ids {
		numbers, err := table.Collect(s, scanNumber, "SELECT number FROM searched WHERE document_id = ?", id)
		if err != nil {
			return err
		}
		for _, n := range numbers {
			blocks = append(blocks, n/SearchBlock)
			if err := s.Exec("UPDATE searched SET document_id = NULL WHERE number = ?", n); err != nil {
				return err
			}
		}
	}
	slices.Sort(blocks)
	for _, b := range slices.Compact(blocks) {
		var all, count int
		if err := s.Row("SELECT count(*), count(document_id) FROM searched WHERE number >= ? AND number < ?", b*SearchBlock, (b+1)*SearchBlock).Scan(&all, &count); err != nil {
			return err
		}
		if count > 0 && all-count <= count+wasted {
			continue
		}
		if err := forgetSearchBlock(s, b); err != nil {
			return err
		}
	}
	return nil
}

// wasted is how many more numbers of a block may count no more than count: fewer are not worth it.
const wasted = 8

func forgetSearchBlock(s *table.Session, block int) error {
	return errors.Join(s.Exec("DELETE FROM searched_word WHERE block = ?", block),
		s.Exec("DELETE FROM searched WHERE number >= ? AND number < ?", block*SearchBlock, (block+1)*SearchBlock))
}

func scanNumber(rows *table.Cursor) (n int, err error) { return n, rows.Scan(&n) }

// SearchPart is the index by which the articles are searched.
var SearchPart = Part{
	Name: "the search index",
	Forget: func(s *table.Session) error {
		return errors.Join(s.Exec("DELETE FROM searched"), s.Exec("DELETE FROM searched_word"))
	},
	Stale: func(s *table.Session) ([]string, error) {
		return table.Texts(s, `SELECT d.id FROM story t CROSS JOIN document d ON d.story_id = t.id
			WHERE NOT EXISTS (SELECT 1 FROM searched WHERE document_id = d.id AND rules = ?) ORDER BY t.name, d.position, d.id`, search.Rules)
	},
	Renew: renewSearched,
	Batch: 64, // what a block holds of a word is written anew with each
	check: checkSearched,
}

// renewSearched takes articles apart. One that is gone leaves nothing.
func renewSearched(s *table.Session, documents []string) error {
	if err := forgetSearched(s, documents); err != nil {
		return err
	}
	var next int
	if err := s.Row("SELECT ifnull(max(number), -1) + 1 FROM searched").Scan(&next); err != nil {
		return err
	}
	held := search.Block{}
	for _, id := range documents {
		read, regions, err := ReadSearched(s, id)
		if errors.Is(err, annotate.ErrNotFound) {
			continue
		}
		if err == nil {
			held.Add(uint32(next%SearchBlock), read.Words)
			err = s.Exec("INSERT INTO searched (number, document_id, rules, regions) VALUES (?, ?, ?, ?)", next, id, search.Rules, encodeRegions(regions))
		}
		if err != nil {
			return err
		}
		if next++; next%SearchBlock == 0 {
			if err := addToBlock(s, next/SearchBlock-1, held); err != nil {
				return err
			}
			clear(held)
		}
	}
	return addToBlock(s, next/SearchBlock, held)
}

func addToBlock(s *table.Session, block int, held search.Block) error {
	for _, word := range table.SortedKeys(held) {
		err := s.Exec(`INSERT INTO searched_word (block, word, places) VALUES (?, ?, ?)
			ON CONFLICT (block, word) DO UPDATE SET places = CAST(places || excluded.places AS BLOB)`, block, word, held[word])
		if err != nil {
			return err
		}
	}
	return nil
}

// SearchedRegion is a region as the words of its article have it.
type SearchedRegion struct {
	search.Place
	Kind annotate.RegionKind
}

// ReadSearched takes an article apart.
func ReadSearched(s *table.Session, id string) (*search.Text, []SearchedRegion, error) {
	d, err := s.Document(id)
	if err != nil {
		return nil, nil, err
	}
	all, err := s.Regions(id)
	if err != nil {
		return nil, nil, err
	}
	read := search.Read(d.Text)
	var regions []SearchedRegion
	for _, r := range all {
		if p := read.Within(annotate.Segment{Start: r.Start, End: r.End}); p.From < p.To {
			regions = append(regions, SearchedRegion{p, r.Kind})
		}
	}
	return read, regions, nil
}

// encodeRegions writes of each region, in numbers of seven bits a byte as binary.AppendUvarint does, its first word, how many words it
// has, and how many bytes its kind has, which follows.
func encodeRegions(regions []SearchedRegion) []byte {
	kept := []byte{}
	for _, r := range regions {
		kept = binary.AppendUvarint(kept, uint64(r.From))
		kept = binary.AppendUvarint(kept, uint64(r.To-r.From))
		kept = binary.AppendUvarint(kept, uint64(len(r.Kind)))
		kept = append(kept, r.Kind...)
	}
	return kept
}

func decodeRegions(kept []byte) (regions []SearchedRegion, err error) {
	for len(kept) > 0 {
		var numbers [3]uint64
		for i := range numbers {
			n := 0
			if numbers[i], n = binary.Uvarint(kept); n <= 0 || numbers[i] > 1<<31 {
				return nil, ErrSearchIndex
			}
			kept = kept[n:]
		}
		if numbers[2] > uint64(len(kept)) {
			return nil, ErrSearchIndex
		}
		regions = append(regions, SearchedRegion{search.Place{From: uint32(numbers[0]), To: uint32(numbers[0] + numbers[1])}, annotate.RegionKind(kept[:numbers[2]])})
		kept = kept[numbers[2]:]
	}
	return regions, nil
}

// Searched is an article that can be searched by the index.
type Searched struct {
	Number   int
	Document string
}

// SearchedArticles lists the articles that can be searched by the index.
func SearchedArticles(s *table.Session) ([]Searched, error) {
	return table.Collect(s, func(rows *table.Cursor) (one Searched, err error) { return one, rows.Scan(&one.Number, &one.Document) },
		"SELECT number, document_id FROM searched WHERE document_id IS NOT NULL AND rules = ? ORDER BY number", search.Rules)
}

// SearchedRegions are the regions of the articles of a block, by their number.
func SearchedRegions(s *table.Session, block int) (map[int][]SearchedRegion, error) {
	rows, err := s.Query("SELECT number, regions FROM searched WHERE number >= ? AND number < ? AND document_id IS NOT NULL", block*SearchBlock, (block+1)*SearchBlock)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[int][]SearchedRegion{}
	for rows.Next() {
		var number int
		var kept []byte
		if err := rows.Scan(&number, &kept); err != nil {
			return nil, err
		}
		if all[number], err = decodeRegions(kept); err != nil {
			return nil, err
		}
	}
	return all, rows.Err()
}

// SearchLookup looks words up in a block of the index.
func SearchLookup(s *table.Session, block int) search.Lookup {
	scan := func(rows *table.Cursor) (held []byte, err error) { return held, rows.Scan(&held) }
	return func(word string, begins bool) ([][]byte, error) {
		if begins {
			const last = "\U0010FFFF" // no word has it
			return table.Collect(s, scan, "SELECT places FROM searched_word WHERE block = ? AND word >= ? AND word < ?", block, word, word+last)
		}
		return table.Collect(s, scan, "SELECT places FROM searched_word WHERE block = ? AND word = ?", block, word)
	}
}

// ErrSearchIndex is an index that is not as it was made.
var ErrSearchIndex = errors.New("the search index is broken: “parallax check --renew” makes it anew")
