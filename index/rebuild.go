package index

import (
	"context"
	"errors"
	"os"
	"path/filepath"
)

// Folders of a rebuild, beside "index".
const (
	newIndex = "index.new"
	oldIndex = "index.old"
	doneMark = "complete" // in newIndex: it may take the place of the old one
)

// Rebuild makes the index anew from the journal, beside the old one, and swaps
// them. progress is told how many of the journal's records are done. A kill at
// any moment leaves the old index or the new one.
func Rebuild(ctx context.Context, o Options, progress func(done, total uint64)) error {
	dir := filepath.Join(o.Dir, newIndex)
	a, err := open(ctx, o, newIndex)
	if err != nil {
		return err
	}
	if err := errors.Join(a.follow(ctx, progress), a.Close()); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, doneMark), nil, 0o600); err != nil {
		return err
	}
	return finishSwap(o.Dir)
}

// follow waits for the projection to reach the journal's end and tells how far it is.
func (a *Archive) follow(ctx context.Context, progress func(done, total uint64)) error {
	st, err := a.j.State(ctx)
	if err != nil {
		return err
	}
	for at := uint64(0); at < st.Last; {
		if at, err = a.Wait(ctx, at); err != nil {
			return err
		}
		if progress != nil {
			progress(min(at, st.Last), st.Last)
		}
	}
	return nil
}

// finishSwap puts a complete new index in the place of the old one; it goes on
// where a former try was cut off.
func finishSwap(dir string) error {
	fresh, now, old := filepath.Join(dir, newIndex), filepath.Join(dir, "index"), filepath.Join(dir, oldIndex)
	if _, err := os.Stat(filepath.Join(fresh, doneMark)); err == nil {
		if err := os.RemoveAll(old); err != nil {
			return err
		}
		if err := os.Rename(now, old); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		if err := os.Rename(fresh, now); err != nil {
			return err
		}
	}
	if err := os.Remove(filepath.Join(now, doneMark)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.RemoveAll(old)
}
