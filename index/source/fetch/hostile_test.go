package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// dnsServer answers every A question from a script: the n-th answer of a name
// is the n-th of its list, the last one stays.
func dnsServer(t *testing.T, script map[string][]string) *net.Resolver {
	t.Helper()
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	asked := map[string]int{}
	answer := func(name string) string {
		mu.Lock()
		defer mu.Unlock()
		list := script[strings.TrimSuffix(name, ".")]
		if len(list) == 0 {
			return ""
		}
		n := min(asked[name], len(list)-1)
		asked[name]++
		return list[n]
	}
	done := make(chan struct{})
	go func() { defer close(done); serveDNS(pc, answer) }()
	t.Cleanup(func() { pc.Close(); <-done })
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", pc.LocalAddr().String())
	}}
}

func serveDNS(pc net.PacketConn, answer func(string) string) {
	buf := make([]byte, 1500)
	for {
		n, from, err := pc.ReadFrom(buf)
		if err != nil {
			return
		}
		var m dnsmessage.Message
		if m.Unpack(buf[:n]) != nil || len(m.Questions) == 0 {
			continue
		}
		m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
		q := m.Questions[0]
		head := dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class}
		ip := net.ParseIP("")
		if q.Type == dnsmessage.TypeA {
			ip = net.ParseIP(answer(q.Name.String())).To4()
		}
		if ip != nil {
			m.Answers = []dnsmessage.Resource{{Header: head, Body: &dnsmessage.AResource{A: [4]byte(ip)}}}
		}
		if out, err := m.Pack(); err == nil {
			_, _ = pc.WriteTo(out, from)
		}
	}
}

// hostile are addresses that must never be fetched, with a word of the reason.
// The names of the example domains resolve to what their labels say.
var hostile = []struct{ url, reason string }{
	{"http://127.0.0.1/", "private, local or special"},
	{"http://127.0.0.1:22/", "port 22"},
	{"http://127.1/", "disguise"},
	{"http://127.0.1/", "disguise"},
	{"http://2130706433/", "disguise"},
	{"http://0x7f000001/", "disguise"},
	{"http://0x7f.0.0.1/", "disguise"},
	{"http://017700000001/", "disguise"},
	{"http://0177.0.0.1/", "disguise"},
	{"http://127.000.000.001/", "disguise"},
	{"http://0/", "disguise"},
	{"http://0.0.0.0/", "private, local or special"},
	{"http://10.0.0.1/", "private, local or special"},
	{"http://172.16.5.4/", "private, local or special"},
	{"http://192.168.1.1/", "private, local or special"},
	{"http://100.64.0.1/", "private, local or special"},
	{"http://169.254.169.254/latest/meta-data/", "private, local or special"},
	{"http://2852039166/latest/meta-data/", "disguise"},
	{"http://0xA9FEA9FE/", "disguise"},
	{"http://224.0.0.1/", "private, local or special"},
	{"http://255.255.255.255/", "private, local or special"},
	{"http://[::1]/", "private, local or special"},
	{"http://[::]/", "private, local or special"},
	{"http://[::ffff:127.0.0.1]/", "private, local or special"},
	{"http://[::ffff:7f00:1]/", "private, local or special"},
	{"http://[::ffff:169.254.169.254]/", "private, local or special"},
	{"http://[64:ff9b::7f00:1]/", "private, local or special"},
	{"http://[2002:7f00:1::]/", "private, local or special"},
	{"http://[fe80::1]/", "private, local or special"},
	{"http://[fe80::1%25eth0]/", "no host name"},
	{"http://[fd00::1]/", "private, local or special"},
	{"http://[fd00:ec2::254]/", "private, local or special"},
	{"http://localhost/", "this machine"},
	{"http://LOCALHOST./", "this machine"},
	{"http://feed.localhost/", "this machine"},
	{"http://metadata.google.internal/", "private network"},
	{"http://printer.local/", "private network"},
	{"http://intranet/", "private network"},
	{"http://127。0。0。1/", "look-alike"},
	{"http://①②⑦.⓪.⓪.①/", "look-alike"},
	{"http://public.example@127.0.0.1/", "user name"},
	{"http://user:pass@public.example/", "user name"},
	{"http://public.example:80@10.0.0.1/", "user name"},
	{"http://public.example:8080/", "port 8080"},
	{"http://public.example:6379/", "port 6379"},
	{"file:///etc/passwd", "only http and https"},
	{"gopher://127.0.0.1:6379/_INFO", "only http and https"},
	{"ftp://public.example/", "only http and https"},
	{"javascript:alert(1)", "only http and https"},
	{"//127.0.0.1/", "only http and https"},
	{"http:///etc/passwd", "no host"},
	{"http://", "no host"},
	{"http://\\127.0.0.1/", "not an address"},
	{"http://127.0.0.1\r\nHost: public.example/", "not an address"},
	{"http://loopback.example/", "private, local or special"},
	{"http://ten.example/", "private, local or special"},
	{"http://metadata.example/", "private, local or special"},
	{"http://metadata.example./", "private, local or special"},
	{"https://loopback.example/", "private, local or special"},
}

