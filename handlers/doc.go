// Package handlers turns a question into an answer. It knows neither Telegram nor
// bleve: it asks an archive and returns a value that others render.
//
// A question comes as words or as a button's data. Words are read into a Question
// (ask.go, read.go, meanings.go, more.go): a command, or a sentence with a place,
// a period, weapons and words left over to search for; a fragment ("and Odesa?")
// continues the question before it. A button's data is a Question's short form
// (question.go). A turn answers it and gathers blocks, numbered sources, quotes
// and buttons: lists (list.go), one event (event.go), search (search.go), sums
// (toll.go), two sources compared (compare.go), maps and charts (picture.go,
// chart.go), files (export.go), the rest in files of their own names. What an
// event is called and how its figures are said is in card.go, figure.go and
// quote.go; every word is in the catalogs of i18n. text.go renders an answer for
// a terminal, inline.go answers while a query is typed.
//
// Promises: Handle never fails and never panics, whatever it is asked; a user's
// mistake gives an answer that says what to do. Every figure refers to its source
// in the answer's list, and the sentence that says it is among the quotes. What
// was said to be none, what was not said and what is unknown are told apart.
// Nothing found says what was understood, what the archive covers, and offers the
// nearest. A button's data has at most 60 bytes and is never trusted.
package handlers
