package handlers

import (
	"time"

	"incidentbot/index/incident"
)

// Request is one question, from Telegram, the terminal or a script.
type Request struct {
	// Text is what was asked: "/city Kyiv", a plain sentence, or, if Tap is set, a Button's Data.
	Text string
	Tap  bool
	Lang incident.Lang  // of the answer
	Now  time.Time      // decides what "yesterday" is
	Zone *time.Location // of the asker; Europe/Kyiv by default
	// Plain is set where nobody addressed the bot by a command: a private chat's sentence, or a reply to the bot.
	Plain bool
	// Context is Answer.Question of the answer that this continues ("and Odesa?" as a
	// reply, or a tap below it); the zero value where there is none.
	Context Question
	// At is a shared location, nil if there is none.
	At *Point
	// Bot is the bot's name without "@", for links to it; "" in a terminal.
	Bot string
}

// Point is a place on Earth, in degrees.
type Point struct{ Lat, Lon float64 }

// Status is how a question ended.
type Status uint8

// The statuses.
const (
	Answered Status = iota
	NotFound        // an honest "nothing": what was understood, what the archive covers, the nearest thing
	Ask             // the question has several readings; buttons choose
	Mistake         // the question cannot be read; the answer says what to do
	Failed          // the archive failed; Answer.Err says how, the answer only that it did
)

// Style is how a span is set.
type Style uint8

// The styles.
const (
	Plain Style = iota
	Bold
	Italic
	Code
)

// Span is a run of text of one style. With Source set it is a reference to
// Answer.Sources by number and Text is empty: it is shown as "[n]".
type Span struct {
	Text   string
	Style  Style
	URL    string
	Source int
}

// BlockKind is a block's place on the page.
type BlockKind uint8

// The kinds of blocks.
const (
	Title BlockKind = iota // what, where, when
	Line                   // figures, weapons, damage, outages: a paragraph
	Item                   // a line of a list
	Note                   // grade and "as of", what was understood, hints
	Quote                  // a sentence with its source; successive ones form one expandable block
	Gap                    // an empty line
)

// Block is one line or paragraph of an answer.
type Block struct {
	Kind  BlockKind
	Spans []Span
}

// Button is an action below an answer. Data is a question in the short form
// that Handle reads with Tap set; it has at most 60 bytes. With URL set it is a
// link; with Share set it offers that inline query in a chat of the user's choice.
type Button struct {
	Label string
	Data  string
	URL   string
	Share string
	Typed string // the same question in words, where there is a way to type it
}

// Picture is a PNG to go with an answer. Draw takes some tenths of a second; who
// has sent a picture of the same Key before may send that again instead.
type Picture struct {
	Key     string // names the content, in every language its own
	Caption string // says the same in words, at most 1,000 characters
	Draw    func() ([]byte, error)
}

// File is a document to go with an answer.
type File struct {
	Name string // "events-kharkiv-2024-05.csv"
	Type string // media type
	Data []byte
}

// Source is one entry of an answer's list of sources.
type Source struct {
	N         int    `json:"n"`
	Article   string `json:"article"`
	Outlet    string `json:"outlet"`
	Title     string `json:"title,omitempty"`
	URL       string `json:"url"`
	Published string `json:"published"`
}

// Answer is a value; bot renders it for Telegram, cmd for the terminal.
type Answer struct {
	Status  Status
	Blocks  []Block
	Sources []Source // numbered from 1, as Span.Source names them
	Buttons [][]Button
	Events  []incident.Event // what the answer rests on, in its order
	// Understood is the question as it was read, in the answer's language.
	Understood string
	Lang       incident.Lang
	// Question is what was answered, for Request.Context of a continuation.
	Question Question
	Picture  *Picture // nil if there is none
	File     *File    // nil if there is none
	Err      error    // why Status is Failed, for the log
}
