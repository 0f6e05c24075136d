// Package extract reads an article and returns what it says of each attack:
// place, date, weapons, attacker and figures, every one with the words that
// say it.
//
// The engine is a cascade over one token slice, each stage a file: tokens and
// layout (layout.go) -> quantities and dates (packages quantity and date) ->
// places (place*.go) -> triggers (lexicon tables lex_*.go, read by mark.go) ->
// clauses -> claims -> reports. The grammar is one; what differs between
// English, Ukrainian and Russian is data: tables from a word's form to its
// meaning.
//
// Guarantees, for any bytes in: no panic; every claim's Quote is the article's
// text from byte Start to byte End; time is linear in the length; no memory is
// kept between articles but scratch. An Extractor is safe for concurrent use.
package extract
