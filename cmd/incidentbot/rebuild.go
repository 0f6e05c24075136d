package main

import (
	"fmt"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"incidentbot/index"
)

func newRebuild(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "rebuild",
		Short:   "Make the index anew from the journal",
		Args:    cobra.NoArgs,
		PreRunE: a.load,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.rebuild(cmd) },
	}
}

func (a *app) rebuild(cmd *cobra.Command) error {
	if !a.hasData() {
		return errNoArchive(a.cfg.Data)
	}
	o, err := a.indexOptions()
	if err != nil {
		return err
	}
	var records uint64
	bar := progressbar.NewOptions64(-1, progressbar.OptionSetWriter(a.err), progressbar.OptionSetVisibility(a.errTTY),
		progressbar.OptionSetDescription("rebuilding"), progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
	err = index.Rebuild(cmd.Context(), o, func(done, total uint64) {
		records = total
		bar.ChangeMax64(int64(total))
		_ = bar.Set64(int64(done))
	})
	_ = bar.Finish()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "rebuilt from %d records of the journal\n", records)
	return err
}
