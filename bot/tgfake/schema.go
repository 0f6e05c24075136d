package tgfake

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed botapi.json.gz
var botapiGz []byte

// field is one parameter or member: its TypeScript type, whether it is required, its length limit.
type field struct {
	Type  string `json:"t"`
	Req   int    `json:"req"`
	Limit []any  `json:"lim"`
}

// object is a set of fields, or an alias of other types.
type object struct {
	alias  string
	fields map[string]field
}

func (o *object) UnmarshalJSON(b []byte) error {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		return err
	}
	o.fields = make(map[string]field, len(raw))
	for k, v := range raw {
		if k == "$alias" {
			if err := json.Unmarshal(v, &o.alias); err != nil {
				return err
			}
			continue
		}
		var f field
		if k[0] != '$' && json.Unmarshal(v, &f) == nil {
			o.fields[k] = f
		}
	}
	return nil
}

// schema is the Bot API as data.
type schema struct {
	Params  map[string]object
	Objects map[string]object
	Methods struct {
		APIMethods map[string]field
	}
}

// loadSchema decodes the embedded schema once.
var loadSchema = sync.OnceValues(func() (*schema, error) {
	r, err := gzip.NewReader(bytes.NewReader(botapiGz))
	if err != nil {
		return nil, fmt.Errorf("bot API schema: %w", err)
	}
	s := new(schema)
	if err := json.NewDecoder(r).Decode(s); err != nil {
		return nil, fmt.Errorf("bot API schema: %w", err)
	}
	return s, nil
})

// check returns what is wrong with a call, in a stable order.
func (s *schema) check(method string, p params) []string {
	if _, ok := s.Methods.APIMethods[method]; !ok {
		return []string{"unknown method " + method}
	}
	fields := s.Params[strings.ToUpper(method[:1])+method[1:]+"Params"].fields
	var bad []string
	for name, f := range fields {
		if f.Req == 1 && !p.has(name) {
			bad = append(bad, name+": required")
		}
	}
	for name, text := range p.values {
		f, ok := fields[name]
		if !ok {
			bad = append(bad, name+": unknown parameter")
			continue
		}
		bad = append(bad, s.checkParam(name, f, text)...)
	}
	for name := range p.files {
		if _, ok := fields[name]; !ok && !p.attached(name) {
			bad = append(bad, name+": file that nothing refers to")
		}
	}
	slices.Sort(bad)
	return bad
}

// checkParam checks one parameter, which arrives as text; objects and lists are JSON.
func (s *schema) checkParam(name string, f field, text string) []string {
	if !structured(f.Type) {
		return append(checkLimit(name, f, text), checkScalar(name, f.Type, text)...)
	}
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		if strings.Contains(f.Type, "| string") || strings.HasSuffix(f.Type, "string") {
			return checkLimit(name, f, text)
		}
		return []string{name + ": not JSON"}
	}
	return s.checkValue(name, f.Type, v)
}

// structured reports whether values of a type are JSON objects or lists.
func structured(t string) bool { return strings.Contains(t, "Telegram") || strings.HasSuffix(t, "[]") }

func checkScalar(name, t, text string) []string {
	var err error
	switch t {
	case "number":
		_, err = strconv.ParseFloat(text, 64)
	case "boolean":
		_, err = strconv.ParseBool(text)
	}
	if err != nil {
		return []string{fmt.Sprintf("%s: %q is no %s", name, text, t)}
	}
	if strings.HasPrefix(t, `"`) && !strings.Contains(t, strconv.Quote(text)) {
		return []string{fmt.Sprintf("%s: %q is none of %s", name, text, t)}
	}
	return nil
}

// checkLimit checks a length, counted in UTF-16 units or bytes. Texts with
// markup are measured after parsing, by the methods themselves.
func checkLimit(path string, f field, text string) []string {
	if len(f.Limit) != 3 || strings.Contains(f.Type, "toString") {
		return nil
	}
	n := utf16Len(text)
	if strings.EqualFold(fmt.Sprint(f.Limit[2]), "bytes") {
		n = len(text)
	}
	low, _ := f.Limit[0].(float64)
	high, _ := f.Limit[1].(float64)
	if float64(n) < low || float64(n) > high {
		return []string{fmt.Sprintf("%s: length %d is outside %v-%v %v", path, n, low, high, f.Limit[2])}
	}
	return nil
}

// checkValue checks a decoded JSON value against a type.
func (s *schema) checkValue(path, t string, v any) []string {
	t = strings.TrimSpace(t)
	switch x := v.(type) {
	case []any:
		var bad []string
		elem := strings.TrimSuffix(t, "[]")
		for i, y := range x {
			bad = append(bad, s.checkValue(fmt.Sprintf("%s[%d]", path, i), elem, y)...)
		}
		return bad
	case map[string]any:
		return s.checkUnion(path, t, x)
	}
	return nil
}

var typeName = regexp.MustCompile(`Telegram\w+`)

// checkUnion finds the member of a union that an object is (by its literal
// "type" where there is one, else the best fit) and checks it as that.
func (s *schema) checkUnion(path, t string, x map[string]any) []string {
	var best []string
	found := false
	for _, o := range s.members(t) {
		if lit, ok := o.fields["type"]; ok && strings.HasPrefix(lit.Type, `"`) {
			if name, _ := x["type"].(string); lit.Type != strconv.Quote(name) {
				continue
			}
		}
		bad := s.checkObject(path, o, x)
		if !found || len(bad) < len(best) {
			best, found = bad, true
		}
	}
	if !found {
		return []string{path + ": fits no member of " + t}
	}
	return best
}

// members lists the object types that a type expression names, aliases resolved.
func (s *schema) members(t string) []object {
	var all []object
	for _, name := range typeName.FindAllString(t, -1) {
		o, ok := s.Objects[name]
		switch {
		case !ok:
		case o.alias != "":
			all = append(all, s.members(o.alias)...)
		default:
			all = append(all, o)
		}
	}
	return all
}

func (s *schema) checkObject(path string, o object, x map[string]any) []string {
	var bad []string
	for k, f := range o.fields {
		if _, ok := x[k]; !ok && f.Req == 1 {
			bad = append(bad, path+"."+k+": required")
		}
	}
	for k, v := range x {
		f, ok := o.fields[k]
		switch {
		case !ok:
			bad = append(bad, path+"."+k+": unknown field")
		case k == "copy_text" && emptyCopyText(v):
		case v == nil && f.Req == 0: // the library writes null for some members that it leaves out
		default:
			if text, ok := v.(string); ok {
				bad = append(bad, checkLimit(path+"."+k, f, text)...)
			}
			bad = append(bad, s.checkValue(path+"."+k, f.Type, v)...)
		}
	}
	return bad
}

// emptyCopyText is the one exception: the library sends it with every button.
func emptyCopyText(v any) bool {
	m, ok := v.(map[string]any)
	return ok && len(m) == 1 && m["text"] == ""
}
