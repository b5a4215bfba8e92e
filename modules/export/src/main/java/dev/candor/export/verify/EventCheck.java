package dev.candor.export.verify;

import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.CanonicalJson;
import dev.candor.sessions.event.SessionEvent;
import dev.candor.sessions.event.SessionEvents;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.ContractRules;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.schema.Severity;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Looks at the events of a bundle one by one: contract, whose they are, their ids, their order. */
final class EventCheck {
    private static final int PROGRESS_EVERY = 1 << 10;

    private final ContractRules rules = ContractRules.shipped(Contract.SESSION);
    private final String file;
    private final Differences differences;
    private final SessionEvents.Builder events = new SessionEvents.Builder();
    private final Map<String, Integer> firstPlaces = new HashMap<>();
    private Optional<BigDecimal> claimed = Optional.of(BigDecimal.ZERO);
    private Optional<SessionEvent> first = Optional.empty();
    private Optional<SessionEvent> last = Optional.empty();
    private long bytes;
    private boolean areAllEvents = true;

    EventCheck(String file, Differences differences) {
        this.file = file;
        this.differences = differences;
    }

    /** All events in order; empty, and told, when one of them is none, or there are none or too many. */
    Optional<SessionEvents> check(BundleText text, LongConsumer progress) {
        text.forEach((number, json, from, to) -> {
            bytes += to - from;
            if (isWithinBounds(number + 1)) {
                take(number, json, from, to);
            }
            if ((number + 1) % PROGRESS_EVERY == 0) {
                progress.accept(number + 1L);
            }
        });
        progress.accept(text.count());
        boolean isWithin = isWithinBounds(text.count());
        if (!isWithin) {
            differences.add(
                    Code.FORM,
                    file,
                    "/events",
                    "a session has at most " + SessionEvents.MAX_EVENTS + " events of " + SessionEvents.MAX_BYTES
                            + " bytes together, found " + text.count() + " of " + bytes + " bytes");
        }
        return areAllEvents && text.count() > 0 && isWithin ? Optional.of(events.build()) : Optional.empty();
    }

    private boolean isWithinBounds(int count) {
        return count <= SessionEvents.MAX_EVENTS && bytes <= SessionEvents.MAX_BYTES;
    }

    /** What the events claim that they change the score by, added up; empty when that has too many digits. */
    Optional<BigDecimal> claimed() {
        return claimed;
    }

    private void take(int number, byte[] json, int from, int to) {
        String pointer = pointer(number);
        if (from == to) {
            refuse(pointer, Finding.notAnObject());
        } else if (to - from > LineScanner.MAX_LINE_BYTES) {
            refuse(pointer, Finding.overlong());
        } else {
            ObjectValue row = (ObjectValue) JsonValue.parse(json, from, to);
            List<Finding> refusals = rules.check(row, json, from, to).stream()
                    .filter(finding -> finding.severity() == Severity.REFUSAL)
                    .toList();
            refusals.forEach(finding -> refuse(pointer, finding));
            if (refusals.isEmpty()) {
                SessionEvent event = SessionEvent.of((ObjectValue) CanonicalJson.normal(row));
                compare(number, event);
                events.add(event, json, from, to);
            }
        }
    }

    private static String pointer(int number) {
        return "/events/" + number;
    }

    private void refuse(String pointer, Finding finding) {
        areAllEvents = false;
        differences.add(
                Code.EVENTS,
                file,
                pointer + finding.pointer(),
                "the event breaks the contract of sessions: " + finding.sentence() + " [" + finding.code() + "]");
    }

    private void compare(int number, SessionEvent event) {
        String pointer = pointer(number);
        SessionEvent begin = first.orElse(event);
        first = Optional.of(begin);
        same(pointer + "/session_id", begin.sessionId(), event.sessionId(), "session");
        same(pointer + "/participant_id", begin.participantId(), event.participantId(), "participant");
        Integer before = firstPlaces.putIfAbsent(event.id(), number);
        if (before != null) {
            differences.add(
                    Code.EVENTS,
                    file,
                    pointer + "/event_id",
                    "",
                    Differences.shown(event.id()),
                    "the id stands at " + pointer(before) + " already; an id names one event");
        } else if (last.filter(earlier -> event.compareTo(earlier) < 0).isPresent()) {
            differences.add(
                    Code.EVENTS,
                    file,
                    pointer,
                    "the event " + Differences.shown(event.id()) + " of " + event.timestamp() + " stands after "
                            + Differences.shown(last.get().id()) + " of "
                            + last.get().timestamp()
                            + "; events stand by time, those of the same time by the bytes of their ids");
        }
        last = Optional.of(event);
        claimed = event.scoreDelta()
                .map(delta -> DifferenceExplainer.plus(claimed, delta))
                .orElse(claimed);
    }

    private void same(String pointer, String expected, String found, String what) {
        if (!expected.equals(found)) {
            differences.add(
                    Code.EVENTS,
                    file,
                    pointer,
                    Differences.shown(expected),
                    Differences.shown(found),
                    "the event is of another " + what + " than the first one");
        }
    }
}
