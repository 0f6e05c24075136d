package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"incidentbot/index/incident"
	"incidentbot/index/journal"
	"incidentbot/index/merge"
)

func readWithdrawal(r *journal.Record) (*Withdrawal, error) {
	w := new(Withdrawal)
	if err := json.Unmarshal(r.Data, w); err != nil {
		return nil, fmt.Errorf("journal record %d: %w", r.Seq, err)
	}
	return w, nil
}

// Withdraw journals a withdrawal and returns its sequence number; what is
// computed from the withdrawn follows (Sync). The error is ErrNotFound where
// there is no such article, event or claim.
func (a *Archive) Withdraw(ctx context.Context, w Withdrawal) (uint64, error) {
	if w.Article == "" && w.Event == "" || w.Field != "" && w.Article == "" {
		return 0, errors.New("withdraw: name an article or an event; a claim needs its article")
	}
	if err := a.Sync(ctx); err != nil {
		return 0, err
	}
	if err := a.exists(ctx, &w); err != nil {
		return 0, err
	}
	if w.At == "" {
		w.At = a.o.Now().UTC().Format(time.RFC3339)
	}
	b, err := json.Marshal(w)
	if err != nil {
		return 0, err
	}
	return a.j.Append(ctx, kindWithdrawal, b)
}

// exists reports ErrNotFound where a withdrawal would touch nothing.
func (a *Archive) exists(ctx context.Context, w *Withdrawal) error {
	if w.Event != "" {
		_, err := a.load(w.Event)
		return err
	}
	ids, err := a.p.s.holdersOf(w.Article)
	if err != nil {
		return err
	}
	if w.Field == "" {
		_, err := a.Article(ctx, w.Article)
		return err
	}
	for _, id := range ids {
		e, err := a.load(id)
		if err != nil {
			return err
		}
		for i := range e.Reports {
			if w.names(id, &e.Reports[i]) >= 0 {
				return nil
			}
		}
	}
	return ErrNotFound
}

// names returns the index of the claim in r that w names, -1 if it names none.
func (w *Withdrawal) names(event string, r *incident.SourcedReport) int {
	if r.Article != w.Article || w.Event != "" && w.Event != event {
		return -1
	}
	return slices.IndexFunc(r.Claims, func(c incident.Claim) bool { return c.Field == w.Field && c.Start == w.Start })
}

// withdraw takes up a withdrawal.
func (w *work) withdraw(seq uint64, wd *Withdrawal) error {
	d := *wd
	articles := []string{d.Article}
	if d.Event != "" {
		e, err := w.p.a.load(d.Event)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		d.Event = e.ID
		if d.Article == "" {
			articles = nil
			for _, s := range e.Sources {
				articles = append(articles, s.Article)
			}
		}
	}
	for _, art := range articles {
		one := d
		one.Article = art
		if err := w.change(art, seq, func(event string, r *incident.SourcedReport) bool { return one.apply(event, r, seq) }); err != nil {
			return err
		}
	}
	return nil
}

// apply withdraws a report, or its claim.
func (w *Withdrawal) apply(event string, r *incident.SourcedReport, seq uint64) bool {
	if r.Article != w.Article || w.Event != "" && w.Event != event || r.Seq >= seq {
		return false
	}
	if w.Field == "" {
		r.Withdrawn, r.Touched = true, seq
		return true
	}
	i := w.names(event, r)
	if i < 0 {
		return false
	}
	r.Touched = seq
	r.Claims[i].Superseded, r.Claims[i].Reason = true, merge.Withdrawn
	unsay(&r.Report, r.Claims[i].Field, r.Claims[i].Key)
	return true
}

// unsay takes a fact off a report unless another claim of it stands.
func unsay(r *incident.Report, f incident.Field, key string) {
	for _, c := range r.Claims {
		if c.Field == f && c.Key == key && !c.Superseded {
			return
		}
	}
	switch f {
	case incident.FieldKilled:
		r.Killed = nil
	case incident.FieldInjured:
		r.Injured = nil
	case incident.FieldLaunched:
		delete(r.Launched, incident.Weapon(key))
	case incident.FieldIntercepted:
		delete(r.Intercepted, incident.Weapon(key))
	case incident.FieldDamage:
		r.Damage = slices.DeleteFunc(r.Damage, func(d incident.Damage) bool { return string(d) == key })
	case incident.FieldWeapon:
		r.Weapons = slices.DeleteFunc(r.Weapons, func(w incident.Weapon) bool { return string(w) == key })
	case incident.FieldOutage:
		r.Outages = slices.DeleteFunc(r.Outages, func(o incident.Outage) bool { return string(o.Utility) == key })
	case incident.FieldAttacker:
		r.Attacker = incident.Unknown
	case incident.FieldDate:
	}
}
