// Package bot is the Telegram edge: updates in, messages out. It asks a
// handlers value and renders its answers; it knows nothing of the archive.
//
// github.com/go-telegram/bot carries the calls. What it lacks or gets wrong is
// here: errors with a class (errors.go), getUpdates (poll.go: the library
// confirms updates before they are handled and loops for ever on a bad token),
// commands by UTF-16 offsets (parse.go), one chat's updates one after another
// (dispatch.go), Telegram's limits (outbox.go), HTML (render.go, split.go) and
// the webhook (webhook.go).
//
// Guarantees: an update is kept in the Store before it is confirmed to Telegram
// and forgotten once its answers are sent, so that a stop or kill at any moment
// loses none; a chat's answers come in the order of its questions; no limit of
// Telegram's is exceeded; every text is valid markup within its length; the token
// and the texts of messages are never logged.
//
// What it stores, by key: "update.<id>" an update that waits for its answer, as
// Telegram sent it; "handled" the ids of the last updates that were handled;
// "file.<hash>" Telegram's id of a picture that was sent before, by the hash of its key.
package bot
