package index

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"

	"incidentbot/index/incident"
)

const (
	searchDepth = 60 // how many hits of each index are ranked together
	prefixMin   = 3  // letters from which a last word is also a prefix
	titleBoost  = 3
	rankBase    = 60 // of reciprocal rank fusion (Cormack, Clarke, Büttcher 2009)
)

// Search finds words in events and articles. The best hits of both indexes are
// ranked together; articles of one event are one hit. Total is exact up to 60
// hits an index, beyond that it is what the index of articles counts.
func (a *Archive) Search(ctx context.Context, q TextQuery) (Hits, error) {
	words := terms(q.Text)
	if len(words) == 0 {
		return Hits{}, nil
	}
	f := q.Filter
	for _, all := range []bool{true, false} {
		found, err := a.find(ctx, q.Text, &f, all)
		if err != nil {
			return Hits{}, err
		}
		if len(found.list) == 0 && all {
			continue
		}
		return a.hits(ctx, found, words, &f)
	}
	return Hits{}, nil
}

// found is what both indexes found, best first.
type found struct {
	list  []*match
	total int
}

// match is one event, or one article without one.
type match struct {
	event, article string
	score          float64
}

// find asks both indexes and ranks what they find together.
func (a *Archive) find(ctx context.Context, text string, f *Filter, all bool) (*found, error) {
	size := max(searchDepth, f.Offset+f.limit())
	events, err := a.p.s.events.SearchInContext(ctx, request(text, f, all, size, fName, fWords))
	if err != nil {
		return nil, err
	}
	articles, err := a.p.s.articles.SearchInContext(ctx, request(text, f, all, size, fTitle, fText))
	if err != nil {
		return nil, err
	}
	r := ranking{by: map[string]*match{}}
	tq := f.query()
	for i, h := range events.Hits {
		if a.table().Matches(tq, h.ID) {
			r.add(match{event: h.ID}, i)
		}
	}
	held, err := a.p.s.holders(ids(articles.Hits)...)
	if err != nil {
		return nil, err
	}
	words := terms(text)
	for i, h := range articles.Hits {
		if !f.structural() && a.plain(h.ID, held[i]) {
			r.add(match{article: h.ID}, i)
		}
		of := slices.DeleteFunc(held[i], func(id string) bool { return !a.table().Matches(tq, id) })
		if of, err = a.told(h.ID, of, words); err != nil {
			return nil, err
		}
		for _, id := range of {
			r.add(match{event: id, article: h.ID}, i)
		}
	}
	total := len(r.list)
	if articles.Total > uint64(size) {
		total = max(total, int(articles.Total))
	}
	slices.SortStableFunc(r.list, func(x, y *match) int {
		switch {
		case x.score > y.score:
			return -1
		case x.score < y.score:
			return 1
		}
		return strings.Compare(x.event+x.article, y.event+y.article)
	})
	return &found{r.list, total}, nil
}

// plain reports whether an article that these events hold is to be found without
// an event: it has none, or only an older version of it had.
func (a *Archive) plain(article string, events []string) bool {
	for _, id := range events {
		e, err := a.load(id)
		if err != nil || e.Grade != incident.GradeWithdrawn {
			return false
		}
		if slices.ContainsFunc(e.Reports, func(r incident.SourcedReport) bool { return r.Article == article && r.Withdrawn }) {
			return false
		}
	}
	return true
}

func ids(hits search.DocumentMatchCollection) []string {
	out := make([]string, len(hits))
	for i, h := range hits {
		out[i] = h.ID
	}
	return out
}

// told narrows an article's events to those of which it tells in the words asked
// for: the sentences of its claims have the most of them.
func (a *Archive) told(article string, events, words []string) ([]string, error) {
	if len(events) < 2 {
		return events, nil
	}
	var best []string
	most := -1
	for _, id := range events {
		e, err := a.load(id)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		switch n := wordsOf(e, article, words); {
		case n > most:
			best, most = []string{id}, n
		case n == most:
			best = append(best, id)
		}
	}
	return best, nil
}

// wordsOf counts the words in an event's place and in what an article says of it.
func wordsOf(e *incident.Event, article string, words []string) int {
	seen := map[string]bool{}
	say := func(text string) {
		for _, w := range terms(text) {
			if slices.Contains(words, w) {
				seen[w] = true
			}
		}
	}
	say(e.Place.Name)
	last := ""
	for i := range e.Claims {
		c := &e.Claims[i]
		if e.Sources[c.Source-1].Article == article && c.Sentence != last {
			last = c.Sentence
			say(last)
		}
	}
	return len(seen)
}

