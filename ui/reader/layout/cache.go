package layout

// cache keeps the values used lately: at least the limit/2 last ones, at most limit. Two maps take turns, which costs less
// than a list of uses in memory and in time.
type cache[K comparable, V any] struct {
	limit    int
	now, old map[K]V
}

func newCache[K comparable, V any](limit int) cache[K, V] {
	return cache[K, V]{limit: limit, now: map[K]V{}}
}

func (c *cache[K, V]) get(k K) (V, bool) {
	if v, ok := c.now[k]; ok {
		return v, true
	}
	v, ok := c.old[k]
	if ok {
		c.put(k, v)
	}
	return v, ok
}

func (c *cache[K, V]) put(k K, v V) {
	if len(c.now) >= c.limit/2 {
		c.old, c.now = c.now, make(map[K]V, c.limit/2)
	}
	c.now[k] = v
}
