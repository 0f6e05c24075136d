package main

import (
	"context"
	"io"

	"incidentbot/handlers"
	"incidentbot/index"
	"incidentbot/index/incident"
	"incidentbot/index/source/poll"
)

// service is what commands ask of an archive: their own (local), or that of
// the process that has the data folder (remote).
type service interface {
	// Ask answers a question; the error is of the archive, not of the question.
	Ask(ctx context.Context, q askRequest) (askReply, error)
	// Add journals articles durably; the outcomes are in their order.
	Add(ctx context.Context, as []incident.Article) ([]index.Added, error)
	// Sync waits until all that was added is in the answers.
	Sync(ctx context.Context) error
	// Export writes the events that a query selects. A query that cannot be read gives a *usageError.
	Export(ctx context.Context, q eventsQuery, w io.Writer) error
	// Withdraw takes back an article or a claim.
	Withdraw(ctx context.Context, w index.Withdrawal) (uint64, error)
	// Feeds tells how the listed feeds do.
	Feeds(ctx context.Context, feeds []poll.Feed) ([]poll.Status, error)
	// Pause stops a feed from being asked, or lets it be asked again.
	Pause(ctx context.Context, p pauseRequest) error
	// Follow has a feed asked that was added to the configuration.
	Follow(ctx context.Context, f poll.Feed) error
}

// askRequest is a question with how it is to be answered.
type askRequest struct {
	Text   string
	Lang   string
	Zone   string
	Format string // one of askFormats
	Width  int    // at which text is folded; 0: not
	Files  bool   // draw the picture and make the file that go with the answer
	// Context is the question of the answer that this one may continue.
	Context handlers.Question
}

// pauseRequest names a feed as listed.
type pauseRequest struct {
	Feed poll.Feed
	On   bool // pause it; else it is asked again
}

// askReply is an answer, rendered.
type askReply struct {
	Question handlers.Question // as it was read
	Status   handlers.Status
	Body     string
	Files    []handlers.File
}

// eventsQuery is the command events' flags.
type eventsQuery struct {
	Place, From, To string
	Lang            string
	Weapons         []string
	MinKilled       int32
	Format          string // one of eventsFormats
}
