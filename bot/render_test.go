package bot

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"incidentbot/bot/tgfake"
	"incidentbot/handlers"
)

// shown is the text of HTML that must be valid.
func shown(t *testing.T, html string) string {
	t.Helper()
	text, _, err := tgfake.ParseHTML(html)
	if err != nil {
		t.Fatalf("%v in %q", err, html)
	}
	return text
}

// bare leaves white space out, which a cut may drop.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// answerOf makes an answer of foreign text: each line a block, its first byte says of what kind.
func answerOf(text string) *handlers.Answer {
	a := &handlers.Answer{Sources: []handlers.Source{{N: 1, Outlet: text, URL: "https://x.example/?q=" + text}, {N: 2, URL: text}}}
	for i, line := range strings.Split(text, "\n") {
		k, style := byte(i), byte(i)
		if line != "" {
			k, style = line[0], line[len(line)-1]
		}
		a.Blocks = append(a.Blocks, handlers.Block{Kind: handlers.BlockKind(k % 6), Spans: []handlers.Span{
			{Text: line, Style: handlers.Style(style % 4)},
			{Source: int(style%3) + 1},
			{Text: line + " ", Style: handlers.Style(k % 4), URL: "http://a.example/" + line},
		}})
	}
	return a
}

// checkSplit: pieces are valid, within the limit, not empty, and hold the whole text.
func checkSplit(t *testing.T, html string, limit int) {
	t.Helper()
	var all strings.Builder
	for _, p := range Split(html, limit) {
		text, es, err := tgfake.ParseHTML(p)
		if err != nil {
			t.Fatalf("piece of %q: %v in %q", html, err, p)
		}
		if n := unitsOf(text); n > limit || strings.TrimSpace(text) == "" {
			t.Fatalf("piece of %d units, limit %d: %q", n, limit, p)
		}
		if len(es) > entityLimit {
			t.Fatalf("%d entities", len(es))
		}
		all.WriteString(text)
	}
	if got, want := bare(all.String()), bare(shown(t, html)); got != want {
		t.Fatalf("pieces hold %q\nnot %q", got, want)
	}
}

// FuzzSplit renders and splits answers made of any text.
func FuzzSplit(f *testing.F) {
	f.Add("Kyiv\n\nKharkiv & <b>x</b>\n\"quotes\" 😀👨‍👩‍👧", uint16(10))
	f.Add(strings.Repeat("слово ", 900), uint16(4096))
	f.Add(strings.Repeat("e\u0301", 3000), uint16(100))
	f.Add("a\u200d\u200d\x00\xffb", uint16(9))
	f.Fuzz(func(t *testing.T, text string, limit uint16) {
		html := Render(answerOf(text))
		checkSplit(t, html, max(128, int(limit)%5000))
	})
}

func TestSplitBorders(t *testing.T) {
	for _, c := range []struct {
		html  string
		limit int
		want  []string
	}{
		{"short", 10, []string{"short"}},
		{"", 10, nil},
		{" \n ", 10, nil},
		{"one two three", 8, []string{"one two", "three"}},
		{"one\ntwo three", 8, []string{"one", "two", "three"}},
		{"aaaa\n\nbb cc dd", 10, []string{"aaaa", "bb cc dd"}},
		{"<b>one two</b> x", 4, []string{"<b>one</b>", "<b>two</b>", "x"}},
		{"<b>one</b> two", 4, []string{"<b>one</b>", "two"}},
		{"a &amp; b &lt; c", 5, []string{"a &amp; b", "&lt; c"}},
		{"😀😀😀", 4, []string{"😀😀", "😀"}},
		{"aaa👨‍👩‍👧", 8, []string{"aaa", "👨‍👩‍👧"}},
		{`<a href="https://x.example/?a=1&amp;b=2">one two</a>`, 4, []string{`<a href="https://x.example/?a=1&amp;b=2">one</a>`, `<a href="https://x.example/?a=1&amp;b=2">two</a>`}},
		{"<blockquote expandable>one\ntwo</blockquote>", 4, []string{"<blockquote expandable>one</blockquote>", "<blockquote expandable>two</blockquote>"}},
	} {
		got := Split(c.html, c.limit)
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("Split(%q, %d) = %q, want %q", c.html, c.limit, got, c.want)
		}
	}
}

func TestSplitManyEntities(t *testing.T) {
	checkSplit(t, strings.Repeat("<b>x</b> <i>y</i>\n", 300), textLimit)
	checkSplit(t, "<blockquote expandable>"+strings.Repeat(`<a href="https://x.example/">[1]</a> words `+"\n", 300)+"</blockquote>", textLimit)
}

