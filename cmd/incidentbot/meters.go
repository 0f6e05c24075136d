package main

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"incidentbot/index"
	"incidentbot/index/incident"
)

// meters count what passes through the program's own wiring.
type meters struct {
	extracted *prometheus.CounterVec
	reports   prometheus.Counter
	claims    prometheus.Counter
	delay     prometheus.Histogram
}

func newMeters(reg prometheus.Registerer) *meters {
	counter := func(name, help string) prometheus.Counter {
		return prometheus.NewCounter(prometheus.CounterOpts{Name: "incidentbot_" + name, Help: help})
	}
	m := &meters{
		extracted: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "incidentbot_extractions_total", Help: "Articles read by the extraction, with and without an attack in them; a rebuild reads all anew.",
		}, []string{"result"}),
		reports: counter("reports_total", "Reports of attacks that the extraction found."),
		claims:  counter("claims_total", "Claims in those reports."),
		delay: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "incidentbot_article_delay_seconds", Help: "From an article's publication to the journal, where its time of day is known.",
			Buckets: []float64{60, 300, 900, 1800, 3600, 2 * 3600, 6 * 3600, 24 * 3600},
		}),
	}
	reg.MustRegister(m.extracted, m.reports, m.claims, m.delay)
	return m
}

// watch returns extract with its yield counted.
func (m *meters) watch(extract func(*incident.Article) incident.Extraction) func(*incident.Article) incident.Extraction {
	return func(a *incident.Article) incident.Extraction {
		e := extract(a)
		result := "none"
		if len(e.Reports) > 0 {
			result = "attack"
		}
		m.extracted.WithLabelValues(result).Inc()
		m.reports.Add(float64(len(e.Reports)))
		for i := range e.Reports {
			m.claims.Add(float64(len(e.Reports[i].Claims)))
		}
		return e
	}
}

// added notes how long articles that are new took to get here.
func (m *meters) added(as []incident.Article, outcomes []index.Added, now time.Time) {
	for i, x := range outcomes {
		published, err := time.Parse(time.RFC3339, as[i].Published)
		if err == nil && x.Err == nil && x.Status != index.Known {
			m.delay.Observe(max(now.Sub(published), 0).Seconds())
		}
	}
}
