package source

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"
)

// IDOfURL returns the id of the article at an address: the same for every
// spelling of the address that Canonical folds.
func IDOfURL(address string) string { return "u" + hash(Canonical(address)) }

// IDOfURLBy returns the id of what another outlet publishes under an address
// that is one outlet's already.
func IDOfURLBy(address, outlet string) string { return "u" + hash(Canonical(address)+"\n"+outlet) }

// IDOfText returns the id of an article that has neither an id nor an address.
func IDOfText(text string) string { return "t" + hash(text) }

func hash(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:8])
}

// idOfFile returns a file's name without its extensions; name is relative to
// the folder that was asked for, with slashes.
func idOfFile(name string) string {
	name = strings.TrimSuffix(name, ".gz")
	return strings.TrimSuffix(name, path.Ext(name))
}
