package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"incidentbot/index/extract"
	"incidentbot/index/incident"
)

func newExtract(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "extract SOURCE…",
		Short: "Read articles and print what they say as JSON Lines, without an archive",
		Long: "Reads files, folders, addresses or - (standard input) and prints one JSON object an\n" +
			"article, in the order of the input, also where it tells of no attack.",
		Args:    atLeastOne("source: a file, a folder, an address or - for standard input"),
		PreRunE: a.load,
		RunE:    func(cmd *cobra.Command, args []string) error { return a.extract(cmd.Context(), args) },
	}
}

// pending is one article on its way: its line or failure comes through done.
type pending struct {
	article incident.Article
	failure error
	done    chan struct{}
	line    []byte
}

// extract reads with one goroutine, works with one a core, and prints in order.
func (a *app) extract(ctx context.Context, sources []string) error {
	_, x, err := extractor()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cores := runtime.GOMAXPROCS(0)
	inOrder, work := make(chan *pending, 8*cores), make(chan *pending)
	for range cores {
		go func() {
			for p := range work {
				p.line, p.failure = lineOf(x, &p.article)
				close(p.done)
			}
		}()
	}
	go func() {
		defer close(inOrder)
		defer close(work)
		a.feed(ctx, sources, inOrder, work)
	}()
	return a.printLines(ctx, inOrder)
}

// feed hands every article to the printer, for its order, and to a worker.
func (a *app) feed(ctx context.Context, sources []string, inOrder, work chan<- *pending) {
	r := a.reader()
	for _, src := range sources {
		for art, err := range r.Read(ctx, src) {
			p := &pending{article: art, failure: err, done: make(chan struct{})}
			if err != nil {
				close(p.done)
			}
			select {
			case inOrder <- p:
			case <-ctx.Done():
				return
			}
			if err == nil {
				work <- p
			}
		}
	}
}

func (a *app) printLines(ctx context.Context, inOrder <-chan *pending) error {
	w := bufio.NewWriterSize(a.out, 64<<10)
	failed := 0
	for p := range inOrder {
		<-p.done
		if p.failure != nil {
			failed++
			fmt.Fprintln(a.err, "incidentbot:", p.failure)
		}
		if _, err := w.Write(p.line); err != nil {
			return err
		}
		if len(inOrder) == 0 { // nobody is waiting behind: show what there is
			if err := w.Flush(); err != nil {
				return err
			}
		}
	}
	if err := errors.Join(w.Flush(), ctx.Err()); err != nil {
		return err
	}
	if failed > 0 {
		return &saidError{exitFailed}
	}
	return nil
}

// lineOf extracts one article. A fault of the engine is that article's failure alone.
func lineOf(x *extract.Extractor, art *incident.Article) (line []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("article %s: the extraction failed: %v; please report it", art.ID, r)
		}
	}()
	e := x.Extract(art)
	return extract.Encode(nil, art, &e)
}
