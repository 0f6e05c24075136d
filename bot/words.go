package bot

import (
	"strings"

	"incidentbot/index/incident"
)

// phrases are the few things that the bot says by itself.
type phrases struct {
	TooFast string // to who asks too often, once
	Stale   string // on a tap on an old button
	Unknown string // on a tap on what is no button
	Failed  string // after a fault of ours
	Empty   string // an answer without a text
}

// words are the phrases by language. Every language has every phrase.
var words = map[incident.Lang]phrases{
	incident.English: {
		TooFast: "That was a lot of questions at once. Please wait a minute, then I will answer again.",
		Stale:   "This button is out of date. Please ask again.",
		Unknown: "This button leads nowhere any more. Please ask again.",
		Failed:  "Something went wrong on my side. Please try again.",
		Empty:   "Nothing to show.",
	},
	incident.Ukrainian: {
		TooFast: "Забагато запитань одразу. Зачекайте, будь ласка, хвилину, і я знову відповідатиму.",
		Stale:   "Ця кнопка застаріла. Запитайте, будь ласка, ще раз.",
		Unknown: "Ця кнопка вже нікуди не веде. Запитайте, будь ласка, ще раз.",
		Failed:  "У мене стався збій. Спробуйте, будь ласка, ще раз.",
		Empty:   "Нема чого показати.",
	},
	incident.Russian: {
		TooFast: "Слишком много вопросов сразу. Подождите, пожалуйста, минуту, и я снова отвечу.",
		Stale:   "Эта кнопка устарела. Спросите, пожалуйста, ещё раз.",
		Unknown: "Эта кнопка уже никуда не ведёт. Спросите, пожалуйста, ещё раз.",
		Failed:  "У меня произошёл сбой. Попробуйте, пожалуйста, ещё раз.",
		Empty:   "Показать нечего.",
	},
}

// langOf maps a client's language tag to one that we speak, "" if there is none.
func langOf(tag string) incident.Lang {
	tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
	for _, l := range incident.Langs {
		if string(l) == tag {
			return l
		}
	}
	return ""
}
