package derived

import (
	"bytes"

	"github.com/parallax-annotation/parallax/annotate/search"
	"github.com/parallax-annotation/parallax/store/table"
)

// checkSearched compares the blocks of the search index with what their articles would make. A block is looked at with the first of its
// articles, by id. Of articles that are not in the index it says nothing.
func checkSearched(c *Comparison) error {
	blocks, err := table.Collect(c.Session, scanNumber, `SELECT block FROM (SELECT number / ?1 AS block, ifnull(min(document_id), '') AS first FROM searched GROUP BY 1
		UNION ALL SELECT DISTINCT block, '' FROM searched_word WHERE block NOT IN (SELECT number / ?1 FROM searched))
		WHERE first > ?2 AND (?3 = '' OR first <= ?3) OR first = '' AND ?3 = '' ORDER BY block`, SearchBlock, c.After, c.UpTo)
	if err != nil {
		return err
	}
	for _, b := range blocks {
		sound, err := soundBlock(c.Session, b)
		if err != nil {
			return err
		}
		if !sound {
			c.Add("derived", "", "block %d of the search index is not what its articles make: “parallax check --renew” makes it anew", b)
		}
	}
	return nil
}

// soundBlock says whether a block holds what its articles make.
func soundBlock(s *table.Session, block int) (bool, error) {
	type row struct {
		Searched
		rules   int
		regions []byte
	}
	rows, err := table.Collect(s, func(rows *table.Cursor) (r row, err error) {
		return r, rows.Scan(&r.Number, &r.Document, &r.rules, &r.regions)
	}, `SELECT number, ifnull(document_id, ''), rules, regions FROM searched WHERE number >= ? AND number < ? ORDER BY number`, block*SearchBlock, (block+1)*SearchBlock)
	if err != nil {
		return false, err
	}
	made, counts := search.Block{}, map[uint32]bool{}
	for _, r := range rows {
		number := uint32(r.Number % SearchBlock)
		counts[number] = r.Document != "" && r.rules == search.Rules
		if !counts[number] {
			continue
		}
		var there bool
		if err := s.Row("SELECT EXISTS (SELECT 1 FROM document WHERE id = ?)", r.Document).Scan(&there); err != nil || !there {
			return false, err
		}
		read, regions, err := ReadSearched(s, r.Document)
		if err != nil {
			return false, err
		}
		if !bytes.Equal(encodeRegions(regions), r.regions) {
			return false, nil
		}
		made.Add(number, read.Words)
	}
	return sameBlock(s, block, made, counts)
}

// sameBlock says whether a block holds of the articles that count what was made of them, and nothing of numbers that no article had.
func sameBlock(s *table.Session, block int, made search.Block, counts map[uint32]bool) (bool, error) {
	cells, err := s.Query("SELECT word, places FROM searched_word WHERE block = ?", block)
	if err != nil {
		return false, err
	}
	defer cells.Close()
	for cells.Next() {
		var word string
		var held []byte
		if err := cells.Scan(&word, &held); err != nil {
			return false, err
		}
		var kept, want []byte
		strange := false
		one := func(into *[]byte) func(uint32, []byte) {
			return func(text uint32, places []byte) {
				if counted, known := counts[text]; counted {
					*into = append(append(*into, byte(text)), places...)
				} else if !known {
					strange = true
				}
			}
		}
		if search.Decode(held, one(&kept)) != nil || search.Decode(made[word], one(&want)) != nil || !bytes.Equal(kept, want) || strange {
			return false, nil
		}
		delete(made, word)
	}
	return len(made) == 0, cells.Err()
}
