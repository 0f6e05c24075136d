package bot

import "incidentbot/handlers"

// maxReplies bounds how many answers are remembered.
const maxReplies = 20_000

// replyKey is a message of a chat.
type replyKey struct {
	chat int64
	id   int
}

// replies remembers, for the newest questions, which messages answer them, and
// for the newest answers what was asked, as it was read.
type replies struct {
	refs      *recent[replyKey, []*Ref]
	questions *recent[replyKey, handlers.Question]
}

func newReplies() *replies {
	return &replies{newRecent[replyKey, []*Ref](maxReplies), newRecent[replyKey, handlers.Question](maxReplies)}
}
