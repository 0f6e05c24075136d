package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"incidentbot/index/source"
)

// Config sets a client up. Zero fields take the defaults named with them.
type Config struct {
	// UserAgent names us and where to complain, as "incidentbot/1.0 (+https://…)"; "incidentbot".
	UserAgent string
	// AllowHosts are hosts ("feeds.example") or hosts with a port ("127.0.0.1:8080") that may be private and on any port.
	AllowHosts   []string
	Ports        []uint16           // permitted on public hosts; 80 and 443
	MaxBody      int64              // bytes of a body, decompressed; 10 MiB
	Timeout      time.Duration      // of one request, its body included; 20 s
	MaxRedirects int                // 5
	HostPause    time.Duration      // behind a request, before the same host's next; 1 s; negative: none
	Now          func() time.Time   // time.Now
	Resolver     *net.Resolver      // net.DefaultResolver
	Transport    http.RoundTripper  // in place of the guarded one, for tests without a network
	Observe      func(Class, int64) // told of each fetch: its class (0: fine) and the bytes read; may be nil
}

// Client fetches politely and safely. It is safe for concurrent use.
type Client struct {
	cfg    Config
	guard  *guard
	agent  string // our name for robots.txt
	http   http.RoundTripper
	hosts  *hosts
	robots robots
}

// New returns a client.
func New(cfg Config) *Client {
	defaults(&cfg)
	c := &Client{cfg: cfg, guard: newGuard(cfg.Ports, cfg.AllowHosts), http: cfg.Transport, hosts: newHosts(cfg.Now)}
	c.agent, _, _ = strings.Cut(cfg.UserAgent, "/")
	c.robots.rules = map[string]robotsRule{}
	if c.http == nil {
		c.http = &http.Transport{
			DialContext:            c.guard.dial(net.Dialer{Timeout: 10 * time.Second, Resolver: cfg.Resolver}),
			TLSHandshakeTimeout:    10 * time.Second,
			ResponseHeaderTimeout:  cfg.Timeout,
			MaxResponseHeaderBytes: 64 << 10,
			MaxIdleConns:           64,
			MaxIdleConnsPerHost:    1,
			IdleConnTimeout:        30 * time.Second,
			ForceAttemptHTTP2:      true,
		}
	}
	return c
}

