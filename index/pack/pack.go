// Package pack reads and writes the compact forms in which the index keeps what it
// made: varints, and lengths before strings.
//
// A Reader never fails in the middle: after the first byte that is not there it
// is bad and reads zeros, so that its user checks once, at the end. Nothing of the
// length that foreign bytes claim is allocated before the bytes are there.
package pack

import "encoding/binary"

// Reader reads B from its head on. The zero values of what it reads are given once it is Bad.
type Reader struct {
	B   []byte // what is left
	Bad bool   // something was not there, or no number
}

// Uvarint reads an unsigned number.
func (r *Reader) Uvarint() uint64 {
	n, k := binary.Uvarint(r.B)
	if r.Bad || k <= 0 {
		r.Bad = true
		return 0
	}
	r.B = r.B[k:]
	return n
}

// Varint reads a signed number.
func (r *Reader) Varint() int64 {
	u := r.Uvarint()
	return int64(u>>1) ^ -int64(u&1)
}

// Take returns the next n bytes, which stay B's own; nil if they are not there.
func (r *Reader) Take(n uint64) []byte {
	if r.Bad || n > uint64(len(r.B)) {
		r.Bad = true
		return nil
	}
	out := r.B[:n]
	r.B = r.B[n:]
	return out
}

// String reads what AppendString wrote.
func (r *Reader) String() string { return string(r.Take(r.Uvarint())) }

// AppendString writes a string with its length before it.
func AppendString(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}
