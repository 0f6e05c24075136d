package source

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Decode returns b as UTF-8 text without a byte order mark. The content decides
// first (a mark, or bytes that are valid UTF-8), then what the content type or
// the document itself declares, then the letters: Cyrillic legacy charsets are
// told apart by how much lower-case text they give. It reports false if b is
// not text.
func Decode(b []byte, contentType string) (string, bool) {
	b, wide := unmark(b)
	if wide != nil {
		return decodeWith(wide, b)
	}
	if utf8.Valid(b) {
		return textual(string(b))
	}
	if mostlyUTF8(b) {
		return textual(string(bytes.ToValidUTF8(b, []byte("\uFFFD"))))
	}
	e, name, _ := charset.DetermineEncoding(b, contentType)
	if declared(name) {
		if s, ok := decodeWith(e, b); ok {
			return s, true
		}
	}
	if bytes.IndexByte(b, 0) >= 0 {
		return "", false
	}
	return textual(guess(b))
}

// declared reports whether a charset was named by the document: the last
// resorts of the detection are no declarations.
func declared(name string) bool {
	return name != "" && name != "utf-8" && name != "windows-1252"
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

// guess decodes b in the single-byte charset under which it looks most like
// written language: letters after letters in lower case, few lone symbols.
func guess(b []byte) string {
	best, bestScore := "", -1<<62
	for _, cm := range []*charmap.Charmap{charmap.Windows1251, charmap.KOI8U, charmap.CodePage866, charmap.ISO8859_5, charmap.Windows1252} {
		s, err := cm.NewDecoder().Bytes(b)
		if err != nil {
			continue
		}
		if n := naturalness(string(s)); n > bestScore {
			best, bestScore = string(s), n
		}
	}
	return best
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
