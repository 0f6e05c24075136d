package config

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
	_ "time/tzdata" // a zone must be found on a machine without zone files
)

// Config is every setting. A field's tag names it within its section; help is
// what the README's table says of it.
type Config struct {
	Data      string    `mapstructure:"data" help:"the data folder: journal, index, the lock of the running process"`
	Lang      string    `mapstructure:"lang" help:"language of answers where the asker has not chosen one: en, uk or ru"`
	Zone      string    `mapstructure:"zone" help:"time zone that decides what \"yesterday\" is, an IANA name"`
	Contact   string    `mapstructure:"contact" help:"how users reach whoever runs this, for /about and /privacy: a @name or an address"`
	Operators []int64   `mapstructure:"operators" help:"Telegram user ids that run the bot: they see /status and broken feeds, and decide on corrections"`
	Trusted   []int64   `mapstructure:"trusted" help:"Telegram user ids whose handed-in articles are added without an operator"`
	Log       Log       `mapstructure:"log"`
	Telegram  Telegram  `mapstructure:"telegram"`
	Webhook   Webhook   `mapstructure:"webhook"`
	Journal   Journal   `mapstructure:"journal"`
	Metrics   Metrics   `mapstructure:"metrics"`
	Alerts    Alerts    `mapstructure:"alerts"`
	Fetch     Fetch     `mapstructure:"fetch"`
	Push      Push      `mapstructure:"push"`
	Retention Retention `mapstructure:"retention"`
	Feeds     []Feed    `mapstructure:"feeds" help:"outlets to read, in the file only; \"config sample\" prints a list to start from"`
}

// Log says what is logged and how.
type Log struct {
	Level  string `mapstructure:"level" help:"least level that is logged: debug, info, warn or error"`
	Format string `mapstructure:"format" help:"text for people, json for machines"`
}

// Telegram is the bot's access to Telegram.
type Telegram struct {
	Token     Secret   `mapstructure:"token" help:"the bot's token from @BotFather"`
	TokenFile string   `mapstructure:"token_file" help:"a file that holds the token, instead of telegram.token"`
	Channels  []string `mapstructure:"channels" help:"channels that the bot is a member of and whose posts are added as articles: @name, or the id of one without a name"`
	APIURL    string   `mapstructure:"api_url" help:"address of the Bot API server"`
}

// Webhook is set where Telegram calls us; without URL the bot polls.
type Webhook struct {
	URL        string `mapstructure:"url" help:"public https address that Telegram calls; empty: the bot polls"`
	Listen     string `mapstructure:"listen" help:"address that the webhook's listener binds"`
	Secret     Secret `mapstructure:"secret" help:"secret token that Telegram sends with each call"`
	SecretFile string `mapstructure:"secret_file" help:"a file that holds the secret, instead of webhook.secret"`
}

// Journal says where the durable log is.
type Journal struct {
	URL string `mapstructure:"url" help:"an existing NATS cluster (nats://host:4222); empty: a server inside the process, no port open"`
}

// Metrics is the operator's listener.
type Metrics struct {
	Listen string `mapstructure:"listen" help:"address for /metrics, /healthz and /readyz; empty: none"`
}

// Alerts are the bounds on what chats are told unasked.
type Alerts struct {
	MaxAge  time.Duration            `mapstructure:"max_age" help:"an event older than this never alerts"`
	Delay   time.Duration            `mapstructure:"delay" help:"wait this long before an event is alerted: local rules on reporting impacts are the operator's to obey"`
	DelayBy map[string]time.Duration `mapstructure:"delay_by" help:"a delay of its own for a weapon, in the file only: delay_by = {artillery = \"3h\"}"`
	Quotes  bool                     `mapstructure:"quotes" help:"alerts show the sentences of their sources, which may name streets and sites; false: settlements, figures and links alone"`
}

// Push is the endpoint where others hand articles in.
type Push struct {
	Listen    string `mapstructure:"listen" help:"address for POST /articles (JSON Lines, Authorization: Bearer TOKEN); empty: none"`
	Token     Secret `mapstructure:"token" help:"what callers must send"`
	TokenFile string `mapstructure:"token_file" help:"a file that holds it, instead of push.token"`
}

// Fetch bounds what is fetched.
type Fetch struct {
	UserAgent  string   `mapstructure:"user_agent" help:"how we name ourselves to outlets; put an address for complaints into it"`
	AllowHosts []string `mapstructure:"allow_hosts" help:"private hosts (host or host:port) that may be fetched all the same"`
}

// Retention bounds what is kept searchable of articles without an event.
type Retention struct {
	PlainDays int `mapstructure:"plain_days" help:"days that an article without an event is kept searchable; 0: for ever. An article with an event always stays"`
	PlainMB   int `mapstructure:"plain_mb" help:"megabytes of articles without an event that are kept searchable, the newest; 0: no bound"`
}

// Feed is one outlet to read.
type Feed struct {
	Name    string `mapstructure:"name"`
	URL     string `mapstructure:"url"`
	Kind    string `mapstructure:"kind"` // feed, pages, sitemap, channel or folder
	Lang    string `mapstructure:"lang"`
	Enabled bool   `mapstructure:"enabled"`
	Note    string `mapstructure:"note"` // on its reliability, shown by /sources
	// Every fixes the time between askings; 0 adapts it to the outlet.
	Every time.Duration `mapstructure:"every"`
	// Silent is after how long without anything new operators are told; 0: three days.
	Silent time.Duration `mapstructure:"silent"`
}

// Default returns the settings that are in force where nothing is said.
func Default() Config {
	return Config{
		Data:     "data",
		Lang:     "en",
		Zone:     "Europe/Kyiv",
		Log:      Log{Level: "info", Format: "text"},
		Telegram: Telegram{APIURL: "https://api.telegram.org"},
		Webhook:  Webhook{Listen: "127.0.0.1:8443"},
		Alerts:   Alerts{MaxAge: 12 * time.Hour, Quotes: true},
		Fetch:    Fetch{UserAgent: "incidentbot"},
	}
}

// Location returns the zone that a valid Zone names.
func (c *Config) Location() *time.Location {
	l, err := time.LoadLocation(c.Zone)
	if err != nil {
		return time.UTC
	}
	return l
}

// ErrNoToken is returned where the bot has no token to speak with.
var ErrNoToken = errors.New("no Telegram token: ask @BotFather for one, then set INCIDENTBOT_TELEGRAM_TOKEN, or telegram.token_file in the configuration")

// ReadToken returns the token, read from TokenFile if that is set. The file is
// read only here, so that commands without Telegram need no right to it.
func (t *Telegram) ReadToken() (Secret, error) {
	s, err := oneOf(t.Token, t.TokenFile, "telegram.token_file")
	if err == nil && !s.Set() {
		err = ErrNoToken
	}
	return s, err
}

// ReadSecret returns the webhook's secret, read from SecretFile if that is set.
func (w *Webhook) ReadSecret() (Secret, error) {
	return oneOf(w.Secret, w.SecretFile, "webhook.secret_file")
}

// ReadToken returns the token, read from TokenFile if that is set.
func (p *Push) ReadToken() (Secret, error) { return oneOf(p.Token, p.TokenFile, "push.token_file") }

func oneOf(s Secret, file, key string) (Secret, error) {
	if file == "" {
		return s, nil
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return Secret{}, fmt.Errorf("%s cannot be read: %w", key, err)
	}
	return NewSecret(strings.TrimSpace(string(b))), nil
}
