// Package index is the archive: it journals articles, projects them into bleve
// and the table, and answers for events and words.
package index
