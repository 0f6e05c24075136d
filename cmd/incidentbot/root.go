package main

import (
	"strings"

	"github.com/spf13/cobra"
)

// newRoot is the command line: global flags and one subcommand a file.
func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "incidentbot",
		Short: "Attacks on cities: every figure with its source",
		Long: "incidentbot answers questions about attacks on cities from an archive of news,\n" +
			"in the terminal and on Telegram. Every figure names its source.",
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return usagef("there is no command %q%s; \"incidentbot help\" lists them", args[0], suggest(cmd, args[0]))
		},
	}
	root.SuggestionsMinimumDistance = 2
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &usageError{err.Error()} })
	f := root.PersistentFlags()
	f.StringVar(&a.configFile, "config", "", "configuration file (.toml, .yaml or .json)")
	f.String("data", "", "data folder")
	f.String("lang", "", "language of answers: en, uk or ru")
	f.String("log-level", "", "debug, info, warn or error")
	root.AddCommand(newChat(a), newAsk(a), newServe(a), newIngest(a), newExtract(a), newEvents(a), newWithdraw(a), newRebuild(a), newSources(a), newDoctor(a), newConfig(a), newVersion(a))
	return root
}

func suggest(cmd *cobra.Command, word string) string {
	near := cmd.SuggestionsFor(word)
	if len(near) == 0 {
		return ""
	}
	return ", did you mean " + strings.Join(near, " or ") + "?"
}

// atLeastOne is cobra.MinimumNArgs(1) with a sentence of ours.
func atLeastOne(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usagef("name at least one %s", what)
		}
		return nil
	}
}
