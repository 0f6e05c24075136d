package chat

import (
	"testing"
	"testing/synctest"
	"time"

	"incidentbot/bot/tgfake"
	"incidentbot/index/incident"
)

// A listed channel's posts and their edits become articles; others' do not.
func TestChannelPosts(t *testing.T) {
	a, err := archive()
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		w := &world{Server: tgfake.New(time.Now), archive: &readOnly{Archive: a}}
		stop := w.start(t)
		public, private := w.PublicChannel(-100701, "City News", "City_News"), w.Channel(-100702, "Closed")
		other := w.PublicChannel(-100703, "Others", "others")
		w.desk.Channels = []string{"@city_news", "-100702"}
		id := w.Post(public, post)
		w.pass()
		w.archive.failing(2) // the journal does not take it at once
		w.Rewrite(public, id, post+" Later the governor spoke of eight.")
		w.pass()
		w.pass()
		w.Post(private, "Words for members only.")
		w.Post(other, post)
		w.Post(public, "")
		w.pass()
		stop()
		got := w.archive.articles
		want := []incident.Article{
			{URL: "https://t.me/City_News/1", Outlet: "City News", Text: post},
			{URL: "https://t.me/City_News/1", Outlet: "City News", Text: post + " Later the governor spoke of eight."},
			{URL: "https://t.me/c/702/1", Outlet: "Closed", Text: "Words for members only."},
		}
		if len(got) != len(want) {
			t.Fatalf("%d articles: %+v", len(got), got)
		}
		for i, g := range got {
			if g.URL != want[i].URL || g.Outlet != want[i].Outlet || g.Text != want[i].Text || g.Published == "" {
				t.Errorf("%d: %+v, want %+v", i, g, want[i])
			}
		}
		if got[0].ID != got[1].ID {
			t.Errorf("an edit is another article: %s, %s", got[0].ID, got[1].ID)
		}
	})
}
