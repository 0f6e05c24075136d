package handlers

// answerMore dispatches the kinds that are not answered from a page of events.
func (t *turn) answerMore(q Question) {
	switch q.Kind {
	case KindFollow:
		t.say(Note, t.p.T("follow.elsewhere"))
	default:
		t.mistake("stale")
	}
}

// commandMore reads the arguments of the commands that answerMore answers.
func (t *turn) commandMore(kind Kind, _ string) { t.answer(Question{Kind: kind}) }
