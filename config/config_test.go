package config

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/spf13/pflag"
)

// bare takes our variables out of the environment and the test into an empty folder.
func bare(t *testing.T) {
	t.Helper()
	for _, kv := range os.Environ() {
		name, _, _ := strings.Cut(kv, "=")
		if strings.HasPrefix(name, EnvPrefix) {
			t.Setenv(name, "")
			os.Unsetenv(name)
		}
	}
	t.Chdir(t.TempDir())
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestStrength(t *testing.T) {
	bare(t)
	file := write(t, "a.toml", "lang = \"uk\"\nzone = \"Europe/Warsaw\"\ndata = \"from-file\"\n[log]\nlevel = \"warn\"\n")
	t.Setenv("INCIDENTBOT_LANG", "ru")
	t.Setenv("INCIDENTBOT_DATA", "from-env")
	set := pflag.NewFlagSet("", pflag.ContinueOnError)
	set.String("data", "", "")
	if err := set.Parse([]string{"--data", "from-flag"}); err != nil {
		t.Fatal(err)
	}
	l, err := Load(file, set, map[string]string{"data": "data"})
	if err != nil {
		t.Fatal(err)
	}
	got := []string{l.Data, l.Lang, l.Zone, l.Log.Level, l.Log.Format}
	want := []string{"from-flag", "ru", "Europe/Warsaw", "warn", "text"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	from := []string{l.Origin["data"], l.Origin["lang"], l.Origin["zone"], l.Origin["log.format"]}
	if d := cmp.Diff([]string{"flag", "environment", "file", "default"}, from); d != "" {
		t.Error(d)
	}
}

func TestKinds(t *testing.T) {
	bare(t)
	for name, text := range map[string]string{
		"a.toml": "operators = [1, 2]\n[alerts]\nmax_age = \"3h\"\ndelay_by = { drone = \"1h\" }\n[[feeds]]\nname = \"A\"\nurl = \"https://a.example/\"\nkind = \"feed\"\nenabled = true\n",
		"a.yaml": "operators: [1, 2]\nalerts:\n  max_age: 3h\n  delay_by: {drone: 1h}\nfeeds:\n  - {name: A, url: 'https://a.example/', kind: feed, enabled: true}\n",
		"a.json": `{"operators":[1,2],"alerts":{"max_age":"3h","delay_by":{"drone":"1h"}},"feeds":[{"name":"A","url":"https://a.example/","kind":"feed","enabled":true}]}`,
	} {
		l, err := Load(write(t, name, text), nil, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := Default()
		want.Operators = []int64{1, 2}
		want.Alerts.MaxAge = 3 * time.Hour
		want.Alerts.DelayBy = map[string]time.Duration{"drone": time.Hour}
		want.Feeds = []Feed{{Name: "A", URL: "https://a.example/", Kind: "feed", Enabled: true}}
		if d := cmp.Diff(want, l.Config, cmp.AllowUnexported(Secret{})); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestEnvironmentOfEverySetting(t *testing.T) {
	bare(t)
	for _, s := range Settings() {
		if s.Env == "" {
			continue
		}
		value := map[string]string{
			"lang": "uk", "zone": "Europe/Warsaw", "operators": "7,8", "trusted": "9", "fetch.allow_hosts": "a,b", "log.level": "warn", "log.format": "json",
			"journal.url": "nats://n:4222", "alerts.max_age": "1h", "alerts.delay": "1m", "alerts.quotes": "false",
			"retention.plain_days": "30", "retention.plain_mb": "512", "telegram.api_url": "http://127.0.0.1:1", "metrics.listen": "127.0.0.1:1", "webhook.listen": "127.0.0.1:2",
		}[s.Key]
		if value == "" {
			value = "some"
		}
		if s.Key == "webhook.url" || s.Key == "push.listen" {
			continue // needs a secret beside it
		}
		t.Run(s.Key, func(t *testing.T) {
			t.Setenv(s.Env, value)
			l, err := Load("", nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			if l.Origin[s.Key] != "environment" {
				t.Errorf("comes from %s", l.Origin[s.Key])
			}
			var b strings.Builder
			if err := l.Print(&b); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(b.String(), s.Key+" = ") || strings.Contains(b.String(), s.Key+" = "+s.Default+" ") {
				t.Errorf("not in force:\n%s", b.String())
			}
		})
	}
}

func TestFindingsAllAtOnce(t *testing.T) {
	bare(t)
	file := write(t, "a.toml", `
lang = "de"
zone = "Kyiv"
dta = "x"
[telegram]
token = "1:a"
token_file = "/x"
api_ulr = "https://a"
[webhook]
url = "http://plain.example/"
[alerts]
max_age = "-1h"
delay_by = { slingshot = "1h" }
[[feeds]]
name = "A"
url = "ftp://a.example/"
kind = "carrier pigeon"
colour = "red"
`)
	t.Setenv("INCIDENTBOT_TOKEN", "1:b")
	_, err := Load(file, nil, nil)
	var invalid *InvalidError
	if !errors.As(err, &invalid) {
		t.Fatalf("got %v", err)
	}
	for _, want := range []string{
		"lang is", "zone \"Kyiv\" is not known", "dta is no setting; did you mean data?", "telegram.token_file are both set",
		"telegram.api_ulr is no setting; did you mean telegram.api_url?", "webhook.url is no address", "webhook.url is set without",
		"alerts.max_age is -1h0m0s", "\"slingshot\"", "feeds[0].url is no address", "feeds[0].kind is", "feeds[0].colour is no setting",
		"INCIDENTBOT_TOKEN is no setting",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("nothing says %q in:\n%v", want, err)
		}
	}
	if strings.Contains(err.Error(), "1:a") || strings.Contains(err.Error(), "1:b") {
		t.Errorf("a token shows:\n%v", err)
	}
}

func TestWrongTypes(t *testing.T) {
	bare(t)
	_, err := Load(write(t, "a.toml", "operators = [\"me\"]\n[alerts]\nmax_age = \"soon\"\n"), nil, nil)
	for _, want := range []string{"operators", "max_age"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("nothing says %q in %v", want, err)
		}
	}
}

func TestFiles(t *testing.T) {
	bare(t)
	for name, text := range map[string]string{"broken.toml": "lang = = 1", "a.ini": "lang=en"} {
		if _, err := Load(write(t, name, text), nil, nil); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if _, err := Load("nowhere.toml", nil, nil); err == nil || !strings.Contains(err.Error(), "config sample") {
		t.Errorf("a missing file: %v", err)
	}
	if err := os.WriteFile("incidentbot.yaml", []byte("lang: uk\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := Load("", nil, nil)
	if err != nil || l.Lang != "uk" {
		t.Errorf("incidentbot.yaml beside us: %v", err)
	}
}

func TestSampleIsValid(t *testing.T) {
	bare(t)
	l, err := Load(write(t, "s.toml", Sample()), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	langs := map[string]int{}
	for _, f := range l.Feeds {
		langs[f.Lang]++
		if f.Enabled {
			t.Errorf("%s is switched on", f.Name)
		}
	}
	if langs["en"] < 3 || langs["uk"] < 3 || langs["ru"] < 3 {
		t.Errorf("feeds by language: %v", langs)
	}
	for _, s := range Settings() {
		last := s.Key[strings.LastIndex(s.Key, ".")+1:]
		if s.Key != "feeds" && !strings.Contains(Sample(), last+" = ") && last != "token" && last != "secret" {
			t.Errorf("the sample does not show %s", s.Key)
		}
	}
	l.Feeds = nil
	if d := cmp.Diff(Default(), l.Config, cmp.AllowUnexported(Secret{})); d != "" {
		t.Errorf("the sample changes a default: %s", d)
	}
}

func TestPrintIsReadAgain(t *testing.T) {
	bare(t)
	t.Setenv("INCIDENTBOT_TELEGRAM_TOKEN", "123:very-secret")
	l, err := Load(write(t, "a.toml", "operators = [4]\n[[feeds]]\nname = \"Ї\"\nurl = \"https://a.example/\"\nkind = \"feed\"\n"), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := l.Print(&b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "very-secret") {
		t.Fatalf("the token shows:\n%s", b.String())
	}
	os.Unsetenv("INCIDENTBOT_TELEGRAM_TOKEN")
	again, err := Load(write(t, "b.toml", b.String()), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	l.Telegram.Token = NewSecret(redacted)
	if d := cmp.Diff(l.Config, again.Config, cmp.AllowUnexported(Secret{}), cmpopts.EquateEmpty()); d != "" {
		t.Error(d)
	}
}

func TestSecretNeverShows(t *testing.T) {
	s := struct{ Token Secret }{NewSecret("hush")}
	j, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "token", s.Token, "all", s)
	shown := fmt.Sprintf("%v %+v %#v %s %q %x %d %v", s, s, s, s.Token, s.Token, s.Token, s.Token, &s) + string(j) + log.String()
	if strings.Contains(shown, "hush") || strings.Contains(shown, fmt.Sprintf("%x", "hush")) {
		t.Error(shown)
	}
	if s.Token.Reveal() != "hush" || !s.Token.Set() || (Secret{}).Set() {
		t.Error("a secret must hold its text")
	}
}

func TestTokenFile(t *testing.T) {
	tg := Telegram{TokenFile: write(t, "token", "1:abc\n")}
	s, err := tg.ReadToken()
	if err != nil || s.Reveal() != "1:abc" {
		t.Errorf("%q, %v", s.Reveal(), err)
	}
	if _, err := (&Telegram{TokenFile: "/nowhere/token"}).ReadToken(); err == nil {
		t.Error("a missing token file is taken")
	}
	if _, err := (&Telegram{}).ReadToken(); !errors.Is(err, ErrNoToken) {
		t.Errorf("no token: %v", err)
	}
}

// TestReadme holds the README's table of settings to the struct.
func TestReadme(t *testing.T) {
	b, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(b), Table()) {
		t.Errorf("README.md's table of settings is not this:\n%s", Table())
	}
}

// FuzzLoad: no file makes Load panic, and what it takes it prints as a file that it takes again.
func FuzzLoad(f *testing.F) {
	f.Add(Sample())
	f.Add("lang = \"uk\"\n[[feeds]]\nname = \"a\\\\b\\\"\"\nurl = \"https://a.example/\"\n")
	f.Add("operators = [1]\n[alerts]\ndelay_by = { drone = \"1h\" }\n")
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text string) {
		file := filepath.Join(dir, "a.toml")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		l, err := Load(file, nil, nil)
		if err != nil {
			return
		}
		var b strings.Builder
		if err := l.Print(&b); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(file, nil, nil); err != nil {
			t.Errorf("%v\n%s", err, b.String())
		}
	})
}
