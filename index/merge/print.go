package merge

import (
	"math/bits"
	"slices"

	"incidentbot/index/token"
)

// Prints are what tells copies of a text from other texts.
type Prints struct {
	// Fingerprint is a 64-bit simhash over the text's three-word runs, 0 for a
	// text of fewer than eight words, which is too short to tell (Charikar 2002).
	Fingerprint uint64
	// Sketch has the smallest hashes of these runs, sorted: a sample that is the
	// same wherever the same runs stand (Broder 1997). Nil for a short text.
	Sketch []uint32
}

// sketchSize is how many word runs a sketch keeps: the whole of a short text,
// and of a long one enough to tell a half from a third.
const sketchSize = 48

// leastWords is how many words a text needs to be told from others.
const leastWords = 8

// Printer takes the prints of texts, in one pass over each; its memory serves
// one after the other. It belongs to one goroutine.
type Printer struct {
	text  []byte
	words []token.Token
}

// Of returns a text's prints.
func (p *Printer) Of(text string) Prints {
	p.text = append(p.text[:0], text...)
	p.words = slices.DeleteFunc(token.Scan(p.words[:0], p.text), func(t token.Token) bool { return t.Kind == token.Mark })
	if len(p.words) < leastWords {
		return Prints{}
	}
	var c ones
	hs := make([]uint32, 0, sketchSize+1)
	for i := 2; i < len(p.words); i++ {
		h := run(p.words[i-2 : i+1])
		c.add(h)
		hs = least(hs, uint32(h>>32))
	}
	return Prints{c.most(len(p.words)-2) | 1, hs} // never 0, which means "too short"
}

// least keeps the sketchSize smallest hashes, sorted, each once.
func least(hs []uint32, h uint32) []uint32 {
	if len(hs) == sketchSize && h >= hs[sketchSize-1] {
		return hs
	}
	at, had := slices.BinarySearch(hs, h)
	if had {
		return hs
	}
	hs = slices.Insert(hs, at, h)
	return hs[:min(len(hs), sketchSize)]
}

// ones counts, for each of 64 bits, how often it was set. The counts are kept as
// binary numbers across words, a digit a word, so that one addition serves all.
type ones [32]uint64

func (c *ones) add(h uint64) {
	for k := 0; h != 0; k++ {
		c[k], h = c[k]^h, c[k]&h
	}
}

// most returns the bits that were set in more than half of n.
func (c *ones) most(n int) (f uint64) {
	for b := range 64 {
		set := 0
		for k := range c {
			set += int(c[k]>>b&1) << k
		}
		if 2*set > n {
			f |= 1 << b
		}
	}
	return f
}

// run is the hash of a run of three words.
func run(w []token.Token) uint64 {
	return mix(w[0].Hash*3 ^ bits.RotateLeft64(w[1].Hash, 21) ^ bits.RotateLeft64(w[2].Hash, 43))
}

// mix spreads a hash's bits (the finalizer of MurmurHash3).
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
