package index_test

import (
	"incidentbot/handlers"
	"incidentbot/index"
)

// The archive is what the handlers ask.
var _ handlers.Archive = (*index.Archive)(nil)
