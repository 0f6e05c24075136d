package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"syscall"
)

// The exit codes.
const (
	exitOK      = 0
	exitFailed  = 1   // something went wrong, or some of it did
	exitUsage   = 2   // the command line or the question cannot be read
	exitStopped = 130 // interrupted
)

// usageError is a mistake of the caller; its text says what to do.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func usagef(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// saidError ends a command whose output has already said what is wrong.
type saidError struct{ code int }

func (e *saidError) Error() string { return "see above" }

// report says what went wrong, if anything, and returns the exit code.
func report(w io.Writer, err error) int {
	var usage *usageError
	var said *saidError
	var file *fs.PathError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &said):
		return said.code
	case errors.As(err, &usage):
		fmt.Fprintln(w, "incidentbot:", err)
		return exitUsage
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(w, "incidentbot: stopped")
		return exitStopped
	case errors.Is(err, syscall.ENOSPC):
		fmt.Fprintf(w, "incidentbot: %v; free some space and run it again, what was reported as done is kept\n", err)
		return exitFailed
	case errors.As(err, &file):
		fmt.Fprintf(w, "incidentbot: %v; check the name and this user's rights, or name another data folder with --data\n", err)
		return exitFailed
	}
	fmt.Fprintln(w, "incidentbot:", err)
	return exitFailed
}
