package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"

	"incidentbot/index"
	"incidentbot/index/incident"
	"incidentbot/index/source/poll"
)

// The control socket lets ask, ingest, events and withdraw work while serve has
// the data folder: a unix socket in that folder, open to its owner alone, that
// speaks HTTP with a JSON body each way. It is no public interface; both ends
// are the same program.

// controlLimit bounds a request: a batch of articles.
const controlLimit = 1 << 30

func controlPath(data string) string { return filepath.Join(data, "control.sock") }

// listenControl opens the socket; a dead process's is in the way and goes, which
// is safe since the caller has the folder's lock.
func listenControl(data string) (net.Listener, error) {
	path := controlPath(data)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	return l, os.Chmod(path, 0o600)
}

// failure is an error on its way to the other process.
type failure struct {
	Text  string
	Usage bool
}

// controlHandler serves s.
func controlHandler(s service) http.Handler {
	m := http.NewServeMux()
	m.Handle("POST /ask", call(s.Ask))
	m.Handle("POST /add", call(s.Add))
	m.Handle("POST /withdraw", call(s.Withdraw))
	m.Handle("POST /feeds", call(s.Feeds))
	m.Handle("POST /pause", call(func(ctx context.Context, p pauseRequest) (struct{}, error) { return struct{}{}, s.Pause(ctx, p) }))
	m.Handle("POST /follow", call(func(ctx context.Context, f poll.Feed) (struct{}, error) { return struct{}{}, s.Follow(ctx, f) }))
	m.Handle("POST /sync", call(func(ctx context.Context, _ struct{}) (struct{}, error) { return struct{}{}, s.Sync(ctx) }))
	m.Handle("POST /events", call(func(ctx context.Context, q eventsQuery) ([]byte, error) {
		var b bytes.Buffer
		err := s.Export(ctx, q, &b)
		return b.Bytes(), err
	}))
	return m
}

// call makes a handler of a function from one JSON value to another.
func call[In, Out any](f func(context.Context, In) (Out, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in In
		err := json.NewDecoder(http.MaxBytesReader(w, r.Body, controlLimit)).Decode(&in)
		var out Out
		if err == nil {
			out, err = f(r.Context(), in)
		}
		if err != nil {
			var usage *usageError
			w.WriteHeader(http.StatusUnprocessableEntity)
			_ = json.NewEncoder(w).Encode(failure{Text: err.Error(), Usage: errors.As(err, &usage)})
			return
		}
		_ = json.NewEncoder(w).Encode(out) // a caller that has gone needs no answer
	})
}

// remote is the service of the process that has the data folder.
type remote struct{ http *http.Client }

// dialControl finds the process that serves the data folder.
func dialControl(ctx context.Context, data string) (*remote, error) {
	r := &remote{&http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, "unix", controlPath(data))
		},
	}}}
	return r, r.Sync(ctx)
}

func (r *remote) Ask(ctx context.Context, q askRequest) (out askReply, err error) {
	err = r.post(ctx, "ask", q, &out)
	return out, err
}

func (r *remote) Add(ctx context.Context, as []incident.Article) (out []index.Added, err error) {
	err = r.post(ctx, "add", as, &out)
	return out, err
}

func (r *remote) Sync(ctx context.Context) error {
	return r.post(ctx, "sync", struct{}{}, &struct{}{})
}

func (r *remote) Withdraw(ctx context.Context, w index.Withdrawal) (out uint64, err error) {
	err = r.post(ctx, "withdraw", w, &out)
	return out, err
}

func (r *remote) Feeds(ctx context.Context, feeds []poll.Feed) (out []poll.Status, err error) {
	err = r.post(ctx, "feeds", feeds, &out)
	return out, err
}

func (r *remote) Pause(ctx context.Context, p pauseRequest) error {
	return r.post(ctx, "pause", p, &struct{}{})
}

func (r *remote) Follow(ctx context.Context, f poll.Feed) error {
	return r.post(ctx, "follow", f, &struct{}{})
}

func (r *remote) Export(ctx context.Context, q eventsQuery, w io.Writer) error {
	var out []byte
	if err := r.post(ctx, "events", q, &out); err != nil {
		return err
	}
	_, err := w.Write(out)
	return err
}

func (r *remote) post(ctx context.Context, method string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://control/"+method, bytes.NewReader(body))
	if err != nil {
		return err
	}
	resp, err := r.http.Do(req)
	if err != nil {
		return fmt.Errorf("the running process does not answer: %w", err)
	}
	defer resp.Body.Close()
	dec := json.NewDecoder(resp.Body)
	if resp.StatusCode == http.StatusOK {
		return dec.Decode(out)
	}
	var f failure
	if err := dec.Decode(&f); err != nil {
		return fmt.Errorf("the running process answered %s", resp.Status)
	}
	if f.Usage {
		return &usageError{f.Text}
	}
	return errors.New(f.Text)
}
