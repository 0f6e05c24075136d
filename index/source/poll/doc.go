// Package poll asks the operator's sources for what is new, for years.
//
// A round asks one feed: it fetches the list (or looks into a folder), tells
// new and changed items from those it has seen, reads the pages where the list
// has only summaries, hands the articles to the sink and then, only then, saves
// the feed's state. So every item reaches the sink at least once, and again only
// after a crash or where the outlet changed it; the archive knows articles by
// their ids and keeps each once.
//
// When to ask again, and what to tell the operator, is decided by Plan, a pure
// function of the feed's state, the round's outcome, the time and a random
// number: busy outlets often, sleepy ones seldom, failing ones ever more rarely,
// as the server asks where it asks, never again where it says 410, unless the
// operator has it revived.
//
// The poller runs a bounded number of rounds at once, one a host. Where several
// nodes share an archive, the caller runs it on one of them, by a lease.
//
// Stored, by key "feed." + hash of the configured address: State as JSON; and by
// that key + ".paused" a mark while the operator has the feed paused.
package poll
