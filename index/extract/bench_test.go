package extract

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"incidentbot/index/incident"
)

// cpu returns the processor time that this process has used: on a machine that
// others load it is steadier than the clock.
func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func BenchmarkExtract(b *testing.B) {
	x := newExtractor(b)
	for _, s := range []struct{ lang, text string }{{"en", sampleEN}, {"uk", sampleUK}, {"ru", sampleRU}} {
		b.Run(s.lang, func(b *testing.B) {
			a := &incident.Article{Text: strings.Repeat(s.text, 6), Published: "2025-06-05"}
			x.Extract(a)
			b.SetBytes(int64(len(a.Text)))
			b.ReportAllocs()
			start := cpu(b)
			for b.Loop() {
				x.Extract(a)
			}
			b.ReportMetric(float64(b.N)*float64(len(a.Text))/1e6/(cpu(b)-start).Seconds(), "cpuMB/s")
		})
	}
}
