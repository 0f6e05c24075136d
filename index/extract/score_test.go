package extract

import (
	"hash/fnv"
	"strings"
)

// blind reports whether a development report is kept aside: its sentences are
// not looked at, only the set's scores. The five seed reports never are.
func blind(id string) bool {
	h := fnv.New64a()
	h.Write([]byte(id))
	return h.Sum64()%3 == 1 && !strings.HasPrefix(id, "00")
}
