package bot

import "incidentbot/handlers"

// maxReplies bounds how many answers are remembered.
const maxReplies = 20_000

// replyKey is a message of a chat.
type replyKey struct {
	chat int64
	id   int
}

// replied is an answer: what was asked, and all the messages that it took.
type replied struct {
	question handlers.Question
	refs     []*Ref
}

// replies remembers the newest answers, by the message that asked and by each
// of their own messages. It holds no text but the question as it was read.
type replies struct {
	toAsk *recent[replyKey, *replied]
	byOwn *recent[replyKey, *replied]
}

func newReplies() *replies {
	return &replies{newRecent[replyKey, *replied](maxReplies), newRecent[replyKey, *replied](maxReplies)}
}

// question returns what a message of ours answers, the zero value if that is not known.
func (r *replies) question(chat int64, own int) handlers.Question {
	if a := r.byOwn.get(replyKey{chat, own}); a != nil {
		return a.question
	}
	return handlers.Question{}
}

// to returns the messages that answer a message, none if that is not known.
func (r *replies) to(k replyKey) []*Ref {
	if a := r.toAsk.get(k); a != nil {
		return a.refs
	}
	return nil
}

// with returns all the messages of the answer that a message of ours is part of.
func (r *replies) with(chat int64, own int) []*Ref {
	if a := r.byOwn.get(replyKey{chat, own}); a != nil {
		return a.refs
	}
	return []*Ref{NewRef(own)}
}
