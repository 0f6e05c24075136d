package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDashboard holds the dashboard to the metrics that the sources name.
func TestDashboard(t *testing.T) {
	if !json.Valid([]byte(dashboard)) {
		t.Fatal("dashboard.json is no JSON")
	}
	var code strings.Builder
	for _, pattern := range []string{"sight.go", "meters.go", "../../index/source/poll/metrics.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		b, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		code.Write(b)
	}
	names := regexp.MustCompile(`incidentbot_([a-z_]+)`).FindAllStringSubmatch(dashboard, -1)
	if len(names) < 10 {
		t.Fatalf("only %d metrics in the dashboard", len(names))
	}
	for _, n := range names {
		name := strings.TrimSuffix(strings.TrimPrefix(n[1], "telegram_"), "_bucket")
		if !strings.Contains(code.String(), `"`+name+`"`) && !strings.Contains(code.String(), `"incidentbot_`+name+`"`) {
			t.Errorf("nothing measures %s", n[0])
		}
	}
}
