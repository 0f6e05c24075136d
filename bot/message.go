package bot

import (
	"sync/atomic"

	"incidentbot/handlers"
)

// Urgency decides which message goes first where limits make messages wait.
type Urgency uint8

// The urgencies, the first first. Within one chat and urgency order is kept.
const (
	Urgent Urgency = iota // an alert
	Normal                // an answer
	Digest                // what can wait
	urgencies
)

// Ref names a message once it is sent, so that a later one can edit it, even
// before the first is out: a chat's messages go in order.
type Ref struct{ id atomic.Int64 }

// NewRef returns a reference to a message that exists already.
func NewRef(id int) *Ref {
	r := new(Ref)
	r.id.Store(int64(id))
	return r
}

// ID returns the message's id, 0 while it is not sent.
func (r *Ref) ID() int { return int(r.id.Load()) }

// Photo is a picture to send: by its bytes, or by the id of one sent before.
type Photo struct {
	Key    string // names the content; the id that Telegram gives it is remembered under it
	PNG    []byte
	FileID string

	draw func() ([]byte, error) // for the case that Telegram forgot the id
}

func (p *Photo) bytes() ([]byte, error) {
	if p.PNG != nil || p.draw == nil {
		return p.PNG, nil
	}
	return p.draw()
}

// Message is one message to send, edit or delete. It is a value that can be
// sent again after a failure.
type Message struct {
	HTML    string              // at most 4,096 UTF-16 units once parsed; 1,024 with a photo or document
	Buttons [][]handlers.Button // Data as made by EncodeTap
	Thread  int                 // forum topic, 0 for none
	ReplyTo int                 // message id, 0 for none; a deleted one does no harm
	Silent  bool
	Photo   *Photo
	File    *handlers.File
	// Ref, if set, gets the id of the sent message, and names the one to edit or delete.
	Ref *Ref
	// Edit changes the message that Ref names; if there is none to change, a new one is sent.
	Edit bool
	// EditOnly is Edit that fails, where there is none to change, with ErrMessageGone from Post.
	EditOnly bool
	// Delete removes the message that Ref names; nothing else is done.
	Delete bool
	// Inline is the id of a message sent by inline mode, to edit.
	Inline string
}

// Sent is the outcome of a message.
type Sent struct {
	Chat   int64 // where it went: the new id if the group moved
	ID     int   // 0 for an inline message
	FileID string
}
