package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"

	"incidentbot/index/incident"
	"incidentbot/index/pack"
)

// Events are stored in a compact form made from their Go type: fields in order,
// varints, lengths before strings and lists. JSON would take ten times the time
// of an answer. The type's shape is part of the index's version (shapeOf), so an
// index of another shape is never misread: it is rebuilt.

var errCodec = errors.New("a stored event cannot be read")

// encodeEvent returns e's stored form.
func encodeEvent(e *incident.Event) []byte {
	return encode(make([]byte, 0, 4096), reflect.ValueOf(e).Elem())
}

// decodeEvent reads what encodeEvent wrote.
func decodeEvent(b []byte) (*incident.Event, error) {
	e := new(incident.Event)
	d := decoder{pack.Reader{B: b}}
	d.value(reflect.ValueOf(e).Elem())
	if d.Bad || len(d.B) != 0 {
		return nil, errCodec
	}
	return e, nil
}

func encode(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.String:
		return pack.AppendString(b, v.String())
	case reflect.Int, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(b, v.Int())
	case reflect.Uint64:
		return binary.AppendUvarint(b, v.Uint())
	case reflect.Float64:
		return binary.LittleEndian.AppendUint64(b, math.Float64bits(v.Float()))
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case reflect.Pointer:
		if v.IsNil() {
			return append(b, 0)
		}
		return encode(append(b, 1), v.Elem())
	case reflect.Slice:
		b = binary.AppendUvarint(b, uint64(v.Len()))
		if us, ok := v.Interface().([]uint32); ok {
			for _, u := range us {
				b = binary.LittleEndian.AppendUint32(b, u)
			}
			return b
		}
		for i := range v.Len() {
			b = encode(b, v.Index(i))
		}
		return b
	case reflect.Map:
		b = binary.AppendUvarint(b, uint64(v.Len()))
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, k := range keys {
			b = encode(encode(b, k), v.MapIndex(k))
		}
		return b
	case reflect.Struct:
		for i := range v.NumField() {
			b = encode(b, v.Field(i))
		}
		return b
	}
	panic(fmt.Sprintf("index: the stored event has a field of kind %v", v.Kind()))
}

// decoder reads a stored form.
type decoder struct{ pack.Reader }

// count returns a length that the rest can hold: an element takes a byte at
// least, a struct one for each of its fields.
func (d *decoder) count(elem reflect.Type) int {
	n, each := d.Uvarint(), 1
	if elem.Kind() == reflect.Struct {
		each = elem.NumField()
	}
	if n > uint64(len(d.B)/each) {
		d.Bad = true
		return 0
	}
	return int(n)
}

func (d *decoder) value(v reflect.Value) {
	if d.Bad {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(d.String())
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(d.Varint())
	case reflect.Uint64:
		v.SetUint(d.Uvarint())
	case reflect.Float64:
		if b := d.Take(8); b != nil {
			v.SetFloat(math.Float64frombits(binary.LittleEndian.Uint64(b)))
		}
	case reflect.Bool:
		b := d.Take(1)
		v.SetBool(b != nil && b[0] == 1)
	case reflect.Pointer:
		if b := d.Take(1); b != nil && b[0] == 1 {
			v.Set(reflect.New(v.Type().Elem()))
			d.value(v.Elem())
		}
	case reflect.Slice:
		if v.Type() == hashes {
			v.Set(reflect.ValueOf(d.hashes()))
			return
		}
		if n := d.count(v.Type().Elem()); n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				d.value(v.Index(i))
			}
		}
	case reflect.Map:
		d.fill(v)
	case reflect.Struct:
		for i := range v.NumField() {
			d.value(v.Field(i))
		}
	}
}

var hashes = reflect.TypeFor[[]uint32]()

// hashes reads a list of 32-bit values, four bytes each: varints gain nothing there.
func (d *decoder) hashes() []uint32 {
	n := d.Uvarint()
	if n == 0 || n > uint64(len(d.B)/4) {
		d.Bad = d.Bad || n != 0
		return nil
	}
	out := make([]uint32, n)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(d.B[4*i:])
	}
	d.B = d.B[4*n:]
	return out
}

func (d *decoder) fill(v reflect.Value) {
	n := d.count(v.Type().Elem())
	if n == 0 {
		return
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), n))
	k, e := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
	for range n {
		k.SetZero()
		e.SetZero()
		d.value(k)
		d.value(e)
		v.SetMapIndex(k, e)
	}
}

// eventShape names the layout of the stored event.
var eventShape = sync.OnceValue(func() string {
	h := fnv.New64a()
	shapeOf(reflect.TypeFor[incident.Event](), func(s string) { h.Write([]byte(s + ";")) })
	return fmt.Sprintf("%016x", h.Sum64())
})

func shapeOf(t reflect.Type, say func(string)) {
	say(t.Kind().String())
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		shapeOf(t.Elem(), say)
	case reflect.Map:
		shapeOf(t.Key(), say)
		shapeOf(t.Elem(), say)
	case reflect.Struct:
		for i := range t.NumField() {
			say(t.Field(i).Name)
			shapeOf(t.Field(i).Type, say)
		}
	}
}
