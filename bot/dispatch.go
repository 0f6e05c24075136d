package bot

import (
	"context"
	"sync"
)

// dispatcher runs tasks: those of one key one after another, in order; those of
// different keys side by side, by a bounded pool; at most cap wait.
type dispatcher struct {
	mu     sync.Mutex
	lanes  map[int64][]func() // by key; present while a task of it waits or runs
	ready  chan int64         // keys with a task to run; its capacity holds every key there can be
	slots  chan struct{}      // one for each task that waits or runs
	active sync.WaitGroup
}

// newDispatcher makes a dispatcher that holds at most cap tasks.
func newDispatcher(cap int) *dispatcher {
	return &dispatcher{
		lanes: map[int64][]func(){},
		ready: make(chan int64, cap),
		slots: make(chan struct{}, cap),
	}
}

// run works until ctx ends, with n workers, and returns when the running tasks have returned.
func (d *dispatcher) run(ctx context.Context, n int) {
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case key := <-d.ready:
					d.work(key)
				}
			}
		})
	}
	wg.Wait()
}

// put adds a task, waiting for room. It reports whether the task was taken.
func (d *dispatcher) put(ctx context.Context, key int64, task func()) bool {
	select {
	case d.slots <- struct{}{}:
		d.add(key, task)
		return true
	case <-ctx.Done():
		return false
	}
}

// full reports whether there is no room for a task.
func (d *dispatcher) full() bool { return len(d.slots) == cap(d.slots) }

func (d *dispatcher) add(key int64, task func()) {
	d.active.Add(1)
	d.mu.Lock()
	defer d.mu.Unlock()
	waiting, busy := d.lanes[key]
	d.lanes[key] = append(waiting, task)
	if !busy {
		d.ready <- key
	}
}

// work runs a key's next task.
func (d *dispatcher) work(key int64) {
	d.mu.Lock()
	task := d.lanes[key][0]
	d.mu.Unlock()
	task()
	d.mu.Lock()
	if rest := d.lanes[key][1:]; len(rest) > 0 {
		d.lanes[key] = rest
		d.ready <- key
	} else {
		delete(d.lanes, key)
	}
	d.mu.Unlock()
	<-d.slots
	d.active.Done()
}

// drain waits until every task has run, or ctx ends.
func (d *dispatcher) drain(ctx context.Context) {
	idle := make(chan struct{})
	go func() { d.active.Wait(); close(idle) }()
	select {
	case <-idle:
	case <-ctx.Done():
	}
}
