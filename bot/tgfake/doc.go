// Package tgfake is a Bot API server for tests. It keeps users, groups with
// forum topics, and channels; hands out updates by long poll or webhook; runs
// the methods that the bot uses, as JSON, urlencoded or multipart; and fails on
// demand (Fault).
//
// Guarantees: every request is checked against the Bot API's schema
// (botapi.json.gz, see PROVENANCE.md), every HTML text is parsed strictly with
// lengths in UTF-16 units, and the documented limits (30 messages a second in
// all, 1 a second in a chat, 20 a minute in a group) are checked on a clock
// that is passed in. What breaks a rule is answered as Telegram would answer
// it and kept in Problems, so that a test can insist on none. Transcript tells
// the conversation as text for goldens.
//
// The server is an http.Handler; Client calls it without sockets, so that it
// also works inside a testing/synctest bubble.
package tgfake
