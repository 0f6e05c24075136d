package tgfake

import (
	"fmt"
	"slices"
	"strings"
)

// methods are the calls that the server carries out, beside getUpdates. Each
// runs with the server locked and its parameters checked against the schema.
var methods = map[string]func(*Server, params) (any, error){
	"getMe":                  func(s *Server, _ params) (any, error) { return s.me(), nil },
	"sendMessage":            (*Server).sendMessage,
	"sendPhoto":              func(s *Server, p params) (any, error) { return s.sendFile(p, "photo") },
	"sendDocument":           func(s *Server, p params) (any, error) { return s.sendFile(p, "document") },
	"sendMediaGroup":         (*Server).sendMediaGroup,
	"sendChatAction":         (*Server).sendChatAction,
	"editMessageText":        (*Server).editText,
	"editMessageCaption":     (*Server).editCaption,
	"editMessageMedia":       (*Server).editMedia,
	"editMessageReplyMarkup": (*Server).editMarkup,
	"deleteMessage":          (*Server).deleteMessage,
	"answerCallbackQuery":    (*Server).answerCallback,
	"answerInlineQuery":      (*Server).answerInline,
	"setMyCommands":          (*Server).setCommands,
	"deleteMyCommands":       (*Server).deleteCommands,
	"setWebhook":             (*Server).setWebhook,
	"deleteWebhook":          (*Server).deleteWebhook,
	"getWebhookInfo":         (*Server).webhookInfo,
	"getChat":                (*Server).getChat,
	"getChatMember":          (*Server).getChatMember,
	"getChatAdministrators":  (*Server).getAdmins,
	"leaveChat":              (*Server).leaveChat,
	"getFile":                (*Server).getFile,
}

func (s *Server) setCommands(p params) (any, error) {
	var list []struct{ Command, Description string }
	p.json("commands", &list)
	var scope struct{ Type string }
	p.json("scope", &scope)
	if scope.Type == "" {
		scope.Type = "default"
	}
	var names, menu []string
	for _, c := range list {
		if len(c.Command) > 32 || c.Command != strings.ToLower(c.Command) || c.Description == "" || utf16Len(c.Description) > 256 {
			s.problem("setMyCommands: %q is no command with a description", c.Command)
			return nil, badRequest("BOT_COMMAND_INVALID")
		}
		names = append(names, c.Command)
		menu = append(menu, "/"+c.Command+" "+c.Description)
	}
	key := scope.Type + "/" + p.values["language_code"]
	s.commands[key], s.menus[key] = strings.Join(names, " "), strings.Join(menu, "\n")
	return true, nil
}

func (s *Server) deleteCommands(p params) (any, error) {
	var scope struct{ Type string }
	p.json("scope", &scope)
	delete(s.commands, scope.Type+"/"+p.values["language_code"])
	delete(s.menus, scope.Type+"/"+p.values["language_code"])
	return true, nil
}

// CommandMenu returns the commands set for a scope and language as a client lists them, a line each.
func (s *Server) CommandMenu(scope, lang string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.menus[scope+"/"+lang]
}

// Commands returns the commands set for a scope and language ("" for every other), by spaces.
func (s *Server) Commands(scope, lang string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.commands[scope+"/"+lang]
}

func (s *Server) setWebhook(p params) (any, error) {
	s.hook = webhook{p.values["url"], p.values["secret_token"]}
	if !strings.HasPrefix(s.hook.url, "https://") && s.hook.url != "" {
		s.problem("setWebhook: address is not https")
		return nil, badRequest("bad webhook: An HTTPS URL must be provided for webhook")
	}
	s.allowed = nil
	p.json("allowed_updates", &s.allowed)
	return true, nil
}

func (s *Server) deleteWebhook(p params) (any, error) {
	s.hook = webhook{}
	if p.bool("drop_pending_updates") {
		s.queue = nil
	}
	return true, nil
}

func (s *Server) webhookInfo(params) (any, error) {
	return obj{"url": s.hook.url, "has_custom_certificate": false, "pending_update_count": len(s.queue)}, nil
}

