package source

import (
	"net/netip"
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/idna"
)

// address returns the page's own address: what it calls canonical where that is
// of the same site as where it was found, else where it was found.
func (m *meta) address(found string) string {
	own := resolve(found, m.canonical)
	if own == "" || found == "" {
		return first(own, found)
	}
	if siteOf(own) != siteOf(found) || isHome(own) && !isHome(found) {
		return found // a page must not claim to be another outlet's, nor the site's first
	}
	return own
}

// isHome reports whether an address is a site's first page.
func isHome(address string) bool {
	u, err := url.Parse(Canonical(address))
	return err == nil && u.Path == "" && u.RawQuery == ""
}

// resolve returns a reference as an absolute http address, "" if it is none.
func resolve(base, ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return ""
	}
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	if b, err := url.Parse(base); err == nil && base != "" {
		u = b.ResolveReference(u)
	}
	if u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// siteOf returns the host of an address as Canonical folds it.
func siteOf(address string) string {
	u, err := url.Parse(Canonical(address))
	if err != nil {
		return address
	}
	return u.Host
}

// Canonical folds the spellings of one article's address into one: scheme and
// host in their usual form, default ports, user names, fragments and tracking
// parameters dropped, mobile and AMP addresses turned into the page's, the
// query sorted. It is pure and idempotent; what is no http address comes back
// trimmed only. The result names an article; it is not meant to be fetched.
func Canonical(address string) string {
	for range maxFolds {
		folded := fold(address)
		if folded == address {
			break
		}
		address = folded
	}
	return address
}

// maxFolds is more than any address needs until nothing is left to fold.
const maxFolds = 16

// fold takes one step towards the canonical form.
func fold(address string) string {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return address
	}
	host := canonicalHost(u)
	if host == "" {
		return address
	}
	out := url.URL{Scheme: "https", Host: host, RawQuery: canonicalQuery(u.Query())}
	out.Path = canonicalPath(u.Path)
	if host == "telegram.me" || host == "t.me" { // a channel's page and its posts' own pages
		out.Host = "t.me"
		for strings.HasPrefix(out.Path, "/s/") {
			out.Path = strings.TrimPrefix(out.Path, "/s")
		}
	}
	return out.String()
}

func canonicalHost(u *url.URL) string {
	host := strings.Trim(strings.ToLower(u.Hostname()), ".")
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		if host = ip.String(); ip.Is6() {
			host = "[" + host + "]"
		}
	} else {
		host = foldHost(host)
	}
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	return host
}

// foldHost drops the labels that only say how a page is shown, as long as a name remains.
func foldHost(host string) string {
	for {
		label, rest, ok := strings.Cut(host, ".")
		if !ok || !strings.Contains(rest, ".") {
			return host
		}
		switch label {
		case "www", "m", "mobile", "amp", "wap":
			host = rest
		default:
			return host
		}
	}
}

// canonicalPath drops a trailing slash, index files and the segments of AMP pages.
func canonicalPath(p string) string {
	if p == "" {
		return ""
	}
	p = path.Clean("/" + p)
	for {
		folded := foldPath(p)
		if folded == p {
			break
		}
		p = folded
	}
	if p == "/" {
		return ""
	}
	return p
}

func foldPath(p string) string {
	dir, last := path.Split(p)
	low := strings.ToLower(last)
	switch {
	case low == "amp" || low == "index.html" || low == "index.php" || low == "index.htm":
		return path.Clean(dir)
	case strings.HasSuffix(low, ".amp.html"):
		return path.Join(dir, last[:len(last)-len(".amp.html")]+".html")
	case strings.HasSuffix(low, ".amp"):
		return path.Join(dir, last[:len(last)-len(".amp")])
	}
	if rest, ok := strings.CutPrefix(p, "/amp/"); ok {
		return "/" + rest
	}
	return p
}

func canonicalQuery(q url.Values) string {
	for key := range q {
		if tracking(strings.ToLower(key)) {
			q.Del(key)
		}
	}
	return q.Encode()
}

// tracking reports whether a parameter says where a reader came from or how
// the page is shown, not which page it is.
func tracking(key string) bool {
	for _, prefix := range []string{"utm_", "at_", "mc_", "pk_", "mtm_", "hsa_", "_hs", "ns_", "fb_", "_branch_", "oly_", "vero_"} {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	switch key {
	case "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "twclid", "ttclid", "igshid", "igsh", "li_fat_id",
		"mkt_tok", "cmpid", "cmp", "ito", "ocid", "smid", "smtyp", "ref", "ref_src", "ref_url", "referrer", "referer", "source", "src",
		"from", "via", "share", "shared", "sharetype", "amp", "outputtype", "output", "spref", "guccounter", "guce_referrer",
		"guce_referrer_sig", "traffic_source", "xtor", "wt.mc_id", "partner", "rss", "openstat", "_openstat", "_ga", "_gl", "gi", "sh", "feature",
		"mobile", "single", "embed":
		return true
	}
	return false
}
