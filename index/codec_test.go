package index

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"incidentbot/index/incident"
)

func TestCodec(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	n, unit := 5, "households"
	for i := range 50 {
		e := benchEvent(r, i)
		e.Outages = []incident.Outage{{Utility: incident.Water}, {Utility: incident.Gas, Count: &n, Unit: &unit}}
		e.Launched = map[incident.Weapon]int{incident.Drone: i, incident.Missile: 2}
		e.PlacesAlso = []incident.Place{benchPlace(i)}
		got, err := decodeEvent(encodeEvent(e))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(e, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
		if string(encodeEvent(got)) != string(encodeEvent(e)) {
			t.Fatal("one event, two stored forms")
		}
	}
}

// What is no stored event is an error, never a panic or a great allocation.
func FuzzDecode(f *testing.F) {
	f.Add(encodeEvent(benchEvent(rand.New(rand.NewPCG(1, 2)), 3)))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := decodeEvent(b)
		if err != nil {
			return
		}
		again, err := decodeEvent(encodeEvent(e))
		if err != nil || string(encodeEvent(again)) != string(encodeEvent(e)) {
			t.Fatalf("decoded, it cannot be stored again: %v", err)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	body := encodeEvent(benchEvent(rand.New(rand.NewPCG(1, 2)), 3))
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if _, err := decodeEvent(body); err != nil {
			b.Fatal(err)
		}
	}
}
