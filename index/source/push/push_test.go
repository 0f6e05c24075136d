package push

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"incidentbot/index/incident"
)

type call struct {
	method, token, kind, body string
	encoding                  string
	status, accepted, failed  int
	says                      string
}

func TestPush(t *testing.T) {
	line := `{"id":"a","text":"Sample text."}` + "\n"
	for name, c := range map[string]call{
		"one":           {token: "Bearer s3cret", body: line, status: 200, accepted: 1},
		"rest goes on":  {token: "Bearer s3cret", body: line + "{\"id\":1}\nnot json\n\n" + `{"id":"b","text":"Second sample."}`, status: 200, accepted: 2, failed: 2},
		"half a line":   {token: "Bearer s3cret", body: line + `{"id":"b","te`, status: 200, accepted: 1, failed: 1},
		"nothing":       {token: "Bearer s3cret", status: 200},
		"no token":      {body: line, status: 401, says: "token"},
		"wrong token":   {token: "Bearer s3cre", body: line, status: 401, says: "token"},
		"other scheme":  {token: "Basic s3cret", body: line, status: 401, says: "token"},
		"read":          {method: "GET", token: "Bearer s3cret", status: 405, says: "POST"},
		"a page":        {token: "Bearer s3cret", kind: "text/html", body: line, status: 415, says: "JSON Lines"},
		"too large":     {token: "Bearer s3cret", body: line + `{"text":"` + strings.Repeat("x", 2<<10), status: 413, accepted: 1, says: "too large"},
		"too many":      {token: "Bearer s3cret", body: strings.Repeat(line, 11), status: 413, accepted: 10, says: "too many"},
		"gzip":          {token: "Bearer s3cret", encoding: "gzip", body: zipped(line), status: 200, accepted: 1},
		"no gzip":       {token: "Bearer s3cret", encoding: "gzip", body: line, status: 400, says: "broke off"},
		"gzip cut off":  {token: "Bearer s3cret", encoding: "gzip", body: zipped(line)[:30], status: 400, says: "broke off"},
		"gzip bomb":     {token: "Bearer s3cret", encoding: "gzip", body: zipped(line + strings.Repeat(" ", 2<<10)), status: 413, accepted: 1, says: "too large"},
		"brotli":        {token: "Bearer s3cret", encoding: "br", body: line, status: 415, says: "gzip"},
		"archive fails": {token: "Bearer s3cret", body: strings.ReplaceAll(line, "Sample", "FAIL"), status: 503, says: "later"},
	} {
		t.Run(name, func(t *testing.T) { c.check(t) })
	}
}

func zipped(s string) string {
	var b strings.Builder
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(s))
	_ = z.Close()
	return b.String()
}

func (c call) check(t *testing.T) {
	var got []incident.Article
	h := Handler(Options{
		Token: "s3cret", MaxBody: 1 << 10, MaxArticles: 10, Now: func() time.Time { return time.Unix(0, 0) },
		Add: func(_ context.Context, as []incident.Article) error {
			if strings.HasPrefix(as[0].Text, "FAIL") {
				return errors.New("disk full")
			}
			got = append(got, as...)
			return nil
		},
	})
	if c.method == "" {
		c.method = "POST"
	}
	r := httptest.NewRequest(c.method, "/push", strings.NewReader(c.body))
	r.Header.Set("Authorization", c.token)
	r.Header.Set("Content-Type", c.kind)
	r.Header.Set("Content-Encoding", c.encoding)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	var a Answer
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
		t.Fatal(err)
	}
	if w.Code != c.status || a.Accepted != c.accepted || len(got) != c.accepted || a.Failures != c.failed || !strings.Contains(a.Error, c.says) {
		t.Errorf("status %d, %+v, %d kept; want %d, %d, %q", w.Code, a, len(got), c.status, c.accepted, c.says)
	}
	if c.accepted > 0 && got[0].Fetched != "1970-01-01T00:00:00Z" {
		t.Errorf("fetched %q", got[0].Fetched)
	}
}

// Without a token set, nobody has it.
func TestNoTokenSetIsClosed(t *testing.T) {
	h := Handler(Options{Add: func(context.Context, []incident.Article) error { return nil }})
	r := httptest.NewRequest("POST", "/", strings.NewReader("{}"))
	r.Header.Set("Authorization", "Bearer ")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusUnauthorized {
		t.Errorf("status %d", w.Code)
	}
}
