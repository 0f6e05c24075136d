package source

import (
	"strings"

	"incidentbot/index/incident"
)

const headerWord = "date "

// Header reads the opening " date 2024-01-02 " that a text may have before its
// first words. It returns the day and the number of bytes that the opening takes,
// the white space behind it included; the unknown day and 0 if there is none.
func Header(text string) (incident.Day, int) {
	body := strings.TrimLeft(text, " \t\r\n\ufeff")
	rest, ok := strings.CutPrefix(body, headerWord)
	if !ok || len(rest) < len("2006-01-02") {
		return 0, 0
	}
	day, err := incident.ParseDay(rest[:len("2006-01-02")])
	if err != nil {
		return 0, 0
	}
	after := rest[len("2006-01-02"):]
	body = strings.TrimLeft(after, " \t\r\n")
	if after != "" && len(body) == len(after) {
		return 0, 0 // "date 2024-01-023": the number goes on
	}
	return day, len(text) - len(body)
}
