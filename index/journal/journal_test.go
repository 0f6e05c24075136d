package journal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func openTest(t testing.TB, dir string) *Journal {
	t.Helper()
	j, err := Open(t.Context(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func shut(t testing.TB, j *Journal) {
	t.Helper()
	if err := j.Close(); err != nil {
		t.Error(err)
	}
}

func TestAppendAndRead(t *testing.T) {
	dir := t.TempDir()
	j := openTest(t, dir)
	ctx := t.Context()
	if seq, err := j.Append(ctx, "article", []byte("one")); err != nil || seq != 1 {
		t.Fatal(seq, err)
	}
	if seq, err := j.Append(ctx, "article", []byte("two"), []byte("three")); err != nil || seq != 3 {
		t.Fatal(seq, err)
	}
	c := j.Cursor(1)
	for _, want := range []string{"two", "three"} {
		if r, err := c.Next(ctx); err != nil || string(r.Data) != want || r.Kind != "article" || r.Time.IsZero() {
			t.Fatalf("%+v, %v; want %s", r, err, want)
		}
	}
	short, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
	defer cancel()
	if _, err := c.Next(short); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("at the end: %v", err)
	}
	got := make(chan Record, 1)
	go func() { r, _ := c.Next(ctx); got <- r }()
	if _, err := j.Append(ctx, "withdrawal", []byte("four")); err != nil {
		t.Fatal(err)
	}
	if r := <-got; r.Seq != 4 || r.Kind != "withdrawal" {
		t.Errorf("a waiting cursor got %+v", r)
	}
	if _, err := j.Append(ctx, "article", make([]byte, maxPayload)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
	if _, err := j.Get(ctx, 99); !errors.Is(err, ErrGone) {
		t.Errorf("no such record: %v", err)
	}
	shut(t, j)
	j = openTest(t, dir)
	defer shut(t, j)
	if st, err := j.State(ctx); err != nil || st.Last != 4 || st.First != 1 || st.Records != 4 {
		t.Errorf("reopened: %+v, %v", st, err)
	}
	if r, err := j.Get(ctx, 3); err != nil || string(r.Data) != "three" {
		t.Errorf("reopened: %+v, %v", r, err)
	}
}

func TestManyBatches(t *testing.T) {
	j := openTest(t, t.TempDir())
	defer shut(t, j)
	var batch [][]byte
	for i := range MaxBatch {
		batch = append(batch, []byte(strings.Repeat(fmt.Sprint(i), 500)))
	}
	for range 5 {
		if _, err := j.Append(t.Context(), "article", batch...); err != nil {
			t.Fatal(err)
		}
	}
	c := j.Cursor(0)
	for i := range 5 * MaxBatch {
		r, err := c.Next(t.Context())
		if err != nil || r.Seq != uint64(i+1) || string(r.Data) != string(batch[i%MaxBatch]) {
			t.Fatalf("record %d: %d, %v", i+1, r.Seq, err)
		}
	}
}

func TestLock(t *testing.T) {
	dir := t.TempDir()
	j := openTest(t, dir)
	_, err := Open(t.Context(), Options{Dir: dir})
	var locked *LockedError
	if !errors.As(err, &locked) || locked.PID != os.Getpid() || !strings.Contains(err.Error(), fmt.Sprint(os.Getpid())) {
		t.Errorf("second opening: %v", err)
	}
	shut(t, j)
	shut(t, openTest(t, dir))
}

func TestBucket(t *testing.T) {
	dir := t.TempDir()
	j := openTest(t, dir)
	ctx := t.Context()
	b, err := j.Bucket(ctx, "chats")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Get(ctx, "k"); !errors.Is(err, ErrNoKey) {
		t.Errorf("no key: %v", err)
	}
	rev, err := b.Create(ctx, "k", []byte("1"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Create(ctx, "k", nil); !errors.Is(err, ErrConflict) {
		t.Errorf("created twice: %v", err)
	}
	if _, err := b.Update(ctx, "k", nil, rev+7); !errors.Is(err, ErrConflict) {
		t.Errorf("updated from another revision: %v", err)
	}
	if rev, err = b.Update(ctx, "k", []byte("2"), rev); err != nil {
		t.Error(err)
	}
	if _, err := b.Put(ctx, "a/-_=.b", []byte("x")); err != nil {
		t.Error(err)
	}
	if _, err := b.Put(ctx, "gone", nil); err != nil {
		t.Error(err)
	}
	if err := errors.Join(b.Delete(ctx, "gone"), b.Delete(ctx, "never")); err != nil {
		t.Error(err)
	}
	shut(t, j)

	j = openTest(t, dir)
	defer shut(t, j)
	if b, err = j.Bucket(ctx, "chats"); err != nil {
		t.Fatal(err)
	}
	if e, err := b.Get(ctx, "k"); err != nil || string(e.Value) != "2" || e.Revision != rev {
		t.Errorf("reopened: %+v, %v", e, err)
	}
	var keys, all []string
	for k, err := range b.Keys(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, k)
	}
	for e, err := range b.All(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e.Key)
	}
	slices.Sort(keys)
	slices.Sort(all)
	if want := []string{"a/-_=.b", "k"}; !slices.Equal(keys, want) || !slices.Equal(all, want) {
		t.Errorf("keys %v, all %v", keys, all)
	}
}

func TestQueue(t *testing.T) {
	dir := t.TempDir()
	j := openTest(t, dir)
	ctx := t.Context()
	q, err := j.Queue(ctx, "outbox")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"a", "b", "a"} {
		if err := q.Put(ctx, id, []byte("data "+id)); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := q.Len(ctx); err != nil || n != 2 {
		t.Errorf("%d jobs, %v: an id put twice is one job", n, err)
	}
	first, err := q.Take(ctx)
	if err != nil || first.ID != "a" || string(first.Data) != "data a" || first.Tries != 1 {
		t.Fatalf("%+v, %v", first, err)
	}
	if err := first.Nak(0); err != nil {
		t.Fatal(err)
	}
	tries := map[string]int{}
	for range 2 {
		job, err := q.Take(ctx)
		if err != nil {
			t.Fatal(err)
		}
		tries[job.ID] = job.Tries
		if job.ID == "b" {
			if err := job.Ack(ctx); err != nil {
				t.Error(err)
			}
		}
	}
	if tries["a"] != 2 || tries["b"] != 1 {
		t.Errorf("tries %v", tries)
	}
	shut(t, j) // with "a" in hand

	j = openTest(t, dir)
	defer shut(t, j)
	if q, err = j.Queue(ctx, "outbox"); err != nil {
		t.Fatal(err)
	}
	if n, err := q.Len(ctx); err != nil || n != 1 {
		t.Errorf("after a restart %d jobs, %v", n, err)
	}
	short, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
	defer cancel()
	if job, err := q.Take(short); err == nil && job.ID != "a" || err != nil && !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("after a restart: %+v, %v", job, err)
	}
}

func TestLease(t *testing.T) {
	dir := t.TempDir()
	j := openTest(t, dir)
	ctx := t.Context()
	held, release, err := j.Lease(ctx, "poll")
	if err != nil {
		t.Fatal(err)
	}
	short, cancel := context.WithTimeout(ctx, 30*time.Millisecond)
	defer cancel()
	if _, _, err := j.Lease(short, "poll"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("held twice: %v", err)
	}
	if held.Err() != nil {
		t.Error("the lease was lost")
	}
	release()
	if held.Err() == nil {
		t.Error("released, and held still")
	}
	_, release2, err := j.Lease(ctx, "poll")
	if err != nil {
		t.Fatal(err)
	}
	release2()
	if _, _, err = j.Lease(ctx, "left-behind"); err == nil {
		t.Log("left for the next process")
	}
	j.nc.Close() // as a kill would
	shut(t, j)
	j = openTest(t, dir)
	defer shut(t, j)
	limit, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	_, release3, err := j.Lease(limit, "left-behind")
	if err != nil {
		t.Fatalf("a dead process keeps its lease: %v", err)
	}
	release3()
}

// A damaged block is noticed: records are missing, or the server says so.
func TestDamagedFile(t *testing.T) {
	dir := t.TempDir()
	j := openTest(t, dir)
	for i := range 50 {
		if _, err := j.Append(t.Context(), "article", []byte(strings.Repeat(fmt.Sprint("text ", i), 100))); err != nil {
			t.Fatal(err)
		}
	}
	shut(t, j)
	blocks, err := filepath.Glob(filepath.Join(dir, "journal", "jetstream", "*", "streams", streamName, "msgs", "*.blk"))
	if err != nil || len(blocks) == 0 {
		t.Fatal(blocks, err)
	}
	b, err := os.ReadFile(blocks[0])
	if err != nil {
		t.Fatal(err)
	}
	copy(b[len(b)/2:], "damage damage damage damage")
	if err := os.WriteFile(blocks[0], b, 0o600); err != nil {
		t.Fatal(err)
	}
	j = openTest(t, dir)
	defer shut(t, j)
	st, err := j.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	err = j.Verify(t.Context(), st.Last)
	var damaged *DamagedError
	if !errors.As(err, &damaged) || damaged.Seq == 0 || damaged.Seq > 50 {
		t.Fatalf("a record that cannot be read goes unnoticed: %v (%+v)", err, st)
	}
	if _, err := j.Get(t.Context(), damaged.Seq); !errors.As(err, &damaged) {
		t.Errorf("read by itself: %v", err)
	}
	c := j.Cursor(0)
	for err = nil; err == nil; {
		_, err = c.Next(t.Context())
	}
	if !errors.As(err, &damaged) {
		t.Errorf("read in order: %v", err)
	}
}
