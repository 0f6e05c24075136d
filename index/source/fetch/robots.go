package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

// The lives of what a robots.txt said: a day, as its own standard has it, and an
// hour where the host could not say.
const (
	robotsLife    = 24 * time.Hour
	robotsRetry   = time.Hour
	robotsMax     = 512 << 10
	maxRobots     = 4096
	maxCrawlDelay = time.Minute
)

type robots struct {
	mu    sync.Mutex
	rules map[string]robotsRule // by scheme and host
}

type robotsRule struct {
	data  *robotstxt.RobotsData // its FindGroup forgets that all is forbidden, its TestAgent does not
	until time.Time
	// failure is set where the site could not say; nothing is fetched until it can.
	failure *Error
}

// permit returns an error if the host's robots.txt forbids the address to us,
// else the pause that it asks for between requests, and whether the host was
// asked just now. The caller holds the host's turn.
func (c *Client) permit(ctx context.Context, u *url.URL) (pause time.Duration, asked bool, err error) {
	rule, asked, err := c.robotsOf(ctx, u)
	if err != nil {
		return 0, asked, err
	}
	if rule.failure != nil {
		return 0, asked, rule.failure
	}
	if !rule.data.TestAgent(u.RequestURI(), c.agent) {
		return 0, asked, &Error{URL: u.String(), Class: Robots, Msg: "the site's robots.txt forbids it to us"}
	}
	return min(rule.data.FindGroup(c.agent).CrawlDelay, maxCrawlDelay), asked, nil
}

func (c *Client) robotsOf(ctx context.Context, u *url.URL) (rule robotsRule, asked bool, err error) {
	site := u.Scheme + "://" + u.Host
	now := c.cfg.Now()
	c.robots.mu.Lock()
	rule, ok := c.robots.rules[site]
	c.robots.mu.Unlock()
	if ok && now.Before(rule.until) {
		return rule, false, nil
	}
	rule, err = c.askRobots(ctx, u, site, now)
	if err != nil {
		return rule, true, err
	}
	c.robots.keep(site, rule, now)
	return rule, true, nil
}

// askRobots reads a site's rules. A site that says 4xx has none; one that fails
// (5xx, 429) is not asked for anything else until it is asked for them again. Redirects are followed on the same
// host; rules kept elsewhere are none.
func (c *Client) askRobots(ctx context.Context, home *url.URL, site string, now time.Time) (robotsRule, error) {
	address := site + "/robots.txt"
	for range c.cfg.MaxRedirects + 1 {
		u, err := url.Parse(address)
		if err != nil || bare(u.Hostname()) != bare(home.Hostname()) {
			break
		}
		if err := c.guard.check(u); err != nil {
			return robotsRule{}, err
		}
		res, err := c.send(ctx, Request{URL: address}, robotsMax)
		if err != nil && ClassOf(err) != TooBig {
			return robotsRule{}, err
		}
		if res.next != "" {
			address = res.next
			continue
		}
		return c.readRobots(address, res, now), nil
	}
	return robotsRule{data: allowAll(), until: now.Add(robotsLife)}, nil
}

func (c *Client) readRobots(address string, res answer, now time.Time) robotsRule {
	data, err := robotstxt.FromStatusAndBytes(res.status, res.body)
	if err != nil {
		data = allowAll()
	}
	rule := robotsRule{data: data, until: now.Add(robotsLife)}
	if res.status >= 500 || res.status == http.StatusTooManyRequests {
		retry := RetryAfter(res.header.Get("Retry-After"), now)
		rule.until = now.Add(max(robotsRetry, retry))
		rule.failure = &Error{
			URL: address, Class: statusClass(res.status, retry), Status: res.status, RetryAfter: retry,
			Msg: fmt.Sprintf("the site does not give its robots.txt (%d %s), and nothing is read until it does", res.status, http.StatusText(res.status)),
		}
	}
	return rule
}

func allowAll() *robotstxt.RobotsData {
	data, _ := robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
	return data
}

func (r *robots) keep(site string, rule robotsRule, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.rules) >= maxRobots {
		for s, old := range r.rules {
			if now.After(old.until) {
				delete(r.rules, s)
			}
		}
		if len(r.rules) >= maxRobots {
			clear(r.rules)
		}
	}
	r.rules[site] = rule
}

func bare(host string) string { return strings.TrimPrefix(strings.ToLower(host), "www.") }
