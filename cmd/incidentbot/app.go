package main

import (
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/spf13/cobra"

	"incidentbot/config"
	"incidentbot/index/extract"
	"incidentbot/index/gazetteer"
	"incidentbot/index/source"
	"incidentbot/index/source/fetch"
	"incidentbot/index/source/poll"
)

// app owns what a command opens and closes it in the opposite order.
type app struct {
	env
	configFile string
	cfg        *config.Loaded
	log        *slog.Logger
	cleanup    []func() error

	followed  atomic.Pointer[[]poll.Feed] // in place of the settings' feeds, once one was added while serve runs
	following sync.Mutex                  // one is added at a time
}

// flags maps the global flags to the settings they override.
var flags = map[string]string{"data": "data", "lang": "lang", "log-level": "log.level"}

// load reads the settings; every command but the helpless ones begins with it.
func (a *app) load(cmd *cobra.Command, _ []string) error {
	l, err := config.Load(a.configFile, cmd.Flags(), flags)
	if err != nil {
		return err
	}
	a.cfg = l
	a.log = a.logger()
	return nil
}

// logger writes to standard error, which is not for results.
func (a *app) logger() *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(strings.ToUpper(a.cfg.Log.Level))) // validated
	o := &slog.HandlerOptions{Level: level}
	if a.cfg.Log.Format == "json" {
		return slog.New(slog.NewJSONHandler(a.err, o))
	}
	return slog.New(slog.NewTextHandler(a.err, o))
}

// onClose has f called when the command ends.
func (a *app) onClose(f func() error) { a.cleanup = append(a.cleanup, f) }

func (a *app) close() error {
	var errs []error
	for i := len(a.cleanup) - 1; i >= 0; i-- {
		errs = append(errs, a.cleanup[i]())
	}
	a.cleanup = nil
	return errors.Join(errs...)
}

// extractor loads the gazetteer and makes the engine on it.
func extractor() (*gazetteer.Gazetteer, *extract.Extractor, error) {
	g, err := gazetteer.Load()
	if err != nil {
		return nil, nil, err
	}
	return g, extract.New(g), nil
}

// reader reads sources of every kind; addresses through the guarded client.
func (a *app) reader() *source.Reader {
	return &source.Reader{Stdin: a.in, Zone: a.cfg.Location(), Fetch: a.fetcher(nil)}
}

// fetcher makes the guarded and polite client, closed with the app; observe may be nil.
func (a *app) fetcher(observe func(fetch.Class, int64)) *fetch.Client {
	c := fetch.New(fetch.Config{UserAgent: a.cfg.Fetch.UserAgent, AllowHosts: a.cfg.Fetch.AllowHosts, Now: a.now, Observe: observe})
	a.onClose(func() error { c.Close(); return nil })
	return c
}
