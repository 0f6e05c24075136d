package alert

import (
	"slices"
	"time"

	"incidentbot/index/gazetteer"
	"incidentbot/index/incident"
)

// Act is what to do for a chat about an event.
type Act uint8

// The acts.
const (
	Nothing Act = iota
	Hold        // decide again at Verdict.Until
	Send        // a message of its own
	Edit        // the post's message changes, without a sound
	Reply       // the post's message changes, and a reply to it says why
)

// Reason names why a verdict is what it is.
type Reason string

// The reasons for a message or a reply: the closed list.
const (
	FirstReport  Reason = "first report"
	KilledRises  Reason = "killed rises"
	SecondSource Reason = "second independent source"
	OutageRises  Reason = "outage class rises"
	Correction   Reason = "correction"
	Withdrawal   Reason = "withdrawal"
)

// The reasons for an edit, for waiting and for silence.
const (
	Changed       Reason = "figures or sources changed"
	Burst         Reason = "one more event of a burst"
	QuietHours    Reason = "quiet hours"
	Delayed       Reason = "publication delay"
	NotSubscribed Reason = "no subscription"
	ChatGone      Reason = "the chat takes no messages"
	InDigest      Reason = "told in the digest"
	OtherPlace    Reason = "another place"
	OtherWeapon   Reason = "another weapon"
	BelowSeverity Reason = "below the severity asked for"
	TooOld        Reason = "older than alerts may be"
	Undated       Reason = "no date"
	Background    Reason = "only looked back at"
	KnownBefore   Reason = "known before the subscription"
	Unchanged     Reason = "nothing that was told has changed"
)

// Verdict is what Decide returns.
type Verdict struct {
	Act    Act
	Reason Reason
	Post   int       // index in Chat.Posts of the post to edit or to reply to; -1 for a new one
	Until  time.Time // of Hold
	Silent bool      // of Send and Reply
	Urgent bool      // goes before digests and edits
}

// Policy is the operator's rules for alerts.
type Policy struct {
	// MaxAge is how long after an event's day an alert of it may be sent for the first time.
	MaxAge time.Duration
	// Delay holds the first report back, for all weapons ("") or one: local rules
	// on reporting impacts are the operator's to obey.
	Delay map[incident.Weapon]time.Duration
	// Gather is how long after a post was opened further events of its day, when first seen, join it.
	Gather time.Duration
	// Zone is the default zone.
	Zone *time.Location
	// NoQuotes leaves the sources' sentences out of alerts: they may say more
	// exactly than by its settlement where something was hit.
	NoQuotes bool
}

// delay returns the longest delay that applies to the event.
func (p *Policy) delay(e *incident.Event) time.Duration {
	d := p.Delay[""]
	for _, w := range e.Weapons {
		d = max(d, p.Delay[w])
	}
	return d
}

// Chat is the record of a chat, or of one topic of a forum.
type Chat struct {
	ID     int64         `json:"id"`
	Thread int           `json:"thread,omitempty"`
	Sub    *Subscription `json:"sub,omitempty"` // nil: no alerts
	// Gone is set while the chat takes no messages: the bot was blocked or removed.
	Gone bool `json:"gone,omitempty"`
	// Follow lists events that the chat hears of whatever its subscription says.
	Follow []string      `json:"follow,omitempty"`
	Lang   incident.Lang `json:"lang,omitempty"`
	Zone   string        `json:"zone,omitempty"`
	Posts  []Post        `json:"posts,omitempty"` // oldest first
	// LastDigest is the day of the last digest sent.
	LastDigest incident.Day `json:"last_digest,omitempty"`
}

// Post is one message that told a chat of an event, or of a burst of one day.
type Post struct {
	Message int          `json:"message"`
	Day     incident.Day `json:"day"`
	Opened  time.Time    `json:"opened"`
	Updates int          `json:"updates,omitempty"`
	Events  []Told       `json:"events"`
}

// Told is what a post has told of one event.
type Told struct {
	Event       string `json:"event"`
	Revision    int    `json:"revision"`
	Killed      int32  `json:"killed"`
	Independent int    `json:"independent"`
	Outage      int    `json:"outage,omitempty"`
	Corrected   bool   `json:"corrected,omitempty"`
	Withdrawn   bool   `json:"withdrawn,omitempty"`
}

// tell returns what telling of e as it is now says.
func tell(e *incident.Event) Told {
	return Told{
		Event: e.ID, Revision: e.Revision, Killed: floor(e.Killed), Independent: e.Independent, Outage: outageClass(e),
		Corrected: e.Grade == incident.GradeCorrected, Withdrawn: e.Grade == incident.GradeWithdrawn,
	}
}

// outageClass orders outages by how many are cut off: 0 none, 1 not said or
// under 1,000, and one more for every power of ten from there.
func outageClass(e *incident.Event) int {
	class := 0
	for _, o := range e.Outages {
		n := 1
		if o.Count != nil {
			for c := *o.Count; c >= 1000; c /= 10 {
				n++
			}
		}
		class = max(class, n)
	}
	return class
}

