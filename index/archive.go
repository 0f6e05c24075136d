package index

import (
	"context"
	"errors"
	"iter"
	"log/slog"
	"time"

	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
	"incidentbot/index/journal"
)

// Options say where an archive lies and how it reads articles.
type Options struct {
	// Dir is the data folder. Empty means a folder in the system's temporary
	// one that Close removes: the sample archive's.
	Dir string
	// JournalURL is a NATS server or cluster with JetStream; empty means the embedded one.
	JournalURL string
	// Places is the gazetteer; it must not be nil.
	Places *gazetteer.Gazetteer
	// Extract reads an article. It must be a pure function, safe for concurrent use.
	Extract func(*incident.Article) incident.Extraction
	// Now tells the time; nil means time.Now.
	Now func() time.Time
	// Log gets what the archive does by itself; nil means nowhere.
	Log *slog.Logger
	// Sample marks the built-in sample archive in Coverage.
	Sample bool
}

// Bucket, Queue and Job are the journal's: see there.
type (
	Bucket = journal.Bucket
	Entry  = journal.Entry
	Queue  = journal.Queue
	Job    = journal.Job
)

// The classes of errors of states, leases and the data folder.
var (
	ErrNoKey    = journal.ErrNoKey    // the bucket has no such key
	ErrConflict = journal.ErrConflict // the key exists, or is of another revision
)

// LockedError is returned by Open where another process has the data folder.
type LockedError = journal.LockedError

// Withdrawal takes back an article, an event's reports, or one claim. Exactly
// one of Article and Event is set, or both to mean what Article says of Event.
type Withdrawal struct {
	Article string         `json:"article,omitempty"` // id
	Event   string         `json:"event,omitempty"`   // id
	Field   incident.Field `json:"field,omitempty"`   // with Start: one claim only; needs Article
	Start   int            `json:"start,omitempty"`   // the claim's Start
	Reason  string         `json:"reason"`
	By      string         `json:"by"`
	At      string         `json:"at"` // RFC 3339 UTC; Withdraw fills it in where empty
}

// Stats is the archive's state for an operator.
type Stats struct {
	Articles, Events int
	JournalLast      uint64 // the newest record
	Projected        uint64 // the newest record that answers know
	JournalBytes     uint64
	IndexBytes       uint64
	Records          uint64
	CachedEvents     int
}

// Finding is something that Check found wrong, and what to do about it.
type Finding struct {
	Part   string // folder, lock, journal, articles, events, table
	Fatal  bool   // the archive does not open
	What   string
	Advice string
}

var errNotYet = errors.New("not built yet")

// Archive is the archive of a data folder. It is safe for concurrent use.
type Archive struct{}

// Open opens or makes the archive of a data folder. It answers at once, from
// what had been projected; Sync waits for the rest. The error is a *LockedError
// where another process has the folder.
func Open(ctx context.Context, o Options) (*Archive, error) { return nil, errNotYet }

// Close stops the projection and lets the folder go.
func (a *Archive) Close() error { return errNotYet }

// Add journals articles, which is durable when it returns; they are indexed
// soon after (Sync). The outcomes are in the order given.
func (a *Archive) Add(ctx context.Context, as []incident.Article) ([]Added, error) {
	return nil, errNotYet
}

// Sync waits until all that is journalled now is in the answers.
func (a *Archive) Sync(ctx context.Context) error { return errNotYet }

// Withdraw journals a withdrawal and returns its sequence number; what is
// computed from the withdrawn follows (Sync).
func (a *Archive) Withdraw(ctx context.Context, w Withdrawal) (uint64, error) { return 0, errNotYet }

// Article returns an article with its whole text, of its newest version.
func (a *Archive) Article(ctx context.Context, id string) (incident.Article, error) {
	return incident.Article{}, errNotYet
}

// Changed walks the events that records after a sequence number changed, in
// the order of Event.Seq; each event once, as it is now.
func (a *Archive) Changed(ctx context.Context, after uint64) iter.Seq2[incident.Event, error] {
	return nil
}

// Wait returns the sequence number that the projection has reached as soon as
// it is greater than after.
func (a *Archive) Wait(ctx context.Context, after uint64) (uint64, error) { return 0, errNotYet }

// State opens the named key-value bucket, made at first use. Names and keys
// consist of letters, digits, '-', '_', '/', '=' and, inside, '.'.
func (a *Archive) State(ctx context.Context, name string) (*Bucket, error) { return nil, errNotYet }

// Queue opens the named work queue, made at first use.
func (a *Archive) Queue(ctx context.Context, name string) (*Queue, error) { return nil, errNotYet }

// Lease waits until this node alone holds the name among all nodes of the
// journal. held is done when the lease is lost or release is called.
func (a *Archive) Lease(ctx context.Context, name string) (held context.Context, release func(), err error) {
	return nil, nil, errNotYet
}

// Events returns a page of the events that a filter selects.
func (a *Archive) Events(ctx context.Context, f Filter) (Page, error) { return Page{}, errNotYet }

// All walks every event that a filter selects, newest first.
func (a *Archive) All(ctx context.Context, f Filter) iter.Seq2[incident.Event, error] { return nil }

// Event returns one event by its id or a former id of it; ErrNotFound if there is none.
func (a *Archive) Event(ctx context.Context, id string) (incident.Event, error) {
	return incident.Event{}, errNotYet
}

// Search finds words in events and articles.
func (a *Archive) Search(ctx context.Context, q TextQuery) (Hits, error) { return Hits{}, errNotYet }

// Sum adds up the events that a filter selects.
func (a *Archive) Sum(ctx context.Context, f Filter) (Sums, error) { return Sums{}, errNotYet }

// Coverage says what the archive holds.
func (a *Archive) Coverage(ctx context.Context) (Coverage, error) { return Coverage{}, errNotYet }

// Nearest finds what lies nearest to a filter that selects nothing.
func (a *Archive) Nearest(ctx context.Context, f Filter) (Near, error) { return Near{}, errNotYet }

// Places is the gazetteer.
func (a *Archive) Places() *gazetteer.Gazetteer { return nil }

// Read extracts an article's reports without adding it, and says which events they would join.
func (a *Archive) Read(ctx context.Context, art incident.Article) (Reading, error) {
	return Reading{}, errNotYet
}

// Stats tells how the archive stands.
func (a *Archive) Stats(ctx context.Context) (Stats, error) { return Stats{}, errNotYet }

// Rebuild makes the index anew from the journal, beside the old one, and swaps
// them. progress is told how many of the journal's records are done.
func Rebuild(ctx context.Context, o Options, progress func(done, total uint64)) error {
	return errNotYet
}

// Check looks for what is wrong with a data folder, without changing it.
func Check(ctx context.Context, o Options) []Finding { return nil }
