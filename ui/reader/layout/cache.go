package layout

// cache keeps the values used lately: at least the limit/2 last ones, at most limit. Two maps take turns, which costs less
// than a list of uses in memory and in time, and both stay in use, so that a full cache allocates nothing.
type cache[K comparable, V any] struct {
	limit    int
	now, old map[K]V
	freed    func(V) // takes what is let go; may be nil
}

func newCache[K comparable, V any](limit int, freed func(V)) cache[K, V] {
	return cache[K, V]{limit: limit, now: map[K]V{}, old: map[K]V{}, freed: freed}
}

func (c *cache[K, V]) get(k K) (V, bool) {
	if v, ok := c.now[k]; ok {
		return v, true
	}
	v, ok := c.old[k]
	if ok {
		delete(c.old, k)
		c.put(k, v)
	}
	return v, ok
}

func (c *cache[K, V]) put(k K, v V) {
	if len(c.now) >= c.limit/2 {
		c.now, c.old = c.old, c.now
		c.empty(c.now)
	}
	c.now[k] = v
}

// clear lets everything go.
func (c *cache[K, V]) clear() {
	c.empty(c.now)
	c.empty(c.old)
}

func (c *cache[K, V]) empty(values map[K]V) {
	if c.freed != nil {
		for _, v := range values {
			c.freed(v)
		}
	}
	clear(values)
}
