package tgfake

import (
	"cmp"
	"net/http"
	"slices"
	"time"
)

// Drop says when a fault cuts the connection.
type Drop uint8

// The moments of a dropped connection.
const (
	Never      Drop = iota
	BeforeWork      // the call was not carried out
	AfterWork       // it was, but its answer is lost
)

// Fault is a scripted failure. It strikes calls of Method ("" for any but
// getUpdates) into Chat (0 for any), Times times (0 means once), after Skip calls that it lets pass.
type Fault struct {
	Method     string
	Chat       int64
	Skip       int
	Times      int
	Code       int           // of the error: 401, 403, 409, 429, 500…; 0 for none
	Text       string        // description, "" for the usual one
	RetryAfter int           // seconds, with 429: a call into the chat before then is a problem
	Global     bool          // RetryAfter is for all chats
	HTML       bool          // the answer is a web page, as a proxy's, of status Code or 502
	Slow       time.Duration // the answer comes late
	Drop       Drop
}

// Fail adds a fault to the script.
func (s *Server) Fail(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Times == 0 {
		f.Times = 1
	}
	s.faults = append(s.faults, &f)
}

// FailBy lets a function decide on the fault of every call but getUpdates that no
// other fault strikes; nil is none.
func (s *Server) FailBy(decide func(method string, chat int64) *Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.decide = decide
}

// Block makes every message into a chat fail with 403, until Unblock.
func (s *Server) Block(chat int64) {
	s.Fail(Fault{Chat: chat, Times: 1 << 30, Code: 403, Text: "Forbidden: bot was blocked by the user"})
}

// Unblock ends Block.
func (s *Server) Unblock(chat int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = slices.DeleteFunc(s.faults, func(f *Fault) bool { return f.Chat == chat && f.Code == 403 })
}

// Migrate turns a group into a supergroup: calls with the old id fail and name the new one.
func (s *Server) Migrate(from, to int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.moved[from] = to
	c := *s.chats[from]
	c.ID, c.Kind = to, "supergroup"
	s.chats[to] = &c
}

// fault returns the fault that strikes a call, if any, and uses it up.
func (s *Server) fault(method string, p params) *Fault {
	chat := p.int("chat_id")
	for i, f := range s.faults {
		if f.Method != "" && f.Method != method || f.Method == "" && method == "getUpdates" || f.Chat != 0 && f.Chat != chat {
			continue
		}
		if f.Skip > 0 {
			f.Skip--
			continue
		}
		if f.Times--; f.Times <= 0 {
			s.faults = slices.Delete(s.faults, i, i+1)
		}
		strike := *f
		return s.strike(method, chat, &strike)
	}
	if s.decide != nil && method != "getUpdates" {
		if f := s.decide(method, chat); f != nil {
			return s.strike(method, chat, f)
		}
	}
	return nil
}

// strike notes a fault and starts the pause that it asks for.
func (s *Server) strike(method string, chat int64, f *Fault) *Fault {
	s.noteFault(method, f)
	if f.RetryAfter > 0 {
		s.limits.pause(chat, f.Global, s.now().Add(time.Duration(f.RetryAfter)*time.Second))
	}
	return f
}

func (s *Server) noteFault(method string, f *Fault) {
	if f.Times < 1<<20 { // a lasting block is told by its effect
		s.note("  ! %s fails: %s", method, f.String())
	}
}

// String tells what the fault does.
func (f *Fault) String() string {
	switch {
	case f.Drop == BeforeWork:
		return "connection dropped"
	case f.Drop == AfterWork:
		return "done, but the answer is lost"
	case f.HTML:
		return "a web page instead of an answer"
	case f.Code != 0:
		return f.text()
	}
	return "slow"
}

// before does what comes before the call and reports whether that answers it.
func (f *Fault) before(w http.ResponseWriter, r *http.Request) bool {
	if f.Slow > 0 {
		t := time.NewTimer(f.Slow)
		defer t.Stop()
		select {
		case <-t.C:
		case <-r.Context().Done():
		}
	}
	switch {
	case f.Drop == BeforeWork:
		panic(http.ErrAbortHandler)
	case f.HTML:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(cmp.Or(f.Code, http.StatusBadGateway))
		_, _ = w.Write([]byte("<html><head><title>Sorry</title></head><body>nginx</body></html>"))
		return true
	case f.Code != 0:
		writeError(w, apiError{code: f.Code, text: f.text(), retryAfter: f.RetryAfter})
		return true
	}
	return false
}

// text is the description of a fault's error.
func (f *Fault) text() string {
	if f.Text != "" {
		return f.Text
	}
	usual := map[int]string{
		401: "Unauthorized", 403: "Forbidden: bot was blocked by the user", 404: "Not Found",
		409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
		429: "Too Many Requests: retry later", 500: "Internal Server Error", 502: "Bad Gateway",
	}
	return usual[f.Code]
}
