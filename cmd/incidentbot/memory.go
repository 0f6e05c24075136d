package main

import (
	"os"
	"runtime/debug"
)

// gcPercent is how much a process that stays lets its memory grow, in percent of
// what it needs, before it collects garbage. Most of it is the table, which
// never is garbage: Go's own 100 would be paid for twice.
const gcPercent = 50

// staySmall gives back what opening the archive needed for a moment and from
// then on trades some computing for memory, unless the environment (GOGC) says
// otherwise. It is for what runs for long; an ingest or a rebuild of its own is
// better off with Go's default.
func staySmall() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	debug.FreeOSMemory()
}
