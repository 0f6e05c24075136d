// Package config holds the settings as types. A setting has one name
// ("telegram.api_url"), and four places where its value may come from, the
// later ones stronger: its default, the configuration file (TOML, YAML or JSON),
// the environment (INCIDENTBOT_TELEGRAM_API_URL) and, for a few, a flag.
//
// Guarantees: a key that is not a setting is an error, in the file and in the
// environment; all findings are told at once, each as a sentence that says what
// to do; a Secret never prints itself, whatever verb or encoder asks.
//
// The struct Config is the only list of settings: names, help and the README's
// table are read off its tags.
package config
