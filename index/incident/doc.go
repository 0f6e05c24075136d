// Package incident holds the words of the archive as types: an article is one
// published text; a claim is one figure or fact in it with the span of the
// words that say it; a report is what one article says of one attack; an event
// is one attack at one place on one date, merged from reports.
//
// Guarantees: the package imports nothing of ours and does no I/O. Every value
// has one JSON form, the one that CONTRACT.md of the project promises, and
// decoding what was encoded gives the same value back.
package incident
