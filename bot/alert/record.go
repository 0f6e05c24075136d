package alert

import (
	"slices"
	"time"

	"incidentbot/index/incident"
)

// maxPosts is how many posts a chat's record keeps: those of some weeks in a busy place.
const maxPosts = 200

// Record notes in the chat's record that a verdict was carried out: message is
// the id of the message that Send made, and the events are told as they are.
func (c *Chat) Record(v Verdict, message int, now time.Time, events ...*incident.Event) {
	i := v.Post
	if v.Act == Send {
		c.Posts = append(c.Posts, Post{Message: message, Day: events[0].Date, Opened: now})
		i = len(c.Posts) - 1
	}
	p := &c.Posts[i]
	if v.Act != Send {
		p.Updates++
	}
	for _, e := range events {
		is := tell(e)
		if j := slices.IndexFunc(p.Events, func(t Told) bool { return e.Known(t.Event) }); j >= 0 {
			p.Events[j] = is
		} else {
			p.Events = append(p.Events, is)
		}
	}
}

// Knows reports whether a post has told the chat of an event.
func (c *Chat) Knows(event string) bool {
	_, told := c.told(func(id string) bool { return id == event })
	return told != nil
}

// Clone returns a copy that shares nothing that Record changes.
func (c *Chat) Clone() *Chat {
	d := *c
	d.Posts = slices.Clone(c.Posts)
	for i := range d.Posts {
		d.Posts[i].Events = slices.Clone(d.Posts[i].Events)
	}
	d.Follow = slices.Clone(c.Follow)
	return &d
}

// Empty reports whether nothing in the record is worth keeping.
func (c *Chat) Empty() bool {
	return c.Sub == nil && len(c.Follow) == 0 && len(c.Posts) == 0 && c.Lang == "" && c.Zone == ""
}
