package exchange

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/store/table"
)

// A format that has the tokens only puts a text together with a blank between words. So the article from which it came is told by what
// it says without white space; otherwise it would be there twice as soon as its own export comes back.

// respaced gives a record of such a format the text of the project's article that says the same but for white space, and its annotations
// the places that they have there. document is that article, "" where there is none and the record is as it was.
func (d *datasetImport) respaced(r dataset.Record) (moved dataset.Record, document string, err error) {
	if !d.planned.format.Holds.Tokens || r.Text == "" {
		return r, "", nil
	}
	if there, err := d.FindText(r.TextSHA256); err != nil || there != "" {
		return r, "", err
	}
	known, there, err := d.unspacedLike(unspaced(r.Text, nil))
	if err != nil || !there {
		return r, "", err
	}
	document = known.document
	text, err := d.Text(document)
	if err != nil {
		return r, "", err
	}
	from, to := placesOf(r.Text, nil), placesOf(text.String(), known.without)
	before, after := make(map[int]int, len(from)), make(map[int]int, len(from)) // a place that begins, and one that ends, a sign
	for i := range from {
		before[from[i]], after[from[i]+1] = to[i], to[i]+1
	}
	spans := make([]dataset.Span, 0, len(r.Spans))
	for _, s := range r.Spans {
		segments, list, fits := [][2]int{}, []annotate.Segment{}, true
		for _, segment := range s.Segments {
			start, begins := before[segment[0]]
			end, ends := after[segment[1]]
			fits = fits && begins && ends
			segments, list = append(segments, [2]int{start, end}), append(list, annotate.Segment{Start: start, End: end})
		}
		if !fits || len(segments) == 0 { // it begins or ends with white space, which no token does
			return r, "", nil
		}
		s.Segments, s.Start, s.End, s.Text = segments, segments[0][0], segments[len(segments)-1][1], text.Quote(list)
		spans = append(spans, s)
	}
	r.Text, r.TextSHA256, r.Spans, r.Regions = text.String(), annotate.HashText(text.String()), spans, []dataset.Region{}
	if d.respacedIn == nil {
		d.respacedIn = map[string]bool{}
	}
	d.respacedIn[document] = true
	return r, document, nil
}

// unspacedText is an article of the project and what of it stands in a text without white space: all but some regions.
type unspacedText struct {
	document string
	without  []annotate.Region
}

// sizedText is an article of the project whose text was not read yet.
type sizedText struct {
	document string
	bytes    int
}

// unspacedLike finds the article that says a text without white space, as a whole or without its regions, which such formats leave out. Of
// the texts of the project it reads each once, from the size of that one upwards until one is found, since little more than white space
// is missing.
func (d *datasetImport) unspacedLike(text string) (unspacedText, bool, error) {
	if d.unspaced == nil {
		var err error
		if d.unread, err = table.Collect(d.Session, func(rows *table.Cursor) (s sizedText, err error) { return s, rows.Scan(&s.document, &s.bytes) },
			"SELECT id, octet_length(text) FROM document ORDER BY octet_length(text), id"); err != nil {
			return unspacedText{}, false, err
		}
		d.unspaced = map[string]unspacedText{}
	}
	hash := annotate.HashText(text)
	first, _ := slices.BinarySearchFunc(d.unread, len(text), func(s sizedText, size int) int { return cmp.Compare(s.bytes, size) })
	for next := first; ; next++ {
		if known, there := d.unspaced[hash]; there || next == len(d.unread) {
			d.unread = slices.Delete(d.unread, first, next)
			return known, there, nil
		}
		if err := d.learnUnspaced(d.unread[next].document); err != nil {
			return unspacedText{}, false, err
		}
	}
}

// learnUnspaced reads a text of the project. Of articles that say the same the first counts.
func (d *datasetImport) learnUnspaced(id string) error {
	document, err := d.Document(id)
	if err != nil {
		return err
	}
	regions, err := d.Regions(id)
	if err != nil {
		return err
	}
	for _, without := range [][]annotate.Region{nil, regions} {
		hash := annotate.HashText(unspaced(document.Text, without))
		if _, there := d.unspaced[hash]; !there {
			d.unspaced[hash] = unspacedText{id, without}
		}
	}
	return nil
}

// signs yields the characters of a text that are no white space and stand in none of the regions, with their places in code points.
func signs(text string, without []annotate.Region) iter.Seq2[int, rune] {
	return func(yield func(int, rune) bool) {
		at := -1
		for _, r := range text {
			at++
			if unicode.IsSpace(r) || slices.ContainsFunc(without, func(o annotate.Region) bool { return o.Start <= at && at < o.End }) {
				continue
			}
			if !yield(at, r) {
				return
			}
		}
	}
}

// unspaced is a text without white space and without some regions.
func unspaced(text string, without []annotate.Region) string {
	var b strings.Builder
	for _, r := range signs(text, without) {
		b.WriteRune(r)
	}
	return b.String()
}

// placesOf are where the characters of that stand in the text.
func placesOf(text string, without []annotate.Region) (places []int) {
	for at := range signs(text, without) {
		places = append(places, at)
	}
	return places
}
