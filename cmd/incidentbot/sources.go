package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"incidentbot/config"
	"incidentbot/index/incident"
	"incidentbot/index/source/opml"
	"incidentbot/index/source/poll"
)

func newSources(a *app) *cobra.Command {
	c := &cobra.Command{Use: "sources", Short: "The outlets that serve reads: list, test, add, pause, import and export"}
	var kind, name, lang string
	of := func(address string) poll.Feed {
		return poll.Feed{Name: name, URL: address, Kind: poll.Kind(kind), Lang: incident.Lang(lang)}
	}
	test := &cobra.Command{
		Use: "test ADDRESS", Short: "Ask an outlet once and show what would be extracted; nothing is stored",
		Args: exactly("address"), PreRunE: a.load,
		RunE: func(cmd *cobra.Command, args []string) error { return a.testSource(cmd.Context(), of(args[0])) },
	}
	add := &cobra.Command{
		Use: "add ADDRESS", Short: "Ask an outlet once and add it to the configuration file, switched on",
		Args: exactly("address"), PreRunE: a.load,
		RunE: func(cmd *cobra.Command, args []string) error { return a.addSource(cmd.Context(), of(args[0])) },
	}
	for _, cmd := range []*cobra.Command{test, add} {
		cmd.Flags().StringVar(&kind, "kind", "", "feed, pages, sitemap, channel or folder; empty: found out")
		cmd.Flags().StringVar(&name, "name", "", "the outlet's name; empty: as it calls itself")
		cmd.Flags().StringVar(&lang, "lang", "", "en, uk or ru, where it does not say")
	}
	c.AddCommand(test, add, a.pauseCommand("pause", "Stop asking an outlet until it is resumed; what it published stays", true),
		a.pauseCommand("resume", "Ask a paused or retired outlet again", false))
	c.AddCommand(&cobra.Command{
		Use: "list", Short: "The listed outlets and how they do", Args: cobra.NoArgs, PreRunE: a.load,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.listSources(cmd.Context()) },
	}, &cobra.Command{
		Use: "export", Short: "The listed outlets as OPML", Args: cobra.NoArgs, PreRunE: a.load,
		RunE: func(*cobra.Command, []string) error {
			return opml.Write(a.out, "incidentbot", a.now(), feedsOf(a.cfg.Feeds))
		},
	}, &cobra.Command{
		Use: "import FILE", Short: "An OPML file's outlets, switched off, as text for the configuration file", Args: exactly("OPML file"), PreRunE: a.load,
		RunE: func(_ *cobra.Command, args []string) error { return a.importSources(args[0]) },
	})
	return c
}

func exactly(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usagef("name one %s", what)
		}
		return nil
	}
}

// testSource shows an outlet's newest articles and what would be extracted of each.
func (a *app) testSource(ctx context.Context, f poll.Feed) error {
	_, x, err := extractor()
	if err != nil {
		return err
	}
	articles, outcome, err := poll.Probe(ctx, a.fetcher(nil), f, a.cfg.Location(), a.now(), 5)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: %d items listed, the newest %d read\n", orElse(outcome.Title, f.Label()), outcome.Listed, len(articles))
	for i := range articles {
		art := &articles[i]
		e := x.Extract(art)
		fmt.Fprintf(a.out, "\n%s  %s\n", orElse(art.Published, "no date"), orElse(art.Title, art.URL))
		if len(e.Reports) == 0 {
			fmt.Fprintln(a.out, "  no attack")
		}
		for _, r := range e.Reports {
			fmt.Fprintf(a.out, "  %s, %s: killed %s, injured %s\n", r.Place.Name, orElse(r.Date.String(), "no date"), figure(r.Killed), figure(r.Injured))
			for _, c := range r.Claims {
				fmt.Fprintf(a.out, "    %s: “%s”\n", c.Field, c.Quote)
			}
		}
	}
	return nil
}

func figure(v *incident.Interval) string {
	if v == nil {
		return "not said"
	}
	return v.String()
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// addSource appends an outlet that answers to the TOML file in force.
func (a *app) addSource(ctx context.Context, f poll.Feed) error {
	file := orElse(a.cfg.File, "incidentbot.toml")
	if !strings.HasSuffix(file, ".toml") {
		return usagef("%s is no .toml file; add the outlet by hand", file)
	}
	for _, known := range a.cfg.Feeds {
		if known.URL == f.URL {
			return usagef("%s is listed already, as %s", f.URL, known.Name)
		}
	}
	_, outcome, err := poll.Probe(ctx, a.fetcher(nil), f, a.cfg.Location(), a.now(), 1)
	if err != nil {
		return err
	}
	f.Name = orElse(f.Name, orElse(outcome.Title, f.URL))
	w, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, "\n"+block(f, true))
	if closeErr := w.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	when := "serve reads it from its next start"
	if r, err := dialControl(ctx, a.cfg.Data); err == nil {
		if err := r.Follow(ctx, f); err != nil {
			return fmt.Errorf("%s is in %s, and serve reads it from its next start: %w", f.Name, file, err)
		}
		when = "the running process reads it now"
	}
	_, err = fmt.Fprintf(a.out, "%s is in %s; %s\n", f.Name, file, when)
	return err
}

// block is a feed as the configuration file lists it.
func block(f poll.Feed, on bool) string {
	return config.Feed{Name: f.Name, URL: f.URL, Kind: string(f.Kind), Lang: string(f.Lang), Enabled: on, Note: f.Note}.TOML()
}

func (a *app) importSources(file string) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	feeds, skipped, err := opml.Read(in)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for _, s := range skipped {
		fmt.Fprintln(a.err, "incidentbot: passed over:", s)
	}
	for _, f := range feeds {
		if _, err := fmt.Fprintln(a.out, block(f, false)); err != nil {
			return err
		}
	}
	return nil
}

// listSources tells how each outlet does, as far as serve has asked it.
func (a *app) listSources(ctx context.Context) error {
	list, err := a.sourceStates(ctx)
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "OUTLET\tSTATE\tITEMS\tNEWEST\tADDRESS\tPROBLEM")
	for _, s := range list {
		newest := "—"
		if !s.LastItem.IsZero() {
			newest = s.LastItem.In(a.cfg.Location()).Format(time.DateTime)
		}
		fmt.Fprintf(t, "%s\t%s\t%d\t%s\t%s\t%s\n", s.Feed.Label(), s.Health, s.Items, newest, s.Feed.URL, s.Problem)
	}
	return t.Flush()
}

// sourceStates asks the archive, or where there is none knows only the list.
func (a *app) sourceStates(ctx context.Context) ([]poll.Status, error) {
	feeds := feedsOf(a.cfg.Feeds)
	if !a.hasData() {
		return poll.Statuses(ctx, noStates{}, feeds, a.now())
	}
	s, err := a.open(ctx)
	if err != nil {
		return nil, err
	}
	return s.Feeds(ctx, feeds)
}

// noStates is the store of feeds that were never asked.
type noStates struct{}

func (noStates) Load(context.Context, string) ([]byte, error) { return nil, nil }

func (noStates) Save(context.Context, string, []byte) error { return nil }
