package index

import (
	"context"
	"strings"

	"incidentbot/index/incident"
	"incidentbot/index/source"
)

// owner is the article that has an address: its outlet alone may revise it.
type owner struct {
	key    uint64 // hash of the id
	id     string
	outlet string
	text   uint64
}

// idAtURL gives an article with an address its id: that of the article which has
// the address, where this is its next version or the same text; else one of its
// own, for one outlet does not correct another.
func (a *Archive) idAtURL(ctx context.Context, art *incident.Article) string {
	has, ok := a.ownerOf(ctx, art.URL)
	switch {
	case !ok:
		return source.IDOfURL(art.URL)
	case sameOutlet(has.outlet, art.Outlet):
		return has.id
	}
	own := source.IDOfURLBy(art.URL, outletKey(art.Outlet))
	if _, known := a.newest(own); !known && has.text == hash64(art.Title, art.Text) {
		return has.id // the same article, by a way that names its outlet otherwise
	}
	return own
}

// sameOutlet reports whether two names can be one outlet's; none can be any's.
func sameOutlet(x, y string) bool { return x == "" || y == "" || outletKey(x) == outletKey(y) }

func outletKey(name string) string {
	return strings.Join(strings.Fields(strings.ToLower(name)), " ")
}

// ownerOf returns the article that has an address, projected or not.
func (a *Archive) ownerOf(ctx context.Context, url string) (owner, bool) {
	at := hash64(source.Canonical(url))
	a.p.mu.Lock()
	seq, ok := a.p.known.byURL[at]
	a.p.mu.Unlock()
	a.ahead.Lock()
	waiting, pending := a.owners[at]
	a.ahead.Unlock()
	if pending {
		return waiting, true
	}
	if !ok {
		return owner{}, false
	}
	art, err := a.at(ctx, seq)
	if err != nil {
		return owner{}, false
	}
	return ownerFrom(art), true
}

func ownerFrom(art *incident.Article) owner {
	return owner{hash64(art.ID), art.ID, art.Outlet, hash64(art.Title, art.Text)}
}

// own notes who has an address until the projection knows it.
func (a *Archive) own(key uint64, art *incident.Article) {
	if art.URL == "" {
		return
	}
	at := hash64(source.Canonical(art.URL))
	a.p.mu.Lock()
	_, projected := a.p.known.byURL[at]
	a.p.mu.Unlock()
	a.ahead.Lock()
	defer a.ahead.Unlock()
	has, pending := a.owners[at]
	if pending && has.key != key || projected && !pending {
		return // it stays with the first; a projected one is read from the journal
	}
	a.owners[at] = ownerFrom(art)
}

// disown forgets the owners that are no longer pending. Its caller has a.ahead.
func (a *Archive) disown() {
	for at, o := range a.owners {
		if _, ok := a.pending[o.key]; !ok {
			delete(a.owners, at)
		}
	}
}
