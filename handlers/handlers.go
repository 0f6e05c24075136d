package handlers

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"incidentbot/handlers/i18n"
	"incidentbot/index"
	"incidentbot/index/incident"
)

const (
	pageSize  = 5   // events a page
	maxText   = 300 // characters of a question that are read
	foldAfter = 900 // characters that an answer has before its quotes
	maxRadius = 500 // km of a question about what is near
)

// Options are what an archive does not know. The zero value is usable.
type Options struct {
	// Beside are the bot's commands that are not ours; /help in Telegram names them
	// too, by the words "chat.command.<name>" of Words.
	Beside []string
	// Accuracy holds the measured scores' file (see LoadAccuracy), and "accuracy.json" in it;
	// nil or without that file: not measured yet.
	Accuracy fs.FS
	// Outlets lists who is read, for /sources; nil: it is taken from the newest events.
	Outlets func(context.Context) ([]Outlet, error)
	// Operator is how to reach whoever runs this ("@name", an address), for /about and /privacy; may be "".
	Operator string
	// Version is the program's, for /about; may be "".
	Version string
	// Words are further catalogs, of a caller's own ids (see i18n.Load).
	Words []fs.FS
}

// Handlers answers questions. It is safe for concurrent use and holds no state of its askers.
type Handlers struct {
	archive Archive
	opt     Options
	words   *i18n.Catalog
	painter *lazyPainter
	zone    *time.Location // of an asker who says none
}

// New makes handlers over an archive. It fails only if a catalog is broken.
func New(a Archive, opt Options) (*Handlers, error) {
	words, err := i18n.Load(opt.Words...)
	if err != nil {
		return nil, fmt.Errorf("handlers: %w", err)
	}
	zone, err := time.LoadLocation("Europe/Kyiv")
	if err != nil { // a machine without time zones
		zone = time.UTC
	}
	return &Handlers{archive: a, opt: opt, words: words, painter: &lazyPainter{}, zone: zone}, nil
}

// Words returns the catalog that answers are made of.
func (h *Handlers) Words() *i18n.Catalog { return h.words }

// Handle answers a question. Whatever it is asked it returns an answer that can
// be shown: what cannot be read gives a Mistake that says what to do, what the
// archive fails at gives Failed with Answer.Err set.
func (h *Handlers) Handle(ctx context.Context, r Request) Answer {
	t := h.turn(ctx, r)
	if r.Tap {
		t.tap(r.Text)
	} else {
		t.text(clean(r.Text))
	}
	return t.done()
}

// Ask answers a question that was read before.
func (h *Handlers) Ask(ctx context.Context, q Question, r Request) Answer {
	t := h.turn(ctx, r)
	t.answer(q)
	return t.done()
}

// turn is one question being answered.
type turn struct {
	h       *Handlers
	ctx     context.Context
	r       Request
	p       *i18n.Printer
	q       Question
	a       Answer
	numbers map[string]int // number in a.Sources by article
	quotes  []Block        // shown after everything else
	needs   []int          // by quote
	quoted  map[string]int // place in quotes, by source and sentence
}

func (h *Handlers) turn(ctx context.Context, r Request) *turn {
	if r.Zone == nil {
		r.Zone = h.zone
	}
	p := h.words.In(r.Lang)
	return &turn{
		h: h, ctx: ctx, r: r, p: p, a: Answer{Lang: p.Lang()},
		numbers: map[string]int{}, quoted: map[string]int{},
	}
}

// today is the asker's calendar day.
func (t *turn) today() incident.Day { return incident.DayOf(t.r.Now.In(t.r.Zone)) }

func (t *turn) done() Answer {
	t.shorten()
	t.a.Blocks = append(t.a.Blocks, t.quotes...)
	t.a.Question = t.q
	return t.a
}

// answer dispatches by kind.
func (t *turn) answer(q Question) {
	t.q = q
	switch q.Kind {
	case KindStart:
		t.start()
	case KindHelp:
		t.help()
	case KindAbout:
		t.about()
	case KindPrivacy:
		t.privacy()
	case KindList:
		t.list()
	case KindLatest:
		t.latest()
	case KindSearch:
		t.search()
	case KindEvent:
		t.event()
	default:
		t.answerMore(q)
	}
}

// fail turns an error of the archive into an answer.
func (t *turn) fail(err error) {
	if errors.Is(err, index.ErrNotFound) {
		id := "event.unknown"
		if t.r.Tap {
			id = "stale"
		}
		t.mistake(id)
		return
	}
	t.a.Status, t.a.Err = Failed, err
	t.say(Note, t.p.T("failed"))
}

// mistake says what is wrong with the question and what to do.
func (t *turn) mistake(id string, pairs ...any) {
	t.a.Status = Mistake
	t.say(Note, t.p.T(id, pairs...))
}

// say adds a block of plain text, one block a line.
func (t *turn) say(k BlockKind, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		if line == "" {
			t.a.Blocks = append(t.a.Blocks, Block{Kind: Gap})
			continue
		}
		t.block(k, Span{Text: line})
	}
}

func (t *turn) block(k BlockKind, spans ...Span) {
	if len(spans) > 0 {
		t.a.Blocks = append(t.a.Blocks, Block{k, spans})
	}
}

// row adds buttons as one row; those whose data does not fit are left out.
func (t *turn) row(bs ...Button) {
	var row []Button
	for _, b := range bs {
		if b.Label != "" && (b.Data != "" || b.URL != "" || b.Share != "") {
			row = append(row, b)
		}
	}
	if len(row) > 0 {
		t.a.Buttons = append(t.a.Buttons, row)
	}
}

// to makes a button that asks q, or one that row leaves out if q does not fit.
func (t *turn) to(label string, q Question) Button {
	data, ok := q.Data()
	if !ok {
		return Button{}
	}
	return Button{Label: short(label, 40), Data: data, Typed: t.typed(q)}
}
