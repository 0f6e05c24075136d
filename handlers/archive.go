package handlers

import (
	"context"
	"iter"

	"incidentbot/index"
	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// Archive is what answers are made from; *index.Archive is one.
type Archive interface {
	// Events returns a page of the events that a filter selects.
	Events(ctx context.Context, f index.Filter) (index.Page, error)
	// All walks every event that a filter selects, newest first; Offset and Limit are ignored.
	All(ctx context.Context, f index.Filter) iter.Seq2[incident.Event, error]
	// Event returns one event by its id, or by an id it had before it was joined or split.
	// The error is index.ErrNotFound if there is none.
	Event(ctx context.Context, id string) (incident.Event, error)
	// Search finds words in events and articles.
	Search(ctx context.Context, q index.TextQuery) (index.Hits, error)
	// Sum adds up the events that a filter selects.
	Sum(ctx context.Context, f index.Filter) (index.Sums, error)
	// Coverage says what the archive holds.
	Coverage(ctx context.Context) (index.Coverage, error)
	// Nearest finds what lies nearest to a filter that selects nothing.
	Nearest(ctx context.Context, f index.Filter) (index.Near, error)
	// Places is the gazetteer.
	Places() *gazetteer.Gazetteer
	// Read extracts an article's reports without adding it, and says which events they would join.
	Read(ctx context.Context, a incident.Article) (index.Reading, error)
}
