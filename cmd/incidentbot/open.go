package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"incidentbot/bot/chat"
	"incidentbot/handlers"
	"incidentbot/index"
	"incidentbot/index/incident"
	"incidentbot/index/sample"
	"incidentbot/index/source/poll"
)

// hasData reports whether there is an archive: a data folder, or a journal elsewhere.
func (a *app) hasData() bool {
	if a.cfg.Journal.URL != "" {
		return true
	}
	_, err := os.Stat(a.cfg.Data)
	return err == nil
}

// open opens the data folder's archive, made if missing. Where another process
// has the folder, its archive serves, through the socket it listens on.
func (a *app) open(ctx context.Context) (service, error) {
	l, err := a.openLocal(ctx)
	var locked *index.LockedError
	if !errors.As(err, &locked) {
		if err != nil {
			return nil, err
		}
		return l, nil
	}
	r, dialErr := dialControl(ctx, a.cfg.Data)
	if dialErr != nil {
		return nil, fmt.Errorf("%w (only \"incidentbot serve\" shares its archive with other commands)", err)
	}
	a.log.Debug("the running process answers", "data", a.cfg.Data)
	return r, nil
}

// openOrSample is open, or the sample archive where there is no data folder
// yet. It says so: sample figures must not pass for an archive's.
func (a *app) openOrSample(ctx context.Context) (service, error) {
	if a.hasData() {
		return a.open(ctx)
	}
	fmt.Fprintf(a.err, "There is no data folder %q yet: this is the built-in sample archive, %s.\n"+
		"\"incidentbot ingest SOURCE…\" makes one of your own.\n\n", a.cfg.Data, "short reports over true events of 2022–2025")
	return a.openSample(ctx)
}

// openLocal opens the archive of the data folder in this process.
func (a *app) openLocal(ctx context.Context) (*local, error) {
	o, err := a.indexOptions()
	if err != nil {
		return nil, err
	}
	return a.serveFrom(ctx, o)
}

func (a *app) openSample(ctx context.Context) (service, error) {
	o, err := a.indexOptions()
	if err != nil {
		return nil, err
	}
	o.Dir, o.JournalURL, o.Sample = "", "", true
	l, err := a.serveFrom(ctx, o)
	if err != nil {
		return nil, err
	}
	var articles []incident.Article
	for art, err := range sample.Articles() {
		if err != nil {
			return nil, err
		}
		articles = append(articles, art)
	}
	if _, err := l.Add(ctx, articles); err != nil {
		return nil, err
	}
	return l, l.Sync(ctx)
}

// serveFrom opens an archive, closed with the app, and makes handlers over it.
func (a *app) serveFrom(ctx context.Context, o index.Options) (*local, error) {
	arch, err := index.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	a.onClose(arch.Close)
	h, err := handlers.New(arch, handlers.Options{
		Version: version(), Operator: a.cfg.Contact, Words: []fs.FS{chat.Words}, Beside: chat.CommandNames(),
		Outlets: a.outlets(func(ctx context.Context) (poll.Store, error) {
			b, err := arch.State(ctx, "feeds")
			return feedStates{b}, err
		}),
	})
	if err != nil {
		return nil, err
	}
	return &local{Archive: arch, handlers: h, now: a.now}, nil
}

// indexOptions are the settings' part of an archive.
func (a *app) indexOptions() (index.Options, error) {
	g, x, err := extractor()
	if err != nil {
		return index.Options{}, err
	}
	return index.Options{
		Dir: a.cfg.Data, JournalURL: a.cfg.Journal.URL, Places: g, Extract: x.Extract, Now: a.now, Log: a.log,
	}, nil
}
