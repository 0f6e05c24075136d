package opml

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"incidentbot/index/source/poll"
)

var created = time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)

func TestRoundTrip(t *testing.T) {
	feeds := []poll.Feed{
		{Name: "Зразок «Новини» & Co", URL: "https://a.example/rss?x=1&y=2", Kind: poll.Pages, Lang: "uk", Note: "agency"},
		{Name: "B", URL: "https://t.me/s/sample", Kind: poll.Channel, Lang: "ru", Off: true},
		{URL: "https://c.example/feed"},
	}
	var b bytes.Buffer
	if err := Write(&b, "Outlets", created, append(feeds, poll.Feed{URL: "/srv/in", Kind: poll.Folder})); err != nil {
		t.Fatal(err)
	}
	got, skipped, err := Read(&b)
	if err != nil || len(skipped) > 0 {
		t.Fatal(err, skipped)
	}
	feeds[2].Name = feeds[2].URL // it has no other
	if diff := cmp.Diff(feeds, got); diff != "" {
		t.Error(diff)
	}
}

const others = `<?xml version="1.0" encoding="windows-1251"?>
<opml version="1.0"><head><title>Мої</title></head><body>
<outline text="Новини"><outline text="Перша" xmlUrl="https://a.example/rss" type="rss" language="uk-UA"/>
<outline text="Ще"><outline text="Друга" title=" Друга  назва " xmlUrl=" https://b.example/rss "/></outline></outline>
<outline text="link" type="link" url="https://x.example/"/>
<outline text="twice" xmlUrl="https://a.example/rss"/>
<outline text="inside" xmlUrl="file:///etc/passwd"/>
</body></opml>`

func TestListsOfOtherReaders(t *testing.T) {
	text, err := charmap.Windows1251.NewEncoder().String(others)
	if err != nil {
		t.Fatal(err)
	}
	got, skipped, err := Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []poll.Feed{{Name: "Перша", URL: "https://a.example/rss", Lang: "uk"}, {Name: "Друга назва", URL: "https://b.example/rss"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(skipped) != 1 || !strings.Contains(skipped[0].Error(), "inside") {
		t.Errorf("skipped: %v", skipped)
	}
}

func TestNoOPML(t *testing.T) {
	for _, s := range []string{"", "not xml", "<html><body/></html>", "<opml><body><outline", "\x00\x01\x02\x03", strings.Repeat("x", MaxList+1)} {
		if _, _, err := Read(strings.NewReader(s)); err == nil {
			t.Errorf("%.20q was read", s)
		}
	}
}

// Whatever is read can be written, and reads the same again.
func FuzzRead(f *testing.F) {
	f.Add(others)
	f.Add(`<opml><body><outline text="&lt;a&gt;" xmlUrl="http://a.example/&#x9;"/></body></opml>`)
	f.Add(`<!DOCTYPE opml [<!ENTITY a "aaaa">]><opml><body><outline text="&a;" xmlUrl="http://a.example/"/></body></opml>`)
	f.Fuzz(func(t *testing.T, s string) {
		feeds, _, err := Read(strings.NewReader(s))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := Write(&b, "x", created, feeds); err != nil {
			t.Fatal(err)
		}
		again, skipped, err := Read(&b)
		if err != nil || len(skipped) > 0 {
			t.Fatal(err, skipped)
		}
		for i := range feeds { // a folder is not written; a feed without a name goes by its address
			if feeds[i].Name == "" {
				feeds[i].Name = feeds[i].URL
			}
		}
		if diff := cmp.Diff(withoutFolders(feeds), again); diff != "" {
			t.Error(diff)
		}
	})
}

func withoutFolders(feeds []poll.Feed) (out []poll.Feed) {
	for _, f := range feeds {
		if f.Kind != poll.Folder {
			out = append(out, f)
		}
	}
	return out
}
