// Package fetch is the one HTTP client by which anything of the outside is read.
//
// Safety: an address must be http or https on a permitted port, without a user
// name and without a host in disguise (decimal, octal, hexadecimal); and every
// connection is checked again when it is dialled, after the name was resolved:
// private, loopback, link-local, metadata and all other special addresses are
// refused, on each redirect too, whatever the name system answers the second
// time. Only hosts that the settings name may be private. No proxy of the
// environment is used: it would dial for us, unchecked. Bodies are bounded as
// decompressed, and every request in time.
//
// Manners: one request a host at a time with a pause behind each, robots.txt
// (kept for a day), a named User-Agent, conditional requests by ETag and
// Last-Modified, at most five redirects. What the server asks for (Retry-After,
// Cache-Control, Expires, 301, 410) is told to the caller, who plans by it.
//
// Every refusal and failure is an *Error with a class and a reason in words.
package fetch
