package poll

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"incidentbot/index/incident"
	"incidentbot/index/source"
	"incidentbot/index/source/fetch"
)

// Getter fetches; *fetch.Client is one.
type Getter interface {
	Get(ctx context.Context, req fetch.Request) (fetch.Response, error)
}

// Sink takes articles for good: what it accepted is never handed on again,
// except after a crash or where the outlet changed it. An error means that none
// of them can be relied on to be kept; they come again. Rounds call it concurrently.
type Sink func(ctx context.Context, as []incident.Article) error

// The bounds of a round.
const (
	maxPages   = 30   // pages read in a round; the rest follows in the next
	handOn     = 10   // articles handed on together
	maxStumble = 3    // pages in a row that fail for a passing reason; then the host is left alone for this round
	maxBack    = 10   // older pages of a channel
	maxItems   = 1000 // of a list
	keepSeen   = 400  // items remembered beyond those that the list has
	shortText  = 600  // bytes below which a list's text is taken for a summary
	folderSeen = 20000
)

// round is one asking of one feed.
type round struct {
	feed  Feed
	state State
	get   Getter
	zone  *time.Location
	now   time.Time
	out   Outcome
	batch []incident.Article
	marks []mark // of batch
	add   Sink
	pages int
	// stumbles are the pages in a row that failed for a passing reason.
	stumbles int
	// newest limits the round to so many of the newest items; 0: all of them.
	newest int
	// changed is set where a folder's round read a file, if only to find nothing in it.
	changed bool
}

// sinkError marks a failure of ours, not of the feed.
type sinkError struct{ err error }

func (e *sinkError) Error() string { return "the archive took no articles: " + e.err.Error() }
func (e *sinkError) Unwrap() error { return e.err }

// run asks the feed. The outcome's error is the feed's failure; the returned
// error is the sink's or the context's, and the round then counts for nothing.
func (r *round) run(ctx context.Context) (Outcome, error) {
	if r.feed.Kind == Folder {
		r.out.Seen = r.state.Seen.clone()
		return r.out, r.folder(ctx)
	}
	items, err := r.list(ctx)
	if err != nil || r.out.NotModified {
		r.out.Err = err
		return r.out, ctx.Err()
	}
	if r.newest > 0 {
		items = items[:min(len(items), r.newest)]
	}
	r.out.Seen = r.state.Seen.clone()
	slices.Reverse(items) // lists have the newest first; the archive learns in order
	ids := make([]uint64, 0, len(items))
	for _, it := range once(items) {
		id := hash(it.Article.ID)
		ids = append(ids, id)
		if err := r.item(ctx, it, id); err != nil {
			return r.out, err
		}
	}
	if err := r.flush(ctx); err != nil {
		return r.out, err
	}
	r.out.Seen.touch(ids, len(ids)+keepSeen)
	return r.out, nil
}

// once leaves of the items with one id the last: several sitemaps may show an article.
func once(items []source.Item) []source.Item {
	last := make(map[string]int, len(items))
	for i := range items {
		last[items[i].Article.ID] = i
	}
	kept := items[:0]
	for i, it := range items {
		if last[it.Article.ID] == i {
			kept = append(kept, it)
		}
	}
	return kept
}

// list fetches and reads the feed's list.
func (r *round) list(ctx context.Context) ([]source.Item, error) {
	res, err := r.get.Get(ctx, fetch.Request{URL: address(r.feed, r.state), ETag: r.state.ETag, LastModified: r.state.LastModified})
	if err != nil {
		return nil, err
	}
	r.out.ETag, r.out.LastModified, r.out.Moved, r.out.Fresh = res.ETag, res.LastModified, res.Moved, res.Fresh
	r.out.Body = hash(string(res.Body))
	// many servers know no conditional requests: the same bytes are the same list
	if r.out.NotModified = res.NotModified || r.out.Body == r.state.Body && r.newest == 0; r.out.NotModified {
		return nil, nil
	}
	f, err := r.parse(ctx, res.Document)
	if err != nil {
		return nil, named(r.feed, err)
	}
	r.out.Title, r.out.Listed = f.Title, len(f.Items)
	items := f.Items[:min(len(f.Items), maxItems)]
	if r.channel() {
		return r.older(ctx, items)
	}
	return items, nil
}

