package tgfake

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// maxRequest bounds a request's body, as the real server bounds uploads.
const maxRequest = 50 << 20

// file is an uploaded file.
type file struct {
	name string
	data []byte
}

// params are one call's parameters: every value as its text (objects as JSON), and files.
type params struct {
	values map[string]string
	files  map[string]file
	// arrived is when the call reached the server; faults can hold it back after.
	arrived time.Time
}

func (p params) has(name string) bool {
	_, v := p.values[name]
	_, f := p.files[name]
	return v || f
}

// attached reports whether some value refers to an uploaded file.
func (p params) attached(name string) bool {
	for _, v := range p.values {
		if strings.Contains(v, "attach://"+name) {
			return true
		}
	}
	return false
}

func (p params) int(name string) int64 {
	n, _ := strconv.ParseInt(p.values[name], 10, 64)
	return n
}

func (p params) bool(name string) bool { return p.values[name] == "true" }

// json decodes an object parameter; a missing one leaves dest alone.
func (p params) json(name string, dest any) {
	if v := p.values[name]; v != "" {
		_ = json.Unmarshal([]byte(v), dest) // its shape was checked against the schema
	}
}

// readParams reads a call's parameters from any of the three forms.
func readParams(r *http.Request) (params, error) {
	p := params{values: map[string]string{}, files: map[string]file{}}
	p.addForm(r.URL.Query())
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return p, nil
	}
	r.Body = http.MaxBytesReader(nil, r.Body, maxRequest)
	switch kind {
	case "application/json":
		return p, p.readJSON(r.Body)
	case "application/x-www-form-urlencoded":
		err := r.ParseForm()
		p.addForm(r.PostForm)
		return p, err
	case "multipart/form-data":
		return p, p.readMultipart(r)
	}
	return p, fmt.Errorf("content type %s", kind)
}

func (p params) addForm(form url.Values) {
	for k, v := range form {
		p.values[k] = v[0]
	}
}

func (p params) readJSON(r io.Reader) error {
	var raw map[string]json.RawMessage
	err := json.NewDecoder(r).Decode(&raw)
	if err == io.EOF {
		return nil
	}
	for k, v := range raw {
		var text string
		if json.Unmarshal(v, &text) != nil {
			text = string(v)
		}
		p.values[k] = text
	}
	return err
}

func (p params) readMultipart(r *http.Request) error {
	mr, err := r.MultipartReader()
	if err != nil {
		return err
	}
	for {
		part, err := mr.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return emptyMultipart(p, err)
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if part.FileName() != "" {
			p.files[part.FormName()] = file{part.FileName(), data}
		} else {
			p.values[part.FormName()] = string(data)
		}
	}
}

// emptyMultipart accepts a body without any part: the library sends one for methods without parameters.
func emptyMultipart(p params, err error) error {
	if len(p.values)+len(p.files) == 0 {
		return nil
	}
	return err
}

// utf16Len is the length of a text as Telegram counts it.
func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}
