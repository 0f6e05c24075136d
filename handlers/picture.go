package handlers

import (
	"sync"

	"incidentbot/handlers/picture"
)

// lazyPainter makes the painter when the first picture is asked for.
type lazyPainter struct {
	once    sync.Once
	painter *picture.Painter
	err     error
}

func (l *lazyPainter) get() (*picture.Painter, error) {
	l.once.Do(func() { l.painter, l.err = picture.New() })
	return l.painter, l.err
}
