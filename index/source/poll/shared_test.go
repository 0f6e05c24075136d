package poll

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"incidentbot/index/source"
	"incidentbot/index/source/fetch"
)

// shown is a Getter of one list.
type shown string

func (s shown) Get(_ context.Context, req fetch.Request) (fetch.Response, error) {
	return fetch.Response{Document: source.Document{Body: []byte(s), URL: req.URL, ContentType: "application/rss+xml"}}, nil
}

// chronicle lists posts that lead to one page.
func chronicle(posts ...string) shown {
	var b strings.Builder
	for _, p := range posts {
		fmt.Fprintf(&b, "<item><guid isPermaLink=\"false\">%[1]s</guid><title>Post %[1]s</title><link>https://a.example/live</link><description>Sample of post %[1]s.</description></item>", p)
	}
	return shown("<rss><channel><title>A</title>" + b.String() + "</channel></rss>")
}

// The posts of a chronicle share their address, and at times only one of them is
// shown: each is handed on once, whoever stands beside it.
func TestPostsOfAChronicle(t *testing.T) {
	f := Feed{Name: "A", URL: "https://a.example/rss", Kind: Pages}
	var s State
	times := map[string]int{}
	names := map[string]string{}
	show := func(posts ...string) {
		next, got, _ := step(t, f, s, chronicle(posts...), t0)
		s = next
		for _, a := range got {
			times[a.Title]++
			if other := names[a.ID]; other != "" && other != a.Title {
				t.Errorf("%s and %s are one article", other, a.Title)
			}
			names[a.ID] = a.Title
		}
	}
	show("2", "1")
	show("3", "2", "1")
	show("3")
	show("4", "3")
	if len(times) != 4 || times["Post 1"]*times["Post 2"]*times["Post 3"]*times["Post 4"] != 1 {
		t.Errorf("handed on: %v", times)
	}
}

// Versions of one article that a list shows side by side are one, the newest.
func TestVersionsSideBySide(t *testing.T) {
	item := func(n int) string {
		return fmt.Sprintf("<item><guid isPermaLink=\"true\">https://a.example/x#%d</guid><title>X</title><link>https://a.example/x</link><description>Sample, version %d.</description></item>", n, n)
	}
	list := shown("<rss><channel>" + item(2) + item(1) + "</channel></rss>")
	f := Feed{URL: "https://a.example/rss", Kind: List}
	s, got, _ := step(t, f, State{}, list, t0)
	if len(got) != 1 || got[0].Text != "Sample, version 2." || got[0].ID != source.IDOfURL("https://a.example/x") {
		t.Fatalf("%+v", got)
	}
	if _, got, _ = step(t, f, s, list, t0); len(got) > 0 {
		t.Errorf("again: %+v", got)
	}
}
