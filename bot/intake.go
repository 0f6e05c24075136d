package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/go-telegram/bot/models"
)

const (
	updatePrefix = "update."
	// keptMarks is how many handled updates stay marked in the Store: more than
	// the hundred that Telegram can deliver again after a crash.
	keptMarks = 256
	// keptIDs is how many handled updates are known in memory. Ids are matched
	// one by one, since after a quiet week they start anew anywhere.
	keptIDs = 8192
)

// handledMark replaces an update in the Store once it is handled.
var handledMark = []byte("-")

// intake keeps updates until they are handled.
type intake struct {
	store Store
	seen  *recent[int64, struct{}] // taken, handled or not
	marks *recent[int64, struct{}] // marked as handled in the Store
}

func newIntake(store Store) *intake {
	return &intake{store, newRecent[int64, struct{}](keptIDs), newRecent[int64, struct{}](keptMarks)}
}

func updateKey(id int64) string { return updatePrefix + strconv.FormatInt(id, 10) }

// take keeps a new update durably; known is true for one that was taken before.
func (in *intake) take(ctx context.Context, id int64, raw []byte) (known bool, err error) {
	if _, ok := in.seen.find(id); ok {
		return true, nil
	}
	if err := in.store.Put(ctx, updateKey(id), raw); err != nil {
		return false, err
	}
	in.know(id)
	return false, nil
}

// know makes an update known without keeping it.
func (in *intake) know(id int64) { in.seen.put(id, struct{}{}) }

// finish marks an update as handled and forgets the oldest marks.
func (in *intake) finish(ctx context.Context, id int64) error {
	if err := in.store.Put(ctx, updateKey(id), handledMark); err != nil {
		return err
	}
	for _, old := range in.marks.put(id, struct{}{}) {
		if err := in.store.Delete(ctx, updateKey(old)); err != nil {
			return err
		}
	}
	return nil
}

// stored is an update that an earlier run left.
type stored struct {
	id  int64
	raw []byte
}

// load reads what an earlier run left: the marks, and the updates it had not handled, in order.
func (in *intake) load(ctx context.Context) ([]stored, error) {
	keys, err := in.store.Keys(ctx, updatePrefix)
	if err != nil {
		return nil, err
	}
	var left []stored
	for _, k := range keys {
		id, err := strconv.ParseInt(strings.TrimPrefix(k, updatePrefix), 10, 64)
		if err != nil {
			continue
		}
		raw, err := in.store.Get(ctx, k)
		if err != nil {
			return nil, err
		}
		left = append(left, stored{id, raw})
	}
	slices.SortFunc(left, func(a, b stored) int { return int(a.id - b.id) })
	return slices.DeleteFunc(left, func(u stored) bool {
		in.seen.put(u.id, struct{}{})
		if bytes.Equal(u.raw, handledMark) {
			in.marks.put(u.id, struct{}{})
			return true
		}
		return false
	}), nil
}

// accept takes an update: durably, then into its chat's queue. It waits for
// room if wait is set; it reports whether the update was taken or was known. If
// the Store fails, one that was polled is answered all the same: a full disk
// shall not make the bot mute.
func (b *Bot) accept(ctx context.Context, raw []byte, wait bool) bool {
	u, ok := b.decode(raw)
	if !ok {
		return true // to be sent it again would help nobody
	}
	if !wait && b.tasks.full() {
		return false
	}
	known, err := b.intake.take(ctx, u.ID, raw)
	if err != nil {
		b.log.Error("update not kept: a crash now would lose it", "update", u.ID, "err", err)
		if !wait {
			return false
		}
		b.intake.know(u.ID)
	}
	return known || b.tasks.put(ctx, keyOf(u), func() { b.run(u) })
}

// decode reads an update. One that cannot be read is logged, without its text, and passed over.
func (b *Bot) decode(raw []byte) (*models.Update, bool) {
	u := new(models.Update)
	err := json.Unmarshal(raw, u)
	if err == nil && u.ID != 0 {
		return u, true
	}
	b.log.Warn("unreadable update passed over", "bytes", len(raw))
	return nil, false
}

// keyOf is whose turn an update is: its chat's, else its user's.
func keyOf(u *models.Update) int64 {
	switch {
	case message(u) != nil:
		return message(u).Chat.ID
	case u.CallbackQuery != nil:
		if c := tapped(u.CallbackQuery); c != nil {
			return c.Chat.ID
		}
		return u.CallbackQuery.From.ID
	case u.InlineQuery != nil && u.InlineQuery.From != nil:
		return u.InlineQuery.From.ID
	case u.MyChatMember != nil:
		return u.MyChatMember.Chat.ID
	}
	return 0
}

// message returns the message of an update that has one.
func message(u *models.Update) *models.Message {
	for _, m := range []*models.Message{u.Message, u.EditedMessage, u.ChannelPost, u.EditedChannelPost} {
		if m != nil {
			return m
		}
	}
	return nil
}

// tapped returns the message whose button was tapped; one that is too old has only its ids.
func tapped(q *models.CallbackQuery) *models.Message {
	if q.Message.Message != nil {
		return q.Message.Message
	}
	if old := q.Message.InaccessibleMessage; old != nil {
		return &models.Message{ID: old.MessageID, Chat: old.Chat}
	}
	return nil
}
