"""The steps at which the bot's process is ended: its writes, its requests, its looks.

Each has an instant before it and one after it; a write has one more when its transaction has become
durable and nobody was told yet, a request one more when Discord has carried it out and its answer
has not arrived.
"""

from __future__ import annotations

_WRITES_OF_THE_ROUND = {
    "claim the slot": "quizbot.storage.slots:claim",
    "claim the challenge": "quizbot.storage.challenges:add",
    "fill the slot": "quizbot.storage.slots:fill",
    "plan the next slot": "quizbot.storage.schedules:set_next",
    "take a number": "quizbot.storage.guilds:next_number",
    "note the supply": "quizbot.storage.schedules:note_supply",
    "note a shortage as told": "quizbot.storage.schedules:take_shortage",
    "follow the schedule": "quizbot.storage.challenges_unposted:follow",
    "record the question": "quizbot.storage.challenges:posted",
    "take it out of the queue": "quizbot.storage.queue:remove",
    "clear the problem": "quizbot.storage.schedules:set_problem",
    "record the count": "quizbot.storage.challenges:recounted",
    "save an answer": "quizbot.storage.answers:save",
    "want a draft": "quizbot.storage.verdict_drafts:want",
    "keep a draft": "quizbot.storage.verdict_drafts:keep",
    "drop a draft": "quizbot.storage.verdict_drafts:drop",
    "close": "quizbot.storage.challenges:close",
    "store a verdict": "quizbot.storage.verdicts:add_first",
    "write the ledger": "quizbot.storage.ledger:add",
    "record the reveal": "quizbot.storage.challenges:revealed",
    "mark a stale message": "quizbot.storage.stale_messages:mark",
    "record what is shown": "quizbot.storage.stale_messages:shown",
    "note the interaction": "quizbot.storage.interactions:claim",
    "forget interactions": "quizbot.storage.interactions:forget",
    "store a notice": "quizbot.storage.notices:add",
    "claim a notice": "quizbot.storage.notices:claim",
    "settle a notice": "quizbot.storage.notices:settle",
}
_WRITES_OF_ACTS = {
    "note a deleted message": "quizbot.storage.challenges:lost",
    "add a verdict": "quizbot.storage.verdicts:add",
    "note the act": "quizbot.storage.audit:add",
    "cancel": "quizbot.storage.challenges:cancel",
    "want a repost": "quizbot.storage.challenges:to_post_again",
    "record the repost": "quizbot.storage.challenges:posted_again",
    "void": "quizbot.storage.reveals:set_void",
    "mark a key point": "quizbot.storage.grade_marks:put",
    "drop the marks": "quizbot.storage.grade_marks:forget",
    "ask for a second look": "quizbot.storage.second_looks:ask",
    "settle a second look": "quizbot.storage.second_looks:settle",
    "keep a suggestion": "quizbot.storage.suggest:add",
    "record the suggestion": "quizbot.storage.suggest:posted",
    "decide a suggestion": "quizbot.storage.suggest:decide",
    "keep a question's draft": "quizbot.storage.question_drafts:add",
    "take a question's draft": "quizbot.storage.question_drafts:take",
    "decide an import": "quizbot.storage.imports:decide",
    "add a question": "quizbot.storage.questions:add",
    "name a member": "quizbot.storage.members:rename",
}
WRITES = {**_WRITES_OF_THE_ROUND, **_WRITES_OF_ACTS}
_REQUESTS_OF_THE_ROUND = {
    "send the question": "quizbot.ui.publisher:ChannelPublisher.post",
    "send the reveal": "quizbot.ui.publisher:ChannelPublisher.reveal",
    "edit the question": "quizbot.ui.publisher:ChannelPublisher.refresh",
    "open the thread": "quizbot.ui.publisher:ChannelPublisher.open_thread",
    "send the notice": "quizbot.ui.messenger:DiscordMessenger.send",
    "reply": "quizbot.ui.reply:private",
}
_REQUESTS_OF_ACTS = {
    "post the suggestion": "quizbot.ui.review_channel:DiscordReview.post",
    "edit the suggestion": "quizbot.ui.review_channel:DiscordReview.refresh",
    "announce a second look": "quizbot.ui.review_channel:DiscordReview.announce",
    "reply to a press": "quizbot.ui.reply:in_place",
    "ask for time": "quizbot.ui.reply:defer",
    "ask for time to change": "quizbot.ui.reply:defer_change",
    "say a sentence": "quizbot.ui.reply:sentence",
    "change the page": "quizbot.ui.reply:change",
}
REQUESTS = {**_REQUESTS_OF_THE_ROUND, **_REQUESTS_OF_ACTS}
_LOOKS_OF_THE_ROUND = {
    "look for the question": "quizbot.ui.publisher:ChannelPublisher.find_post",
    "look for the reveal": "quizbot.ui.publisher:ChannelPublisher.find_reveal",
    "look for the notice": "quizbot.ui.messenger:DiscordMessenger.find",
    "judge": "quizbot.services.verdicts:Verdicts.judge",
}
_LOOKS_OF_ACTS = {
    "look whether it stands": "quizbot.ui.publisher:ChannelPublisher.stands",
    "look whether it is announced": "quizbot.ui.review_channel:DiscordReview.is_announced",
    "look for the suggestion": "quizbot.ui.review_channel:DiscordReview.find_post",
}
LOOKS = {**_LOOKS_OF_THE_ROUND, **_LOOKS_OF_ACTS}
OF_THE_ROUND = (*_WRITES_OF_THE_ROUND, *_REQUESTS_OF_THE_ROUND, *_LOOKS_OF_THE_ROUND)
"""The steps that come by themselves, and when members answer."""
REFUSED = {"note a refusal": "quizbot.storage.challenges_unposted:note_refused"}
"""What comes only where Discord does not take a question; see `test_schedule_following`."""
STEPS = {**WRITES, **REQUESTS, **LOOKS, **REFUSED}

