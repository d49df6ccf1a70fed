package agreement

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
)

// level is how much of what was drawn a confidence interval holds.
const level = 0.95

// lanes is how many draws are added up at once: each sum of a document is read once for all of them.
const lanes = 8

// Interval is a confidence interval, from its lower to its upper end.
type Interval [2]float64

// intervals draws the documents with replacement, as many as there are, so many times, and computes the figures of each
// draw from the sums of its documents. The interval of a figure holds 95 % of its values (percentile bootstrap). A figure
// that has no value in more than half of the draws gets none; it stands under its number in the result.
func (g *gathered) intervals(ctx context.Context, figures []figure, replicates int, seed int64) (map[int]Interval, error) {
	values := make([][]float64, len(figures)) // by figure
	var lock sync.Mutex
	blocks := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for block := range blocks {
				drawn := g.draw(block, min(lanes, replicates-block*lanes), seed)
				for i, f := range figures {
					var got []float64
					for _, t := range drawn {
						if value, err := f.value(t); err == nil {
							got = append(got, value)
						}
					}
					lock.Lock()
					values[i] = append(values[i], got...)
					lock.Unlock()
				}
			}
		}()
	}
	for block := 0; block*lanes < replicates && ctx.Err() == nil; block++ {
		blocks <- block
	}
	close(blocks)
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("measuring agreement: %w", err)
	}
	result := map[int]Interval{}
	for i, found := range values {
		if 2*len(found) < replicates || len(found) == 0 {
			continue
		}
		slices.Sort(found)
		result[i] = Interval{percentile(found, (1-level)/2), percentile(found, (1+level)/2)}
	}
	return result, nil
}

// draw returns the sums of so many draws of documents. A draw follows from the seed and its number alone.
func (g *gathered) draw(block, count int, seed int64) []totals {
	times := make([][lanes]float64, len(g.documents))
	for lane := range count {
		random := rand.New(rand.NewPCG(uint64(seed), uint64(block*lanes+lane)))
		for range g.documents {
			times[random.IntN(len(g.documents))][lane]++
		}
	}
	sums := make([][lanes]float64, len(g.slots))
	for d, document := range g.documents {
		weights := &times[d]
		for _, e := range document.entries {
			sum := &sums[e.slot]
			for lane := range sum {
				sum[lane] += weights[lane] * e.amount
			}
		}
	}
	drawn := make([]totals, count)
	for lane := range drawn {
		drawn[lane] = make(totals, len(sums))
		for slot := range sums {
			drawn[lane][slot] = sums[slot][lane]
		}
	}
	return drawn
}

// percentile is the value at that share of sorted values, between two of them in proportion.
func percentile(sorted []float64, share float64) float64 {
	at := share * float64(len(sorted)-1)
	below := int(at)
	if below+1 == len(sorted) {
		return sorted[below]
	}
	return sorted[below] + (at-float64(below))*(sorted[below+1]-sorted[below])
}
