package passage

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Among finds what each two of several articles share, of those that share anything, in their order. progress, which may be nil, hears how
// many pairs of articles were compared; it is called by one goroutine at a time.
func Among(ctx context.Context, texts []*Text, progress func(done, total int)) ([]Found, error) {
	var all []Found
	for i := range texts {
		for j := i + 1; j < len(texts); j++ {
			all = append(all, Found{A: i, B: j})
		}
	}
	if err := Fill(ctx, texts, all, progress); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(f Found) bool { return !f.Shares() }), nil
}

// Fill compares the articles of each of a list. See Among for progress.
func Fill(ctx context.Context, texts []*Text, all []Found, progress func(done, total int)) error {
	var heard sync.Mutex
	done := 0
	return each(ctx, len(all), func(i int) {
		f := &all[i]
		a, b := texts[f.A], texts[f.B]
		f.Pairs, f.Copies = Compare(a, b), Copies(a, b)
		if progress != nil {
			heard.Lock()
			defer heard.Unlock()
			done++
			progress(done, len(all))
		}
	})
}

// ReadAll reads articles for comparison.
func ReadAll(ctx context.Context, articles []Article) ([]*Text, error) {
	texts := make([]*Text, len(articles))
	return texts, each(ctx, len(articles), func(i int) { texts[i] = Read(articles[i]) })
}

// each calls do with each number below n, on all processors.
func each(ctx context.Context, n int, do func(int)) error {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				do(i)
			}
		}()
	}
	workers.Wait()
	return ctx.Err()
}

// Copied groups the articles of which so many there are that are copies of one text, directly or through others; those that are none are
// in no group.
func Copied(articles int, all []Found) (groups [][]int) {
	s := newSets(articles)
	for _, f := range all {
		if f.Copies {
			s.join(f.A, f.B)
		}
	}
	for _, group := range s.all() {
		if len(group) > 1 {
			groups = append(groups, group)
		}
	}
	return groups
}

// Languages are those of the tags of several articles, as base tags of BCP 47, each once in order. Unknown ones are left out.
func Languages(tags []string) (all []string) {
	for _, tag := range tags {
		if name := Base(tag); name != "" {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
