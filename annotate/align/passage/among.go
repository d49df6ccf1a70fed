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
	var next atomic.Int64
	var workers sync.WaitGroup
	var heard sync.Mutex
	done := 0
	for range min(runtime.GOMAXPROCS(0), len(all)) {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(all) {
					return
				}
				all[i].Pairs = Compare(texts[all[i].A], texts[all[i].B])
				if progress != nil {
					heard.Lock()
					done++
					progress(done, len(all))
					heard.Unlock()
				}
			}
		}()
	}
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var found []Found
	for _, f := range all {
		if len(f.Pairs) > 0 {
			found = append(found, f)
		}
	}
	return found, nil
}

// Copied groups the articles that are copies of one text, directly or through others; those that are none are in no group.
func Copied(texts []*Text) (groups [][]int) {
	s := newSets(len(texts))
	for i, t := range texts {
		for j := i + 1; j < len(texts); j++ {
			if Copies(t, texts[j]) {
				s.join(i, j)
			}
		}
	}
	for _, group := range s.all() {
		if len(group) > 1 {
			groups = append(groups, group)
		}
	}
	return groups
}

// Languages are those of several articles, as base tags of BCP 47, each once in order. Those of which it is not known are left out.
func Languages(texts []*Text) (all []string) {
	for _, t := range texts {
		if t.tongue.name != "" {
			all = append(all, t.tongue.name)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
