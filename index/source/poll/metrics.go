package poll

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"incidentbot/index/source"
	"incidentbot/index/source/fetch"
)

// Metrics counts rounds, fetches and items. Its methods fit Options.Observe and
// fetch.Config.Observe.
type Metrics struct {
	fetches *prometheus.CounterVec
	bytes   prometheus.Counter
	rounds  *prometheus.CounterVec
	items   *prometheus.CounterVec
	seconds prometheus.Histogram
	notices *prometheus.CounterVec
	last    *prometheus.GaugeVec
}

// NewMetrics registers the collectors. It panics if they are registered already.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	m := &Metrics{
		fetches: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "incidentbot_fetches_total", Help: "Requests to outlets by result."}, []string{"result"}),
		bytes:   prometheus.NewCounter(prometheus.CounterOpts{Name: "incidentbot_fetched_bytes_total", Help: "Bytes of bodies read, decompressed."}),
		rounds:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "incidentbot_feed_rounds_total", Help: "Askings of feeds by result."}, []string{"result"}),
		items:   prometheus.NewCounterVec(prometheus.CounterOpts{Name: "incidentbot_feed_items_total", Help: "Articles handed to the archive by outlet."}, []string{"outlet"}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "incidentbot_feed_round_seconds", Help: "Duration of an asking, its pages included.", Buckets: prometheus.ExponentialBuckets(0.05, 2, 12)}),
		notices: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "incidentbot_feed_notices_total", Help: "Words to the operator by kind."}, []string{"kind"}),
		last:    prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "incidentbot_feed_last_good_timestamp_seconds", Help: "When an outlet was last read well."}, []string{"outlet"}),
	}
	reg.MustRegister(m.fetches, m.bytes, m.rounds, m.items, m.seconds, m.notices, m.last)
	return m
}

// Fetched counts a fetch.
func (m *Metrics) Fetched(class fetch.Class, n int64) {
	m.fetches.WithLabelValues(class.String()).Inc()
	m.bytes.Add(float64(n))
}

// Noticed counts a word to the operator.
func (m *Metrics) Noticed(n Notice) { m.notices.WithLabelValues(string(n.Kind)).Inc() }

// Round counts an asking.
func (m *Metrics) Round(r Round) {
	m.rounds.WithLabelValues(resultOf(r)).Inc()
	m.seconds.Observe(r.Took.Seconds())
	if r.Lost != nil || r.Outcome.Err != nil {
		return
	}
	m.items.WithLabelValues(r.Feed.Label()).Add(float64(r.Outcome.New))
	m.last.WithLabelValues(r.Feed.Label()).Set(float64(r.At.UnixNano()) / float64(time.Second))
}

func resultOf(r Round) string {
	switch {
	case r.Lost != nil:
		return "lost"
	case r.Outcome.NotModified:
		return "not_modified"
	case r.Outcome.Err == nil:
		return "ok"
	case source.ClassOf(r.Outcome.Err) != 0:
		return "unreadable"
	}
	if class := fetch.ClassOf(r.Outcome.Err); class != 0 {
		return class.String()
	}
	return "other"
}
