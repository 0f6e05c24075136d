package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"
)

// maxErrorBody bounds what is read of an answer that refuses a call.
const maxErrorBody = 64 << 10

// client makes HTTP requests to Telegram and gives every failure a class. The
// library takes it as its HTTP client.
type client struct {
	http *http.Client
	base string // address with the token, "https://…/bot<token>/"
}

func newClient(apiURL, token string, rt http.RoundTripper) *client {
	if rt == nil {
		rt = transport()
	}
	return &client{
		http: &http.Client{Transport: rt, Timeout: pollTimeout + 15*time.Second},
		base: strings.TrimSuffix(apiURL, "/") + "/bot" + token + "/",
	}
}

// transport is the usual one with enough idle connections for as many sends as fly at once.
func transport() http.RoundTripper {
	t, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport
	}
	t = t.Clone()
	t.MaxIdleConnsPerHost = allPerSecond + 2
	return t
}

// Do makes a request. Its error is a *NetError or an *APIError.
func (c *client) Do(r *http.Request) (*http.Response, error) {
	method := path.Base(r.URL.Path)
	resp, err := c.http.Do(r)
	if err != nil {
		var ue *url.Error
		if errors.As(err, &ue) {
			err = ue.Err // the wrapper's text holds the token
		}
		return nil, &NetError{method, err}
	}
	if resp.StatusCode == http.StatusOK {
		return resp, nil
	}
	defer resp.Body.Close()
	return nil, readError(method, resp)
}

// response is the envelope of every answer.
type response struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// readError reads an answer that refuses a call; a proxy's web page leaves only the code.
func readError(method string, resp *http.Response) error {
	e := &APIError{Method: method, Code: resp.StatusCode}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxErrorBody))
	if err != nil {
		return e
	}
	var r response
	if json.Unmarshal(body, &r) != nil {
		return e
	}
	e.Description = strings.ToValidUTF8(r.Description[:min(len(r.Description), 200)], "")
	e.RetryAfter = time.Duration(r.Parameters.RetryAfter) * time.Second
	e.MigrateTo = r.Parameters.MigrateTo
	return e
}

// call makes a call that the library does not offer and decodes its result.
func (c *client) call(ctx context.Context, method string, params, dest any) error {
	body, err := json.Marshal(params)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+method, bytes.NewReader(body))
	if err != nil {
		return &NetError{method, errors.New("the address of the Bot API cannot be read")}
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := c.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var env response
	if err := json.NewDecoder(resp.Body).Decode(&env); err != nil {
		return &NetError{method, err}
	}
	return json.Unmarshal(env.Result, dest)
}
