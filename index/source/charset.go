package source

import (
	"bytes"
	"math"
	"mime"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Decode returns b as UTF-8 text without a byte order mark. The content decides
// first (a mark, the zeros of UTF-16, or bytes that are valid UTF-8). Then stand
// against each other what the content type and what the document itself declares,
// and the letters: Cyrillic legacy charsets are told apart by how much lower-case
// text they give. A declaration gives way only to a much better reading of a text
// that is long enough to tell. It reports false if b is not text.
func Decode(b []byte, contentType string) (string, bool) {
	b, wide := unmark(b)
	if wide == nil {
		wide = zeros(b)
	}
	if wide != nil {
		return decodeWith(wide, b)
	}
	if utf8.Valid(b) {
		return textual(string(b))
	}
	if mostlyUTF8(b) {
		return textual(string(bytes.ToValidUTF8(b, []byte("\uFFFD"))))
	}
	head := b[:min(len(b), sampleSize)]
	told, toldScore := likeliest(head, declared(b, contentType))
	guessed, score := likeliest(head, cyrillic)
	if told != nil && (score < plenty || score < 2*toldScore) {
		if s, ok := decodeWith(told, b); ok {
			return s, true
		}
	}
	if guessed == nil || bytes.IndexByte(b, 0) >= 0 {
		return "", false
	}
	return decodeWith(guessed, b)
}

const (
	sampleSize = 64 << 10 // bytes that charsets are told apart by
	plenty     = 600      // the score of some two hundred letters: enough to doubt a declaration
)

// cyrillic are the single-byte charsets that texts come in without saying so.
var cyrillic = []encoding.Encoding{charmap.Windows1251, charmap.KOI8U, charmap.CodePage866, charmap.ISO8859_5, charmap.Windows1252}

// declared returns the charsets that the content type and the document name. Western
// European ones are servers' defaults and declare nothing; UTF-8 it is not.
func declared(b []byte, contentType string) (es []encoding.Encoding) {
	_, params, _ := mime.ParseMediaType(contentType)
	for _, label := range []string{params["charset"], labelled(b)} {
		if e, name := charset.Lookup(label); e != nil && name != "utf-8" && name != "windows-1252" {
			es = append(es, e)
		}
	}
	return es
}

// labelled returns the charset that an XML declaration or a meta element names, or "".
func labelled(b []byte) string {
	head := b[:min(len(b), 1024)]
	if bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("<?xml")) {
		decl, _, _ := bytes.Cut(head, []byte("?>"))
		_, rest, _ := strings.Cut(string(decl), "encoding")
		if words := strings.FieldsFunc(rest, func(r rune) bool { return strings.ContainsRune("= \t\r\n\"'", r) }); len(words) > 0 {
			return words[0]
		}
		return ""
	}
	_, name, _ := charset.DetermineEncoding(head, "")
	return name
}

// zeros tells UTF-16 without a mark by the zeros beside its ASCII characters.
func zeros(b []byte) encoding.Encoding {
	head := b[:min(len(b), 2048)&^1]
	var at [2]int
	for i, c := range head {
		if c == 0 {
			at[i&1]++
		}
	}
	switch few := len(head) / 100; {
	case at[1] > len(head)/10 && at[0] <= few:
		return utf16.UTF16(utf16.LittleEndian, utf16.IgnoreBOM)
	case at[0] > len(head)/10 && at[1] <= few:
		return utf16.UTF16(utf16.BigEndian, utf16.IgnoreBOM)
	}
	return nil
}

func unmark(b []byte) ([]byte, encoding.Encoding) {
	if rest, ok := bytes.CutPrefix(b, []byte{0xEF, 0xBB, 0xBF}); ok {
		return rest, nil
	}
	if bytes.HasPrefix(b, []byte{0xFF, 0xFE, 0, 0}) || bytes.HasPrefix(b, []byte{0, 0, 0xFE, 0xFF}) {
		return b, utf32.UTF32(utf32.LittleEndian, utf32.ExpectBOM)
	}
	if bytes.HasPrefix(b, []byte{0xFF, 0xFE}) || bytes.HasPrefix(b, []byte{0xFE, 0xFF}) {
		e, _, _ := charset.DetermineEncoding(b, "")
		return b, e
	}
	return b, nil
}

func decodeWith(e encoding.Encoding, b []byte) (string, bool) {
	out, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return "", false
	}
	return textual(string(bytes.TrimPrefix(out, []byte("\uFEFF"))))
}

// textual reports whether s reads as text: hardly any control or replacement characters.
func textual(s string) (string, bool) {
	bad := 0
	for _, r := range s {
		if r == utf8.RuneError || r < 0x20 && r != '\n' && r != '\r' && r != '\t' && r != '\f' && r != '\v' {
			bad++
		}
	}
	return s, bad*50 <= len(s)
}

// mostlyUTF8 reports whether b is UTF-8 with a few broken bytes: a cut or
// patched file, not another charset.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		b = b[n:]
	}
	return good > 0 && bad*20 <= good
}

// likeliest returns the encoding under which b looks most like written language, letters
// after letters in lower case and few lone symbols, with its score; nil if none reads it.
func likeliest(b []byte, among []encoding.Encoding) (best encoding.Encoding, score int) {
	score = math.MinInt
	for _, e := range among {
		s, err := e.NewDecoder().Bytes(b)
		if err != nil {
			continue
		}
		if n := naturalness(string(s)); n > score {
			best, score = e, n
		}
	}
	return best, score
}

// naturalness scores s by its non-ASCII characters: lower-case letters behind
// letters of the same script speak for it, capitals inside words, symbols and control
// characters against.
func naturalness(s string) int {
	score := 0
	prev := ' '
	for _, r := range s {
		if r >= 0x80 {
			score += naturalRune(prev, r)
		}
		prev = r
	}
	return score
}

func naturalRune(prev, r rune) int {
	switch {
	case unicode.IsControl(r) || r == utf8.RuneError:
		return -10
	case unicode.IsLower(r):
		if unicode.IsLetter(prev) && (prev >= 0x80) == unicode.Is(unicode.Cyrillic, r) {
			return 3
		}
		return 1
	case unicode.IsUpper(r):
		if unicode.IsLower(prev) {
			return -3
		}
		return 1
	case unicode.IsPunct(r):
		return 0
	}
	return -2
}
