package main

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"
	"text/tabwriter"

	"incidentbot/bot"
	"incidentbot/handlers"
	"incidentbot/handlers/export"
	"incidentbot/index/incident"
)

// answerJSON is what ask --format json prints.
type answerJSON struct {
	Status     string            `json:"status"`
	Understood string            `json:"understood"`
	Lang       incident.Lang     `json:"lang"`
	Text       string            `json:"text"`
	Sources    []handlers.Source `json:"sources"`
	Events     []export.Event    `json:"events"`
}

var statusNames = map[handlers.Status]string{
	handlers.Answered: "answered", handlers.NotFound: "not found", handlers.Ask: "ask", handlers.Mistake: "mistake", handlers.Failed: "failed",
}

// render writes an answer in one of askFormats.
func render(a *handlers.Answer, format string, width int, words export.Words) (string, error) {
	switch format {
	case "html":
		return bot.Render(a) + "\n", nil
	case "json":
		v := answerJSON{
			Status: statusNames[a.Status], Understood: a.Understood, Lang: a.Lang, Text: handlers.Text(*a, 0),
			Sources: append([]handlers.Source{}, a.Sources...), Events: []export.Event{},
		}
		for i := range a.Events {
			v.Events = append(v.Events, export.EventOf(&a.Events[i], words))
		}
		b, err := json.MarshalIndent(v, "", " ")
		return string(b) + "\n", err
	}
	return handlers.Text(*a, width), nil
}

// eventsTable writes events for people: a row each, columns aligned.
func eventsTable(w io.Writer, words export.Words, events iter.Seq2[incident.Event, error]) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "DATE\tPLACE\tREGION\tWEAPONS\tKILLED\tINJURED\tGRADE\tSOURCES\tID")
	for e, err := range events {
		if err != nil {
			return err
		}
		v := export.EventOf(&e, words)
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d\t%s\n", orDash(v.Date.String()), v.Place.Name, orDash(v.Place.Region),
			orDash(weaponsOf(&v)), toll(v.Killed), toll(v.Injured), v.Grade, v.Independent, v.ID)
	}
	return t.Flush()
}

func weaponsOf(v *export.Event) string {
	var names []string
	for _, w := range v.Weapons {
		names = append(names, string(w))
	}
	return strings.Join(names, ", ")
}

// toll is the figure that answers lead with; "—" was not said.
func toll(t *export.Toll) string {
	if t == nil {
		return "—"
	}
	return t.Shown
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}
