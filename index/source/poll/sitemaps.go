package poll

import (
	"context"

	"incidentbot/index/source"
	"incidentbot/index/source/fetch"
)

// The bounds of what a sitemap index leads to in a round.
const (
	maxSitemaps = 12 // documents fetched, indexes below the first included
	maxDepth    = 2  // indexes below each other, the first included
)

// leaf is a sitemap to fetch, so many indexes below the listed one.
type leaf struct {
	address string
	depth   int
}

// sitemaps reads the news sitemaps that an index leads to, the last changed
// first. It reports false for a document that is no index. What an index names on
// another host is not followed, as the protocol has it; one sitemap that fails
// takes nothing from the others, and if all fail the first failure is the feed's.
func (r *round) sitemaps(ctx context.Context, doc source.Document) (f source.Feed, is bool, err error) {
	below, is, err := source.ParseSitemapIndex(doc)
	if !is || err != nil {
		return f, is, err
	}
	here := host(doc.URL)
	todo := leaves(below, 1)
	seen := map[string]bool{}
	var failure error
	read := 0
	for len(todo) > 0 && len(seen) < maxSitemaps && len(f.Items) < maxItems {
		next := todo[0]
		todo = todo[1:]
		if seen[next.address] || host(next.address) != here {
			continue
		}
		seen[next.address] = true
		one, deeper, err := r.sitemap(ctx, next)
		if ctx.Err() != nil {
			return f, true, ctx.Err()
		}
		if err != nil {
			if failure == nil {
				failure = err
			}
			continue
		}
		read++
		todo = append(todo, deeper...)
		f.Items = append(f.Items, one.Items...)
		if f.Title == "" {
			f.Title = one.Title
		}
	}
	if read == 0 {
		return f, true, failure
	}
	return f, true, nil
}

// sitemap fetches one sitemap: its items, or what it leads to in its turn.
func (r *round) sitemap(ctx context.Context, l leaf) (f source.Feed, deeper []leaf, err error) {
	res, err := r.get.Get(ctx, fetch.Request{URL: l.address})
	if err != nil {
		return f, nil, err
	}
	below, is, err := source.ParseSitemapIndex(res.Document)
	switch {
	case err != nil:
		return f, nil, err
	case is && l.depth < maxDepth:
		return f, leaves(below, l.depth+1), nil
	case is:
		return f, nil, nil
	}
	f, err = source.ParseFeed(res.Document)
	return f, nil, err
}

func leaves(addresses []string, depth int) []leaf {
	out := make([]leaf, len(addresses))
	for i, a := range addresses {
		out[i] = leaf{a, depth}
	}
	return out
}
