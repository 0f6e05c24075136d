package main

import (
	"os"
	"strings"
	"testing"
)

// TestReadmeAnswer: the answer that the README shows is the one that it gets.
func TestReadmeAnswer(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(text), "An answer, as `ask ")
	question, rest, _ := strings.Cut(rest, "`")
	_, rest, _ = strings.Cut(rest, "```\n")
	want, _, closed := strings.Cut(rest, "```\n")
	if !ok || !closed {
		t.Fatal("README.md shows no answer")
	}
	t.Chdir(t.TempDir())
	code, got, errs := command(t, "", append([]string{"ask"}, strings.Fields(question)...)...)
	if code != exitOK || strings.TrimSpace(got) != strings.TrimSpace(want) {
		t.Errorf("ask %s: %d %s\n%s\nREADME.md has\n%s", question, code, errs, got, want)
	}
}
