package tgfake

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Token is the token that the server knows.
const Token = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"

// Username is the bot's name on this server.
const Username = "incident_test_bot"

const botID = 110201543

// Server is one Bot API server with one bot. Make it with New.
type Server struct {
	now    func() time.Time
	schema *schema

	mu         sync.Mutex
	wake       chan struct{}
	chats      map[int64]*Chat
	admins     map[int64][]User
	messages   map[msgKey]*message
	lastMsg    map[int64]int
	queue, all []update
	allowed    []string
	lastUpdate int64
	lastQuery  int
	lastFile   int
	queries    map[string]bool // callback and inline queries that wait for an answer
	files      map[string]file
	hook       webhook
	commands   map[string]string // names by scope and language
	menus      map[string]string // names with their descriptions
	moved      map[int64]int64
	faults     []*Fault
	decide     func(method string, chat int64) *Fault
	limits     limits
	problems   []string
	log        strings.Builder
	muted      bool
	calls      map[string]int
}

// New makes a server whose clock is now.
func New(now func() time.Time) *Server {
	sch, err := loadSchema()
	if err != nil {
		panic(err) // the embedded file is part of the program
	}
	return &Server{
		now: now, schema: sch, wake: make(chan struct{}),
		chats: map[int64]*Chat{}, admins: map[int64][]User{}, messages: map[msgKey]*message{}, lastMsg: map[int64]int{},
		queries: map[string]bool{}, files: map[string]file{}, commands: map[string]string{}, menus: map[string]string{}, moved: map[int64]int64{}, calls: map[string]int{},
		lastUpdate: 1000,
	}
}

// apiError is an answer with ok false.
type apiError struct {
	code       int
	text       string
	retryAfter int
	migrateTo  int64
}

func (e apiError) Error() string { return e.text }

func badRequest(format string, args ...any) error {
	return apiError{code: 400, text: "Bad Request: " + fmt.Sprintf(format, args...)}
}

// ServeHTTP answers /bot<token>/<method> and /file/bot<token>/<path>.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if path, ok := strings.CutPrefix(r.URL.Path, "/file/bot"+Token+"/"); ok {
		s.serveFile(w, path)
		return
	}
	path, ok := strings.CutPrefix(r.URL.Path, "/bot")
	token, method, found := strings.Cut(path, "/")
	switch {
	case !ok || !found:
		writeError(w, apiError{code: 404, text: "Not Found"})
	case token != Token:
		writeError(w, apiError{code: 401, text: "Unauthorized"})
	default:
		s.serveCall(w, r, method)
	}
}

func (s *Server) serveCall(w http.ResponseWriter, r *http.Request, method string) {
	p, err := readParams(r)
	if err != nil {
		s.mu.Lock()
		s.problem("%s: unreadable request: %v", method, err)
		s.mu.Unlock()
		writeError(w, badRequest("%v", err))
		return
	}
	p.arrived = s.now()
	s.mu.Lock()
	f := s.fault(method, p)
	s.mu.Unlock()
	if f != nil && f.before(w, r) {
		return
	}
	result, err := s.call(r, method, p)
	if f != nil && f.Drop == AfterWork {
		panic(http.ErrAbortHandler)
	}
	if err != nil {
		writeError(w, err)
		return
	}
	writeJSON(w, http.StatusOK, obj{"ok": true, "result": result})
}

// call checks a call and carries it out.
func (s *Server) call(r *http.Request, method string, p params) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls[method]++
	bad := s.schema.check(method, p)
	for _, b := range bad {
		s.problem("%s: %s", method, b)
	}
	if len(bad) > 0 {
		return nil, badRequest("%s", bad[0])
	}
	if method == "getUpdates" {
		return s.getUpdates(r, p)
	}
	run, ok := methods[method]
	if !ok {
		s.problem("%s: not made in this server", method)
		return nil, apiError{code: 404, text: "Not Found: method not found"}
	}
	return run(s, p)
}

func writeError(w http.ResponseWriter, err error) {
	var e apiError
	if !errors.As(err, &e) {
		e = apiError{code: 500, text: "Internal Server Error"}
	}
	body := obj{"ok": false, "error_code": e.code, "description": e.text}
	params := obj{}
	if e.retryAfter > 0 {
		params["retry_after"] = e.retryAfter
	}
	if e.migrateTo != 0 {
		params["migrate_to_chat_id"] = e.migrateTo
	}
	if len(params) > 0 {
		body["parameters"] = params
	}
	writeJSON(w, e.code, body)
}

func writeJSON(w http.ResponseWriter, code int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(body) // a client that is gone needs no answer
}

func (s *Server) serveFile(w http.ResponseWriter, id string) {
	s.mu.Lock()
	f, ok := s.files[id]
	s.mu.Unlock()
	if !ok {
		writeError(w, apiError{code: 404, text: "Not Found"})
		return
	}
	_, _ = w.Write(f.data)
}

func (s *Server) me() obj {
	return obj{"id": botID, "is_bot": true, "first_name": "Incidents", "username": Username, "can_join_groups": true, "supports_inline_queries": true}
}

// problem notes a broken rule.
func (s *Server) problem(format string, args ...any) {
	s.problems = append(s.problems, fmt.Sprintf(format, args...))
}

// Problems lists what the bot did wrong so far.
func (s *Server) Problems() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.problems)
}

// Calls returns how often a method was called, faults not counted.
func (s *Server) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[method]
}

// Pending returns how many updates wait to be confirmed.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue)
}

// Shown returns the texts that the bot's messages in a chat show now, in order.
func (s *Server) Shown(chat int64) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var texts []string
	for id := 1; id <= s.lastMsg[chat]; id++ {
		if m := s.find(chat, id); m != nil && m.byBot {
			texts = append(texts, m.text)
		}
	}
	return texts
}

// LastID returns the id of a chat's newest message.
func (s *Server) LastID(chat int64) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lastMsg[chat]
}

// Upload keeps a file that getFile and the file address then serve.
func (s *Server) Upload(id, name string, r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[id] = file{name, data}
	return nil
}
