package extract

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"incidentbot/index/incident"
)

//go:embed testdata/wink.js
var winkScript string

// wink is wink-nlp at work in a process of node.
type wink struct {
	in  io.Writer
	out *bufio.Scanner
}

// newWink starts node with the texts; the benchmark is skipped where node or the package is not there.
func newWink(b *testing.B, texts []string) *wink {
	node, err := exec.LookPath("node")
	if err != nil {
		b.Skip("skipped: no node")
	}
	cmd := exec.Command(node, "-e", winkScript)
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	w := &wink{in, bufio.NewScanner(out)}
	b.Cleanup(func() {
		in.Close()
		cmd.Wait()
	})
	if w.tell(texts); !w.out.Scan() {
		b.Skip("skipped: node finds no wink-nlp; NODE_PATH says where it is, see BenchmarkPeer")
	}
	return w
}

func (w *wink) tell(v any) {
	line, _ := json.Marshal(v)
	w.in.Write(append(line, '\n'))
}

// read has wink read its texts from…to and returns the processor time of it.
func (w *wink) read(b *testing.B, from, to int) time.Duration {
	w.tell([]int{from, to})
	var micros float64
	if !w.out.Scan() || json.Unmarshal(w.out.Bytes(), &micros) != nil {
		b.Fatalf("wink answered %q", w.out.Text())
	}
	return time.Duration(micros * float64(time.Microsecond))
}

// BenchmarkPeer reads the same texts by turns with this package and with npm
// wink-nlp's pipeline of sentences and entities, both by processor time, and
// reports how many times as fast this one is: on news, articles of which one
// sentence in five tells of an attack, in as many words as a language has; and
// on texts that tell of nothing but attacks, where there is most to find.
//
//	npm install --prefix DIR wink-nlp wink-eng-lite-web-model
//	NODE_PATH=DIR/node_modules go test -run - -bench Peer ./index/extract
func BenchmarkPeer(b *testing.B) {
	b.Run("news", func(b *testing.B) { againstWink(b, news(400)) })
	b.Run("attacks", func(b *testing.B) { againstWink(b, []string{strings.Repeat(sampleEN, 6)}) })
	b.Run("reports", func(b *testing.B) {
		files, _ := filepath.Glob("../../../shared/reports/en-*.txt")
		if len(files) == 0 {
			b.Skip("skipped: no ../shared/reports")
		}
		var texts []string
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				b.Fatal(err)
			}
			texts = append(texts, string(text))
		}
		againstWink(b, texts)
	})
}

func againstWink(b *testing.B, texts []string) {
	w := newWink(b, texts)
	x := newExtractor(b)
	articles := make([]incident.Article, len(texts))
	size := 0
	for i, t := range texts {
		articles[i] = incident.Article{Text: t, Published: "2025-06-05"}
		size += len(t)
	}
	read := func(times int) time.Duration {
		start := cpu(b)
		for range times {
			for i := range articles {
				x.Extract(&articles[i])
			}
		}
		return cpu(b) - start
	}
	more := 1 + 2_000_000/size // a turn of ours is too short to be measured else
	for range more {
		w.read(b, 0, len(texts)) // compiled by now, as we are
	}
	var ours, theirs time.Duration
	turns := 0
	for b.Loop() {
		ours += read(10 * more)
		for range more {
			theirs += w.read(b, 0, len(texts))
		}
		turns += more
	}
	mb := float64(turns*size) / 1e6
	fast, slow := 10*mb/ours.Seconds(), mb/theirs.Seconds()
	b.ReportMetric(fast, "cpuMB/s")
	b.ReportMetric(slow, "wink-cpuMB/s")
	b.ReportMetric(fast/slow, "times")
}

// news makes n articles of about 3 KB, the same each time: sentences of words as
// often as a language has them, and among them sentences of attacks.
func news(n int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	z := newVocabulary(r, 70_000)
	places := strings.Fields("Kyiv Kharkiv Odesa Sumy Kherson Nikopol Dnipro Zaporizhzhia Belgorod Chernihiv Kramatorsk Izium Lviv Poltava Konotop")
	arms := strings.Fields("drone missile rocket bomb shell")
	attack := func() string {
		p, w := places[r.IntN(len(places))], arms[r.IntN(len(arms))]
		switch r.IntN(3) {
		case 0:
			return fmt.Sprintf("A Russian %s hit a house in %s on Monday, killing %d people and injuring %d others. ", w, p, 1+r.IntN(9), 1+r.IntN(30))
		case 1:
			return fmt.Sprintf("At least %d residents of %s were wounded when a %s fell on a shop, the governor said. ", 2+r.IntN(9), p, w)
		}
		return fmt.Sprintf("In %s, %d homes were left without power after the %s attack, officials said. ", p, 100*(1+r.IntN(90)), w)
	}
	texts := make([]string, n)
	for i := range texts {
		var t strings.Builder
		for t.Len() < 3000 {
			if r.IntN(5) == 0 {
				t.WriteString(attack())
			} else {
				z.sentence(&t, r)
			}
			if r.IntN(6) == 0 {
				t.WriteString("\n\n")
			}
		}
		texts[i] = t.String()
	}
	return texts
}

// vocabulary draws words by Zipf's law.
type vocabulary struct {
	words []string
	upTo  []float64
}

// newVocabulary invents n words; the commonest are the little ones of English.
func newVocabulary(r *rand.Rand, n int) *vocabulary {
	v := &vocabulary{words: strings.Fields("the of to in and a on was were that by for with at from as it said is has have had been are he they their this which not after but an his more its be will who also into than over when no one two would about up there out people")}
	onsets := strings.Fields("b c d f g h l m n p r s t v w br cl dr fl gr pl pr sh st th tr")
	rimes := strings.Fields("a e i o u ar en in on er al ist ound ess ing ight ance ent ow ery")
	for len(v.words) < n {
		w := ""
		for range 1 + r.IntN(4) {
			w += onsets[r.IntN(len(onsets))] + rimes[r.IntN(len(rimes))]
		}
		v.words = append(v.words, w)
	}
	sum := 0.0
	for i := range v.words {
		sum += 1 / math.Pow(float64(i)+2.7, 1.02)
		v.upTo = append(v.upTo, sum)
	}
	return v
}

// sentence writes eight to twenty-seven words, the first and one in twelve capitalised.
func (v *vocabulary) sentence(t *strings.Builder, r *rand.Rand) {
	n := 8 + r.IntN(20)
	for i := range n {
		w := v.words[sort.SearchFloat64s(v.upTo, r.Float64()*v.upTo[len(v.upTo)-1])]
		if i == 0 || r.IntN(12) == 0 {
			w = strings.ToUpper(w[:1]) + w[1:]
		}
		if i > 0 {
			t.WriteByte(' ')
		}
		t.WriteString(w)
		if i > 3 && i < n-1 && r.IntN(12) == 0 {
			t.WriteByte(',')
		}
		if r.IntN(60) == 0 {
			fmt.Fprintf(t, " %d", r.IntN(3000))
		}
	}
	t.WriteString(". ")
}
