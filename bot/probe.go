package bot

import (
	"context"

	tg "github.com/go-telegram/bot"
)

// Probe asks Telegram whose token it is and returns the bot's username. The
// error is ErrToken if Telegram does not know it, and never holds the token.
func Probe(ctx context.Context, apiURL, token string) (username string, err error) {
	api, err := tg.New(token, tg.WithSkipGetMe(), tg.WithServerURL(apiURL), tg.WithHTTPClient(pollTimeout, newClient(apiURL, token, nil)))
	if err != nil {
		return "", ErrToken
	}
	me, err := api.GetMe(ctx)
	switch {
	case isTokenError(err):
		return "", ErrToken
	case err != nil:
		return "", err
	}
	return me.Username, nil
}