func (r *round) channel() bool { return source.IsChannel(address(r.feed, r.state)) }

// parse reads the list. A channel without a public page leads elsewhere, and is
// still to be told as a channel.
func (r *round) parse(ctx context.Context, doc source.Document) (source.Feed, error) {
	if r.channel() {
		return source.ParseChannel(doc)
	}
	if f, is, err := r.sitemaps(ctx, doc); is {
		r.out.ETag, r.out.LastModified, r.out.Body = "", "", 0 // an index stays as it is while what it leads to changes
		return f, err
	}
	return source.ParseList(doc)
}

// older adds the posts before those of a channel's page, page by page, until one
// is known: a page has twenty posts, and more may have come while nobody asked.
// A channel that was never read stays with its page. Where an older page fails, the
// round fails, or what lies between would be lost; after some such rounds it goes on without.
func (r *round) older(ctx context.Context, items []source.Item) ([]source.Item, error) {
	if len(r.state.Seen.list) == 0 || r.newest > 0 {
		return items, nil
	}
	seen := r.state.Seen.clone()
	for range maxBack {
		if len(items) == 0 || slices.ContainsFunc(items, func(it source.Item) bool { return seen.has(hash(it.Article.ID)) }) {
			break
		}
		oldest := items[len(items)-1].Article.URL
		back := address(r.feed, r.state) + "?before=" + oldest[strings.LastIndexByte(oldest, '/')+1:]
		res, err := r.get.Get(ctx, fetch.Request{URL: back})
		if passing(err) && r.state.Failures < maxTries {
			return nil, err
		}
		if err != nil {
			break
		}
		f, err := source.ParseChannel(res.Document)
		if err != nil {
			break // the channel begins here
		}
		items = append(items, f.Items...)
	}
	return items, nil
}

func named(f Feed, err error) error {
	var e *source.Error
	if errors.As(err, &e) && e.Source == "" {
		return &source.Error{Source: f.URL, Class: e.Class, Msg: e.Msg, Err: e.Err}
	}
	return err
}

// item hands one item on, unless it was seen as it is.
func (r *round) item(ctx context.Context, it source.Item, id uint64) error {
	sum := hash(it.Article.Title, it.Article.Text, it.Updated)
	if r.out.Seen.done(id, sum) {
		return nil
	}
	if it.Other != "" && r.out.Seen.done(hash(it.Other), sum) { // from when its address was not shared, or was
		r.out.Seen.set(id, sum, 0)
		return nil
	}
	a, ok, err := r.complete(ctx, it, id, sum)
	if err != nil || !ok {
		return err
	}
	return r.hand(ctx, r.dress(a), mark{id: id, sum: sum})
}

// hand puts an article into the batch.
func (r *round) hand(ctx context.Context, a incident.Article, m mark) error {
	r.batch, r.marks = append(r.batch, a), append(r.marks, m)
	if len(r.batch) < handOn {
		return nil
	}
	return r.flush(ctx)
}

// flush hands the batch on and remembers it.
func (r *round) flush(ctx context.Context) error {
	if len(r.batch) == 0 {
		return ctx.Err()
	}
	if err := r.add(ctx, r.batch); err != nil {
		return &sinkError{err}
	}
	for _, m := range r.marks {
		r.out.Seen.set(m.id, m.sum, 0)
	}
	r.out.New += len(r.batch)
	r.batch, r.marks = nil, nil
	return nil
}