// Decide says what a chat should hear of an event as it is now. seen is when
// this bot first knew of the event: publication delays and bursts count from there.
func Decide(c *Chat, e *incident.Event, seen, now time.Time, p *Policy, g *gazetteer.Gazetteer) Verdict {
	if c.Gone {
		return Verdict{Reason: ChatGone, Post: -1}
	}
	if post, told := c.told(e.Known); told != nil {
		return update(c, e, post, told, now, p)
	}
	if r := unwanted(c, e, now, p, g); r != "" {
		return Verdict{Reason: r, Post: -1}
	}
	if until := seen.Add(p.delay(e)); until.After(now) {
		return Verdict{Act: Hold, Reason: Delayed, Post: -1, Until: until}
	}
	if until, quiet := c.quiet(e, now, p); quiet {
		return Verdict{Act: Hold, Reason: QuietHours, Post: -1, Until: until}
	}
	if i := c.open(e, seen, p); i >= 0 {
		return Verdict{Act: Edit, Reason: Burst, Post: i}
	}
	return Verdict{Act: Send, Reason: FirstReport, Post: -1, Silent: c.silent(), Urgent: true}
}

// unwanted says why a first report of the event is not for this chat, or "".
func unwanted(c *Chat, e *incident.Event, now time.Time, p *Policy, g *gazetteer.Gazetteer) Reason {
	follows := slices.ContainsFunc(c.Follow, e.Known)
	switch {
	case c.Sub == nil && !follows:
		return NotSubscribed
	case e.Grade == incident.GradeWithdrawn:
		return Withdrawal
	case e.Background:
		return Background
	case !e.Date.Known():
		return Undated
	case tooOld(e, now, p):
		return TooOld
	case follows:
		return ""
	case c.Sub.OnlyNew && c.Sub.knew(e, p):
		return KnownBefore
	case c.Sub.Digest != nil:
		return InDigest
	}
	return c.Sub.Mismatch(e, g)
}

// knew reports whether the event is older than the subscription: by its day, or
// by the hour that its first source gives.
func (s *Subscription) knew(e *incident.Event, p *Policy) bool {
	at := published(e)
	return lastDay(e) < incident.DayOf(s.Since.In(p.Zone)) || !at.IsZero() && at.Before(s.Since)
}

// tooOld reports that an event's day ended longer ago than alerts may tell of.
func tooOld(e *incident.Event, now time.Time, p *Policy) bool {
	return now.Sub(lastDay(e).Add(1).Time()) > p.MaxAge
}

func lastDay(e *incident.Event) incident.Day { return max(e.Date, e.DateEnd) }

// update decides about an event that the chat has been told of.
func update(c *Chat, e *incident.Event, post int, told *Told, now time.Time, p *Policy) Verdict {
	is := tell(e)
	v := Verdict{Post: post, Silent: c.silent(), Urgent: true, Act: Reply}
	switch {
	case is == *told:
		return Verdict{Reason: Unchanged, Post: post}
	case is.Withdrawn && !told.Withdrawn:
		v.Reason = Withdrawal
	case is.Corrected && !told.Corrected || is.Killed < told.Killed:
		v.Reason = Correction
	case is.Killed > told.Killed:
		v.Reason = KilledRises
	case told.Independent < 2 && is.Independent >= 2:
		v.Reason = SecondSource
	case is.Outage > told.Outage:
		v.Reason = OutageRises
	default:
		return Verdict{Act: Edit, Reason: Changed, Post: post}
	}
	if v.Reason == Withdrawal { // who was told a thing that is taken back hears of it at any age and hour
		return v
	}
	if tooOld(e, now, p) { // a late article, or rules that read an old one anew, wake nobody
		return Verdict{Act: Edit, Reason: v.Reason, Post: post}
	}
	if until, quiet := c.quiet(e, now, p); quiet {
		return Verdict{Act: Hold, Reason: QuietHours, Post: post, Until: until}
	}
	return v
}

// told finds the post that tells of an event, whichever id it had then.
func (c *Chat) told(event func(id string) bool) (int, *Told) {
	for i := range c.Posts {
		for j := range c.Posts[i].Events {
			if event(c.Posts[i].Events[j].Event) {
				return i, &c.Posts[i].Events[j]
			}
		}
	}
	return -1, nil
}

// open returns the post of the event's day that still gathered a burst when the
// event was first seen, or -1. One of which all was withdrawn gathers no more.
func (c *Chat) open(e *incident.Event, seen time.Time, p *Policy) int {
	stands := func(t Told) bool { return !t.Withdrawn }
	for i := len(c.Posts) - 1; i >= 0; i-- {
		if c.Posts[i].Day == e.Date && seen.Sub(c.Posts[i].Opened) < p.Gather && slices.ContainsFunc(c.Posts[i].Events, stands) {
			return i
		}
	}
	return -1
}

// quiet reports whether the chat's quiet hours hold the event back, and until when.
func (c *Chat) quiet(e *incident.Event, now time.Time, p *Policy) (time.Time, bool) {
	if c.Sub == nil || c.Sub.QuietKilled > 0 && floor(e.Killed) >= c.Sub.QuietKilled {
		return time.Time{}, false
	}
	return c.Sub.Quiet.Until(now.In(c.zone(p)))
}

func (c *Chat) zone(p *Policy) *time.Location {
	if z, err := time.LoadLocation(c.Zone); c.Zone != "" && err == nil {
		return z
	}
	return p.Zone
}

func (c *Chat) silent() bool { return c.Sub != nil && c.Sub.Silent }
