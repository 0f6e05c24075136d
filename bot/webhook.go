package bot

import (
	"crypto/subtle"
	"errors"
	"io"
	"net/http"
)

// maxUpdate bounds a webhook's request, in bytes.
const maxUpdate = 1 << 20

// Webhook says where Telegram delivers updates, instead of being polled.
type Webhook struct {
	URL    string // public, https
	Secret string // 1-256 of A-Z a-z 0-9 _ -; Telegram sends it with every update
}

// WebhookHandler takes updates from Telegram: by POST with the secret, at most 1
// MiB. 200 means that the update is kept durably; 503 that there is no room,
// and Telegram delivers it again. Only a bot with a Webhook has one that takes anything.
func (b *Bot) WebhookHandler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(b.receive(w, r)) })
}

// receive takes one update and returns the answer's status.
func (b *Bot) receive(w http.ResponseWriter, r *http.Request) int {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return http.StatusMethodNotAllowed
	}
	secret := r.Header.Get("X-Telegram-Bot-Api-Secret-Token")
	if b.webhook == nil || b.webhook.Secret == "" || subtle.ConstantTimeCompare([]byte(secret), []byte(b.webhook.Secret)) != 1 {
		return http.StatusUnauthorized
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return http.StatusRequestEntityTooLarge
	case err != nil:
		return http.StatusBadRequest
	}
	if !b.taking.Load() || !b.accept(r.Context(), raw, false) {
		return http.StatusServiceUnavailable
	}
	return http.StatusOK
}
