package index

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"incidentbot/index/incident"
)

const killDir = "INCIDENTBOT_TEST_KILL_DIR"

// TestMain lets the test binary be the process that a test kills.
func TestMain(m *testing.M) {
	if dir := os.Getenv(killDir); dir != "" {
		ingestUntilKilled(dir)
		return
	}
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("github.com/blevesearch/bleve_index_api.AnalysisWorker"))
}

// ingestUntilKilled adds batches and says which articles are acknowledged.
func ingestUntilKilled(dir string) {
	if n, err := strconv.ParseUint(os.Getenv("INCIDENTBOT_TEST_KILL_SIZE"), 10, 64); err == nil {
		signal.Ignore(syscall.SIGXFSZ) // so that a write beyond the limit is an error, as on a full disk
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
			fmt.Println("error", err)
			return
		}
	}
	a, err := Open(context.Background(), testOptions(dir))
	if err != nil {
		fmt.Println("error", err)
		return
	}
	start, _ := strconv.Atoi(os.Getenv("INCIDENTBOT_TEST_KILL_FROM"))
	for n := start; ; {
		var batch []incident.Article
		for range 1 + n%7 {
			batch = append(batch, killArticle(n))
			n++
		}
		if _, err := a.Add(context.Background(), batch); err != nil {
			fmt.Println("error", err)
			return
		}
		fmt.Println("acked", n)
	}
}

// killArticle has its number as its toll, on a day and place of its own.
func killArticle(n int) incident.Article {
	day := incident.NewDay(2022, 2, 24).Add(n % 1500)
	return article(fmt.Sprint("k", n), "A", day.String(),
		fmt.Sprintf("Report number %d of a long war, with words of its own. Town%d %s drone: %d killed.", n, n/1500, day, n))
}

// Killed at a random moment, and then again, the archive has every article that
// was acknowledged exactly once. INCIDENTBOT_TEST_KILLS sets how often (50 by the bar).
func TestKill(t *testing.T) {
	kills := 4
	if s := os.Getenv("INCIDENTBOT_TEST_KILLS"); s != "" {
		kills, _ = strconv.Atoi(s)
	} else if testing.Short() {
		t.Skip("starts and kills processes")
	}
	dir, r, acked := t.TempDir(), rand.New(rand.NewPCG(uint64(os.Getpid()), 7)), 0
	for k := range kills {
		acked = killOnce(t, dir, acked, time.Duration(r.IntN(900))*time.Millisecond)
		if k%5 == 4 || k == kills-1 {
			checkKilled(t, dir, acked)
		}
	}
	t.Logf("%d kills, %d articles acknowledged", kills, acked)
}

// killOnce runs a child from article number from on, kills it after it has run
// for a while and returns how many were acknowledged.
func killOnce(t *testing.T, dir string, from int, after time.Duration) int {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killDir+"="+dir, "INCIDENTBOT_TEST_KILL_FROM="+strconv.Itoa(from))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	acked := from
	s := bufio.NewScanner(out)
	var timer *time.Timer
	for s.Scan() {
		n, ok := strings.CutPrefix(s.Text(), "acked ")
		if !ok {
			t.Errorf("child: %s", s.Text())
			break
		}
		acked, _ = strconv.Atoi(n)
		if timer == nil {
			timer = time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		}
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	if timer != nil {
		timer.Stop()
	}
	if stderr.Len() > 0 {
		t.Errorf("child wrote: %.2000s", stderr.String())
	}
	return acked
}

func checkKilled(t *testing.T, dir string, acked int) {
	t.Helper()
	a, err := Open(t.Context(), testOptions(dir))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	must(t, a.Sync(t.Context()))
	times := map[int32]int{}
	for _, e := range allEvents(t, a) {
		for _, c := range e.Claims {
			times[*c.Min]++
		}
	}
	for n := range acked {
		if times[int32(n)] != 1 {
			t.Fatalf("article %d of %d acknowledged is there %d times", n, acked, times[int32(n)])
		}
	}
	c, _ := a.Coverage(t.Context())
	docs, err := a.p.s.articles.DocCount()
	if err != nil || int(docs) != c.Articles || c.Articles < acked || c.Articles != len(times) {
		t.Fatalf("%d articles, %d indexed, %d told of, %d acknowledged, %v", c.Articles, docs, len(times), acked, err)
	}
	for _, n := range []int{0, acked / 2, acked - 1} {
		art, err := a.Article(t.Context(), fmt.Sprint("k", n))
		if err != nil || art.Text != killArticle(n).Text {
			t.Fatalf("article %d: %v", n, err)
		}
	}
}

// Where nothing more can be written, Add says so, and what it acknowledged
// before is there once there is room again.
func TestFullDisk(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a process")
	}
	t.Parallel() // it mostly waits
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killDir+"="+dir, "INCIDENTBOT_TEST_KILL_SIZE=150000")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	acked, failed := 0, false
	for line := range strings.Lines(string(out)) {
		if n, ok := strings.CutPrefix(strings.TrimSpace(line), "acked "); ok {
			acked, _ = strconv.Atoi(n)
		}
		failed = failed || strings.HasPrefix(line, "error ")
	}
	if !failed || acked == 0 || !strings.Contains(string(out), "is the disk full") {
		t.Fatalf("%d acknowledged, and then no error: %.500s", acked, out)
	}
	t.Logf("%d acknowledged, then %s", acked, out[strings.LastIndex(string(out), "error"):])
	checkKilled(t, dir, acked)
}
