package source

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func TestDecode(t *testing.T) {
	le := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	be := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	long := strings.Repeat(ukSample+" ", 5)
	for _, c := range []struct {
		name, text  string
		in          encoding.Encoding
		contentType string
	}{
		{"said by the header, too short to tell", "ТРИВОГА У МІСТІ", charmap.Windows1251, "text/plain; charset=windows-1251"},
		{"said by the document", `<?xml version='1.0' encoding='koi8-u' standalone='yes'?><a>УВАГА</a>`, charmap.KOI8U, "text/xml"},
		{"said by a meta element", `<meta charset="koi8-u"><p>УВАГА`, charmap.KOI8U, "text/html"},
		{"the header is right, the document wrong", `<?xml version="1.0" encoding="koi8-u"?>` + ukSample, charmap.Windows1251, "text/xml; charset=windows-1251"},
		{"the document is right, the header wrong", `<?xml version="1.0" encoding="koi8-u"?>` + ukSample, charmap.KOI8U, "text/xml; charset=windows-1251"},
		{"both wrong", `<?xml version="1.0" encoding="windows-1251"?>` + long, charmap.KOI8U, "text/xml; charset=windows-1251"},
		{"capitals, rightly said", `<?xml version="1.0" encoding="koi8-u"?>` + strings.ToUpper(ukSample), charmap.KOI8U, "text/xml; charset=koi8-u"},
		{"UTF-16 without a mark", `<?xml version="1.0" encoding="utf-16"?>` + ruSample, le, "text/xml"},
		{"UTF-16, the other end", `<?xml version="1.0"?><p>A sample.</p>`, be, ""},
	} {
		b, err := c.in.NewEncoder().Bytes([]byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := Decode(b, c.contentType); !ok || got != c.text {
			t.Errorf("%s: %v %q", c.name, ok, got)
		}
	}
}
