package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/term"
)

// stopAtMost is how long a stop may take. What is not done by then is done by
// the next run: the journal has it.
const stopAtMost = 9500 * time.Millisecond

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, func() {
		stop() // a second signal ends at once
		time.AfterFunc(stopAtMost, func() { os.Exit(exitFailed) })
	})
	os.Exit(run(ctx, processEnv(), os.Args[1:]))
}

// env is the world outside the process, so that a test can be another one.
type env struct {
	in       io.Reader
	out, err io.Writer
	now      func() time.Time
	// inTTY and errTTY say whether a person types, and whether one watches.
	inTTY, errTTY bool
	width         int // of the terminal that text goes to; 0: it goes elsewhere
}

func processEnv() env {
	width, _, err := term.GetSize(int(os.Stdout.Fd()))
	if err != nil {
		width = 0
	}
	return env{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, now: time.Now, width: width,
		inTTY:  term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stdout.Fd())),
		errTTY: term.IsTerminal(int(os.Stderr.Fd())),
	}
}

// run carries out one command line and returns the process's exit code.
func run(ctx context.Context, e env, args []string) int {
	a := &app{env: e}
	cmd := newRoot(a)
	cmd.SetArgs(args)
	cmd.SetIn(e.in)
	cmd.SetOut(e.out)
	cmd.SetErr(e.err)
	err := cmd.ExecuteContext(ctx)
	if closeErr := a.close(); err == nil {
		err = closeErr
	}
	return report(e.err, err)
}
