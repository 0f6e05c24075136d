package journal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/synadia-io/orbit.go/jetstreamext"
)

const streamName = "incidentbot"

// Options say where the journal is.
type Options struct {
	Dir      string // the data folder: locked even where URL is set
	URL      string // of a NATS server or cluster with JetStream; empty: embedded
	Replicas int    // of streams made in a cluster; 0 means 1
	Log      *slog.Logger
}

// Record is one entry of the log.
type Record struct {
	Seq  uint64
	Kind string // "article", …: a word of lower-case letters
	Data []byte
	Time time.Time // when it was appended
}

// ErrTooLarge is returned for a record beyond what the server takes.
var ErrTooLarge = errors.New("too large for the journal")

// ErrGone is returned by Get for a sequence number that has no record.
var ErrGone = errors.New("no such record in the journal")

// Journal is the log and the state beside it. It is safe for concurrent use.
type Journal struct {
	lock *os.File
	srv  *server.Server // nil in a cluster
	nc   *nats.Conn
	js   jetstream.JetStream
	st   jetstream.Stream
	opt  Options

	mu   sync.Mutex
	more chan struct{} // closed and replaced by each Append
}

// Open locks the data folder and opens the journal, making it if need be.
func Open(ctx context.Context, o Options) (*Journal, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.Replicas = max(o.Replicas, 1)
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, err
	}
	f, err := lock(o.Dir)
	if err != nil {
		return nil, err
	}
	j := &Journal{lock: f, opt: o, more: make(chan struct{})}
	if err := j.open(ctx); err != nil {
		return nil, errors.Join(err, j.Close())
	}
	return j, nil
}

func (j *Journal) open(ctx context.Context) (err error) {
	if j.opt.URL == "" {
		j.srv, j.nc, err = embed(j.opt.Dir, j.opt.Log)
	} else {
		j.nc, err = nats.Connect(j.opt.URL, nats.Name("incidentbot"), nats.MaxReconnects(-1))
	}
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	if j.js, err = jetstream.New(j.nc); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	err = retry(ctx, func() (err error) {
		j.st, err = j.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
			Name: streamName, Subjects: []string{streamName + ".*"}, Storage: jetstream.FileStorage,
			Replicas: j.opt.Replicas, AllowAtomicPublish: true, AllowDirect: true,
		})
		return err
	})
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	if !j.st.CachedInfo().Config.AllowAtomicPublish {
		return errors.New("journal: the NATS server takes no batches of messages: it must be version 2.12 or later")
	}
	if j.srv != nil {
		return j.freeLeases(ctx)
	}
	return nil
}

// Close disconnects, stops the embedded server and lets the folder go.
func (j *Journal) Close() error {
	if j.nc != nil {
		j.nc.Close()
	}
	if j.srv != nil {
		j.srv.Shutdown()
		j.srv.WaitForShutdown()
	}
	return j.lock.Close()
}

// MaxRecord returns how many bytes a record may have.
func (j *Journal) MaxRecord() int { return int(j.nc.MaxPayload()) - 1024 }

// Append adds records in order, all or none, and returns the sequence number of
// the last; the others' are those before it, one by one. At most MaxBatch at a time.
func (j *Journal) Append(ctx context.Context, kind string, data ...[]byte) (uint64, error) {
	subject := streamName + "." + kind
	for _, d := range data {
		if len(d) > j.MaxRecord() {
			return 0, fmt.Errorf("%w: %d bytes, at most %d", ErrTooLarge, len(d), j.MaxRecord())
		}
	}
	limit, cancel := context.WithTimeout(ctx, appendLimit)
	defer cancel()
	last, err := j.publish(limit, subject, data)
	if err != nil {
		return 0, j.unwritten(ctx, err)
	}
	j.announce()
	return last, nil
}

// publish sends records and waits for the one acknowledgement that they are durable.
func (j *Journal) publish(ctx context.Context, subject string, data [][]byte) (uint64, error) {
	if len(data) == 1 {
		ack, err := j.js.Publish(ctx, subject, data[0])
		if err != nil {
			return 0, err
		}
		return ack.Sequence, nil
	}
	msgs := make([]*nats.Msg, len(data))
	for i, d := range data {
		msgs[i] = &nats.Msg{Subject: subject, Header: nats.Header{}, Data: d}
	}
	// No acknowledgement of the first message: it would be another round trip, and
	// tells only whether the stream takes batches, which Open has seen.
	ack, err := jetstreamext.PublishMsgBatch(ctx, j.js, msgs, jetstreamext.BatchFlowControl{})
	if err != nil {
		return 0, err
	}
	return ack.Sequence, nil
}

