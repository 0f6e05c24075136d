package bot

import "sync"

// recent is a map that keeps only the newest keys.
type recent[K comparable, V any] struct {
	mu     sync.Mutex
	max    int
	values map[K]V
	order  []K
}

func newRecent[K comparable, V any](max int) *recent[K, V] {
	return &recent[K, V]{max: max, values: map[K]V{}}
}

// put keeps a value and returns the keys that it forgot for it.
func (r *recent[K, V]) put(k K, v V) (forgotten []K) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.values[k]; !ok {
		r.order = append(r.order, k)
	}
	r.values[k] = v
	for len(r.order) > r.max {
		delete(r.values, r.order[0])
		forgotten = append(forgotten, r.order[0])
		r.order = r.order[1:]
	}
	return forgotten
}

// get returns a value, the zero one if there is none.
func (r *recent[K, V]) get(k K) V {
	v, _ := r.find(k)
	return v
}

func (r *recent[K, V]) find(k K) (V, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	v, ok := r.values[k]
	return v, ok
}
