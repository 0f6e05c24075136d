// Package alert decides which chat hears of which change, and sees that it does.
//
// A chat's record holds its subscription and its posts: a post is one message
// that tells of one event, or of a burst of events of one day. Decide is a pure
// function of the record, an event as it is now, the time and the operator's
// policy; it returns what to do and the named reason. Alerter runs it for every
// event that changed, carries the verdicts out and writes the record after each
// delivery.
//
// Guarantees. What a chat has been told stands in its record alone, so deciding
// again after a crash or a rebuild finds "unchanged" and sends nothing. The
// cursor ("alert" in the bucket "cursors") never passes an event that some chat
// has still to hear of: nothing is lost; a kill between a send and its record
// repeats at most the one message that was under way. One event is one message
// a chat, edited in place; a reply is sent only for a reason of the closed list.
//
// Layout: bucket "chats", key the chat's id (and "_thread" of a forum topic),
// value a Chat as JSON.
package alert