// WriteError says that the journal did not take records: they do not count as
// added, though a later start may find them.
type WriteError struct {
	Dir  string
	Free uint64 // bytes on its disk; 0 in a cluster
	Err  error
}

func (e *WriteError) Error() string {
	if e.Dir == "" {
		return fmt.Sprintf("the journal's cluster did not take the records: %v", e.Err)
	}
	return fmt.Sprintf("the journal in %s did not take the records (%v; %d MB are free there): is the disk full or failing?", e.Dir, e.Err, e.Free>>20)
}

func (e *WriteError) Unwrap() error { return e.Err }

func (j *Journal) unwritten(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	w := &WriteError{Err: err}
	if j.srv != nil {
		w.Dir, w.Free = j.opt.Dir, Free(j.opt.Dir)
	}
	return w
}

// Free returns how many bytes can still be written to a folder's disk, 0 if that cannot be known.
func Free(dir string) uint64 {
	var st syscall.Statfs_t
	if syscall.Statfs(dir, &st) != nil {
		return 0
	}
	return st.Bavail * uint64(st.Bsize)
}

// announce wakes the cursors at the log's end.
func (j *Journal) announce() {
	j.mu.Lock()
	defer j.mu.Unlock()
	close(j.more)
	j.more = make(chan struct{})
}

// appended returns what the next Append of this process closes.
func (j *Journal) appended() <-chan struct{} {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.more
}

// MaxBatch is how many records one Append takes: what the server takes at most.
const MaxBatch = 1000

// appendLimit is how long a busy disk or cluster may take over an Append. Where
// the disk is full, the server may give no answer at all.
const appendLimit = 20 * time.Second

// DamagedError says that a record cannot be read though later ones are there.
type DamagedError struct {
	Seq uint64
	Err error // nil where the record is simply missing
}

func (e *DamagedError) Error() string {
	why := "it is missing"
	if e.Err != nil {
		why = e.Err.Error()
	}
	return fmt.Sprintf("the journal is damaged: record %d cannot be read (%s): restore the folder \"journal\" from a copy", e.Seq, why)
}

func (e *DamagedError) Unwrap() error { return e.Err }

// Get returns one record, ErrGone if there is none, a *DamagedError where there
// was one.
func (j *Journal) Get(ctx context.Context, seq uint64) (Record, error) {
	m, err := j.st.GetMsg(ctx, seq)
	var api *jetstream.APIError
	switch {
	case err == nil:
	case errors.Is(err, jetstream.ErrMsgNotFound), errors.As(err, &api):
		st, serr := j.State(ctx)
		if serr == nil && seq <= st.Last {
			return Record{}, &DamagedError{seq, err}
		}
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			return Record{}, ErrGone
		}
	}
	if err != nil {
		return Record{}, fmt.Errorf("journal: %w", err)
	}
	return Record{Seq: m.Sequence, Kind: kindOf(m.Subject), Data: m.Data, Time: m.Time}, nil
}

func kindOf(subject string) string { return strings.TrimPrefix(subject, streamName+".") }

// State is how the log stands.
type State struct {
	First, Last uint64 // sequence numbers; 0 where it is empty
	Records     uint64
	Bytes       uint64
}

// State returns how the log stands.
func (j *Journal) State(ctx context.Context) (State, error) {
	i, err := j.st.Info(ctx)
	if err != nil {
		return State{}, fmt.Errorf("journal: %w", err)
	}
	s := i.State
	return State{First: s.FirstSeq, Last: s.LastSeq, Records: s.Msgs, Bytes: s.Bytes}, nil
}

// Verify reads every record up to last; the error is a *DamagedError for the
// first that cannot be read.
func (j *Journal) Verify(ctx context.Context, last uint64) error {
	c := j.Cursor(0)
	for seq := uint64(0); seq < last; {
		r, err := c.Next(ctx)
		if err != nil {
			return err
		}
		seq = r.Seq
	}
	return nil
}
