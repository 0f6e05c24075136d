package config

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"
)

// feedKinds are the kinds of outlets that can be read; none named: it is found out.
var feedKinds = []string{"feed", "pages", "sitemap", "channel", "folder"}

var (
	langs   = []string{"en", "uk", "ru"}
	levels  = []string{"debug", "info", "warn", "error"}
	formats = []string{"text", "json"}
	weapons = []string{"missile", "drone", "bomb", "rocket", "artillery", "mine", "gunfire", "other"}
)

// leastEvery is what an outlet can bear for years.
const leastEvery = time.Minute

// findings collects sentences about what is wrong.
type findings []string

func (f *findings) add(format string, args ...any) { *f = append(*f, fmt.Sprintf(format, args...)) }

func (f *findings) oneOf(key, value string, allowed []string) {
	if !slices.Contains(allowed, value) {
		f.add("%s is %q; it must be one of %s", key, value, strings.Join(allowed, ", "))
	}
}

func (f *findings) address(key, value string, schemes ...string) {
	if value == "" {
		return
	}
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || !slices.Contains(schemes, u.Scheme) {
		f.add("%s is no address; it must begin with %s://", key, strings.Join(schemes, ":// or "))
	}
}

func (f *findings) listen(key, value string) {
	if value == "" {
		return
	}
	if _, _, err := net.SplitHostPort(value); err != nil {
		f.add("%s is %q; it must be host:port, such as 127.0.0.1:9464", key, value)
	}
}

// check returns everything that is wrong with values that have the right types.
func (c *Config) check() []string {
	var f findings
	if c.Data == "" {
		f.add("data is empty; it must name a folder")
	}
	f.oneOf("lang", c.Lang, langs)
	if _, err := time.LoadLocation(c.Zone); err != nil || c.Zone == "" {
		f.add("zone %q is not known; it must be a name such as Europe/Kyiv", c.Zone)
	}
	f.oneOf("log.level", c.Log.Level, levels)
	f.oneOf("log.format", c.Log.Format, formats)
	f.address("telegram.api_url", c.Telegram.APIURL, "http", "https")
	if c.Telegram.APIURL == "" {
		f.add("telegram.api_url is empty; leave it out for Telegram's own")
	}
	f.address("journal.url", c.Journal.URL, "nats", "tls")
	f.listen("metrics.listen", c.Metrics.Listen)
	c.checkSecrets(&f)
	c.checkAlerts(&f)
	if c.Retention.PlainDays < 0 || c.Retention.PlainMB < 0 {
		f.add("retention.plain_days and retention.plain_mb cannot be negative; 0 keeps all")
	}
	c.checkFeeds(&f)
	return f
}

func (c *Config) checkSecrets(f *findings) {
	if c.Telegram.Token.Set() && c.Telegram.TokenFile != "" {
		f.add("telegram.token and telegram.token_file are both set; keep one")
	}
	p := &c.Push
	f.listen("push.listen", p.Listen)
	if p.Token.Set() && p.TokenFile != "" {
		f.add("push.token and push.token_file are both set; keep one")
	}
	if p.Listen != "" && !p.Token.Set() && p.TokenFile == "" {
		f.add("push.listen is set without push.token or push.token_file: anyone could hand articles in")
	}
	w := &c.Webhook
	if w.Secret.Set() && w.SecretFile != "" {
		f.add("webhook.secret and webhook.secret_file are both set; keep one")
	}
	if w.URL == "" {
		return
	}
	f.address("webhook.url", w.URL, "https")
	f.listen("webhook.listen", w.Listen)
	if w.Listen == "" {
		f.add("webhook.url is set and webhook.listen is empty; say which address to bind")
	}
	if !w.Secret.Set() && w.SecretFile == "" {
		f.add("webhook.url is set without webhook.secret or webhook.secret_file: anyone could pose as Telegram")
	}
}

func (c *Config) checkAlerts(f *findings) {
	if c.Alerts.MaxAge <= 0 {
		f.add("alerts.max_age is %s; it must be longer than nothing", c.Alerts.MaxAge)
	}
	if c.Alerts.Delay < 0 {
		f.add("alerts.delay is %s; it cannot be negative", c.Alerts.Delay)
	}
	for w, d := range c.Alerts.DelayBy {
		f.oneOf("a weapon of alerts.delay_by", w, weapons)
		if d < 0 {
			f.add("alerts.delay_by.%s is %s; it cannot be negative", w, d)
		}
	}
}

func (c *Config) checkFeeds(f *findings) {
	seen := map[string]bool{}
	for i, feed := range c.Feeds {
		key := fmt.Sprintf("feeds[%d]", i)
		if feed.Name == "" {
			f.add("%s has no name", key)
		}
		if feed.URL == "" {
			f.add("%s (%s) has no url", key, feed.Name)
		}
		if feed.Kind != "folder" {
			f.address(key+".url", feed.URL, "http", "https")
		}
		if feed.Kind != "" {
			f.oneOf(key+".kind", feed.Kind, feedKinds)
		}
		if feed.Lang != "" {
			f.oneOf(key+".lang", feed.Lang, langs)
		}
		if feed.Every < 0 || feed.Silent < 0 || feed.Every > 0 && feed.Kind != "folder" && feed.Every < leastEvery {
			f.add("%s: every and silent cannot be negative, and no outlet is asked more often than every %s", key, leastEvery)
		}
		if seen[feed.URL] {
			f.add("%s has the url of a feed above it: %s", key, feed.URL)
		}
		seen[feed.URL] = true
	}
}
