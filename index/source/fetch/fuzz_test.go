package fetch

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

// Whatever robots.txt a site sends, it can be asked by it and is kept for a while.
func FuzzRobots(f *testing.F) {
	f.Add(200, "User-agent: testbot\nDisallow: /private\nCrawl-delay: 1e9\n", "/private/a?b=c")
	f.Add(503, "", "/")
	f.Add(200, "\ufeffUser-agent: *\nDisallow: /*$*.[(\\\nAllow:", "/%zz")
	now := time.Date(2024, 1, 2, 3, 0, 0, 0, time.UTC)
	c := New(Config{UserAgent: "testbot/1.0"})
	f.Fuzz(func(t *testing.T, status int, body, path string) {
		rule := c.readRobots("https://a.example/robots.txt", answer{status: status, header: http.Header{}, body: []byte(body)}, now)
		if life := rule.until.Sub(now); life != robotsLife && life != robotsRetry {
			t.Errorf("kept for %v", life)
		}
		if failed := status >= 500 || status == 429; failed != (rule.failure != nil) {
			t.Errorf("%d: %v", status, rule.failure)
		}
		allowed := rule.data.TestAgent(path, c.agent)
		if status >= 500 && status < 600 && allowed {
			t.Error("a failing site allows")
		}
		if status >= 400 && status < 500 && !allowed {
			t.Error("a site without rules forbids")
		}
	})
}

// What the guard lets through by its spelling leads to a public name or address
// on a permitted port, and nowhere in disguise.
func FuzzGuard(f *testing.F) {
	for _, h := range hostile {
		f.Add(h.url)
	}
	f.Add("https://public.example/a?b#c")
	g := newGuard([]uint16{80, 443}, nil)
	f.Fuzz(func(t *testing.T, s string) {
		u, err := url.Parse(s)
		if err != nil || g.check(u) != nil {
			return
		}
		host := u.Hostname()
		if u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.Port() != "" && u.Port() != "80" && u.Port() != "443" && strings.TrimLeft(u.Port(), "0") != "80" && strings.TrimLeft(u.Port(), "0") != "443" {
			t.Errorf("%q passed", s)
		}
		if ip, err := netip.ParseAddr(host); err == nil {
			if ip = ip.Unmap(); ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip.IsUnspecified() {
				t.Errorf("%q passed", s)
			}
			return
		}
		last := host[strings.LastIndexByte(strings.TrimRight(host, "."), '.')+1:]
		if strings.Trim(last, "0123456789.") == "" || !strings.Contains(host, ".") {
			t.Errorf("%q passed: host %q", s, host)
		}
	})
}
