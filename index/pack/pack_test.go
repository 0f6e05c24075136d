package pack

import (
	"encoding/binary"
	"testing"
)

// What is written is read; what is not there makes the reader bad, once and for all.
func FuzzReader(f *testing.F) {
	f.Add([]byte{3, 'a', 'b', 'c', 0x80}, "ґанок", int64(-5))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1}, "", int64(1))
	f.Fuzz(func(t *testing.T, b []byte, s string, n int64) {
		foreign := Reader{B: b}
		for !foreign.Bad && len(foreign.B) > 0 {
			before := len(foreign.B)
			if s := foreign.String(); len(s) >= before {
				t.Fatalf("%d bytes of %d", len(s), before)
			}
		}
		if foreign.Bad && (foreign.Take(0) != nil || foreign.String() != "") {
			t.Error("a bad reader reads")
		}
		own := Reader{B: binary.AppendVarint(AppendString(nil, s), n)}
		if got, m := own.String(), own.Varint(); got != s || m != n || own.Bad || len(own.B) > 0 {
			t.Errorf("%q %d became %q %d", s, n, got, m)
		}
	})
}
