package source

import (
	"errors"
	"fmt"
	"io/fs"
)

// Class says what is wrong with a source, for callers to decide by.
type Class uint8

// The classes of failure.
const (
	Missing     Class = iota + 1 // no such file, folder or page
	Denied                       // no right to read it
	Empty                        // nothing in it, or no text
	Binary                       // not text
	TooBig                       // beyond a limit
	Malformed                    // not what its name or shape promises
	Unsupported                  // a kind that is not read
	Unreachable                  // an address that could not be fetched
	Broken                       // reading failed half-way
)

// Error is a failure of one source, or of one line of it.
type Error struct {
	Source string // as the caller named it, or the file in a folder
	Line   int    // from 1; 0 if the whole source failed
	Class  Class
	Msg    string // what is wrong and what to do, without the source's name
	Err    error  // the cause, or nil
}

// Error returns the source, the line and what is wrong.
func (e *Error) Error() string {
	at := e.Source
	if e.Line > 0 {
		at = fmt.Sprintf("%s, line %d", at, e.Line)
	}
	if e.Err != nil {
		return fmt.Sprintf("%s: %s: %v", at, e.Msg, e.Err)
	}
	return at + ": " + e.Msg
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

// fileError names what the operating system refused.
func fileError(name string, err error) *Error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Error{Source: name, Class: Missing, Msg: "no such file or folder"}
	case errors.Is(err, fs.ErrPermission):
		return &Error{Source: name, Class: Denied, Msg: "no right to read it; give this user read access"}
	}
	return &Error{Source: name, Class: Broken, Msg: "cannot be read", Err: err}
}
