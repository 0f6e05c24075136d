package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"incidentbot/index"
	"incidentbot/index/incident"
	"incidentbot/index/source"
)

// ingestBatch is how many articles are journalled with one fsync.
const ingestBatch = 1000

func newIngest(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "ingest SOURCE…",
		Short: "Add articles to the archive",
		Long: "Adds files, folders, addresses or - (standard input): .txt, .html, .json, .jsonl, .xml\n" +
			"(feeds), also gzipped, and .tar, .tar.gz and .zip archives of such. Each failure is named and\n" +
			"the rest goes on; ends with 1 if there was any. An article that is counted is on disk: after a\n" +
			"stop run the same again, what is there is known.",
		Args:    atLeastOne("source: a file, a folder, an address or - for standard input"),
		PreRunE: a.load,
		RunE:    func(cmd *cobra.Command, args []string) error { return a.ingest(cmd.Context(), args) },
	}
}

// tally counts what became of articles.
type tally struct {
	read, fresh, known, reprints, revised, failed int
}

func (t *tally) String() string {
	s := fmt.Sprintf("%d read, %d new, %d known, %d reprints, %d failed", t.read, t.fresh, t.known, t.reprints, t.failed)
	if t.revised > 0 {
		s += fmt.Sprintf(" (%d of the new are newer versions)", t.revised)
	}
	return s
}

func (t *tally) add(status index.AddStatus) {
	t.read++
	switch status {
	case index.New:
		t.fresh++
	case index.Known:
		t.known++
	case index.Reprint:
		t.reprints++
	case index.Revision:
		t.fresh++
		t.revised++
	}
}

// ingester reads sources into an archive.
type ingester struct {
	app   *app
	to    service
	bar   *progressbar.ProgressBar // nil where nobody watches
	batch []incident.Article
	tally
}

func (a *app) ingest(ctx context.Context, sources []string) error {
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	in := &ingester{app: a, to: s}
	if a.errTTY {
		in.bar = a.ingestBar(sources)
	}
	err = in.all(ctx, sources)
	if err == nil {
		err = s.Sync(ctx)
	}
	if in.bar != nil {
		_ = in.bar.Finish()
	}
	fmt.Fprintln(a.out, in.tally.String())
	switch {
	case err != nil:
		return fmt.Errorf("stopped before the end, what is counted above is kept: %w", err)
	case in.failed > 0:
		return &saidError{exitFailed}
	}
	return nil
}

// ingestBar shows how much of the files is read; of what comes from elsewhere the end is not known.
func (a *app) ingestBar(sources []string) *progressbar.ProgressBar {
	return progressbar.NewOptions64(sizeOf(sources), progressbar.OptionSetWriter(a.err), progressbar.OptionSetDescription("reading"),
		progressbar.OptionShowBytes(true), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
}

// sizeOf returns how many bytes files and folders hold, -1 where that cannot be known.
func sizeOf(sources []string) (total int64) {
	for _, src := range sources {
		if src == "-" || source.IsAddress(src) {
			return -1
		}
		_ = filepath.WalkDir(src, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || name != src && !source.Readable(name) {
				return nil // what cannot be read is named when its turn comes
			}
			if info, err := os.Stat(name); err == nil {
				total += info.Size()
			}
			return nil
		})
	}
	return total
}

func (in *ingester) all(ctx context.Context, sources []string) error {
	r := in.app.reader()
	if in.bar != nil {
		r.Progress = func(n int64) { _ = in.bar.Add64(n) }
	}
	for _, src := range sources {
		for art, err := range r.Read(ctx, src) {
			if ctx.Err() != nil {
				return errors.Join(in.flush(context.WithoutCancel(ctx)), ctx.Err())
			}
			if err != nil {
				in.fail(err)
				continue
			}
			in.batch = append(in.batch, art)
			if len(in.batch) < ingestBatch {
				continue
			}
			if err := in.flush(ctx); err != nil {
				return err
			}
		}
	}
	return in.flush(ctx)
}

// fail names a failure.
func (in *ingester) fail(err error) {
	in.failed++
	if in.bar != nil {
		_ = in.bar.Clear()
	}
	fmt.Fprintln(in.app.err, "incidentbot:", err)
}

// flush journals the batch.
func (in *ingester) flush(ctx context.Context) error {
	if len(in.batch) == 0 {
		return nil
	}
	added, err := in.to.Add(ctx, in.batch)
	if err != nil {
		return err
	}
	for _, one := range added {
		in.add(one.Status)
	}
	if in.bar != nil {
		in.bar.Describe(fmt.Sprintf("%d articles", in.read))
	}
	in.batch = in.batch[:0]
	return nil
}
