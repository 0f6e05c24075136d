package handlers

// Outlet is one source that is read, as /sources shows it.
type Outlet struct {
	Name     string
	URL      string // may be ""
	Lang     string
	Articles int    // in the archive
	Events   int    // that rest on them
	Newest   string // published time of the newest article
	Note     string // reliability, in the operator's words; may be ""
	Silent   bool   // it is broken, paused, or silent for longer than usual
}
