package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/spf13/cobra"

	"incidentbot/bot"
	"incidentbot/bot/alert"
	"incidentbot/config"
	"incidentbot/index"
	"incidentbot/index/source/fetch"
	"incidentbot/index/source/poll"
)

func newServe(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "Run the Telegram bot, the alerts and the feeds",
		Long: "Runs until SIGTERM or Ctrl-C, then stops within 10 seconds and loses nothing. While it runs,\n" +
			"ask, ingest, events and withdraw work on the same data folder.",
		Args:    cobra.NoArgs,
		PreRunE: a.load,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context()) },
	}
}

// server is what serve runs: one archive, and around it the parts that each end
// with the context.
type server struct {
	*app
	archive   *local
	token     config.Secret
	secret    config.Secret // of the webhook
	pushToken config.Secret
	client    *fetch.Client // the one for all: one request a host at a time
	states    poll.Store
	notices   *index.Bucket // words for the operators that they were not told yet
	metrics   *prometheus.Registry
	polled    *poll.Metrics
	meters    *meters

	bot    atomic.Pointer[bot.Bot]       // while this node has Telegram
	alert  atomic.Pointer[alert.Alerter] // likewise
	poller atomic.Pointer[poll.Poller]   // while this node polls
}

func (a *app) serve(ctx context.Context) error {
	s, err := a.newServer(ctx)
	if err != nil {
		return err
	}
	staySmall()
	parts := []func(context.Context) error{s.telegram, s.poll, s.retain}
	listeners, err := s.listeners()
	if err != nil {
		return err
	}
	err = together(ctx, append(parts, listeners...))
	if ctx.Err() != nil && (err == nil || errors.Is(err, context.Canceled)) {
		a.log.Info("stopped")
		return nil
	}
	return err
}

// newServer reads the secrets and opens the archive: what is wrong with either is told before anything starts.
func (a *app) newServer(ctx context.Context) (*server, error) {
	token, err := a.cfg.Telegram.ReadToken()
	if err != nil {
		return nil, err
	}
	secret, err := a.cfg.Webhook.ReadSecret()
	if err != nil {
		return nil, err
	}
	pushToken, err := a.cfg.Push.ReadToken()
	if err != nil {
		return nil, err
	}
	s := &server{
		app: a, token: token, secret: secret, pushToken: pushToken, metrics: prometheus.NewRegistry(),
	}
	if err := s.open(ctx); err != nil {
		return nil, err
	}
	s.polled = poll.NewMetrics(s.metrics)
	s.client = a.fetcher(s.polled.Fetched)
	s.archive.follow = s.follow
	s.register()
	return s, nil
}

// open opens the archive, its extraction counted, with what is kept of feeds.
func (s *server) open(ctx context.Context) error {
	o, err := s.indexOptions()
	if err != nil {
		return err
	}
	s.meters = newMeters(s.metrics)
	o.Extract = s.meters.watch(o.Extract)
	if s.archive, err = s.serveFrom(ctx, o); err != nil {
		return err
	}
	states, err := s.archive.State(ctx, "feeds")
	if err != nil {
		return err
	}
	s.states = feedStates{states}
	s.notices, err = s.archive.State(ctx, "notices")
	return err
}

// together runs parts side by side until all have ended; the first error, or the
// end of one, ends the others.
func together(ctx context.Context, parts []func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wg sync.WaitGroup
	for _, part := range parts {
		wg.Go(func() { cancel(part(ctx)) })
	}
	wg.Wait()
	if err := context.Cause(ctx); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// listener is an HTTP server of ours.
type listener struct {
	name    string
	at      net.Listener
	handler http.Handler
}

// listeners binds every address that the settings name, and the control socket.
func (s *server) listeners() ([]func(context.Context) error, error) {
	control, err := listenControl(s.cfg.Data)
	if err != nil {
		s.log.Warn("no control socket: ask and ingest do not work beside this process", "err", err)
	}
	var all []listener
	if err == nil {
		all = append(all, listener{"control", control, controlHandler(s.archive)})
	}
	for _, l := range []struct {
		setting, address string
		handler          http.Handler
	}{
		{"metrics.listen", s.cfg.Metrics.Listen, s.sight()},
		{"webhook.listen", s.webhookListen(), http.HandlerFunc(s.webhook)},
		{"push.listen", s.cfg.Push.Listen, s.push()},
	} {
		if l.address == "" {
			continue
		}
		at, err := net.Listen("tcp", l.address)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", l.setting, err)
		}
		s.log.Info("listening", "setting", l.setting, "address", at.Addr().String())
		all = append(all, listener{l.setting, at, l.handler})
	}
	var parts []func(context.Context) error
	for _, l := range all {
		parts = append(parts, l.serve)
	}
	return parts, nil
}

// serve answers until ctx ends, then lets the requests under way be answered.
func (l listener) serve(ctx context.Context) error {
	srv := &http.Server{Handler: l.handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: time.Minute}
	stopped := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(stopped)
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
		defer cancel()
		if srv.Shutdown(end) != nil {
			_ = srv.Close()
		}
	})
	err := srv.Serve(l.at)
	if stop() {
		return fmt.Errorf("%s: %w", l.name, err)
	}
	<-stopped
	return nil
}