// structural reports whether a filter asks for what an article without an event has not.
func (f *Filter) structural() bool {
	return len(f.Places)+len(f.Weapons)+len(f.Damage)+len(f.Outages) > 0 || f.MinKilled > 0 || f.MinInjured > 0 || f.NoBackground
}

// ranking joins ranked lists.
type ranking struct {
	by   map[string]*match
	list []*match
}

func (r *ranking) add(m match, rank int) {
	key := "e" + m.event
	if m.event == "" {
		key = "a" + m.article
	}
	score := 1 / float64(rankBase+rank)
	if old := r.by[key]; old != nil {
		old.score += score
		if old.article == "" {
			old.article = m.article
		}
		return
	}
	m.score = score
	r.by[key] = &m
	r.list = append(r.list, &m)
}

// request makes the question to one index: the words in its two text fields and
// the filter as keywords.
func request(text string, f *Filter, all bool, size int, head, body string) *bleve.SearchRequest {
	q := bleve.NewConjunctionQuery(wordsQuery(text, all, head, body))
	for _, c := range filterQueries(f) {
		q.AddQuery(c)
	}
	req := bleve.NewSearchRequestOptions(q, size, 0, false)
	req.SortBy([]string{"-_score", "_id"}) // equals in one order, on every node and page
	return req
}

// wordsQuery asks for each word in either field; the last one may be the
// beginning of a word in the head.
func wordsQuery(text string, all bool, head, body string) query.Query {
	ws := terms(text)
	var each []query.Query
	for i, w := range ws {
		h := bleve.NewTermQuery(w)
		h.SetField(head)
		h.SetBoost(titleBoost)
		b := bleve.NewTermQuery(w)
		b.SetField(body)
		either := bleve.NewDisjunctionQuery(h, b)
		if i == len(ws)-1 && utf8.RuneCountInString(w) >= prefixMin {
			p := bleve.NewPrefixQuery(w)
			p.SetField(head)
			either.AddQuery(p)
		}
		each = append(each, either)
	}
	if all {
		return bleve.NewConjunctionQuery(each...)
	}
	return bleve.NewDisjunctionQuery(each...)
}

func filterQueries(f *Filter) []query.Query {
	var out []query.Query
	anyOf := func(field string, values []string) {
		if len(values) == 0 {
			return
		}
		d := bleve.NewDisjunctionQuery()
		for _, v := range values {
			t := bleve.NewTermQuery(v)
			t.SetField(field)
			t.SetBoost(0)
			d.AddQuery(t)
		}
		out = append(out, d)
	}
	anyOf(fPlace, f.Places)
	anyOf(fWeapon, appendAll(nil, f.Weapons))
	anyOf(fDamage, appendAll(nil, f.Damage))
	anyOf(fOutage, appendAll(nil, f.Outages))
	if f.From.Known() || f.To.Known() {
		if !f.Undated {
			out = append(out, dayQuery(f.From, f.To))
		}
	}
	return out
}

func dayQuery(from, to incident.Day) query.Query {
	yes := true
	r := bleve.NewTermRangeInclusiveQuery(dayWord(from), dayWord(to), &yes, &yes)
	r.SetField(fDay)
	r.SetBoost(0)
	return r
}

// hits fills a page of matches with events, articles and snippets.
func (a *Archive) hits(ctx context.Context, found *found, words []string, f *Filter) (Hits, error) {
	out := Hits{Total: found.total}
	lo := min(max(f.Offset, 0), len(found.list))
	for _, m := range found.list[lo:min(lo+f.limit(), len(found.list))] {
		h, err := a.hit(ctx, m, words)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return Hits{}, err
		}
		out.Hits = append(out.Hits, h)
	}
	return out, nil
}

func (a *Archive) hit(ctx context.Context, m *match, words []string) (Hit, error) {
	var h Hit
	id := m.article
	if m.event != "" {
		e, err := a.load(m.event)
		if err != nil {
			return h, err
		}
		shown := a.shown(e)
		h.Event = &shown
		if id == "" && len(e.Sources) > 0 { // its facts matched: the newest article tells them
			id = e.Sources[len(e.Sources)-1].Article
		}
	}
	art, err := a.Article(ctx, id)
	if err != nil {
		return h, err
	}
	h.Snippet = snippet(art.Text, words)
	h.Source = incident.Source{
		Article: art.ID, Outlet: art.Outlet, Title: art.Title, URL: art.URL, Published: art.Published, Lang: art.Lang,
	}
	if h.Event == nil {
		art.Text = ""
		h.Article = &art
	}
	return h, nil
}
