package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"code.dny.dev/ssrf"
)

// guard decides which addresses may be dialled.
type guard struct {
	ports  []uint16
	allow  []string // hosts or host:port, lower case, that may be private
	public *ssrf.Guardian
}

func newGuard(ports []uint16, allow []string) *guard {
	g := &guard{ports: ports}
	for _, h := range allow {
		g.allow = append(g.allow, strings.ToLower(strings.TrimSpace(h)))
	}
	g.public = ssrf.New(ssrf.WithPorts(ports...))
	return g
}

// allowed reports whether the operator named this host. A name without a port
// allows every port of the host.
func (g *guard) allowed(host, port string) bool {
	host = strings.ToLower(host)
	return slices.Contains(g.allow, host) || slices.Contains(g.allow, net.JoinHostPort(host, port))
}

// check refuses an address by its spelling alone, before anything is resolved.
func (g *guard) check(u *url.URL) error {
	refuse := func(format string, a ...any) error {
		return &Error{URL: u.Redacted(), Class: Refused, Msg: "refused: " + fmt.Sprintf(format, a...)}
	}
	host := u.Hostname()
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return refuse("only http and https are fetched, not %q", u.Scheme)
	case u.User != nil:
		return refuse("an address with a user name may hide where it leads")
	case host == "":
		return refuse("no host")
	case strings.ContainsAny(host, "%@\\/ \t\r\n\x00"):
		return refuse("%q is no host name", host)
	case g.allowed(host, portOf(u)):
		return nil
	}
	if port, err := strconv.ParseUint(portOf(u), 10, 16); err != nil || !slices.Contains(g.ports, uint16(port)) {
		return refuse("port %s is not permitted", portOf(u))
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		if err := g.public.SafeAddr(ip); err != nil {
			return refuse("%s", reasonOf(err))
		}
		return nil
	}
	if reason := disguised(host); reason != "" {
		return refuse("%s", reason)
	}
	return nil
}

func portOf(u *url.URL) string {
	switch p := u.Port(); {
	case p != "":
		return p
	case u.Scheme == "http":
		return "80"
	}
	return "443"
}

// disguised tells why a host name must not be resolved at all: the last label
// of a public name is never a number (some resolvers read such a name as an
// IPv4 address), and some names mean this machine or network everywhere.
func disguised(host string) string {
	name := strings.TrimRight(strings.ToLower(host), ".")
	labels := strings.Split(name, ".")
	last := labels[len(labels)-1]
	switch {
	case last == "":
		return "no host"
	case numeric(last):
		return "a number in place of a host name is an address in disguise"
	case strings.IndexFunc(name, func(r rune) bool { return r > 0x7e && foldsToASCII(r) }) >= 0:
		return "a host name with look-alike digits or letters"
	case slices.Contains([]string{"localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "corp", "arpa"}, last):
		return fmt.Sprintf("%q names this machine or a private network", host)
	case len(labels) == 1:
		return fmt.Sprintf("%q is a name of a private network", host)
	}
	return ""
}

// numeric reports whether a label would be read as a number: 127, 0177, 0x7f.
func numeric(label string) bool {
	if rest, ok := strings.CutPrefix(label, "0x"); ok {
		return strings.Trim(rest, "0123456789abcdef") == ""
	}
	return strings.Trim(label, "0123456789") == ""
}

// foldsToASCII reports whether a rune is one that name preparation turns into
// ASCII: full-width forms, circled and mathematical letters, ideographic full stops.
func foldsToASCII(r rune) bool {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E, r == 0x3002, r == 0xFF61, r >= 0x2460 && r <= 0x24FF, r >= 0x1D400 && r <= 0x1D7FF,
		r >= 0x2070 && r <= 0x209C, r >= 0x2100 && r <= 0x214F, r == 0xB9 || r == 0xB2 || r == 0xB3:
		return true
	}
	return false
}

// dial connects to a host. Addresses are checked after resolution, in the moment of
// the connection, so that neither a redirect nor a changed answer of the name
// system leads inside.
func (g *guard) dial(d net.Dialer) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(addr)
		if err != nil {
			return nil, err
		}
		dialer := d
		if !g.allowed(host, port) {
			dialer.Control = g.control
		}
		return dialer.DialContext(ctx, network, addr)
	}
}

func (g *guard) control(network, address string, c syscall.RawConn) error {
	if err := g.public.Safe(network, address, c); err != nil {
		return &Error{Class: Refused, Msg: "refused: " + reasonOf(err)}
	}
	return nil
}

// reasonOf says in our words which rule an address broke.
func reasonOf(err error) string {
	switch {
	case errors.Is(err, ssrf.ErrProhibitedPort):
		return "this port is not permitted"
	case errors.Is(err, ssrf.ErrProhibitedNetwork):
		return "this kind of network is not permitted"
	case errors.Is(err, ssrf.ErrProhibitedIP):
		return "a private, local or special address (" + err.Error() + ")"
	}
	return "not an address"
}
