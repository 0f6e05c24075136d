// Package push is the HTTP endpoint by which others hand articles in: JSON
// Lines by POST, plain or as gzip, with a token.
//
// Guarantees: without the token nothing is read (compared in constant time);
// a request is bounded in size and articles; each line stands for itself, so
// that a bad one never stops the rest; an answer of 200 is given only when the
// sink has accepted every article that is counted as accepted. A request that
// failed half-way can be sent again whole: articles are known by their ids.
//
// The package opens no listener: Handler is served by whoever owns one.
package push

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"strings"
	"time"

	"incidentbot/index/incident"
	"incidentbot/index/source"
)

// Options set the endpoint up. Token and Add must be given.
type Options struct {
	Token       string                                                 // sent as "Authorization: Bearer …"
	Add         func(ctx context.Context, as []incident.Article) error // keeps articles for good
	MaxBody     int64                                                  // bytes of a request; 0: 32 MiB
	MaxArticles int                                                    // of a request; 0: 10,000
	Now         func() time.Time                                       // nil: time.Now
	Log         *slog.Logger                                           // nil: nowhere
}

// Answer is what a request is answered with.
type Answer struct {
	Accepted int      `json:"accepted"`
	Failed   []Failed `json:"failed,omitempty"` // the first hundred
	Failures int      `json:"failures"`
	Error    string   `json:"error,omitempty"` // why the request as a whole ended early
}

// Failed is a line that is no article.
type Failed struct {
	Line  int    `json:"line"`
	Error string `json:"error"`
}

const (
	addAtOnce = 200
	maxFailed = 100
)

// Handler returns the endpoint. It answers 200 with an Answer when every line
// was looked at (bad ones are listed), 401 without the token, 405 for anything
// but POST, 413 beyond a limit, 415 for another content type or encoding, 503 where the
// archive took no articles.
func Handler(opt Options) http.Handler {
	if opt.MaxBody <= 0 {
		opt.MaxBody = 32 << 20
	}
	if opt.MaxArticles <= 0 {
		opt.MaxArticles = 10000
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	return &handler{opt: opt, token: sha256.Sum256([]byte(opt.Token))}
}

type handler struct {
	opt   Options
	token [sha256.Size]byte
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	status, msg := h.refuse(r)
	if status != 0 {
		if status == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", "Bearer")
		}
		w.Header().Set("Allow", http.MethodPost)
		answer(w, status, Answer{Error: msg})
		return
	}
	status, a := h.take(r.Context(), h.plain(w, r))
	h.opt.Log.Info("articles pushed", "accepted", a.Accepted, "failed", a.Failures, "status", status)
	answer(w, status, a)
}

// plain is the body of a request as it was before its compression, bounded either way.
func (h *handler) plain(w http.ResponseWriter, r *http.Request) io.Reader {
	body := http.MaxBytesReader(w, r.Body, h.opt.MaxBody)
	if r.Header.Get("Content-Encoding") != "gzip" {
		return body
	}
	z, err := gzip.NewReader(body)
	if err != nil {
		return broken{err}
	}
	return http.MaxBytesReader(w, z, h.opt.MaxBody)
}

// broken is a body that cannot be read.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// refuse decides by the head of a request; 0 lets it in.
func (h *handler) refuse(r *http.Request) (int, string) {
	if r.Method != http.MethodPost {
		return http.StatusMethodNotAllowed, "send articles by POST"
	}
	given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	sum := sha256.Sum256([]byte(given))
	if !ok || h.opt.Token == "" || subtle.ConstantTimeCompare(sum[:], h.token[:]) != 1 {
		return http.StatusUnauthorized, "the token is missing or wrong"
	}
	if e := r.Header.Get("Content-Encoding"); e != "" && e != "identity" && e != "gzip" {
		return http.StatusUnsupportedMediaType, "send it plain or as gzip"
	}
	media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch media {
	case "", "application/x-ndjson", "application/jsonl", "application/x-jsonlines", "application/json", "text/plain", "application/octet-stream",
		"application/x-www-form-urlencoded": // what curl --data-binary sends unasked
		return 0, ""
	}
	return http.StatusUnsupportedMediaType, "send JSON Lines (application/x-ndjson)"
}

// errFull ends a request with too many articles.
var errFull = errors.New("too many articles in one request")

// take reads the lines and hands the articles on in batches.
func (h *handler) take(ctx context.Context, body io.Reader) (int, Answer) {
	var a Answer
	var end error
	var batch []incident.Article
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		if err := h.opt.Add(ctx, batch); err != nil {
			return &sinkError{err}
		}
		a.Accepted += len(batch)
		batch = batch[:0:0]
		return nil
	}
	source.Lines("request", body, func(x incident.Article, err error) bool {
		if err != nil {
			end = a.fail(err)
			return end == nil
		}
		if a.Accepted+len(batch) >= h.opt.MaxArticles {
			end = errFull
			return false
		}
		x.Fetched = h.opt.Now().UTC().Format(time.RFC3339)
		if batch = append(batch, x); len(batch) >= addAtOnce {
			end = flush()
		}
		return end == nil
	})
	var sink *sinkError
	if !errors.As(end, &sink) {
		if err := flush(); err != nil {
			end = err
		}
	}
	return a.end(end)
}

type sinkError struct{ err error }

func (e *sinkError) Error() string { return "the archive takes no articles now; send them again later" }
func (e *sinkError) Unwrap() error { return e.err }

// fail notes a bad line; it returns an error where reading itself has ended.
func (a *Answer) fail(err error) error {
	var e *source.Error
	var limit *http.MaxBytesError
	switch {
	case errors.As(err, &limit):
		return limit
	case !errors.As(err, &e) || e.Class == source.Broken:
		return err
	}
	if a.Failures++; len(a.Failed) < maxFailed {
		a.Failed = append(a.Failed, Failed{e.Line, e.Msg})
	}
	return nil
}

func (a *Answer) end(err error) (int, Answer) {
	var limit *http.MaxBytesError
	var sink *sinkError
	switch {
	case err == nil:
		return http.StatusOK, *a
	case errors.As(err, &limit):
		a.Error = "the request is too large; send it in parts"
		return http.StatusRequestEntityTooLarge, *a
	case errors.Is(err, errFull):
		a.Error = err.Error() + "; send the rest in another"
		return http.StatusRequestEntityTooLarge, *a
	case errors.As(err, &sink):
		a.Error = sink.Error()
		return http.StatusServiceUnavailable, *a
	}
	a.Error = "the request broke off"
	return http.StatusBadRequest, *a
}

func answer(w http.ResponseWriter, status int, a Answer) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(a)
}
