package agreement

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// gathered is what is kept of all documents.
type gathered struct {
	annotators []annotate.Annotator // by number, in the order in which they were met
	documents  []tallied
	leftOut    int // documents that fewer than two took part in
	slots      map[key]int
}

// tallied is what is kept of one document.
type tallied struct {
	story, storyName string
	id, name         string
	entries          []entry
}

// entry is one sum of a document.
type entry struct {
	slot   int
	amount float64
}

// counted is a document on its way from counting to keeping.
type counted struct {
	document Document
	layers   []layer
	sums     sums
	pairs    map[[2]int][]int
	err      error
}

// gather counts all documents, several at once, and keeps them in the order in which they came. With gold, only pairs of gold
// and another annotator are compared.
func gather(ctx context.Context, source iter.Seq2[Document, error], options Options, gold bool, progress Progress) (*gathered, error) {
	ctx, cancel := context.WithCancel(ctx)
	g := &gathered{slots: map[key]int{}}
	queue := g.produce(ctx, source, options, gold)
	// Whoever reads the source has let go of it before this returns.
	defer func() {
		cancel()
		for range queue {
		}
	}()

	var current *story
	open := map[int]sums{} // of documents of the story that is being read
	finish := func() {
		if current != nil {
			current.count(func(document int) sums { return open[document] })
		}
		for number, s := range open {
			g.documents[number].entries = g.keep(s)
		}
		clear(open)
	}
	done := 0
	for next := range queue {
		c := <-next
		if c.err != nil {
			return nil, c.err
		}
		done++
		if progress != nil {
			progress(done, options.Documents)
		}
		if c.layers == nil {
			g.leftOut++
			continue
		}
		if current == nil || current.id != c.document.Story.ID {
			finish()
			current = newStory(c.document.Story.ID, options.Codebook)
		}
		number := len(g.documents)
		g.documents = append(g.documents, tallied{story: c.document.Story.ID, storyName: c.document.Story.Name,
			id: c.document.Document.ID, name: c.document.Document.Name()})
		open[number] = c.sums
		current.add(number, c.document.Document.ID, c.layers, c.pairs)
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("measuring agreement: %w", err)
	}
	finish()
	// The order in which documents came has no say in what is drawn.
	slices.SortStableFunc(g.documents, func(a, b tallied) int { return strings.Compare(a.id, b.id) })
	return g, nil
}

// produce reads documents and has them counted; what comes out is in order.
func (g *gathered) produce(ctx context.Context, source iter.Seq2[Document, error], options Options, gold bool) <-chan chan counted {
	names := namesOf(options.Codebook)
	workers := runtime.GOMAXPROCS(0)
	queue := make(chan chan counted, 2*workers)
	free := make(chan struct{}, workers)
	numbers := map[string]int{}
	number := func(a annotate.Annotator) int {
		n, known := numbers[a.Name]
		if !known {
			n = len(g.annotators)
			numbers[a.Name] = n
			g.annotators = append(g.annotators, a)
		}
		return n
	}
	go func() {
		defer close(queue)
		for d, err := range source {
			if ctx.Err() != nil {
				return
			}
			result := make(chan counted, 1)
			var compared []annotate.Layer
			if err == nil {
				compared = options.compared(d, gold)
			}
			against := everybody
			annotators := make([]int, len(compared))
			for i, l := range compared {
				annotators[i] = number(l.Annotator)
				if gold && l.Annotator.Kind == annotate.Gold {
					against = annotators[i]
				}
			}
			switch {
			case err != nil:
				result <- counted{err: err}
			case len(compared) < 2 || gold && against == everybody:
				result <- counted{document: d}
			default:
				select {
				case free <- struct{}{}:
				case <-ctx.Done():
					return
				}
				go func() {
					defer func() { <-free }()
					layers := make([]layer, len(compared))
					for i, l := range compared {
						layers[i] = newLayer(l, annotators[i], names)
					}
					s, pairs := newComparison(d, layers, against).sum()
					result <- counted{document: d, layers: layers, sums: s, pairs: pairs}
				}()
			}
			select {
			case queue <- result:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	return queue
}

// keep numbers the sums of a document.
func (g *gathered) keep(s sums) []entry {
	entries := make([]entry, 0, len(s))
	for k, amount := range s {
		slot, known := g.slots[k]
		if !known {
			slot = len(g.slots)
			g.slots[k] = slot
		}
		entries = append(entries, entry{slot, amount})
	}
	return entries
}
