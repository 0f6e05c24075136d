package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"incidentbot/index/journal"
)

// Stats tells how the archive stands.
func (a *Archive) Stats(ctx context.Context) (Stats, error) {
	st, err := a.j.State(ctx)
	if err != nil {
		return Stats{}, err
	}
	s := Stats{
		Events: a.table().Len(), JournalLast: st.Last, JournalBytes: st.Bytes, Records: st.Records,
		IndexBytes: folderBytes(a.p.dir), CachedEvents: a.cache.len(),
	}
	a.p.mu.Lock()
	defer a.p.mu.Unlock()
	s.Articles, s.Projected = len(a.p.known.byID), a.p.at
	return s, a.p.err
}

// folderBytes adds up the files of a folder; what vanishes meanwhile counts nothing.
func folderBytes(dir string) (n uint64) {
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		if i, err := d.Info(); err == nil {
			n += uint64(i.Size())
		}
		return nil
	})
	return n
}

// Check looks for what is wrong with a data folder, without changing it but for
// what the journal's server does when it starts; it reads the whole journal
// (100,000 records a second). It finds nothing in a folder that is well or not
// there yet.
func Check(ctx context.Context, o Options) []Finding {
	if _, err := os.Stat(o.Dir); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if f := writable(o.Dir); f != nil {
		return []Finding{*f}
	}
	if err := o.defaults(); err != nil {
		return []Finding{{Part: "folder", Fatal: true, What: err.Error()}}
	}
	j, err := journal.Open(ctx, o.journal())
	var locked *LockedError
	switch {
	case errors.As(err, &locked):
		return []Finding{{Part: "lock", What: locked.Error(), Advice: "while it runs, look at its /status; doctor can look inside when it is stopped"}}
	case err != nil:
		return []Finding{{Part: "journal", Fatal: true, What: err.Error(), Advice: "free space, or restore the folder \"journal\" from a copy"}}
	}
	defer j.Close()
	st, err := j.State(ctx)
	if err != nil {
		return []Finding{{Part: "journal", Fatal: true, What: err.Error(), Advice: "restore the folder \"journal\" from a copy"}}
	}
	out := checkIndex(st, filepath.Join(o.Dir, "index"))
	if err := j.Verify(ctx, st.Last); err != nil {
		out = append(out, Finding{Part: "journal", Fatal: true, What: err.Error(), Advice: "restore the folder \"journal\" from a copy"})
	}
	return out
}

func writable(dir string) *Finding {
	f, err := os.CreateTemp(dir, "check")
	if err != nil {
		return &Finding{Part: "folder", Fatal: true, What: err.Error(), Advice: "give this user the right to write there, free space, or name another folder (--data)"}
	}
	defer os.Remove(f.Name())
	defer f.Close()
	return nil
}

// checkIndex compares the index with the journal.
func checkIndex(st journal.State, dir string) []Finding {
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	const rebuild = "run `incidentbot rebuild`"
	s, err := openStore(dir)
	var broken *BrokenError
	switch {
	case errors.Is(err, errOutdated):
		return []Finding{{Part: "index", What: "the index is of another version", Advice: "it is made anew at the next start, or now: " + rebuild}}
	case errors.As(err, &broken):
		return []Finding{{Part: broken.Part, What: broken.Err.Error(), Advice: "it is made anew at the next start, or now: " + rebuild}}
	case err != nil:
		return []Finding{{Part: "index", Fatal: true, What: err.Error(), Advice: rebuild}}
	}
	defer s.close()
	var out []Finding
	if err := whole(st, max(s.articlesSeq, s.eventsSeq)); err != nil {
		out = append(out, Finding{Part: "journal", Fatal: true, What: err.Error(), Advice: "restore the folder \"journal\" from a copy; without one, " + rebuild})
	}
	if lag := st.Last - min(s.articlesSeq, s.eventsSeq); st.Last > s.eventsSeq && lag > 0 {
		out = append(out, Finding{Part: "index", What: fmt.Sprintf("%d records are not indexed yet", lag), Advice: "nothing: the next start goes on with them"})
	}
	return out
}