// complete returns the article with its full text, read from its page where the
// list has only a summary. It reports false for an item that has to wait for the
// next round, or that has no text at all.
func (r *round) complete(ctx context.Context, it source.Item, id, sum uint64) (incident.Article, bool, error) {
	a := it.Article
	if it.Shared || !r.follows(a) {
		return a, strings.TrimSpace(a.Text) != "", nil
	}
	if r.pages >= maxPages {
		r.out.Left++
		return a, false, nil
	}
	r.pages++
	page, err := r.page(ctx, a.URL)
	switch {
	case ctx.Err() != nil:
		return a, false, ctx.Err()
	case err == nil:
		r.stumbles = 0
		return merged(a, page), true, nil
	case r.stumbled(err) && r.out.Seen.tries(id)+1 < maxTries:
		r.out.Seen.set(id, sum, r.out.Seen.tries(id)+1)
		r.out.Left++
		return a, false, nil
	case strings.TrimSpace(a.Text) == "" || a.Text == a.Title:
		r.out.Seen.set(id, sum, 0) // nothing to be had of it
		return a, false, nil
	}
	return a, true, nil
}

// stumbled reports whether a page's failure is a passing one. A host that asks for
// time, or fails again and again, is asked for no more pages in this round.
func (r *round) stumbled(err error) bool {
	if !passing(err) {
		return false
	}
	var e *fetch.Error
	if errors.As(err, &e) {
		r.out.Wait = max(r.out.Wait, e.RetryAfter)
	}
	if r.stumbles++; r.stumbles >= maxStumble || fetch.ClassOf(err) == fetch.Throttled {
		r.pages = maxPages
	}
	return true
}

func (r *round) follows(a incident.Article) bool {
	switch {
	case !source.IsAddress(a.URL):
		return false
	case r.feed.Kind == Pages || r.feed.Kind == Sitemap:
		return true
	case r.feed.Kind == Auto && !r.channel():
		return len(a.Text) < shortText || cut(a.Text)
	}
	return false
}

// cut reports whether a text ends in the middle.
func cut(text string) bool {
	text = strings.TrimRight(text, " \n\t])»")
	return strings.HasSuffix(text, "…") || strings.HasSuffix(text, "...")
}

// passing reports whether a failure may be over by the next round.
func passing(err error) bool {
	switch fetch.ClassOf(err) {
	case fetch.Throttled, fetch.Server, fetch.Timeout, fetch.Network:
		return true
	}
	return false
}

func (r *round) page(ctx context.Context, address string) (incident.Article, error) {
	res, err := r.get.Get(ctx, fetch.Request{URL: address})
	if err != nil {
		return incident.Article{}, err
	}
	return source.ParsePage(res.Document)
}

// merged takes the page's text and address, and of both the better date: one
// with a time of day.
func merged(a, page incident.Article) incident.Article {
	if utf8.RuneCountInString(page.Text) >= utf8.RuneCountInString(a.Text) {
		a.Text = page.Text
	}
	if len(page.Published) > len("2006-01-02") || a.Published == "" {
		a.Published, a.PublishedBasis = page.Published, page.PublishedBasis
	}
	if page.URL != "" {
		a.URL, a.ID = page.URL, source.IDOfURL(page.URL)
	}
	if a.Title == "" {
		a.Title = page.Title
	}
	if a.Lang == "" {
		a.Lang = page.Lang
	}
	if a.Outlet == "" {
		a.Outlet = page.Outlet
	}
	return a
}

// dress adds what the operator's list and the clock know.
func (r *round) dress(a incident.Article) incident.Article {
	if r.feed.Name != "" {
		a.Outlet = r.feed.Name
	}
	if a.Lang == "" {
		a.Lang = r.feed.Lang
	}
	a.Fetched = r.now.UTC().Format(time.RFC3339)
	source.InZone(&a, r.zone)
	return a
}

func hash(parts ...string) uint64 {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return binary.LittleEndian.Uint64(h.Sum(nil))
}
