package extract

import (
	"bytes"
	"encoding/json"
	"hash/fnv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"incidentbot/index/incident"
)

// blind reports whether a development report is kept aside: only the set's
// scores are looked at while rules are made. The five seed reports never are.
func blind(id string) bool {
	h := fnv.New64a()
	h.Write([]byte(id))
	return h.Sum64()%3 == 1 && !strings.HasPrefix(id, "00")
}

// TestScoreShared scores the engine on the development reports where they are at hand.
func TestScoreShared(t *testing.T) {
	shared, err := filepath.Abs("../../../shared")
	if err != nil {
		t.Fatal(err)
	}
	golds, _ := filepath.Glob(filepath.Join(shared, "gold", "*.json"))
	if len(golds) == 0 {
		t.Skip("no development reports beside the repository")
	}
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("no python3 to run the scorer")
	}
	for name, take := range map[string]func(string) bool{
		"all":   func(string) bool { return true },
		"blind": blind,
	} {
		t.Run(name, func(t *testing.T) { score(t, shared, golds, take) })
	}
}

func score(t *testing.T, shared string, golds []string, take func(string) bool) {
	dir := t.TempDir()
	x := newExtractor(t)
	var out []byte
	for _, g := range golds {
		id := strings.TrimSuffix(filepath.Base(g), ".json")
		if !take(id) {
			continue
		}
		b, err := os.ReadFile(g)
		if err != nil {
			t.Fatal(err)
		}
		var gold struct{ ID, Text, Published string }
		if err := json.Unmarshal(b, &gold); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(shared, gold.Text))
		if err != nil {
			t.Fatal(err)
		}
		a := &incident.Article{ID: gold.ID, Text: string(text), Published: gold.Published}
		e := x.Extract(a)
		check(t, a.Text, &e)
		if out, err = Encode(out, a, &e); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, id+".json"), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	lines := filepath.Join(t.TempDir(), "out.jsonl")
	if err := os.WriteFile(lines, out, 0o600); err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	cmd := exec.Command(filepath.Join(shared, "score"), "--gold", dir, "--min", "event=0.8", "--min", "killed=0.85", "--min", "date=0.9", "--", "cat", lines)
	cmd.Stdout, cmd.Stderr = &got, &got
	err := cmd.Run()
	t.Log("\n" + got.String())
	if err != nil {
		t.Error(err)
	}
}
