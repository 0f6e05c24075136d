package index

import (
	"container/list"
	"sync"

	"incidentbot/index/incident"
)

const cachedEvents = 1024 // about 8 KB each; one that is not there costs 20 µs

// cache keeps the events that were read last, decoded. Whoever gets one shares
// it and must not change what it holds.
type cache struct {
	mu   sync.Mutex
	gen  uint64 // grows with each drop
	size int
	by   map[string]*list.Element
	l    list.List
}

type cached struct {
	id string
	e  *incident.Event
}

func newCache(size int) *cache { return &cache{size: size, by: map[string]*list.Element{}} }

// get returns the event or nil, and the generation to put it with.
func (c *cache) get(id string) (*incident.Event, uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	el, ok := c.by[id]
	if !ok {
		return nil, c.gen
	}
	c.l.MoveToFront(el)
	return el.Value.(cached).e, c.gen
}

// put keeps an event that was read after get, unless something was dropped
// since: then it may be outdated.
func (c *cache) put(id string, e *incident.Event, gen uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.by[id]; ok || gen != c.gen {
		return
	}
	c.by[id] = c.l.PushFront(cached{id, e})
	if c.l.Len() > c.size {
		last := c.l.Back()
		delete(c.by, last.Value.(cached).id)
		c.l.Remove(last)
	}
}

// drop forgets events that were changed.
func (c *cache) drop(ids []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gen++
	for _, id := range ids {
		if el, ok := c.by[id]; ok {
			c.l.Remove(el)
			delete(c.by, id)
		}
	}
}

func (c *cache) len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.l.Len()
}
