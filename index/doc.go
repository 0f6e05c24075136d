// Package index is the archive: it journals articles, projects them into bleve
// and the table, and answers for events and words.
//
// # The way of an article
//
// Add gives it an identity (identity.go) and appends it to the journal (add.go);
// from then on it is never lost. The projection, a cursor over the journal
// (project.go), has it extracted, merges its reports into the events of its
// places and days (work.go), writes articles and events into one bleve index
// each (mapping.go, writer.go, store.go) and then shows the events in the table.
// Withdrawals, and articles without an event that are no longer kept searchable,
// go the same way (withdraw.go, retain.go). Answers come from the table and a
// cache of decoded events (events.go, cache.go) or, for words, from bleve with
// passages read again from the journal (search.go, snippet.go).
//
// # Guarantees
//
// What Add acknowledged is found exactly once, whatever is killed and whenever:
// the journal is written before the acknowledgement, each index with the
// sequence number that it stands for, in one batch, and what lies behind is
// replayed. The stages overlap, each bounded: Add journals and hands over what it
// worked out (shelf.go), a reader fills the next batch (read.go), another applies
// the one before, and two batches of articles are written at a time. Everything behind the journal is a pure function of it and of the
// extractor: it may be deleted, and is made anew (rebuild.go). An event's id is
// found for good; one that was joined to another leads to that one.
//
// # Layout of the data folder
//
//	lock               who has the folder
//	journal/           JetStream's files: records of articles, withdrawals and retirements as JSON; buckets, queues
//	index/version      what the index holds and how; another one is rebuilt
//	index/articles/    bleve: text and headline, indexed only; places, days, weapons … as keywords
//	index/events/      bleve: names and facts as words, keywords, and the event itself (codec.go)
//	index/table.snap   the table and the identities of the articles (snapshot.go)
//	index.new/         a rebuild on its way
package index
