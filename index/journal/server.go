package journal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

const (
	maxPayload = 8 << 20 // bytes of one record in the embedded server
	startLimit = 60 * time.Second
)

// embed starts a server in this process over dir/journal and connects to it.
func embed(dir string, log *slog.Logger) (*server.Server, *nats.Conn, error) {
	store := filepath.Join(dir, "journal")
	if err := os.MkdirAll(store, 0o700); err != nil {
		return nil, nil, err
	}
	srv, err := server.NewServer(&server.Options{
		ServerName: "incidentbot", DontListen: true, NoSigs: true, NoSystemAccount: true,
		JetStream: true, StoreDir: store, SyncAlways: true, MaxPayload: maxPayload,
		DisableJetStreamBanner: true,
	})
	if err != nil {
		return nil, nil, fmt.Errorf("journal: %w", err)
	}
	srv.SetLoggerV2(logger{log}, false, false, false)
	srv.Start()
	if !srv.ReadyForConnections(startLimit) || !srv.JetStreamEnabled() {
		srv.Shutdown()
		srv.WaitForShutdown()
		return nil, nil, fmt.Errorf("journal: the embedded server did not start over %s: is the disk full or the folder not writable?", store)
	}
	nc, err := nats.Connect("", nats.InProcessServer(srv), nats.Name("incidentbot"), nats.MaxReconnects(-1))
	if err != nil {
		srv.Shutdown()
		srv.WaitForShutdown()
		return nil, nil, fmt.Errorf("journal: %w", err)
	}
	return srv, nc, nil
}

// logger passes what matters of the server's log to ours.
type logger struct{ log *slog.Logger }

func (l logger) Noticef(string, ...any)   {}
func (l logger) Debugf(string, ...any)    {}
func (l logger) Tracef(string, ...any)    {}
func (l logger) Warnf(f string, v ...any) { l.log.Warn("journal server", "msg", fmt.Sprintf(f, v...)) }

func (l logger) Errorf(f string, v ...any) {
	l.log.Error("journal server", "msg", fmt.Sprintf(f, v...))
}

func (l logger) Fatalf(f string, v ...any) {
	l.log.Error("journal server", "msg", fmt.Sprintf(f, v...))
}

// retry calls f until it succeeds, fails for good, or ctx ends: a cluster may be electing.
func retry(ctx context.Context, f func() error) error {
	for wait := 50 * time.Millisecond; ; wait = min(2*wait, time.Second) {
		err := f()
		if err == nil || !passing(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		case <-time.After(wait):
		}
	}
}

// passing reports an error that a cluster that elects or a connection that is
// made again gives for a while.
func passing(err error) bool {
	return errors.Is(err, nats.ErrNoResponders) || errors.Is(err, nats.ErrTimeout) ||
		errors.Is(err, nats.ErrConnectionReconnecting) || errors.Is(err, context.DeadlineExceeded)
}
