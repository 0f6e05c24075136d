package chat

import "embed"

// Words are the catalogs of what the desk says, for handlers.Options.Words.
//
//go:embed active.*.json
var Words embed.FS
