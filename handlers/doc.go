// Package handlers turns a question into an answer: city, date, search, latest,
// event, start, help, about and plain sentences. It knows neither Telegram nor
// bleve: it asks an archive and returns a value that others render.
package handlers
