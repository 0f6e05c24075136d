package tgfake

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// Mute ends the transcript, for tests with more calls than anybody reads.
func (s *Server) Mute() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.muted = true
}

// note adds a line to the transcript.
func (s *Server) note(format string, args ...any) {
	if s.muted {
		return
	}
	line := strings.TrimRight(fmt.Sprintf(format, args...), " ")
	s.log.WriteString(strings.ReplaceAll(line, "\n", "\n    "))
	s.log.WriteByte('\n')
}

// Transcript tells the conversation so far: what users did, then, indented,
// what the bot did, with the markup as it was sent.
func (s *Server) Transcript() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.String()
}

// printable quotes what a golden could not hold.
func printable(s string) string {
	for _, r := range s {
		if !unicode.IsPrint(r) {
			return strconv.Quote(s)
		}
	}
	return s
}

// label tells what a message is beside its text.
func (m *message) label() string {
	var parts []string
	if m.thread != 0 {
		parts = append(parts, fmt.Sprintf("topic %d", m.thread))
	}
	if m.replyTo != 0 {
		parts = append(parts, fmt.Sprintf("reply to #%d", m.replyTo))
	}
	if m.media != "" {
		parts = append(parts, m.media)
	}
	if len(parts) == 0 {
		return ""
	}
	return "[" + strings.Join(parts, ", ") + "] "
}

// noteSent tells a message that the bot sent or edited, as it was written.
func (s *Server) noteSent(verb string, m *message, source string) {
	s.note("%s < %s #%d %s%s", s.chatName(m.chat), verb, m.id, m.label(), source)
	s.noteButtons(m.markup)
}

func (s *Server) noteButtons(markup any) {
	if s.muted {
		return
	}
	var k struct {
		Rows [][]struct {
			Text  string `json:"text"`
			Data  string `json:"callback_data"`
			URL   string `json:"url"`
			Share *obj   `json:"switch_inline_query_chosen_chat"`
			Query string `json:"switch_inline_query"`
		} `json:"inline_keyboard"`
	}
	b, _ := json.Marshal(markup)
	_ = json.Unmarshal(b, &k)
	for _, row := range k.Rows {
		var cells []string
		for _, c := range row {
			what := c.Data + c.URL + c.Query
			if c.Share != nil {
				what = fmt.Sprint("share ", (*c.Share)["query"])
			}
			cells = append(cells, fmt.Sprintf("[%s | %s]", c.Text, what))
		}
		s.note("    %s", strings.Join(cells, " "))
	}
}
