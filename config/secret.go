package config

import (
	"fmt"
	"io"
	"log/slog"
)

const redacted = "**redacted**"

// Secret is a text that no print, log or encoder shows. Reveal gives it out.
type Secret struct{ text string }

// NewSecret returns text as a secret.
func NewSecret(text string) Secret { return Secret{text} }

// Reveal returns the text itself, for the one call that needs it.
func (s Secret) Reveal() string { return s.text }

// Set reports whether there is any text.
func (s Secret) Set() bool { return s.text != "" }

// String returns "**redacted**", or "" for the empty secret.
func (s Secret) String() string {
	if !s.Set() {
		return ""
	}
	return redacted
}

// Format redacts under every verb, %#v and %x included.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// MarshalText redacts in JSON, TOML and every other encoder of texts.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the text from a configuration.
func (s *Secret) UnmarshalText(b []byte) error {
	s.text = string(b)
	return nil
}

// LogValue redacts in slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }
