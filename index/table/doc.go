// Package table holds the columns of every event in memory and answers
// structure: filters, newest first, pages, sums, nearness.
//
// Layout. An event is one row of 64 bytes, a cache line, addressed by number.
// Postings are row numbers sorted by day, severity and id, oldest first, so that
// what is new is appended: one per place with all that lies in it, one per place
// alone, one per day. Withdrawn events stand in none of them, only in a list of
// their place, for merging and for who was told of them. A snapshot file holds the rows and the articles' identities
// with the journal's sequence number that they stand for; postings are remade
// from the rows.
//
// Guarantees. A Table is safe for concurrent use; a reader sees all of an Apply
// or nothing of it. An answer depends on the rows alone, not on the order in
// which they came. A snapshot is read back as it was written or not at all.
package table
