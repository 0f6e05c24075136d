package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/go-viper/mapstructure/v2"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"
)

// EnvPrefix begins the name of every environment variable of ours.
const EnvPrefix = "INCIDENTBOT_"

// EnvFile names the configuration file where --config does not.
const EnvFile = EnvPrefix + "CONFIG"

// InvalidError lists everything that is wrong with a configuration.
type InvalidError struct {
	File     string   // the configuration file, "" if there is none
	Findings []string // a sentence each
}

// Error returns the findings, one a line.
func (e *InvalidError) Error() string {
	where := "the settings are not valid"
	if e.File != "" {
		where = "the settings (file " + e.File + ") are not valid"
	}
	return where + ":\n  - " + strings.Join(e.Findings, "\n  - ")
}

// Loaded is what Load found: the settings, and where each came from.
type Loaded struct {
	Config
	File   string            // the configuration file that was read, "" if none
	Origin map[string]string // setting -> default, file, environment or flag
}

// Load reads the settings: defaults, then file (if "", the file that EnvFile
// names, else incidentbot.toml or .yaml in the working directory, if there is
// one), then the environment, then those flags of the set that were given;
// flags maps a flag's name to its setting. The error is an *InvalidError with
// everything that is wrong, or says that the file cannot be read.
func Load(file string, set *pflag.FlagSet, flags map[string]string) (*Loaded, error) {
	v := viper.New()
	file, err := readFile(v, file)
	if err != nil {
		return nil, err
	}
	settings := Settings()
	if err := bind(v, settings, set, flags); err != nil {
		return nil, err
	}
	l := &Loaded{Config: Default(), File: file}
	findings := decode(v, &l.Config)
	findings = append(findings, unknownEnv(os.Environ(), settings)...)
	findings = append(findings, l.check()...)
	if len(findings) > 0 {
		return nil, &InvalidError{File: file, Findings: findings}
	}
	l.Origin = origins(v, settings, set, flags)
	return l, nil
}

func readFile(v *viper.Viper, file string) (string, error) {
	if file == "" {
		file = os.Getenv(EnvFile)
	}
	if file == "" {
		file = besideUs()
	}
	if file == "" {
		return "", nil
	}
	v.SetConfigFile(file)
	err := v.ReadInConfig()
	var parse viper.ConfigParseError
	var kind viper.UnsupportedConfigError
	switch {
	case err == nil:
		return file, nil
	case errors.Is(err, fs.ErrNotExist):
		return "", &InvalidError{Findings: []string{fmt.Sprintf("there is no configuration file %s; \"incidentbot config sample\" prints one to start from", file)}}
	case errors.As(err, &kind):
		return "", &InvalidError{Findings: []string{fmt.Sprintf("%s is no configuration file: its name must end in .toml, .yaml or .json", file)}}
	case errors.As(err, &parse):
		return "", &InvalidError{File: file, Findings: []string{"it cannot be read as " + strings.TrimPrefix(filepath.Ext(file), ".") + ": " + parse.Error()}}
	}
	return "", &InvalidError{File: file, Findings: []string{err.Error()}}
}

func besideUs() string {
	for _, name := range []string{"incidentbot.toml", "incidentbot.yaml"} {
		if _, err := os.Stat(name); err == nil {
			return name
		}
	}
	return ""
}

func bind(v *viper.Viper, settings []Setting, set *pflag.FlagSet, flags map[string]string) error {
	for _, s := range settings {
		if s.Env == "" {
			continue
		}
		if err := v.BindEnv(s.Key, s.Env); err != nil {
			return err
		}
	}
	for name, key := range flags {
		f := set.Lookup(name)
		if f == nil || !f.Changed {
			continue
		}
		v.Set(key, f.Value.String())
	}
	return nil
}

// decode fills c and returns what does not fit it. Metadata, rather than the
// decoder's own strictness, names every unknown key with its path.
func decode(v *viper.Viper, c *Config) []string {
	var seen mapstructure.Metadata
	d, err := mapstructure.NewDecoder(&mapstructure.DecoderConfig{
		Result:           c,
		Metadata:         &seen,
		WeaklyTypedInput: true, // the environment has only texts
		DecodeHook: mapstructure.ComposeDecodeHookFunc(
			mapstructure.StringToTimeDurationHookFunc(),
			mapstructure.TextUnmarshallerHookFunc(),
			mapstructure.StringToWeakSliceHookFunc(","),
		),
	})
	if err != nil {
		return []string{err.Error()}
	}
	var findings []string
	if err := d.Decode(v.AllSettings()); err != nil {
		findings = leaves(err)
	}
	slices.Sort(seen.Unused)
	for _, key := range seen.Unused {
		findings = append(findings, fmt.Sprintf("%s is no setting%s", key, didYouMean(key)))
	}
	return findings
}

// leaves takes joined errors apart.
func leaves(err error) []string {
	var many interface{ Unwrap() []error }
	if !errors.As(err, &many) {
		return []string{strings.ReplaceAll(err.Error(), "\n", " ")}
	}
	var out []string
	for _, e := range many.Unwrap() {
		out = append(out, leaves(e)...)
	}
	return out
}

// unknownEnv finds variables that look like ours and are none: a misspelt token
// must not be ignored in silence.
func unknownEnv(environ []string, settings []Setting) []string {
	known := map[string]bool{EnvFile: true}
	for _, s := range settings {
		known[s.Env] = true
	}
	var out []string
	for _, kv := range environ {
		name, _, _ := strings.Cut(kv, "=")
		if strings.HasPrefix(name, EnvPrefix) && !known[name] {
			out = append(out, fmt.Sprintf("the environment's %s is no setting; \"incidentbot config print\" lists all", name))
		}
	}
	slices.Sort(out)
	return out
}

func origins(v *viper.Viper, settings []Setting, set *pflag.FlagSet, flags map[string]string) map[string]string {
	from := make(map[string]string, len(settings))
	for _, s := range settings {
		switch {
		case s.Env != "" && os.Getenv(s.Env) != "":
			from[s.Key] = "environment"
		case v.InConfig(s.Key):
			from[s.Key] = "file"
		default:
			from[s.Key] = "default"
		}
	}
	for name, key := range flags {
		if f := set.Lookup(name); f != nil && f.Changed {
			from[key] = "flag"
		}
	}
	return from
}
