package main

import (
	"context"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"incidentbot/config"
)

// TestMain makes "incidentbot" a command of the scripts: this test binary itself.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"incidentbot": func() {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		os.Exit(run(ctx, processEnv(), os.Args[1:]))
	}})
}

// TestScripts runs testdata/script: the command line as others use it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			kept := env.Vars[:0]
			for _, kv := range env.Vars {
				if !strings.HasPrefix(kv, config.EnvPrefix) {
					kept = append(kept, kv)
				}
			}
			env.Vars = append(kept, "TMPDIR="+env.WorkDir)
			return nil
		},
	})
}
