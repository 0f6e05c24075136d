package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"

	"incidentbot/handlers"
)

// maxPictures bounds how many sent pictures are remembered in memory.
const maxPictures = 5_000

// pictures remembers Telegram's ids of the pictures sent before, by their key.
type pictures struct {
	store Store
	log   *slog.Logger
	ids   *recent[string, string]
}

func newPictures(store Store, log *slog.Logger) *pictures {
	return &pictures{store, log, newRecent[string, string](maxPictures)}
}

// get returns a picture to send: by its id if it was sent before, else drawn.
func (p *pictures) get(ctx context.Context, pic *handlers.Picture) (*Photo, error) {
	if id := p.id(ctx, pic.Key); id != "" {
		return &Photo{Key: pic.Key, FileID: id, draw: pic.Draw}, nil
	}
	png, err := pic.Draw()
	if err != nil {
		return nil, err
	}
	return &Photo{Key: pic.Key, PNG: png}, nil
}

func (p *pictures) id(ctx context.Context, key string) string {
	if key == "" {
		return ""
	}
	if id, ok := p.ids.find(key); ok {
		return id
	}
	b, err := p.store.Get(ctx, fileKey(key))
	if err != nil {
		p.log.Warn("picture's id not read", "err", err)
		return ""
	}
	if b != nil {
		p.ids.put(key, string(b))
	}
	return string(b)
}

// fileKey makes a key that every store takes of a picture's.
func fileKey(key string) string {
	sum := sha256.Sum256([]byte(key))
	return "file." + hex.EncodeToString(sum[:16])
}

// learn remembers the id of a picture that was sent.
func (p *pictures) learn(ctx context.Context, key, id string) {
	if key == "" || id == "" || p.ids.get(key) == id {
		return
	}
	p.ids.put(key, id)
	if err := p.store.Put(ctx, fileKey(key), []byte(id)); err != nil {
		p.log.Warn("picture's id not kept", "err", err)
	}
}
