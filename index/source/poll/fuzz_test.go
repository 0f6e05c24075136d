package poll

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// A stored state is read or not; what is read is written as it was, and a feed of
// any state that can be read can be planned and told of.
func FuzzState(f *testing.F) {
	var seen Seen
	seen.set(1, 2, 0)
	seen.set(3, 4, 2)
	b, err := json.Marshal(State{URL: "https://a.example/", Failures: 3, Seen: seen})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"seen":"AAAA"}`))
	f.Add([]byte(`{"interval":-9223372036854775808,"failures":-1,"next":"0001-01-01T00:00:00Z"}`))
	feed := Feed{Name: "A", URL: "https://a.example/feed"}
	f.Fuzz(func(t *testing.T, b []byte) {
		var s, again State
		if json.Unmarshal(b, &s) != nil {
			return
		}
		out, err := json.Marshal(s)
		if err != nil {
			return // a time beyond what JSON can say
		}
		if err := json.Unmarshal(out, &again); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s.Seen.list, again.Seen.list, cmp.AllowUnexported(mark{}), cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
		now := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
		for _, o := range []Outcome{{}, {Err: errDead}, {New: 1}} {
			next, _ := Plan(feed, s, o, DefaultPace(), now, 0.5)
			if wait := next.Next.Sub(now); wait <= 0 || wait > 8*24*time.Hour {
				t.Errorf("asked again after %v", wait)
			}
		}
		if st := statusOf(feed, s, now); st.Health == "" {
			t.Error("no health")
		}
	})
}