func defaults(c *Config) {
	orDefault(&c.UserAgent, "incidentbot")
	orDefault(&c.MaxBody, 10<<20)
	orDefault(&c.Timeout, 20*time.Second)
	orDefault(&c.MaxRedirects, 5)
	orDefault(&c.HostPause, time.Second)
	if len(c.Ports) == 0 {
		c.Ports = []uint16{80, 443}
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Observe == nil {
		c.Observe = func(Class, int64) {}
	}
}

func orDefault[T comparable](v *T, d T) {
	var zero T
	if *v == zero {
		*v = d
	}
}

// Close ends idle connections.
func (c *Client) Close() {
	if t, ok := c.http.(*http.Transport); ok {
		t.CloseIdleConnections()
	}
}

// Request is one address, with what its last answer said to send along.
type Request struct {
	URL          string
	ETag         string
	LastModified string
}

// Response is a good answer: a document, or the word that nothing changed.
type Response struct {
	source.Document
	NotModified  bool
	ETag         string
	LastModified string
	Fresh        time.Duration // for how long the server says the answer stays good; 0: not said
	Moved        string        // where the address has moved for good (301, 308), or ""
}

// Fetch reads a document for source.Reader.
func (c *Client) Fetch(ctx context.Context, address string) (source.Document, error) {
	res, err := c.Get(ctx, Request{URL: address})
	return res.Document, err
}

// Get fetches an address, following redirects by the rules of the package. All
// that is no answer is an *Error, or the context's error.
func (c *Client) Get(ctx context.Context, req Request) (Response, error) {
	res, err := c.follow(ctx, req)
	if err == nil || ctx.Err() == nil {
		c.cfg.Observe(ClassOf(err), int64(len(res.Body)))
	}
	return res, err
}

func (c *Client) follow(ctx context.Context, req Request) (Response, error) {
	moved, permanent := "", true
	for range c.cfg.MaxRedirects + 1 {
		u, err := url.Parse(strings.TrimSpace(req.URL))
		if err != nil {
			return Response{}, &Error{URL: req.URL, Class: Refused, Msg: "refused: not an address", Err: errors.Unwrap(err)}
		}
		u.Fragment = ""
		if err := c.guard.check(u); err != nil {
			return Response{}, err
		}
		a, err := c.ask(ctx, u, req)
		if err != nil {
			return Response{}, err
		}
		if a.next == "" {
			return c.respond(a, u, moved)
		}
		permanent = permanent && a.permanent
		if permanent {
			moved = a.next
		}
		req.URL = a.next
	}
	return Response{}, &Error{URL: req.URL, Class: Redirects, Msg: fmt.Sprintf("more than %d redirects", c.cfg.MaxRedirects)}
}

// ask waits for the host's turn, asks its robots.txt, and sends the request.
func (c *Client) ask(ctx context.Context, u *url.URL, req Request) (answer, error) {
	release, err := c.hosts.enter(ctx, bare(u.Hostname()))
	if err != nil {
		return answer{}, err
	}
	pause := c.cfg.HostPause
	defer func() { release(pause) }()
	delay, asked, err := c.permit(ctx, u)
	if err != nil {
		return answer{}, err
	}
	pause = max(pause, delay)
	if asked {
		if err := sleep(ctx, pause); err != nil {
			return answer{}, err
		}
	}
	req.URL = u.String()
	return c.send(ctx, req, c.cfg.MaxBody)
}

// answer is one hop's answer.
type answer struct {
	status    int
	header    http.Header
	body      []byte
	next      string // where a redirect leads, absolute
	permanent bool
}

func (c *Client) send(parent context.Context, req Request, limit int64) (answer, error) {
	ctx, cancel := context.WithTimeout(parent, c.cfg.Timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, req.URL, nil)
	if err != nil {
		return answer{}, &Error{URL: req.URL, Class: Refused, Msg: "refused: not an address"}
	}
	r.Header.Set("User-Agent", c.cfg.UserAgent)
	if req.ETag != "" {
		r.Header.Set("If-None-Match", req.ETag)
	}
	if req.LastModified != "" {
		r.Header.Set("If-Modified-Since", req.LastModified)
	}
	res, err := c.http.RoundTrip(r)
	if err != nil {
		if parent.Err() != nil {
			return answer{}, parent.Err()
		}
		return answer{}, netError(req.URL, err)
	}
	defer res.Body.Close()
	a, err := read(req.URL, res, limit)
	if parent.Err() != nil {
		return a, parent.Err()
	}
	return a, err
}

func read(address string, res *http.Response, limit int64) (answer, error) {
	a := answer{status: res.StatusCode, header: res.Header}
	switch res.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		to := res.Header.Get("Location")
		base, err := url.Parse(address)
		if err == nil {
			base, err = base.Parse(to)
		}
		if to == "" || err != nil {
			return a, &Error{URL: address, Class: Redirects, Status: a.status, Msg: "a redirect to nowhere"}
		}
		a.next = base.String()
		a.permanent = a.status == http.StatusMovedPermanently || a.status == http.StatusPermanentRedirect
		return a, nil
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, limit+1))
	switch {
	case err != nil:
		return a, netError(address, err)
	case int64(len(body)) > limit:
		a.body = body[:limit]
		return a, &Error{URL: address, Class: TooBig, Status: a.status, Msg: fmt.Sprintf("more than %d bytes", limit)}
	}
	a.body = body
	return a, nil
}

// netError tells a refusal at dial time, slowness and broken connections apart.
func netError(address string, err error) error {
	var refused *Error
	var timeout interface{ Timeout() bool }
	switch {
	case errors.As(err, &refused) && refused.Class == Refused:
		return &Error{URL: address, Class: Refused, Msg: refused.Msg}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return &Error{URL: address, Class: Timeout, Msg: "the server is too slow", Err: err}
	}
	return &Error{URL: address, Class: Network, Msg: "no answer", Err: err}
}

// respond turns the last hop's answer into what the caller plans by.
func (c *Client) respond(a answer, u *url.URL, moved string) (Response, error) {
	now := c.cfg.Now()
	res := Response{
		Document: source.Document{Body: a.body, ContentType: a.header.Get("Content-Type"), URL: u.String()},
		ETag:     a.header.Get("ETag"), LastModified: a.header.Get("Last-Modified"), Fresh: FreshFor(a.header, now), Moved: moved,
	}
	if a.status == http.StatusNotModified {
		res.NotModified, res.Body = true, nil
		return res, nil
	}
	if a.status >= 200 && a.status < 300 {
		return res, nil
	}
	retry := RetryAfter(a.header.Get("Retry-After"), now)
	return Response{}, &Error{
		URL: u.String(), Status: a.status, Class: statusClass(a.status, retry), RetryAfter: retry,
		Msg: strings.TrimSpace(fmt.Sprintf("the server says %d %s", a.status, http.StatusText(a.status))),
	}
}

func statusClass(status int, retry time.Duration) Class {
	switch {
	case status == http.StatusGone:
		return Gone
	case status == http.StatusTooManyRequests, status == http.StatusServiceUnavailable && retry > 0:
		return Throttled
	case status >= 500:
		return Server
	}
	return NotFound
}
