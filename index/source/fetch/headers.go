package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxAsked bounds what a server may ask for: a slip of a digit must not silence
// a source for years.
const maxAsked = 7 * 24 * time.Hour

// RetryAfter reads the header of that name, seconds or a date, as the time to
// wait from now: between 0 and seven days; 0 if it says nothing.
func RetryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if n, err := strconv.ParseInt(value, 10, 64); err == nil {
		return bounded(n)
	}
	if t, err := http.ParseTime(value); err == nil {
		return min(max(t.Sub(now), 0), maxAsked)
	}
	return 0
}

// FreshFor reads Cache-Control and Expires as the time for which the answer
// stays good: between 0 and seven days; 0 if they say nothing or forbid keeping.
func FreshFor(h http.Header, now time.Time) time.Duration {
	for _, part := range strings.Split(strings.ToLower(strings.Join(h.Values("Cache-Control"), ",")), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch name {
		case "no-cache", "no-store":
			return 0
		case "max-age":
			n, err := strconv.ParseInt(strings.Trim(value, `"`), 10, 64)
			if err != nil {
				return 0
			}
			age, _ := strconv.ParseInt(h.Get("Age"), 10, 64)
			return bounded(n - min(max(age, 0), max(n, 0)))
		}
	}
	if t, err := http.ParseTime(h.Get("Expires")); err == nil {
		return min(max(t.Sub(now), 0), maxAsked)
	}
	return 0
}

func bounded(seconds int64) time.Duration {
	return time.Duration(min(max(seconds, 0), int64(maxAsked/time.Second))) * time.Second
}
