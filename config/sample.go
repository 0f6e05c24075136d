package config

import _ "embed"

//go:embed sample.toml
var sample string

// Sample returns a configuration file to start from: every setting with its
// default, and a list of public outlets, switched off.
func Sample() string { return sample }