func (s *Server) getChat(p params) (any, error) {
	c, err := s.target(p)
	if err != nil {
		return nil, err
	}
	o := s.chats[c].json()
	o["accent_color_id"], o["max_reaction_count"] = 1, 11
	o["accepted_gift_types"] = obj{"unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false, "premium_subscription": false}
	return o, nil
}

func (s *Server) isAdmin(chat, user int64) bool {
	return slices.ContainsFunc(s.admins[chat], func(u User) bool { return u.ID == user })
}

func (s *Server) getChatMember(p params) (any, error) {
	c, err := s.target(p)
	if err != nil {
		return nil, err
	}
	id := p.int("user_id")
	if s.isAdmin(c, id) {
		return s.adminJSON(obj{"id": id, "is_bot": false, "first_name": "admin"}), nil
	}
	return obj{"status": "member", "user": obj{"id": id, "is_bot": false, "first_name": "member"}}, nil
}

func (s *Server) adminJSON(user obj) obj {
	return obj{"status": "administrator", "user": user, "can_be_edited": false, "is_anonymous": false, "can_manage_chat": true}
}

func (s *Server) getAdmins(p params) (any, error) {
	c, err := s.target(p)
	if err != nil {
		return nil, err
	}
	list := []obj{}
	for _, u := range s.admins[c] {
		list = append(list, s.adminJSON(u.json()))
	}
	return list, nil
}

func (s *Server) leaveChat(p params) (any, error) {
	c, err := s.target(p)
	if err == nil {
		s.note("%s < leaves", s.chatName(c))
	}
	return true, err
}

func (s *Server) getFile(p params) (any, error) {
	id := p.values["file_id"]
	f, ok := s.files[id]
	if !ok {
		return nil, badRequest("invalid file_id")
	}
	return obj{"file_id": id, "file_unique_id": "u" + id, "file_size": len(f.data), "file_path": id}, nil
}

func (s *Server) sendChatAction(p params) (any, error) {
	c, err := s.target(p)
	if err == nil {
		s.note("%s < action %s", s.chatName(c), p.values["action"])
	}
	return true, err
}

// answerCallback ends a tap. A query is answered once; a second answer is refused.
func (s *Server) answerCallback(p params) (any, error) {
	id := p.values["callback_query_id"]
	if !s.queries[id] {
		return nil, badRequest("query is too old and response timeout expired or query ID is invalid")
	}
	delete(s.queries, id)
	text := p.values["text"]
	if p.bool("show_alert") {
		text = "(alert) " + text
	}
	s.note("%s < answers the tap: %s", id, text)
	return true, nil
}

func (s *Server) answerInline(p params) (any, error) {
	id := p.values["inline_query_id"]
	if !s.queries[id] {
		return nil, badRequest("query is too old and response timeout expired or query ID is invalid")
	}
	delete(s.queries, id)
	var results []inlineResult
	p.json("results", &results)
	if len(results) > 50 {
		s.problem("answerInlineQuery: %d results, more than 50", len(results))
		return nil, badRequest("RESULTS_TOO_MUCH")
	}
	s.note("%s < %d results, cache %s s, next %q", id, len(results), p.values["cache_time"], p.values["next_offset"])
	seen := map[string]bool{}
	for _, r := range results {
		if err := s.inlineResult(r, seen); err != nil {
			return nil, err
		}
	}
	var button struct{ Text, StartParameter string }
	if p.json("button", &button); button.Text != "" {
		s.note("    button %s", p.values["button"])
	}
	return true, nil
}

// inlineResult is an article-type result.
type inlineResult struct {
	Type, ID, Title, Description string
	Content                      struct {
		Text string `json:"message_text"`
		Mode string `json:"parse_mode"`
	} `json:"input_message_content"`
	Markup any `json:"reply_markup"`
}

func (s *Server) inlineResult(r inlineResult, seen map[string]bool) error {
	if len(r.ID) == 0 || len(r.ID) > 64 || seen[r.ID] {
		s.problem("answerInlineQuery: id %q is too long, empty or repeated", r.ID)
		return badRequest("RESULT_ID_INVALID")
	}
	seen[r.ID] = true
	if _, _, err := s.parse(r.Content.Text, r.Content.Mode, 4096); err != nil {
		return err
	}
	s.note("    %s | %s | %s\n%s", r.ID, r.Title, r.Description, r.Content.Text)
	s.noteButtons(r.Markup)
	return nil
}

// target returns the chat that a call is for.
func (s *Server) target(p params) (int64, error) {
	id := p.int("chat_id")
	if to, ok := s.moved[id]; ok {
		return 0, apiError{code: 400, text: "Bad Request: group chat was upgraded to a supergroup chat", migrateTo: to}
	}
	if _, ok := s.chats[id]; !ok {
		return 0, badRequest("chat not found")
	}
	return id, nil
}

// parse reads a text in its mode and checks its length.
func (s *Server) parse(text, mode string, limit int) (string, []Entity, error) {
	var es []Entity
	if mode == "HTML" {
		shown, found, err := ParseHTML(text)
		if err != nil {
			s.problem("HTML: %v", err)
			return "", nil, badRequest("can't parse entities: %v", err)
		}
		if len(found) > maxEntities {
			s.problem("%d entities, more than %d", len(found), maxEntities)
		}
		text, es = shown, found
	} else if mode != "" {
		s.problem("parse_mode %s is not used here", mode)
	}
	if n := utf16Len(text); n > limit {
		s.problem("a text of %d, more than %d", n, limit)
		return "", nil, badRequest("message is too long")
	}
	if strings.TrimSpace(text) == "" && limit == 4096 {
		s.problem("an empty text")
		return "", nil, badRequest("message text is empty")
	}
	return text, es, nil
}

func newFileID(s *Server) string {
	s.lastFile++
	return fmt.Sprintf("file-%d", s.lastFile)
}
