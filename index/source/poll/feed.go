package poll

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"time"

	"incidentbot/index/incident"
	"incidentbot/index/source"
)

// Kind is how a source is read.
type Kind string

// The kinds.
const (
	Auto    Kind = ""        // a list; pages are read where it has only summaries
	List    Kind = "feed"    // RSS, Atom or JSON Feed as it is
	Pages   Kind = "pages"   // a feed whose items' pages hold the text
	Sitemap Kind = "sitemap" // a news sitemap or an index of such; pages hold the text
	Channel Kind = "channel" // a Telegram channel's public page
	Folder  Kind = "folder"  // a folder whose new and changed files are read
)

// Feed is one source as the operator lists it. Feeds are known by URL.
type Feed struct {
	Name string // of the outlet; empty: as the source calls itself
	URL  string // an address, or a folder's path
	Kind Kind
	Lang incident.Lang // where the source does not say
	Off  bool          // paused
	Note string        // on its reliability, for users
	// Every fixes the time between rounds; 0 adapts it to the outlet.
	Every time.Duration
	// Silent is after how long without a new item the operator is told; 0 means three days.
	Silent time.Duration
}

const defaultSilent = 72 * time.Hour

// Key is what the feed's state is stored by.
func (f *Feed) Key() string {
	h := sha256.Sum256([]byte(f.URL))
	return "feed." + hex.EncodeToString(h[:12])
}

// Label names the feed for people.
func (f *Feed) Label() string {
	if f.Name != "" {
		return f.Name
	}
	return f.URL
}

// Check says what is wrong with a feed as it is listed.
func (f *Feed) Check() error {
	switch f.Kind {
	case Auto, List, Pages, Sitemap:
	case Channel:
		if !source.IsChannel(f.URL) {
			return fmt.Errorf("%s: a channel's public page is https://t.me/s/NAME, not %q", f.Label(), f.URL)
		}
	case Folder:
		if f.URL == "" || source.IsAddress(f.URL) {
			return fmt.Errorf("%s: a folder is watched by its path, not by %q", f.Label(), f.URL)
		}
		return nil
	default:
		return fmt.Errorf("%s: no such kind of source: %q (feed, pages, sitemap, channel, folder)", f.Label(), f.Kind)
	}
	if u, err := url.Parse(f.URL); !source.IsAddress(f.URL) || err != nil || u.Host == "" {
		return fmt.Errorf("%s: not an http address: %q", f.Label(), f.URL)
	}
	return nil
}

// host is what rounds are kept apart by: one at a time asks a host.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.")
}
