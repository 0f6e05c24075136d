package index

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"incidentbot/index/incident"
	"incidentbot/index/journal"
	"incidentbot/index/merge"
	"incidentbot/index/source"
	"incidentbot/index/table"
)

// The kinds of records in the journal.
const (
	kindArticle    = "article"
	kindWithdrawal = "withdrawal"
	kindRetirement = "retirement"
)

// identity derives an article's id where it has none: from its canonical
// address, else from its outlet and text: two outlets with one text are two
// articles, though one source.
func identity(a *incident.Article) string {
	switch {
	case a.ID != "":
		return a.ID
	case a.URL != "":
		return source.IDOfURL(a.URL)
	}
	if a.Outlet != "" {
		return source.IDOfText(a.Outlet + "\n" + a.Text)
	}
	return source.IDOfText(a.Text)
}

// version is what is remembered of an article's newest version: 32 bytes.
type version struct {
	text     uint64 // hash of headline and text
	print    uint64 // the text's merge.Prints.Fingerprint
	seq      uint64 // of its record
	revision uint32 // from 1
}

func hash64(parts ...string) uint64 {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:", len(p))
		h.Write([]byte(p))
	}
	var sum [sha256.Size]byte
	return binary.LittleEndian.Uint64(h.Sum(sum[:0]))
}

// identities knows every article by the hash of its id. Its owner locks it.
type identities struct {
	byID   map[uint64]version
	byURL  map[uint64]uint64 // canonical address -> sequence number
	prints ring
}

func newIdentities() *identities {
	return &identities{byID: map[uint64]version{}, byURL: map[uint64]uint64{}, prints: ring{size: 1 << 14}}
}

// note takes up a record's version. It returns it with its revision, and whether
// it is one: the same text under the same id is nothing new.
func (k *identities) note(id, url string, v version) (version, bool) {
	key := hash64(id)
	old, ok := k.byID[key]
	if ok {
		if old.text == v.text || old.seq >= v.seq {
			return old, false
		}
		v.revision = old.revision + 1
	}
	k.byID[key] = v
	if url != "" { // an address stays with the article that had it first
		at := hash64(source.Canonical(url))
		if seq := k.byURL[at]; seq == 0 || seq == old.seq {
			k.byURL[at] = v.seq
		}
	}
	k.prints.add(v.print)
	return v, true
}

// ring holds the fingerprints of the newest articles, to tell a reprint.
type ring struct {
	size   int
	prints []uint64
	next   int
}

func (r *ring) add(print uint64) {
	if len(r.prints) < r.size {
		r.prints = append(r.prints, print)
		return
	}
	r.prints[r.next] = print
	r.next = (r.next + 1) % r.size
}

// has reports whether one of the newest texts is nearly this one.
func (r *ring) has(print uint64) bool {
	return slices.ContainsFunc(r.prints, func(p uint64) bool { return merge.Reprint(p, print) })
}

// append writes the identities to dst.
func (k *identities) append(dst []byte) []byte {
	le := binary.LittleEndian
	dst = le.AppendUint32(dst, uint32(len(k.byID)))
	for id, v := range k.byID {
		dst = le.AppendUint64(dst, id)
		dst = le.AppendUint64(dst, v.text)
		dst = le.AppendUint64(dst, v.print)
		dst = le.AppendUint64(dst, v.seq)
		dst = le.AppendUint32(dst, v.revision)
	}
	dst = le.AppendUint32(dst, uint32(len(k.byURL)))
	for url, seq := range k.byURL {
		dst = le.AppendUint64(dst, url)
		dst = le.AppendUint64(dst, seq)
	}
	dst = le.AppendUint32(dst, uint32(len(k.prints.prints)))
	for i := range k.prints.prints { // from the oldest
		dst = le.AppendUint64(dst, k.prints.prints[(k.prints.next+i)%len(k.prints.prints)])
	}
	return dst
}

// readIdentities reads what append wrote and returns the rest of b.
func readIdentities(b []byte) (*identities, []byte, error) {
	le := binary.LittleEndian
	list := func(size int) (rows [][]byte) {
		if len(b) < 4 || uint64(le.Uint32(b))*uint64(size) > uint64(len(b)-4) {
			b = nil
			return nil
		}
		n := int(le.Uint32(b))
		rows = make([][]byte, n)
		for i := range rows {
			rows[i] = b[4+i*size : 4+(i+1)*size]
		}
		b = b[4+n*size:]
		return rows
	}
	k := newIdentities()
	ids := list(36)
	k.byID = make(map[uint64]version, len(ids))
	for _, r := range ids {
		k.byID[le.Uint64(r)] = version{le.Uint64(r[8:]), le.Uint64(r[16:]), le.Uint64(r[24:]), le.Uint32(r[32:])}
	}
	urls := list(16)
	k.byURL = make(map[uint64]uint64, len(urls))
	for _, r := range urls {
		k.byURL[le.Uint64(r)] = le.Uint64(r[8:])
	}
	for _, r := range list(8) {
		k.prints.add(le.Uint64(r))
	}
	if b == nil {
		return nil, nil, table.ErrSnapshot
	}
	return k, b, nil
}

// articleRecord writes an article as the journal keeps it.
func articleRecord(a *incident.Article) ([]byte, error) { return json.Marshal(a) }

// readArticle reads what articleRecord wrote.
func readArticle(r *journal.Record) (*incident.Article, error) {
	a := new(incident.Article)
	if err := json.Unmarshal(r.Data, a); err != nil {
		return nil, fmt.Errorf("journal record %d: %w", r.Seq, err)
	}
	return a, nil
}

// clean makes text what JSON gives back unchanged.
func clean(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
