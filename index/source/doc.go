// Package source turns what others publish into articles: files, folders, tar and
// zip archives, standard input and fetched documents, be they plain text, JSON, JSON Lines,
// web pages, feeds, news sitemaps or a Telegram channel's public page.
//
// Guarantees:
//
//   - Nothing that is read can stop the rest: each failure comes out as an
//     *Error that names the source, the line where there is one, and says what
//     is wrong; the reading goes on behind it.
//   - An article's text is the text as kept: what follows the " date … " opening
//     of a .txt file, byte for byte what a JSON line gives, the paragraphs of a
//     page. Every byte offset made later refers to this text.
//   - The text is valid UTF-8 and at most MaxText bytes long; documents are
//     bounded, also after decompression; JSON Lines of any length are streamed.
//   - The same input gives the same ids, in the same order, on every machine.
//
// The package opens files but no connections: an address is read through the
// Fetcher that the caller gives. It stores nothing.
//
// Its parts: fetch is the polite and guarded HTTP client; poll asks feeds,
// pages, channels and folders for what is new, for years; opml reads and writes
// lists of feeds.
package source
