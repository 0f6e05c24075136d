package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"incidentbot/handlers"
	"incidentbot/handlers/export"
	"incidentbot/index"
	"incidentbot/index/incident"
	"incidentbot/index/source/poll"
)

// local serves commands from an archive that this process has open.
type local struct {
	*index.Archive
	handlers *handlers.Handlers
	now      func() time.Time
	follow   func(context.Context, poll.Feed) error // nil where nothing is polled
}

func (l *local) Ask(ctx context.Context, q askRequest) (askReply, error) {
	zone, err := time.LoadLocation(q.Zone)
	if err != nil {
		return askReply{}, usagef("the time zone %q is not known", q.Zone)
	}
	a := l.handlers.Handle(ctx, handlers.Request{
		Text: q.Text, Lang: incident.Lang(q.Lang), Now: l.now(), Zone: zone, Plain: true, Context: q.Context,
	})
	if a.Err != nil {
		return askReply{}, a.Err
	}
	reply := askReply{Status: a.Status, Question: a.Question}
	if q.Files {
		reply.Files, err = filesOf(&a)
	}
	if err == nil {
		reply.Body, err = render(&a, q.Format, q.Width, l.handlers.Words().In(a.Lang))
	}
	return reply, err
}

// filesOf makes what goes with an answer.
func filesOf(a *handlers.Answer) ([]handlers.File, error) {
	var fs []handlers.File
	if a.File != nil {
		fs = append(fs, *a.File)
	}
	if a.Picture != nil {
		png, err := a.Picture.Draw()
		if err != nil {
			return nil, fmt.Errorf("draw the picture: %w", err)
		}
		fs = append(fs, handlers.File{Name: "answer.png", Type: "image/png", Data: png})
	}
	return fs, nil
}

func (l *local) Export(ctx context.Context, q eventsQuery, w io.Writer) error {
	f, err := l.filter(q)
	if err != nil {
		return err
	}
	words := l.handlers.Words().In(incident.Lang(q.Lang))
	if q.Format == "table" {
		return eventsTable(w, words, l.All(ctx, f))
	}
	return export.Write(w, export.Format(q.Format), words, l.All(ctx, f))
}

// filter reads the flags of events.
func (l *local) filter(q eventsQuery) (index.Filter, error) {
	f := index.Filter{MinKilled: q.MinKilled, Undated: q.From == "" && q.To == ""}
	from, errFrom := incident.ParseDay(q.From)
	to, errTo := incident.ParseDay(q.To)
	if err := errors.Join(errFrom, errTo); err != nil {
		return f, usagef("%v", err)
	}
	if to.Known() && to < from {
		return f, usagef("--to %s is before --from %s", to, from)
	}
	f.From, f.To = from, to
	for _, name := range q.Weapons {
		w := incident.Weapon(strings.ToLower(name))
		if !slices.Contains(incident.Weapons[:], w) {
			return f, usagef("there is no weapon %q; the classes are %v", name, incident.Weapons)
		}
		f.Weapons = append(f.Weapons, w)
	}
	if q.Place == "" {
		return f, nil
	}
	places := l.Places().Lookup(q.Place)
	if len(places) == 0 {
		return f, usagef("no place is called %q%s", q.Place, l.suggest(q.Place))
	}
	f.Places = []string{places[0].ID}
	return f, nil
}

func (l *local) suggest(name string) string {
	var near []string
	for _, p := range l.Places().Suggest(name, 3) {
		near = append(near, p.Name(incident.English))
	}
	if near == nil {
		return ""
	}
	return "; did you mean " + strings.Join(near, ", ") + "?"
}

// Follow has a feed asked, where this process polls.
func (l *local) Follow(ctx context.Context, f poll.Feed) error {
	if l.follow == nil {
		return nil
	}
	return l.follow(ctx, f)
}

func (l *local) Feeds(ctx context.Context, feeds []poll.Feed) ([]poll.Status, error) {
	states, err := l.State(ctx, "feeds")
	if err != nil {
		return nil, err
	}
	return poll.Statuses(ctx, feedStates{states}, feeds, l.now())
}