func TestRender(t *testing.T) {
	a := &handlers.Answer{
		Blocks: []handlers.Block{
			{Kind: handlers.Title, Spans: []handlers.Span{{Text: "Kyiv <&>"}}},
			{Kind: handlers.Line, Spans: []handlers.Span{{Text: "killed: "}, {Text: "4", Style: handlers.Bold}, {Text: " "}, {Source: 1}, {Source: 2}, {Source: 9}}},
			{Kind: handlers.Gap},
			{Kind: handlers.Item, Spans: []handlers.Span{{Text: "link", URL: "https://x.example/?a=1&b=\"2\""}, {Text: " no link", URL: "ftp://x"}}},
			{Kind: handlers.Note, Spans: []handlers.Span{{Text: "as of", Style: handlers.Italic}, {Text: " now", Style: handlers.Code}}},
			{Kind: handlers.Quote, Spans: []handlers.Span{{Source: 1}, {Text: " first"}}},
			{Kind: handlers.Quote, Spans: []handlers.Span{{Text: "second"}}},
		},
		Sources: []handlers.Source{{N: 1, URL: "https://a.example/x"}, {N: 2, Outlet: "Outlet", Published: "2024-01-02"}},
	}
	want := `<b>Kyiv &lt;&amp;&gt;</b>
killed: <b>4</b> <a href="https://a.example/x">[1]</a>[2][9]

• <a href="https://x.example/?a=1&amp;b=&quot;2&quot;">link</a> no link
<i>as of<code> now</code></i>
<blockquote expandable><a href="https://a.example/x">[1]</a> first
second
[2] Outlet, 2024-01-02</blockquote>`
	if got := Render(a); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	shown(t, want)
}

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"a<b>&\"c": "a&lt;b&gt;&amp;&quot;c", "x\x00\x1b[1m\ry": "x[1my", "\xff": "�", "one\n\ttwo": "one\n\ttwo",
	} {
		if got := Escape(in); got != want || !utf8.ValidString(got) {
			t.Errorf("Escape(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestKeyboardLimits(t *testing.T) {
	rows := questionButtons([][]handlers.Button{
		{{Label: "ok", Data: strings.Repeat("d", 60)}, {Label: "too long", Data: strings.Repeat("d", 62)}, {Label: "", Data: "x"}},
		{{Label: "too long", Data: strings.Repeat("d", 70)}},
	})
	if len(rows) != 1 || len(rows[0]) != 1 || len(rows[0][0].Data) != 63 {
		t.Errorf("buttons %v", rows)
	}
}

func TestWordsAreWhole(t *testing.T) {
	for _, l := range []string{"en", "uk", "ru"} {
		p := words[langOf(l)]
		for _, s := range []string{p.TooFast, p.Stale, p.Unknown, p.Failed, p.Empty} {
			if s == "" || unitsOf(s) > 200 {
				t.Errorf("%s: phrase %q is missing or too long for a tap's answer", l, s)
			}
		}
	}
}

// TestComposeKeepsSources: an answer that is longer than a message loses
// sentences, then links, and keeps every source.
func TestComposeKeepsSources(t *testing.T) {
	const n = 60
	var a handlers.Answer
	for i := 1; i <= n; i++ {
		src := handlers.Source{N: i, Outlet: fmt.Sprintf("Outlet %d.", i), URL: "https://sample.invalid/"}
		a.Sources = append(a.Sources, src)
		a.Blocks = append(a.Blocks, handlers.Block{Kind: handlers.Item, Spans: []handlers.Span{{Text: "killed: 1"}, {Source: i}}})
	}
	for i := 1; i <= n; i++ {
		a.Blocks = append(a.Blocks, handlers.Block{Kind: handlers.Quote, Spans: []handlers.Span{{Source: i}, {Text: strings.Repeat(" word", 20)}}})
	}
	html := Compose(&a).HTML
	text, marks, err := tgfake.ParseHTML(html)
	if err != nil || len(marks) > 100 || len(text) > 4096 || len(Split(html, 4096)) != 1 {
		t.Errorf("%d bytes of text, %d marks, %v", len(text), len(marks), err)
	}
	for i := 1; i <= n; i++ {
		if want := fmt.Sprintf("[%d] Outlet %d.", i, i); !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if len(a.Blocks) != 2*n || a.Sources[n-1].URL == "" {
		t.Error("the answer itself was changed")
	}
}
