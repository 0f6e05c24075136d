package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/peterh/liner"
	"github.com/spf13/cobra"

	"incidentbot/handlers"
)

func newChat(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "chat",
		Short:   "Talk to it in the terminal",
		Long:    "Answers what you type, one question a line. Ends with /quit or the end of the input.",
		Args:    cobra.NoArgs,
		PreRunE: a.load,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.chat(cmd.Context()) },
	}
}

func (a *app) chat(ctx context.Context) error {
	s, err := a.openOrSample(ctx)
	if err != nil {
		return err
	}
	staySmall()
	next, closeInput := a.prompt(ctx)
	defer closeInput()
	said, err := a.say(ctx, s, "/start", handlers.Question{})
	if err != nil {
		return err
	}
	for {
		line, err := next()
		if errors.Is(err, io.EOF) || line == "/quit" || line == "/exit" {
			return nil
		}
		if err != nil {
			return err
		}
		if line == "" {
			continue
		}
		if said, err = a.say(ctx, s, line, said); err != nil {
			return err
		}
	}
}

// say asks what may continue the answer before, shows the answer and returns what was asked.
func (a *app) say(ctx context.Context, s service, text string, before handlers.Question) (handlers.Question, error) {
	q := a.question(text, "text", false)
	if handlers.Continues(text) {
		q.Context = before
	}
	r, err := s.Ask(ctx, q)
	if err != nil {
		return before, err
	}
	_, err = fmt.Fprintf(a.out, "%s\n\n", strings.TrimRight(r.Body, "\n"))
	return r.Question, err
}

// prompt returns a function that reads the next line, io.EOF at the end: with
// editing and history where a person types, plainly where a script does.
func (a *app) prompt(ctx context.Context) (next func() (string, error), done func()) {
	if !a.inTTY {
		return plainLines(ctx, a.in), func() {}
	}
	l := liner.NewLiner()
	l.SetCtrlCAborts(true)
	return func() (string, error) {
		line, err := l.Prompt("> ")
		if errors.Is(err, liner.ErrPromptAborted) {
			return "", io.EOF
		}
		line = strings.TrimSpace(line)
		if line != "" {
			l.AppendHistory(line)
		}
		return line, err
	}, func() { _ = l.Close() }
}

// plainLines reads lines of any length; what is read of a longer one than a
// question can be is cut by the handlers.
func plainLines(ctx context.Context, in io.Reader) func() (string, error) {
	r := bufio.NewReader(in)
	return func() (string, error) {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		line, err := r.ReadString('\n')
		if line = strings.TrimSpace(line); line != "" {
			return line, nil
		}
		return "", err
	}
}