FAILS = "comes only where Discord or a step fails, which `test_matrix` and the services' tests let"
PLANS = "plans of a moderator: one write and one reply, no message stands for it"
PRACTICE = "practice: one write and one reply, nobody else sees it"
REVIEWS = "reviews are not in the run yet; see `tests/e2e/test_reviews` and the matrix"
STATISTICS = "sums are counted anew from what is kept; the rest is one write and one reply"
TEACHING = "what the grader is taught: one write and one reply, no message stands for it"
LEFT_OUT = {
    "quizbot.storage.challenges:put_off": FAILS,
    "quizbot.storage.challenges_due:failed": FAILS,
    "quizbot.storage.schedules:failed": FAILS,
    "quizbot.storage.slots:refuse": FAILS,
    "quizbot.storage.stale_messages:put_off": FAILS,
    "quizbot.storage.notices:put_off": FAILS,
    "quizbot.storage.slots:miss": "no slot is lost here, which is a promise of its own",
    "quizbot.storage.slots:take_news": "no slot is lost here, which is a promise of its own",
    "quizbot.storage.clock_jumps:mend": "a clock set back; see the tests of clock jumps",
    "quizbot.storage.slots:pass_over": PLANS,
    "quizbot.storage.schedules:add": PLANS,
    "quizbot.storage.schedules:change": PLANS,
    "quizbot.storage.schedules:remove": PLANS,
    "quizbot.storage.schedules:set_paused": PLANS,
    "quizbot.storage.guilds:save": PLANS,
    "quizbot.storage.queue:add": PLANS,
    "quizbot.storage.queue:arrange": PLANS,
    "quizbot.storage.question_retired:add": PLANS,
    "quizbot.storage.question_retired:remove": PLANS,
    "quizbot.storage.question_drafts:change": PLANS,
    "quizbot.storage.questions:change": PLANS,
    "quizbot.storage.imports:add": "reading a document saves nothing; confirming it does",
    "quizbot.storage.imports:add_found": "reading a document saves nothing; confirming it does",
    "quizbot.storage.imports:read_anew": "reading a document saves nothing; confirming it does",
    "quizbot.storage.imports:choose_topic": "editing what was found saves nothing; confirming does",
    "quizbot.storage.imports:change": "editing what was found saves nothing; confirming it does",
    "quizbot.storage.suggest:change": "editing what was suggested saves nothing; deciding it does",
    "quizbot.storage.question_topics:add": PLANS,
    "quizbot.storage.imports:close": "saves nothing to the bank",
    "quizbot.storage.lessons:add": TEACHING,
    "quizbot.storage.lessons:remove": TEACHING,
    "quizbot.storage.review_cards:drop_unmissed": REVIEWS,
    "quizbot.storage.review_cards:leave_guild": REVIEWS,
    "quizbot.storage.review_cards:put_off": REVIEWS,
    "quizbot.storage.review_cards:reviewed": REVIEWS,
    "quizbot.storage.review_cards:set_due": REVIEWS,
    "quizbot.storage.review_settings:end_reminders": REVIEWS,
    "quizbot.storage.review_settings:heard": REVIEWS,
    "quizbot.storage.review_settings:save": REVIEWS,
    "quizbot.storage.reviews:add": REVIEWS,
    "quizbot.storage.reviews:drop": REVIEWS,
    "quizbot.storage.stats:share": STATISTICS,
    "quizbot.storage.stats_sums:keep": STATISTICS,
    "quizbot.storage.stats_sums:mark": STATISTICS,
    "quizbot.ui.reply:pictured": STATISTICS,
    "quizbot.storage.quiz:start": PRACTICE,
    "quizbot.storage.quiz:move": PRACTICE,
    "quizbot.storage.quiz:end": PRACTICE,
    "quizbot.storage.quiz:answered": PRACTICE,
    "quizbot.storage.ledger:rebuild": "an operator's mending, with the bot stopped",
    "quizbot.storage.ledger:rebuild_weeks": PLANS,
    "quizbot.storage.guilds:claim_welcome": "a server that the bot joins",
    "quizbot.storage.removals:leave": "a server that removes the bot",
    "quizbot.storage.removals:come_back": "a server that the bot joins again",
    "quizbot.storage.removals:erase": "a server that removed the bot",
    "quizbot.storage.meta:put": "which commands are registered; told again it does no harm",
    "quizbot.storage.meta:drop": "a new application takes the database over",
    "quizbot.ui.reply:public": "a board that everybody sees; nothing is written for it",
    "quizbot.ui.reply:form": "opens a form; nothing is written for it",
    "quizbot.ui.reply:progress": "how far a document is read; nothing is written for it",
    "quizbot.ui.reply:files": "an export; nothing is written for it",
}
"""What no process is ended at, and why."""
