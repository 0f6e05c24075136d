package push

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"incidentbot/index/incident"
)

// Any body gives one of the promised answers, and what it counts as accepted was handed on.
func FuzzPush(f *testing.F) {
	f.Add("{\"id\":\"a\",\"text\":\"Sample.\"}\n{\"id\":1}\n{")
	f.Add(strings.Repeat("{\"text\":\"x\"}\n", 20))
	f.Fuzz(func(t *testing.T, body string) {
		kept := 0
		h := Handler(Options{Token: "t", MaxBody: 512, MaxArticles: 10, Add: func(_ context.Context, as []incident.Article) error {
			kept += len(as)
			return nil
		}})
		r := httptest.NewRequest("POST", "/", strings.NewReader(body))
		r.Header.Set("Authorization", "Bearer t")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		var a Answer
		if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		if w.Code != 200 && w.Code != 413 || a.Accepted != kept || kept > 10 || (w.Code == 200) != (a.Error == "") || a.Accepted+a.Failures > strings.Count(body, "\n")+1 {
			t.Errorf("%d %+v, %d kept", w.Code, a, kept)
		}
	})
}
