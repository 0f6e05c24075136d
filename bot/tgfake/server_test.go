package tgfake

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

var ann = User{ID: 501, Name: "Ann", Lang: "en"}

// clock is a clock that a test moves.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

// post makes a call with a JSON body and returns the answer's error code, 0 if it worked.
func post(t *testing.T, s *Server, method, body string) int {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, "http://fake/bot"+Token+"/"+method, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	return answer(t, s, r)
}

func answer(t *testing.T, s *Server, r *http.Request) int {
	t.Helper()
	resp, err := Client{s}.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var env struct {
		OK   bool `json:"ok"`
		Code int  `json:"error_code"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&env); err != nil {
		t.Fatal(err)
	}
	if env.OK != (env.Code == 0) || env.OK != (resp.StatusCode == 200) {
		t.Errorf("ok=%v with code %d and status %d", env.OK, env.Code, resp.StatusCode)
	}
	return env.Code
}

// TestBrokenRules: each call breaks one rule, which the server names.
func TestBrokenRules(t *testing.T) {
	long := func(n int) string { return strings.Repeat("я", n) }
	for _, c := range []struct{ method, body, problem string }{
		{"sendMessage", `{"chat_id":501}`, "text: required"},
		{"sendMessage", `{"chat_id":501,"text":"` + long(4097) + `"}`, "a text of 4097, more than 4096"},
		{"sendMessage", `{"chat_id":501,"text":"` + strings.Repeat("😀", 2049) + `"}`, "a text of 4098, more than 4096"},
		{"sendMessage", `{"chat_id":501,"text":" "}`, "an empty text"},
		{"sendMessage", `{"chat_id":501,"text":"<b>x","parse_mode":"HTML"}`, "<b> is never closed"},
		{"sendMessage", `{"chat_id":501,"text":"x","parse_mode":"Markup"}`, `parse_mode: "Markup" is none of`},
		{"sendMessage", `{"chat_id":501,"text":"x","txet":"y"}`, "txet: unknown parameter"},
		{"sendMessage", `{"chat_id":501,"text":"x","message_thread_id":"abc"}`, `message_thread_id: "abc" is no number`},
		{"sendMessage", `{"chat_id":501,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":"` + strings.Repeat("d", 65) + `"}]]}}`, "callback_data: length 65 is outside 1-64 bytes"},
		{"sendMessage", `{"chat_id":501,"text":"x","reply_markup":{"inline_keyboard":[[{"callback_data":"d"}]]}}`, "inline_keyboard[0][0].text: required"},
		{"sendMessage", `{"chat_id":501,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"a","copy_text":{"text":""},"pay":true,"colour":"red"}]]}}`, "colour: unknown field"},
		{"sendPhoto", `{"chat_id":501,"photo":"x","caption":"` + long(1025) + `"}`, "a text of 1025, more than 1024"},
		{"answerCallbackQuery", `{"callback_query_id":"q","text":"` + long(201) + `"}`, "text: length 201 is outside 0-200"},
		{"setMyCommands", `{"commands":[{"command":"start","description":""}]}`, "length 0 is outside 1-256"},
		{"setMyCommands", `{"commands":[{"command":"start","description":"x"}],"scope":{"type":"chat"}}`, "scope.chat_id: required"},
		{"answerInlineQuery", `{"inline_query_id":"q","results":[{"type":"article","id":"1","title":"t"}]}`, "input_message_content: required"},
		{"sendMediaGroup", `{"chat_id":501,"media":[{"type":"photo","media":"x"}]}`, "1 items, not 2-10"},
		{"setWebhook", `{"url":"http://x.example"}`, "address is not https"},
		{"sendNothing", `{}`, "unknown method"},
		{"banChatMember", `{"chat_id":501,"user_id":1}`, "not made in this server"},
		{"sendMessage", `{"chat_id":`, "unreadable request"},
	} {
		s := New(time.Now)
		s.Private(ann)
		code := post(t, s, c.method, c.body)
		if got := strings.Join(s.Problems(), "; "); code == 0 || !strings.Contains(got, c.problem) {
			t.Errorf("%s %.60s: code %d, problems %q, want %q", c.method, c.body, code, got, c.problem)
		}
	}
}

func TestLimits(t *testing.T) {
	c := &clock{time.Unix(1_700_000_000, 0)}
	s := New(c.now)
	s.Group(-1, "G")
	send := func(chat int64) int { return post(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"x"}`, chat)) }
	if send(-1) != 0 || send(-1) != 429 {
		t.Error("a second message within a second is not refused")
	}
	for range 18 {
		c.t = c.t.Add(time.Second)
		if send(-1) != 0 {
			t.Fatal("a message a second is refused")
		}
	}
	c.t = c.t.Add(time.Second)
	if send(-1) != 429 {
		t.Error("the 21st message within a minute is not refused")
	}
	c.t = c.t.Add(time.Minute)
	for i := range 31 {
		s.Private(User{ID: int64(i + 1)})
		if code := send(int64(i + 1)); (code == 429) != (i == 30) {
			t.Errorf("message %d in the same second: %d", i+1, code)
		}
	}
	if got := strings.Join(s.Problems(), "; "); strings.Count(got, "more than") != 3 {
		t.Errorf("problems: %s", got)
	}
}

func TestRetryAfterIsWatched(t *testing.T) {
	c := &clock{time.Unix(1_700_000_000, 0)}
	s := New(c.now)
	s.Private(ann)
	s.Fail(Fault{Method: "sendMessage", Code: 429, RetryAfter: 5})
	send := func() int { return post(t, s, "sendMessage", `{"chat_id":501,"text":"x"}`) }
	send()
	c.t = c.t.Add(4 * time.Second)
	if send() != 429 || len(s.Problems()) != 1 {
		t.Errorf("a message too early: problems %q", s.Problems())
	}
	c.t = c.t.Add(time.Second)
	if send() != 0 {
		t.Error("a message in time is refused")
	}
}

func TestHTML(t *testing.T) {
	for in, want := range map[string]string{
		"a &lt;b&gt; &amp; &quot;&#128512;":              `a <b> & "😀`,
		"<b>я😀 <i>x</i></b>":                             "я😀 x [bold 0+5 italic 4+1]",
		`<a href="https://x.example/?a=1&amp;b=2">l</a>`: "l [text_link 0+1]",
		"<blockquote expandable>q <b>w</b></blockquote>": "q w [expandable_blockquote 0+3 bold 2+1]",
		"<b>x</i>": "!", "<b></b>": "!", "a < b": "!", "a > b": "!", "a & b": "!", "<b><b>x</b></b>": "!", "<script>x</script>": "!",
		"&nbsp;": "!", "<a>x</a>": "!", `<a href="x" onclick="y">x</a>`: "!", "<b class=x>y</b>": "!", "</b>": "!", "<b>x": "!",
		"<code><b>x</b></code>": "!", "<blockquote>a<blockquote>b</blockquote></blockquote>": "!",
	} {
		text, es, err := ParseHTML(in)
		got := text
		if len(es) > 0 {
			var parts []string
			for _, e := range es {
				parts = append(parts, fmt.Sprintf("%s %d+%d", e.Type, e.Offset, e.Length))
			}
			got += " [" + strings.Join(parts, " ") + "]"
		}
		if err != nil {
			got = "!"
		}
		if got != want {
			t.Errorf("%s: %q (%v), want %q", in, got, err, want)
		}
	}
}

func TestAutoEntities(t *testing.T) {
	for text, want := range map[string]string{
		"/city Kyiv":                     "bot_command 0+5",
		"Привіт 😀 /city@a_bot x":         "bot_command 10+11",
		"a/b c//d /":                     "",
		"я/city":                         "",
		"@my_bot, https://x.example/a b": "mention 0+7 url 9+19",
		"mail@host.example":              "",
	} {
		var parts []string
		for _, e := range autoEntities(text) {
			parts = append(parts, fmt.Sprintf("%s %d+%d", e.Type, e.Offset, e.Length))
		}
		if got := strings.Join(parts, " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestUpload: multipart uploads, reuse by id, albums, and the file address.
func TestUpload(t *testing.T) {
	c := &clock{time.Unix(1_700_000_000, 0)}
	s := New(c.now)
	s.Private(ann)
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for k, v := range map[string]string{"chat_id": "501", "media": `[{"type":"photo","media":"attach://a"},{"type":"photo","media":"attach://b","caption":"two"}]`} {
		if err := w.WriteField(k, v); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"a", "b"} {
		f, err := w.CreateFormFile(name, name+".png")
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(f, "PNG "+name)
	}
	w.Close()
	r, _ := http.NewRequest(http.MethodPost, "http://fake/bot"+Token+"/sendMediaGroup", &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	if code := answer(t, s, r); code != 0 {
		t.Fatalf("album refused: %d %q", code, s.Problems())
	}
	c.t = c.t.Add(time.Second)
	if code := post(t, s, "sendPhoto", `{"chat_id":501,"photo":"file-1"}`); code != 0 {
		t.Errorf("a known file is refused: %q", s.Problems())
	}
	c.t = c.t.Add(time.Second)
	if code := post(t, s, "sendPhoto", `{"chat_id":501,"photo":"file-99"}`); code != 400 {
		t.Error("an unknown file is taken")
	}
	get, _ := http.NewRequest(http.MethodGet, "http://fake/file/bot"+Token+"/file-2", nil)
	resp, err := Client{s}.RoundTrip(get)
	if err != nil || resp.ContentLength != 5 {
		t.Errorf("file address: %v, %v", resp, err)
	}
	for _, m := range []struct{ method, body string }{
		{"getFile", `{"file_id":"file-1"}`},
		{"getChat", `{"chat_id":501}`},
		{"getChatMember", `{"chat_id":501,"user_id":501}`},
		{"getChatAdministrators", `{"chat_id":501}`},
		{"getWebhookInfo", `{}`},
		{"leaveChat", `{"chat_id":501}`},
		{"deleteMyCommands", `{}`},
		{"sendChatAction", `{"chat_id":501,"action":"typing"}`},
		{"getMe", ``},
	} {
		if code := post(t, s, m.method, m.body); code != 0 {
			t.Errorf("%s: %d, %q", m.method, code, s.Problems())
		}
	}
	if n := len(s.Problems()); n != 0 {
		t.Errorf("problems: %q", s.Problems())
	}
}

// TestPoll: offset confirms, allowed_updates filters, a wrong token is 401, a webhook is a conflict.
func TestPoll(t *testing.T) {
	s := New(time.Now)
	s.Say(s.Private(ann), ann, "one")
	s.Say(s.Private(ann), ann, "two")
	s.Inline(ann, "x", "")
	poll := func(body string) []int64 {
		r, _ := http.NewRequest(http.MethodPost, "http://fake/bot"+Token+"/getUpdates", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		resp, err := Client{s}.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		var env struct {
			Result []struct {
				ID int64 `json:"update_id"`
			}
		}
		if err := json.NewDecoder(resp.Body).Decode(&env); err != nil {
			t.Fatal(err)
		}
		var ids []int64
		for _, u := range env.Result {
			ids = append(ids, u.ID)
		}
		return ids
	}
	for _, c := range []struct {
		body string
		want []int64
	}{
		{`{}`, []int64{1001, 1002, 1003}},
		{`{"limit":1}`, []int64{1001}},
		{`{"allowed_updates":["inline_query"]}`, []int64{1003}},
		{`{"allowed_updates":[],"offset":1002}`, []int64{1002, 1003}},
		{`{"offset":1}`, []int64{1002, 1003}},
		{`{"offset":2000}`, nil},
	} {
		if got := poll(c.body); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.body, got, c.want)
		}
	}
	r, _ := http.NewRequest(http.MethodGet, "http://fake/bot1:X/getMe", nil)
	if code := answer(t, s, r); code != 401 {
		t.Errorf("wrong token: %d", code)
	}
	if post(t, s, "setWebhook", `{"url":"https://x.example","secret_token":"s"}`) != 0 || post(t, s, "getUpdates", `{}`) != 409 {
		t.Error("polling beside a webhook is no conflict")
	}
	s.Say(s.Private(ann), ann, "three")
	var secret string
	code := s.Deliver(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		secret = r.Header.Get("X-Telegram-Bot-Api-Secret-Token")
	}))
	if code != 200 || secret != "s" || s.Pending() != 0 {
		t.Errorf("webhook: %d, secret %q, %d left", code, secret, s.Pending())
	}
}
