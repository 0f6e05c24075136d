package main

import (
	"bufio"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

var eventsFormats = []string{"table", "json", "csv", "geojson"}

func newEvents(a *app) *cobra.Command {
	var q eventsQuery
	c := &cobra.Command{
		Use:     "events",
		Short:   "The archive's events, newest first",
		Example: "  incidentbot events --place Kharkiv --from 2024-05-01 --to 2024-05-31 --format csv",
		Args:    cobra.NoArgs,
		PreRunE: a.load,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.events(cmd, q) },
	}
	f := c.Flags()
	f.StringVar(&q.Place, "place", "", "a place with all that lies in it, in any of the three languages")
	f.StringVar(&q.From, "from", "", "first day, YYYY-MM-DD")
	f.StringVar(&q.To, "to", "", "last day, YYYY-MM-DD")
	f.StringSliceVar(&q.Weapons, "weapon", nil, "a class of weapon; several are joined by or")
	f.Int32Var(&q.MinKilled, "min-killed", 0, "at least this many killed")
	f.StringVar(&q.Format, "format", "table", strings.Join(eventsFormats, ", "))
	return c
}

func (a *app) events(cmd *cobra.Command, q eventsQuery) error {
	if !slices.Contains(eventsFormats, q.Format) {
		return usagef("--format %s is none of %s", q.Format, strings.Join(eventsFormats, ", "))
	}
	if !a.hasData() {
		return errNoArchive(a.cfg.Data)
	}
	s, err := a.open(cmd.Context())
	if err != nil {
		return err
	}
	if err := s.Sync(cmd.Context()); err != nil {
		return err
	}
	q.Lang = a.cfg.Lang
	w := bufio.NewWriterSize(a.out, 64<<10)
	return errors.Join(s.Export(cmd.Context(), q, w), w.Flush())
}

// errNoArchive says that there is nothing to work on: a script with a misspelt
// folder must not get an empty list, nor the samples.
func errNoArchive(dir string) error {
	return usagef("there is no data folder %s yet; \"incidentbot ingest SOURCE…\" makes it, --data names another", dir)
}
