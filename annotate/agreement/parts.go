package agreement

import (
	"slices"
	"strings"
)

// addParts adds the figures of each story and each document.
func (b *builder) addParts() {
	among := b.amongPairs()
	spans := among.sum(spanCount, b.labels...)
	words := view{b.index, [][2]int{{everybody, everybody}}}.sum(allWords, "")
	sum := make(totals, len(b.all))
	part := func(id, name string, of []tallied) Part {
		clear(sum)
		for _, d := range of {
			for _, e := range d.entries {
				sum[e.slot] += e.amount
			}
		}
		p := Part{ID: id, Name: name, Documents: len(of), Spans: int(spans(sum)), Words: int(words(sum)),
			Figures: map[string]*float64{}, Items: map[string]int{}, Undefined: map[string]string{}}
		for _, f := range b.part {
			name := strings.TrimPrefix(f.path, overallPrefix)
			p.Figures[name], p.Items[name] = nil, int(f.items(sum)+0.5)
			if value, err := f.value(sum); err != nil {
				p.Undefined[name] = err.Error()
			} else {
				p.Figures[name] = &value
			}
		}
		return p
	}
	byStory := map[string][]tallied{}
	for _, d := range b.gathered.documents {
		b.report.Articles = append(b.report.Articles, part(d.id, d.name, []tallied{d}))
		byStory[d.story] = append(byStory[d.story], d)
	}
	for id, of := range byStory {
		b.report.Stories = append(b.report.Stories, part(id, of[0].storyName, of))
	}
	for _, parts := range [][]Part{b.report.Stories, b.report.Articles} {
		slices.SortFunc(parts, func(a, b Part) int { return strings.Compare(a.Name+"\x00"+a.ID, b.Name+"\x00"+b.ID) })
	}
}

// amongPairs is a view of all pairs.
func (b *builder) amongPairs() view {
	x := view{index: b.index}
	for i := range b.annotators {
		for j := range b.annotators {
			if i != j {
				x.pairs = append(x.pairs, [2]int{i, j})
			}
		}
	}
	return x
}
