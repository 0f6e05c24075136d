package main

import (
	"fmt"
	"os/user"
	"strings"

	"github.com/spf13/cobra"

	"incidentbot/index"
	"incidentbot/index/incident"
)

func newWithdraw(a *app) *cobra.Command {
	var w index.Withdrawal
	var field string
	c := &cobra.Command{
		Use:   "withdraw --reason TEXT (--article ID | --event ID)",
		Short: "Take back an article, what it says of an event, or one claim of it",
		Long: "Takes back an article (--article), an event's reports (--event), or what an article says of\n" +
			"an event (both); with --field and --start one claim of an article, as \"events --format json\"\n" +
			"shows it. Everything computed from it follows. It stays in the journal, marked as withdrawn.",
		Args:    cobra.NoArgs,
		PreRunE: a.load,
		RunE: func(cmd *cobra.Command, _ []string) error {
			w.Field = incident.Field(field)
			return a.withdraw(cmd, w)
		},
	}
	f := c.Flags()
	f.StringVar(&w.Article, "article", "", "the article's id")
	f.StringVar(&w.Event, "event", "", "the event's id")
	f.StringVar(&field, "field", "", "the claim's field, such as killed")
	f.IntVar(&w.Start, "start", 0, "the byte at which the claim's quote starts")
	f.StringVar(&w.Reason, "reason", "", "why, for those who read it later")
	return c
}

func (a *app) withdraw(cmd *cobra.Command, w index.Withdrawal) error {
	switch {
	case w.Article == "" && w.Event == "":
		return usagef("say what to withdraw: --article ID, --event ID or both")
	case strings.TrimSpace(w.Reason) == "":
		return usagef("say why: --reason TEXT")
	case w.Field != "" && w.Article == "":
		return usagef("--field needs --article: a claim is an article's")
	case !a.hasData():
		return errNoArchive(a.cfg.Data)
	}
	w.By = operatorName()
	s, err := a.open(cmd.Context())
	if err != nil {
		return err
	}
	if _, err = s.Withdraw(cmd.Context(), w); err != nil {
		return err
	}
	if err := s.Sync(cmd.Context()); err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.out, "withdrawn")
	return err
}

// operatorName is who sits at the command line, as far as the machine knows.
func operatorName() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return "command line"
}
