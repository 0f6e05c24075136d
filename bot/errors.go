package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// ErrToken is returned where Telegram does not know the bot's token.
var ErrToken = errors.New("the bot token is not known to Telegram: copy it anew from @BotFather")

// ErrStopped is what a message's Done gets that was still waiting when the bot stopped.
var ErrStopped = errors.New("the bot stopped before the message was sent")

// APIError is an answer of Telegram's that refuses a call.
type APIError struct {
	Method      string
	Code        int
	Description string        // cut at 200 bytes; a web page's is ""
	RetryAfter  time.Duration // how long Telegram asks to wait
	MigrateTo   int64         // the group's new id, 0 if it has not moved
}

func (e *APIError) Error() string {
	return fmt.Sprintf("%s: %d %s", e.Method, e.Code, e.Description)
}

// NetError is a call that got no answer. Its text holds no address, since that holds the token.
type NetError struct {
	Method string
	Err    error
}

func (e *NetError) Error() string { return fmt.Sprintf("%s: no answer: %v", e.Method, e.Err) }

func (e *NetError) Unwrap() error { return e.Err }

// fate is what is to be done after a call.
type fate uint8

const (
	done    fate = iota // it worked, or there was nothing to do
	again               // try again later
	flooded             // wait for RetryAfter, then try again
	moved               // the group has a new id
	gone                // the chat has blocked the bot or is no more
	noEdit              // the message cannot be edited; send a new one
	noTopic             // the topic is no more; send into the group
	refused             // it will never work
	stopped             // the bot is stopping
)

// Descriptions by which Telegram tells apart what has one code.
var (
	harmless   = []string{"message is not modified", "query is too old", "message to delete not found", "message can't be deleted"}
	uneditable = []string{"message to edit not found", "message can't be edited", "there is no text in the message", "there is no caption in the message"}
	lost       = []string{"chat not found", "user is deactivated", "have no rights to send", "not enough rights to send", "CHAT_WRITE_FORBIDDEN"}
	topicless  = []string{"message thread not found", "TOPIC_CLOSED", "TOPIC_DELETED"}
)

// fateOf classes an error of a call.
func fateOf(err error) fate {
	var e *APIError
	switch {
	case err == nil:
		return done
	case errors.Is(err, context.Canceled):
		return stopped
	case !errors.As(err, &e):
		return again
	case e.MigrateTo != 0:
		return moved
	}
	switch {
	case e.Code == 429:
		return flooded
	case e.Code >= 500:
		return again
	case e.Code == 403:
		return gone
	case e.Code != 400:
		return refused
	}
	return fateOfBadRequest(e.Description)
}

func fateOfBadRequest(description string) fate {
	one := func(of []string) bool {
		for _, s := range of {
			if strings.Contains(description, s) {
				return true
			}
		}
		return false
	}
	switch {
	case one(harmless):
		return done
	case one(uneditable):
		return noEdit
	case one(lost):
		return gone
	case one(topicless):
		return noTopic
	}
	return refused
}

// codeOf returns Telegram's error code, 0 if the call got no answer.
func codeOf(err error) int {
	var e *APIError
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}

// retryAfter returns how long Telegram asks to wait, at least a second.
func retryAfter(err error) time.Duration {
	var e *APIError
	if errors.As(err, &e) && e.RetryAfter > time.Second {
		return e.RetryAfter
	}
	return time.Second
}

// isDecodeError reports whether a call worked but its result has another shape than the library reads.
func isDecodeError(err error) bool {
	var e *json.UnmarshalTypeError
	return errors.As(err, &e)
}
