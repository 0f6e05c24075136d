package main

import (
	"context"
	"fmt"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"incidentbot/bot"
	"incidentbot/bot/alert"
	"incidentbot/index"
)

// register adds what can be seen of the archive and the bot to the metrics.
func (s *server) register() {
	s.metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	gauge := func(name, help string, f func() float64) {
		s.metrics.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "incidentbot_" + name, Help: help}, f))
	}
	archive := func(name, help string, f func(*index.Stats) uint64) {
		gauge(name, help, func() float64 {
			st, err := s.archive.Stats(context.Background())
			if err != nil {
				return -1
			}
			return float64(f(&st))
		})
	}
	archive("articles", "Articles in the archive.", func(st *index.Stats) uint64 { return uint64(st.Articles) })
	archive("events", "Events in the archive.", func(st *index.Stats) uint64 { return uint64(st.Events) })
	archive("projection_lag_records", "Records of the journal that answers do not know yet.", func(st *index.Stats) uint64 { return st.JournalLast - st.Projected })
	archive("journal_bytes", "Size of the journal.", func(st *index.Stats) uint64 { return st.JournalBytes })
	archive("index_bytes", "Size of the index.", func(st *index.Stats) uint64 { return st.IndexBytes })
	archive("alerts_lag_records", "Records in the answers that alerts were not decided on yet, while this node has Telegram.", func(st *index.Stats) uint64 {
		if a := s.alert.Load(); a != nil {
			return st.Projected - min(a.Counts().Reached, st.Projected)
		}
		return 0
	})
	s.registerTelegram(gauge)
}

// registerTelegram adds what can be seen of messages.
func (s *server) registerTelegram(gauge func(name, help string, f func() float64)) {
	sent := func(name, help string, f func(bot.Stats) int) {
		s.metrics.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "incidentbot_telegram_" + name, Help: help}, func() float64 {
			if b := s.bot.Load(); b != nil {
				return float64(f(b.Outbox().Stats()))
			}
			return 0
		}))
	}
	sent("sent_total", "Messages and edits that Telegram took.", func(st bot.Stats) int { return st.Sent })
	sent("failed_total", "Messages and edits given up.", func(st bot.Stats) int { return st.Failed })
	sent("retried_total", "Tries that failed for a passing reason.", func(st bot.Stats) int { return st.Retried })
	sent("floods_total", "Calls that Telegram answered by asking to wait.", func(st bot.Stats) int { return st.Floods })
	gauge("outbox_messages", "Messages that wait for Telegram.", func() float64 {
		if b := s.bot.Load(); b != nil {
			return float64(b.Outbox().Len())
		}
		return 0
	})
	told := func(name, help string, f func(c alert.Counts) int) {
		gauge(name, help, func() float64 {
			if a := s.alert.Load(); a != nil {
				return float64(f(a.Counts()))
			}
			return 0
		})
	}
	told("alerts_sent", "Alerts sent since the start.", func(c alert.Counts) int { return c.Sent })
	told("alerts_edited", "Alerts edited since the start.", func(c alert.Counts) int { return c.Edited })
	told("alerts_replied", "Replies to alerts since the start.", func(c alert.Counts) int { return c.Replied })
	told("alerts_failed", "Alerts that failed since the start.", func(c alert.Counts) int { return c.Failed })
	told("alerts_pending", "Chats with something still to hear.", func(c alert.Counts) int { return c.Pending })
}

// sight is the operator's listener.
func (s *server) sight() http.Handler {
	m := http.NewServeMux()
	m.Handle("GET /metrics", promhttp.HandlerFor(s.metrics, promhttp.HandlerOpts{}))
	m.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	m.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		why := s.unready(r.Context())
		if why != "" {
			http.Error(w, why, http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	return m
}

// unready says why questions cannot be answered well now, "" if they can.
func (s *server) unready(ctx context.Context) string {
	st, err := s.archive.Stats(ctx)
	switch {
	case err != nil:
		return "the archive does not answer"
	case st.JournalLast > st.Projected+1000:
		return fmt.Sprintf("%d records are not in the answers yet", st.JournalLast-st.Projected)
	case s.bot.Load() == nil:
		return "another node has Telegram, or this one is still starting"
	}
	return ""
}

// status is what operators see with /status.
func (s *server) status(ctx context.Context) []string {
	var lines []string
	if st, err := s.archive.Stats(ctx); err != nil {
		lines = append(lines, "archive: "+err.Error())
	} else {
		lines = append(lines,
			fmt.Sprintf("archive: %d articles, %d events", st.Articles, st.Events),
			fmt.Sprintf("journal: record %d, %d of them not in the answers yet, %d MB; index %d MB",
				st.JournalLast, st.JournalLast-st.Projected, st.JournalBytes>>20, st.IndexBytes>>20))
	}
	if a := s.alert.Load(); a != nil {
		c := a.Counts()
		lines = append(lines, fmt.Sprintf("alerts: %d sent, %d edited, %d replied, %d failed, %d chats pending", c.Sent, c.Edited, c.Replied, c.Failed, c.Pending))
	}
	if b := s.bot.Load(); b != nil {
		st := b.Outbox().Stats()
		lines = append(lines, fmt.Sprintf("outbox: %d messages wait; %d sent, %d failed, %d times told to wait", st.Queued, st.Sent, st.Failed, st.Floods))
	}
	lines = append(lines, s.feedLines(ctx)...)
	return append(lines, "build: "+version())
}
