package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"incidentbot/handlers"
)

var askFormats = []string{"text", "html", "json"}

func newAsk(a *app) *cobra.Command {
	var format, save string
	c := &cobra.Command{
		Use:   "ask QUESTION…",
		Short: "Answer one question",
		Long: "Answers one question, such as \"/city Kyiv\", \"/date 2024-01-02\" or a plain sentence.\n" +
			"Ends with 0 if it was answered, an honest \"nothing found\" included, and with 2 if the\n" +
			"question cannot be read.",
		Example: "  incidentbot ask /city Kyiv\n  incidentbot ask --format json what happened in Kharkiv on 2 January 2024",
		Args:    atLeastOne("word of a question"),
		PreRunE: a.load,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.ask(cmd, strings.Join(args, " "), format, save)
		},
	}
	c.Flags().StringVar(&format, "format", "text", strings.Join(askFormats, ", "))
	c.Flags().StringVar(&save, "save", "", "folder for the picture or file that goes with the answer (/map, /chart, /export)")
	return c
}

func (a *app) ask(cmd *cobra.Command, text, format, save string) error {
	if !slices.Contains(askFormats, format) {
		return usagef("--format %s is none of %s", format, strings.Join(askFormats, ", "))
	}
	s, err := a.openOrSample(cmd.Context())
	if err != nil {
		return err
	}
	if err := s.Sync(cmd.Context()); err != nil {
		return err
	}
	r, err := s.Ask(cmd.Context(), a.question(text, format, save != ""))
	if err != nil {
		return err
	}
	if _, err := fmt.Fprint(a.out, r.Body); err != nil {
		return err
	}
	if err := a.save(save, r.Files); err != nil {
		return err
	}
	if r.Status == handlers.Mistake {
		return &saidError{exitUsage}
	}
	return nil
}

// question is an askRequest with the settings in force.
func (a *app) question(text, format string, files bool) askRequest {
	return askRequest{Text: text, Lang: a.cfg.Lang, Zone: a.cfg.Zone, Format: format, Width: a.width, Files: files}
}

// save writes files into a folder and names them.
func (a *app) save(folder string, files []handlers.File) error {
	for _, f := range files {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return err
		}
		name := filepath.Join(folder, filepath.Base(f.Name))
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			return err
		}
		fmt.Fprintln(a.err, "saved", name)
	}
	return nil
}
