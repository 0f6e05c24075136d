package poll

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"incidentbot/index/source"
)

// settle is how long a file must have rested before it is read: it may still be written.
const settle = 2 * time.Second

// folder hands on the articles of files that are new or changed. A file that
// cannot be read, or a line of it, is told as a fault; the file is not read
// again until it changes.
func (r *round) folder(ctx context.Context) error {
	root := r.feed.URL
	if info, err := os.Stat(root); err != nil || !info.IsDir() {
		r.out.Err = &source.Error{Source: root, Class: source.Missing, Msg: "no such folder", Err: err}
		return nil
	}
	reader := source.Reader{Zone: r.zone}
	var ids []uint64
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			ids = append(ids, r.lasting(root, name, err))
			return nil
		}
		if hidden := name != root && strings.HasPrefix(d.Name(), "."); hidden && d.IsDir() {
			return fs.SkipDir
		} else if hidden || d.IsDir() || !source.Readable(name) {
			return nil
		}
		id, err := r.file(ctx, &reader, root, name)
		ids = append(ids, id)
		return err
	})
	if err == nil {
		err = r.flush(ctx)
	}
	if err != nil {
		return err
	}
	r.out.Listed = len(ids)
	r.out.NotModified = !r.changed
	r.out.Seen.touch(ids, folderSeen)
	return nil
}

// fault notes what could not be read.
func (r *round) fault(err error) { r.out.Faults = append(r.out.Faults, err) }

// lasting notes a fault that the next look finds again, once, and returns what it is known by.
func (r *round) lasting(root, name string, err error) uint64 {
	rel, _ := filepath.Rel(root, name)
	id, sum := hash("fault", filepath.ToSlash(rel)), hash(err.Error())
	if !r.out.Seen.done(id, sum) {
		r.fault(err)
		r.out.Seen.set(id, sum, 0)
		r.changed = true
	}
	return id
}

// file reads one file unless it is as it was, or still warm.
func (r *round) file(ctx context.Context, reader *source.Reader, root, name string) (uint64, error) {
	rel, _ := filepath.Rel(root, name)
	id := hash(filepath.ToSlash(rel))
	info, err := os.Stat(name)
	if err != nil {
		return r.lasting(root, name, err), nil
	}
	sum := hash(fmt.Sprint(info.Size()), info.ModTime().UTC().Format(time.RFC3339Nano))
	if r.out.Seen.done(id, sum) || r.now.Sub(info.ModTime()) < settle && r.now.After(info.ModTime()) {
		return id, nil
	}
	for a, err := range reader.ReadIn(ctx, root, name) {
		if ctx.Err() != nil {
			return id, ctx.Err()
		}
		if err != nil {
			r.fault(err)
			continue
		}
		if err := r.hand(ctx, r.dress(a), mark{id: id, sum: 0}); err != nil {
			return id, err
		}
	}
	if err := r.flush(ctx); err != nil {
		return id, err
	}
	r.out.Seen.set(id, sum, 0)
	r.changed = true
	return id, nil
}
