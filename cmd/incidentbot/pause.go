package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"incidentbot/index/source/poll"
)

func (a *app) pauseCommand(use, short string, on bool) *cobra.Command {
	return &cobra.Command{
		Use: use + " NAME", Short: short, Args: exactly("outlet, by its name or address"), PreRunE: a.load,
		RunE: func(cmd *cobra.Command, args []string) error { return a.pauseSource(cmd.Context(), args[0], on) },
	}
}

// pauseSource pauses or resumes a listed outlet, durably: in the archive, not in the
// configuration. A retired one that is resumed is asked again.
func (a *app) pauseSource(ctx context.Context, name string, on bool) error {
	f, err := feedNamed(feedsOf(a.cfg.Feeds), name)
	if err != nil {
		return err
	}
	if f.Off {
		return usagef("%s is switched off in the configuration; set enabled = true there to have it read", f.Label())
	}
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	if err := s.Pause(ctx, pauseRequest{Feed: f, On: on}); err != nil {
		return err
	}
	said := "%s is read again\n"
	if on {
		said = "%s is paused\n"
	}
	_, err = fmt.Fprintf(a.out, said, f.Label())
	return err
}

// feedNamed finds the one listed feed of a name or an address.
func feedNamed(feeds []poll.Feed, name string) (poll.Feed, error) {
	var found []poll.Feed
	for _, f := range feeds {
		if f.URL == name {
			return f, nil
		}
		if strings.EqualFold(f.Name, strings.TrimSpace(name)) {
			found = append(found, f)
		}
	}
	switch len(found) {
	case 0:
		return poll.Feed{}, usagef("no outlet %q is listed; \"incidentbot sources list\" shows all", name)
	case 1:
		return found[0], nil
	}
	return poll.Feed{}, usagef("%d outlets are named %q; give the address of the one you mean", len(found), name)
}

// Pause pauses a feed, or has a paused or retired one asked again.
func (l *local) Pause(ctx context.Context, p pauseRequest) error {
	b, err := l.State(ctx, "feeds")
	if err != nil {
		return err
	}
	states := feedStates{b}
	if !p.On {
		if err := poll.Revive(ctx, states, p.Feed); err != nil {
			return err
		}
	}
	return poll.SetPaused(ctx, states, p.Feed, p.On)
}
