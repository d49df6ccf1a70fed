package passage

import (
	"context"
	"runtime"
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
