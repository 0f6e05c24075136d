package fetch

import (
	"errors"
	"fmt"
	"time"
)

// Class says what became of a fetch, for callers to decide by.
type Class uint8

// The classes.
const (
	Refused   Class = iota + 1 // unsafe: scheme, port, host or address
	Robots                     // robots.txt forbids it
	Gone                       // 410: never again
	NotFound                   // 404, 401, 403 and other 4xx: not for us, or not now
	Throttled                  // 429, or 503 with Retry-After: slower
	Server                     // 5xx
	Redirects                  // too many, or none that leads on
	TooBig                     // the body is beyond the limit
	Timeout                    // too slow
	Network                    // no connection, or it broke
)

var classNames = map[Class]string{
	Refused: "refused", Robots: "robots", Gone: "gone", NotFound: "not_found", Throttled: "throttled", Server: "server",
	Redirects: "redirects", TooBig: "too_big", Timeout: "timeout", Network: "network",
}

// String returns the class's name, as logs and metrics write it.
func (c Class) String() string {
	if s, ok := classNames[c]; ok {
		return s
	}
	return "ok"
}

// Error is a fetch that was refused or failed.
type Error struct {
	URL        string
	Class      Class
	Status     int           // of HTTP, 0 if there was no answer
	RetryAfter time.Duration // as the server asked, 0 if it did not
	Msg        string        // the reason, in words
	Err        error         // the cause, or nil
}

// Error returns the reason and the cause.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %v", e.Msg, e.Err)
	}
	return e.Msg
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// ClassOf returns the class of the *Error in err, 0 if there is none.
func ClassOf(err error) Class {
	var e *Error
	if errors.As(err, &e) {
		return e.Class
	}
	return 0
}
