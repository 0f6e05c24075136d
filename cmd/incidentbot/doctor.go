package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"incidentbot/bot"
	"incidentbot/config"
	"incidentbot/index"
	"incidentbot/index/source/poll"
)

// doctorPatience is how long a check that needs the network may take.
const doctorPatience = 30 * time.Second

func newDoctor(a *app) *cobra.Command {
	var offline, alive bool
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Check settings, token, data folder, journal, index and feeds; say what to do",
		Long:  "Ends with 1 if something is wrong. --alive asks only whether serve answers, for health checks.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.load(cmd, args); err != nil {
				var invalid *config.InvalidError
				if !errors.As(err, &invalid) {
					return err
				}
				return a.diagnose(invalid.Findings)
			}
			if alive {
				return a.alive(cmd.Context()) // the exit code is the answer
			}
			return a.doctor(cmd.Context(), offline)
		},
	}
	c.Flags().BoolVar(&offline, "offline", false, "leave out what needs the network")
	c.Flags().BoolVar(&alive, "alive", false, "only: does the running process answer")
	return c
}

// alive asks the process that serves the data folder.
func (a *app) alive(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, doctorPatience/6)
	defer cancel()
	_, err := dialControl(ctx, a.cfg.Data)
	return err
}

// diagnose ends a check of settings that are not valid.
func (a *app) diagnose(findings []string) error {
	for _, f := range findings {
		fmt.Fprintln(a.out, "WRONG settings:", f)
	}
	return &saidError{exitFailed}
}

// exam is one doctor's visit.
type exam struct {
	app   *app
	wrong int
}

func (x *exam) well(part, format string, args ...any) {
	fmt.Fprintf(x.app.out, "ok    %s: %s\n", part, fmt.Sprintf(format, args...))
}

func (x *exam) bad(part, what, advice string) {
	x.wrong++
	fmt.Fprintf(x.app.out, "WRONG %s: %s\n", part, what)
	if advice != "" {
		fmt.Fprintf(x.app.out, "      what to do: %s\n", advice)
	}
}

func (x *exam) left(part, why string) { fmt.Fprintf(x.app.out, "      %s: %s\n", part, why) }

func (a *app) doctor(ctx context.Context, offline bool) error {
	x := &exam{app: a}
	file := a.cfg.File
	if file == "" {
		file = "no file, defaults and environment only"
	}
	x.well("settings", "valid (%s)", file)
	x.folder(ctx)
	if offline {
		x.left("token and feeds", "left out (--offline)")
	} else {
		x.token(ctx)
		x.feeds(ctx)
	}
	if x.wrong > 0 {
		return &saidError{exitFailed}
	}
	return ctx.Err()
}

// folder checks the data folder with its journal and index.
func (x *exam) folder(ctx context.Context) {
	a := x.app
	if !a.hasData() {
		x.left("data folder", a.cfg.Data+" is not there yet; ingest or serve makes it")
		return
	}
	o, err := a.indexOptions()
	if err != nil {
		x.bad("gazetteer", err.Error(), "build the program anew")
		return
	}
	found := index.Check(ctx, o)
	for _, f := range found {
		switch {
		case f.Part != "lock":
			x.bad(f.Part, f.What, f.Advice)
		case a.alive(ctx) == nil:
			x.well("data folder", "%s is served by a running process, which answers; stop it to check the journal and the index", a.cfg.Data)
		default:
			x.bad("data folder", f.What, f.Advice)
		}
	}
	if len(found) == 0 {
		x.well("data folder, journal, index", "%s", a.cfg.Data)
	}
}

// token asks Telegram who the token's bot is.
func (x *exam) token(ctx context.Context) {
	token, err := x.app.cfg.Telegram.ReadToken()
	if errors.Is(err, config.ErrNoToken) {
		x.left("token", "none is set; only serve needs one")
		return
	}
	if err != nil {
		x.bad("token", err.Error(), "let this user read the file, or name another")
		return
	}
	ctx, cancel := context.WithTimeout(ctx, doctorPatience)
	defer cancel()
	name, err := bot.Probe(ctx, x.app.cfg.Telegram.APIURL, token.Reveal())
	switch {
	case errors.Is(err, bot.ErrToken):
		x.bad("token", "Telegram does not know it", "copy it anew from @BotFather")
	case err != nil:
		x.bad("token", "Telegram cannot be asked: "+err.Error(), "check the network and telegram.api_url")
	default:
		x.well("token", "of @%s", name)
	}
}

// feeds asks every feed that is switched on once.
func (x *exam) feeds(ctx context.Context) {
	feeds := feedsOf(x.app.cfg.Feeds)
	client := x.app.fetcher(nil)
	problems := make([]string, len(feeds))
	var wg sync.WaitGroup
	slots := make(chan struct{}, 8)
	on := 0
	for i, f := range feeds {
		if f.Off {
			continue
		}
		on++
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			ctx, cancel := context.WithTimeout(ctx, doctorPatience)
			defer cancel()
			if _, _, err := poll.Probe(ctx, client, f, x.app.cfg.Location(), x.app.now(), 1); err != nil {
				problems[i] = err.Error()
			}
		})
	}
	wg.Wait()
	for i, p := range problems {
		if p != "" {
			x.bad("feed "+feeds[i].Label(), strings.TrimSuffix(p, "."), "check its address in a browser, or switch it off")
			on--
		}
	}
	if on > 0 || countOff(feeds) == len(feeds) {
		x.well("feeds", "%d can be read, %d are switched off", on, countOff(feeds))
	}
}

func countOff(feeds []poll.Feed) (n int) {
	for _, f := range feeds {
		if f.Off {
			n++
		}
	}
	return n
}
