package main

import (
	_ "embed"
	"fmt"

	"github.com/spf13/cobra"

	"incidentbot/config"
)

//go:embed dashboard.json
var dashboard string

func newConfig(a *app) *cobra.Command {
	c := &cobra.Command{Use: "config", Short: "Show the settings, or a file to start from"}
	c.AddCommand(
		&cobra.Command{
			Use:   "dashboard",
			Short: "A Grafana dashboard for metrics.listen",
			Args:  cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error {
				_, err := fmt.Fprint(a.out, dashboard)
				return err
			},
		},
		&cobra.Command{
			Use:     "print",
			Short:   "What is in force and where it comes from; secrets are redacted",
			Args:    cobra.NoArgs,
			PreRunE: a.load,
			RunE:    func(*cobra.Command, []string) error { return a.cfg.Print(a.out) },
		},
		&cobra.Command{
			Use:   "sample",
			Short: "A configuration file to start from",
			Args:  cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error {
				_, err := fmt.Fprint(a.out, config.Sample())
				return err
			},
		},
	)
	return c
}
