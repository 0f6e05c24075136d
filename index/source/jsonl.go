package source

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"incidentbot/index/incident"
)

// jsonArticle is the shape of one article in JSON; all but the text may be null or missing.
type jsonArticle struct {
	ID        *string `json:"id"`
	URL       *string `json:"url"`
	Outlet    *string `json:"outlet"`
	Title     *string `json:"title"`
	Lang      *string `json:"lang"`
	Published *string `json:"published"`
	Text      *string `json:"text"`
}

// errSkip marks a line that holds nothing.
var errSkip = errors.New("blank line")

// ParseArticle reads one article as JSON. The error is an *Error without source and line.
func ParseArticle(line []byte) (incident.Article, error) {
	var j jsonArticle
	if !utf8.Valid(line) {
		return incident.Article{}, &Error{Class: Malformed, Msg: "not UTF-8; save the file as UTF-8"}
	}
	if err := json.Unmarshal(line, &j); err != nil {
		return incident.Article{}, jsonError(err)
	}
	return j.article()
}

func (j *jsonArticle) article() (incident.Article, error) {
	a := incident.Article{
		ID: str(j.ID), URL: str(j.URL), Outlet: str(j.Outlet), Title: str(j.Title),
		Lang: langOf(str(j.Lang)), PublishedBasis: incident.PublishedNone,
	}
	if j.Text != nil {
		a.Text = *j.Text
	}
	if err := checkText(a.Text); err != nil {
		return a, err
	}
	if err := date(&a, str(j.Published)); err != nil {
		return a, err
	}
	identify(&a)
	return a, nil
}

// date sets the published date as given, else the one that the text opens with.
// The text stays as it is: offsets refer to it.
func date(a *incident.Article, published string) error {
	if published != "" {
		p, ok := normalPublished(published)
		if !ok {
			return &Error{Class: Malformed, Msg: fmt.Sprintf("published is neither a day (2024-01-02) nor RFC 3339: %.40q", published)}
		}
		a.Published, a.PublishedBasis = p, incident.PublishedGiven
		return nil
	}
	if day, _ := Header(a.Text); day.Known() {
		a.Published, a.PublishedBasis = day.String(), incident.PublishedHeader
	}
	return nil
}

// normalPublished accepts a day and RFC 3339 as they are. A time without a zone
// is cut to its day: which instant it is cannot be known.
func normalPublished(s string) (string, bool) {
	if _, err := time.Parse(time.RFC3339, s); err == nil {
		return s, true
	}
	for _, layout := range []string{time.DateOnly, time.DateTime, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(time.DateOnly), true
		}
	}
	return "", false
}

func str(p *string) string {
	if p == nil {
		return ""
	}
	return strings.TrimSpace(*p)
}

// langOf keeps a language we read, "" for any other tag.
func langOf(tag string) incident.Lang {
	tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
	tag, _, _ = strings.Cut(tag, "_")
	if tag == "ua" { // the country's code, often mistaken for the language's
		tag = "uk"
	}
	for _, l := range incident.Langs {
		if string(l) == tag {
			return l
		}
	}
	return ""
}

func jsonError(err error) *Error {
	var wrong *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &wrong) && wrong.Field == "":
		return &Error{Class: Malformed, Msg: fmt.Sprintf("an article is a JSON object, this is a %s", wrong.Value)}
	case errors.As(err, &wrong):
		return &Error{Class: Malformed, Msg: fmt.Sprintf("%q must be a string or null, not a %s", wrong.Field, wrong.Value)}
	case errors.As(err, &syntax):
		return &Error{Class: Malformed, Msg: fmt.Sprintf("not JSON at byte %d (half a line?)", syntax.Offset)}
	}
	return &Error{Class: Malformed, Msg: "not JSON", Err: err}
}

// Lines yields the articles of JSON Lines one by one, whatever the length of
// the whole. A line that is none comes out as an *Error with its number.
func Lines(name string, r io.Reader, yield func(incident.Article, error) bool) {
	br := bufio.NewReaderSize(r, 64<<10)
	for n := 1; ; n++ {
		line, err := readLine(br)
		switch {
		case errors.Is(err, io.EOF) && len(line) == 0:
			return
		case err != nil && !errors.Is(err, errLong) && !errors.Is(err, io.EOF):
			yield(incident.Article{}, &Error{Source: name, Line: n, Class: Broken, Msg: "reading stopped here", Err: err})
			return
		}
		a, lineErr := oneLine(line, err, n == 1)
		if errors.Is(lineErr, errSkip) {
			continue
		}
		if !yield(a, at(lineErr, name, n)) {
			return
		}
	}
}

func oneLine(line []byte, err error, first bool) (incident.Article, error) {
	if errors.Is(err, errLong) {
		return incident.Article{}, &Error{Class: TooBig, Msg: fmt.Sprintf("longer than %d MB", maxLine>>20)}
	}
	if first {
		line = bytes.TrimPrefix(line, []byte("\uFEFF"))
	}
	if line = bytes.TrimSpace(line); len(line) == 0 {
		return incident.Article{}, errSkip
	}
	return ParseArticle(line)
}

// at completes an *Error with its source and line; other errors stay.
func at(err error, name string, line int) error {
	var e *Error
	if errors.As(err, &e) {
		return &Error{Source: name, Line: line, Class: e.Class, Msg: e.Msg, Err: e.Err}
	}
	return err
}

var errLong = errors.New("line too long")

// readLine returns the next line without its end. A line beyond maxLine is
// read to its end and given as errLong, so that the next one is whole.
func readLine(br *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := br.ReadSlice('\n')
		if len(line)+len(part) > maxLine {
			long = true
			line = line[:0]
		}
		if !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case long && (err == nil || errors.Is(err, io.EOF)):
			return nil, errLong
		}
		return line, err
	}
}
