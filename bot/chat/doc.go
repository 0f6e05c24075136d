// Package chat is what chats can set and hand in: language and zone, alerts and
// their panel, followed events, articles to read, corrections; and what operators
// see and decide.
//
// A Desk plugs into the bot by Hooks and is its Chats. Guarantees: only a group's
// administrators change what the group hears; every tap is checked anew, whatever
// its data says; what a chat wrote is kept only where its author asked for it (a
// proposed article, a correction), and Forget removes all that is kept of a chat.
//
// Layout: the chats' records are alert.Store's. Bucket "ledger": key "p.<id>" an
// article proposed to operators, "c.<id>" a correction; values JSON, with what
// was decided, by whom and when.
package chat