var hostileNames = map[string][]string{
	"loopback.example": {"127.0.0.1"}, "ten.example": {"10.1.2.3"}, "metadata.example": {"169.254.169.254"},
	"flip.example": {"", "127.0.0.1"},
}

func TestHostileAddressesAreRefused(t *testing.T) {
	c := New(Config{Resolver: dnsServer(t, hostileNames), HostPause: -1})
	defer c.Close()
	if len(hostile) < 40 {
		t.Fatalf("only %d hostile addresses", len(hostile))
	}
	for _, h := range hostile {
		_, err := c.Get(t.Context(), Request{URL: h.url})
		if ClassOf(err) != Refused || !strings.Contains(err.Error(), h.reason) {
			t.Errorf("%q: got %v, want a refusal with %q", h.url, err, h.reason)
		}
	}
}

// The same addresses behind a redirect of a host that may be asked.
func TestRedirectsToHostileAddressesAreRefused(t *testing.T) {
	var to string
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Location", to)
		w.WriteHeader(http.StatusFound)
	}))
	defer srv.Close()
	c := New(Config{Resolver: dnsServer(t, hostileNames), AllowHosts: []string{srv.Listener.Addr().String()}, HostPause: -1})
	defer c.Close()
	for _, h := range hostile {
		if strings.HasPrefix(h.url, "//") || strings.ContainsAny(h.url, "\r\n") {
			continue // no absolute address, or no header
		}
		to = h.url
		_, err := c.Get(t.Context(), Request{URL: srv.URL})
		if class := ClassOf(err); class != Refused && class != Redirects {
			t.Errorf("redirect to %q: got %v, want a refusal", h.url, err)
		}
	}
}

// A name that answers otherwise the second time is checked by what it answers
// when it is dialled.
func TestRebindingIsRefused(t *testing.T) {
	c := New(Config{Resolver: dnsServer(t, hostileNames), HostPause: -1})
	defer c.Close()
	if _, err := c.Get(t.Context(), Request{URL: "http://flip.example/"}); ClassOf(err) != Network {
		t.Fatalf("first answer: got %v, want no such host", err)
	}
	if _, err := c.Get(t.Context(), Request{URL: "http://flip.example/"}); ClassOf(err) != Refused {
		t.Fatalf("second answer: got %v, want a refusal", err)
	}
}

// Only the named host on the named port is let through, not its neighbours.
func TestAllowedHostIsExact(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	defer srv.Close()
	c := New(Config{AllowHosts: []string{srv.Listener.Addr().String()}, HostPause: -1})
	defer c.Close()
	if _, err := c.Get(t.Context(), Request{URL: srv.URL}); ClassOf(err) != NotFound {
		t.Errorf("allowed host: got %v", err)
	}
	_, port, _ := net.SplitHostPort(srv.Listener.Addr().String())
	for _, u := range []string{"http://127.0.0.1:1/", "http://127.0.0.2:" + port + "/", "http://localhost:" + port + "/"} {
		if _, err := c.Get(t.Context(), Request{URL: u}); ClassOf(err) != Refused {
			t.Errorf("%s: got %v, want a refusal", u, err)
		}
	}
}

func TestCancelledFetchIsNoFailure(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := New(Config{}).Get(ctx, Request{URL: "http://public.example/"})
	if !errors.Is(err, context.Canceled) || ClassOf(err) != 0 {
		t.Errorf("got %v", err)
	}
}
