package index

import (
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
	// JournalReplicas is how many servers of a cluster keep each record; 0 means 1.
	JournalReplicas int
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

// DamagedError says that a record of the journal cannot be read.
type DamagedError = journal.DamagedError

// WriteError says that the journal did not take what was to be added.
type WriteError = journal.WriteError

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
